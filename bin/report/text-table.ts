/** Tables for the terminal. A Chinese character takes the room of two letters. */

export type Cell = { text: string; align: 'start' | 'end' }

export const words = (text: string): Cell => ({ text, align: 'start' })
export const number = (text: string): Cell => ({ text, align: 'end' })

/** Lines of a table: a head, a rule, rows; columns as wide as their widest cell. */
export function textTable(head: readonly Cell[], rows: readonly (readonly Cell[])[]): string[] {
  const widths = head.map((cell, at) => Math.max(...[cell, ...rows.map((row) => row[at])].map((c) => displayWidth(c?.text ?? ''))))
  const line = (cells: readonly Cell[]) => widths.map((width, at) => padded(cells[at] ?? words(''), width)).join('  ').trimEnd()
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)]
}

function padded({ text, align }: Cell, width: number): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return align === 'end' ? space + text : text + space
}

/** Columns of a terminal that a text takes: two for East Asian wide and full-width characters, none for combining marks. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += /\p{Mn}|\p{Me}|\p{Cf}/u.test(character) ? 0 : wide.test(character) ? 2 : 1
  return width
}

/** Unicode's East Asian Width classes W and F, as far as a survey holds them. */
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** The text cut to a width, with an ellipsis where something is gone. */
export function shortened(text: string, most: number): string {
  if (displayWidth(text) <= most) return text
  let kept = ''
  for (const character of text) {
    if (displayWidth(kept + character) > most - 1) break
    kept += character
  }
  return `${kept}…`
}

/** Lines no wider than `most`, broken at blanks, or anywhere in Chinese; the first led by `mark`, the others by as much space. */
export function wrapped(text: string, most: number, mark = ''): string[] {
  const indent = ' '.repeat(displayWidth(mark))
  const lines: string[] = []
  let line = ''
  for (const part of text.match(/[\x21-\u2e7f]+ ?| |[^\x00-\u2e7f]/gu) ?? []) {
    if (displayWidth(indent + line + part.trimEnd()) > most && line !== '') {
      lines.push(line.trimEnd())
      line = part.trimStart()
    } else line += part
  }
  if (line !== '') lines.push(line.trimEnd())
  return lines.map((each, at) => (at === 0 ? mark : indent) + each)
}
