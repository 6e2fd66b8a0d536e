import { widthOf, wrapped } from './wrapped.ts'

/** Where the rows of a horizontal chart stand: names beside the plot where there is room, over it on a phone. */
export type Rows = {
  beside: boolean
  /** Left and right end of the plot, in pixels. */
  left: number
  right: number
  rows: {
    lines: string[]
    top: number
    height: number
    /** Vertical centre of the row's marks. */ y: number
    labelX: number
    labelY: number
  }[]
  bottom: number
}

/** Pixels. */
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
  const labelWidth = beside ? Math.min(widest + 4, width * 0.34) : width
  const left = beside ? labelWidth + 14 : 8
  let top = 4
  const rows = labels.map((label) => {
    const lines = wrapped(label, labelWidth, labelSize, beside ? 3 : 2)
    const over = beside ? 0 : lines.length * lineHeight + 3
    const height = beside ? Math.max(thickness + 22, lines.length * lineHeight + 14) : over + thickness + 14
    const row = {
      lines,
      top,
      height,
      y: top + (beside ? height / 2 : over + thickness / 2 + 2),
      labelX: beside ? labelWidth : 0,
      labelY: beside ? top + height / 2 : top,
    }
    top += height
    return row
  })
  return { beside, left, right: width - values - 8, rows, bottom: top }
}
