import { widthOf, wrapped } from './wrapped.ts'

/** One row of a horizontal chart, in pixels. */
export type Row = {
  lines: string[]
  top: number
  height: number
  /** Vertical centre of the marks. */
  y: number
  labelX: number
  labelY: number
}

/** Where the rows stand: names beside the plot where there is room, over it on a phone. */
export type Rows = {
  beside: boolean
  /** Left and right end of the plot. */
  left: number
  right: number
  rows: Row[]
  bottom: number
}

export const labelSize = 13
export const lineHeight = 17
const narrow = 460

/**
 * @param values room kept at the right for figures, in pixels
 * @param thickness height of the marks, in pixels
 */
export function rowsFor(labels: readonly string[], width: number, values: number, thickness = 22): Rows {
  const widest = Math.max(0, ...labels.map((label) => widthOf(label, labelSize)))
  const beside = width >= narrow || widest <= width * 0.26
  const labelWidth = beside ? Math.min(widest * 1.06 + 6, width * 0.34) : width
  let top = 4
  const rows = labels.map((label) => {
    const lines = wrapped(label, labelWidth, labelSize, beside ? 3 : 2)
    const row = beside ? besideRow(lines, top, labelWidth, thickness) : overRow(lines, top, thickness)
    top += row.height
    return row
  })
  return { beside, left: beside ? labelWidth + 14 : 8, right: width - values - 8, rows, bottom: top }
}

function besideRow(lines: string[], top: number, labelX: number, thickness: number): Row {
  const height = Math.max(thickness + 22, lines.length * lineHeight + 14)
  const y = top + height / 2
  return { lines, top, height, y, labelX, labelY: y }
}

function overRow(lines: string[], top: number, thickness: number): Row {
  const label = lines.length * lineHeight + 3
  return { lines, top, height: label + thickness + 14, y: top + label + thickness / 2 + 2, labelX: 0, labelY: top }
}
