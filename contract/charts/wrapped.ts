/** About how wide a text is drawn, in pixels: Chinese characters are square, capitals two thirds of it, others about 0.54. */
export function widthOf(text: string, size: number): number {
  let ems = 0
  for (const sign of text) ems += /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u.test(sign) ? 1 : /[MW@%]/.test(sign) ? 0.9 : /\p{Lu}/u.test(sign) ? 0.66 : 0.54
  return ems * size
}

/** A text in lines of at most `width` pixels and at most `most` lines, the last one cut with "…". Chinese breaks anywhere, English between words. */
export function wrapped(text: string, width: number, size: number, most = 2): string[] {
  const lines: string[] = []
  let line = ''
  for (const part of text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/gu) ?? []) {
    if (line !== '' && widthOf((line + part).trimEnd(), size) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += part
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  if (lines.length <= most) return lines.map((line) => cut(line, width, size))
  return [...lines.slice(0, most - 1), cut(`${lines.slice(most - 1).join(' ')}`, width, size, true)]
}

function cut(line: string, width: number, size: number, always = false): string {
  if (!always && widthOf(line, size) <= width) return line
  let kept = line
  while (kept.length > 1 && widthOf(`${kept}…`, size) > width) kept = kept.slice(0, -1)
  return kept === line && !always ? line : `${kept.trimEnd()}…`
}
