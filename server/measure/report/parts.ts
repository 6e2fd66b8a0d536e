/** Headings, paragraphs, tables and keys, as every section of a report uses them. */
import type { Speaking } from '@gap5/contract/language.ts'
import type { Conclusion, Estimate } from '@gap5/contract/measure/results.ts'
import { intervalSaid, said, type Saying } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { Content } from '../../pdf/pdf.ts'
import { drawing, paper, rect } from './svg.ts'

export const pageWidth = 595
export const margin = 52
export const contentWidth = pageWidth - 2 * margin

export type Cell = string | { text: string; fill?: string; color?: string; bold?: boolean }

/** A heading that is a bookmark too; `level` 1 begins a section. */
export function heading(said: string, id: string, level: 1 | 2 = 1, parent?: string): Content {
  return {
    text: said,
    fontSize: level === 1 ? 15 : 11,
    bold: true,
    color: paper.ink,
    margin: level === 1 ? [0, 22, 0, 8] : [0, 12, 0, 5],
    outline: true,
    outlineText: said,
    id,
    ...(level === 1 && { outlineExpanded: false }),
    ...(parent !== undefined && { outlineParentId: parent }),
    headlineLevel: level,
  } as Content
}

export function paragraph(said: string, { mute = false, bold = false, space = 4 }: { mute?: boolean; bold?: boolean; space?: number } = {}): Content {
  return { text: said, color: mute ? paper.mute : paper.body, bold, fontSize: mute ? 8.5 : 10, margin: [0, 0, 0, space] }
}

/** What was found, each with what it rests on: as many pages as it needs. */
export function conclusionParts(conclusions: readonly Conclusion[], { say }: Speaking): Content[] {
  return conclusions.map(({ text, evidence }) => keptTogether(paragraph(say(text), { bold: true, space: evidence ? 1 : 7 }), ...(evidence ? [paragraph(say(evidence), { mute: true, space: 7 })] : [])))
}

/** Leaves room on the page for what leads to a picture. What does not fit on a page would be lost. */
const tallest = 540

/** A drawing as wide as the text, narrower where it would be too tall; it stays on one page. */
export function picture(svg: string, { space = 4 }: { space?: number } = {}): Content {
  const [, width = '1', height = '0'] = /viewBox="0 0 (\S+) (\S+)"/.exec(svg) ?? []
  const tall = (Number(height) / Number(width)) * contentWidth
  return { svg, width: tall > tallest ? (contentWidth * tallest) / tall : contentWidth, margin: [0, 2, 0, space] }
}

/** Heads this long may be wrapped; Chinese has no spaces to wrap shorter ones at. */
const longHead = 8

/** Rows below a head that is repeated on each page; the first column is text, the others are figures. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], widths?: readonly (number | string)[]): Content {
  const headCell = (text: string, place: number) => ({ text, color: paper.mute, fontSize: 8, alignment: place === 0 ? 'left' : 'right', ...(text.length < longHead && { noWrap: true }) })
  const cell = (given: Cell, place: number) => {
    const { text, fill, color, bold } = typeof given === 'string' ? { text: given, fill: undefined, color: undefined, bold: undefined } : given
    return { text, alignment: place === 0 ? 'left' : 'right', fontSize: 8.5, color: color ?? paper.ink, ...(text.length < (place > 0 ? 18 : 12) && !text.includes('\n') && { noWrap: true }), ...(bold && { bold }), ...(fill && { fillColor: fill }) }
  }
  return {
    table: { headerRows: 1, dontBreakRows: true, keepWithHeaderRows: 1, widths: [...(widths ?? ['*', ...head.slice(1).map(() => 'auto')])], body: [head.map(headCell), ...rows.map((row) => row.map(cell))] },
    layout: {
      hLineWidth: (place: number) => (place === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: (place: number) => (place === 1 ? paper.axis : paper.line),
      paddingTop: () => 3,
      paddingBottom: () => 3,
      paddingLeft: (place: number) => (place === 0 ? 2 : 4),
      paddingRight: () => 3,
    },
    margin: [0, 4, 0, 8],
  } as Content
}

/** Tables up to this many rows are not cut. */
const fewRows = 14

/** Headings and sentences stay with the picture or the table they lead to. */
export function withLead(contents: readonly Content[]): Content[] {
  const grouped: Content[] = []
  let lead: Content[] = []
  for (const content of contents) {
    if (isText(content)) {
      if (isHeading(content) && lead.some((each) => !isHeading(each))) grouped.push(...lead.splice(0))
      lead.push(content)
    } else {
      const rows = typeof content === 'object' && 'table' in content ? (content.table?.body.length ?? 0) : 0
      if (lead.length > 0 && rows <= fewRows && !(typeof content === 'object' && 'ul' in content)) grouped.push(keptTogether(...lead, content))
      else grouped.push(...lead, rows > 0 && rows <= fewRows ? keptTogether(content) : content)
      lead = []
    }
  }
  return [...grouped, ...lead]
}

function isText(content: Content): boolean {
  return typeof content === 'object' && 'text' in content
}

function isHeading(content: Content): boolean {
  return typeof content === 'object' && 'headlineLevel' in content
}

/** On one page, all of it. */
export function keptTogether(...parts: Content[]): Content {
  return { stack: parts, unbreakable: true }
}

/** What the marks of a drawing mean. */
export function key(entries: readonly { mark: string; label: string }[]): Content {
  return {
    columns: entries.map(({ mark, label }) => ({
      width: 'auto',
      columns: [
        { width: 18, svg: drawing(22, 12, [mark]), margin: [0, 1.5, 0, 0] },
        { width: 'auto', text: label, fontSize: 8, color: paper.mute },
      ],
      columnGap: 3,
    })),
    columnGap: 12,
    margin: [0, 0, 0, 6],
  } as Content
}

/** Of signed bars. */
export function signKey(speaking: Speaking): Content {
  return key([
    { mark: rect(0, 1, 22, 10, paper.below, { rx: 3 }), label: speaking.say({ en: 'below zero', zh: '低于零' }) },
    { mark: rect(0, 1, 22, 10, paper.accent, { rx: 3 }), label: speaking.say({ en: 'above zero', zh: '高于零' }) },
    { mark: rect(0, 1, 11, 10, paper.belowTint) + rect(11, 1, 11, 10, paper.insideTint), label: speaking.say({ en: 'faint: the 95 % interval includes zero', zh: '浅色：95% 区间包含零' }) },
  ])
}

export function figureCell(estimate: Estimate | null, speaking: Speaking, decimals: number, as: Saying = 'figure'): string {
  if (estimate === null) return '—'
  if (estimate.value === null) return speaking.say(reasonWords[estimate.reason ?? 'not-computable'])
  return said(estimate.value, speaking, decimals, as)
}

export function intervalCell(estimate: Estimate | null, speaking: Speaking, decimals: number, as: Saying = 'figure'): string {
  return estimate === null ? '—' : intervalSaid(estimate, speaking, decimals, as)
}
