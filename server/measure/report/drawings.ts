/** The charts of the result page on paper: the same geometry, marks and figures, drawn as wide as a page. */
import type { Speaking, Text } from '@gap5/contract/language.ts'
import { aroundZero, axis, decimalsOf, gridMarks, reach, ticks, type Axis } from '@gap5/contract/charts/axis.ts'
import { extentOf, said, signOf, type Interval, type Saying, type Sign } from '@gap5/contract/measure/charts/figures.ts'
import { areas, pieces } from '@gap5/contract/charts/lines.ts'
import { labelSize, lineHeight, rowsFor, type Row, type Rows } from '@gap5/contract/charts/rows.ts'
import { widthOf } from '@gap5/contract/charts/wrapped.ts'
import { extentOfZones, standingOf, triangle, type Standing, type ZoneRow } from '@gap5/contract/measure/charts/zone.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import { drawing, element, line, mixed, paper, path, rect, text } from './svg.ts'

/** As on a wide screen; the document scales it to its own width. */
export const drawnWidth = 700
const gridFoot = 24
const width = drawnWidth

export type Labelled = { key: string; label: Text; estimate: Interval }
export type Scale = { min: number; max: number }
type Manner = { decimals: number; as: Saying }

const standingColours: Record<Standing, string> = {
  below: paper.below,
  'at-lower-limit': paper.accent,
  inside: paper.accent,
  'at-upper-limit': paper.accent,
  above: paper.above,
  unknown: paper.mute,
}

/** For each row a band from adequate to desired, and the perceived level on it with its interval. */
export function zoneDrawing(rows: readonly ZoneRow[], scale: Scale, speaking: Speaking): string {
  const layout = rowsFor(rows.map((row) => speaking.say(row.label)), width, 40)
  const x = axis(reach(extentOfZones(rows), scale), [layout.left, layout.right])
  return drawing(width, layout.bottom + gridFoot, [grid(x, layout.bottom, speaking), ...rows.map((row, index) => zone(row, layout.rows[index]!, layout, x, speaking))])
}

function zone(row: ZoneRow, at: Row, layout: Rows, x: Axis, speaking: Speaking): string {
  const standing = standingOf(row)
  const { adequate, desired, perceived } = row
  const { y } = at
  const apart = standing === 'below' || standing === 'above'
  const fill = apart ? standingColours[standing] : paper.ink
  const value = perceived.value === null ? noFigure(perceived, width - 4, y, speaking) : text(width - 4, y + 4, said(perceived.value, speaking, 1), { anchor: 'end', fill, bold: apart })
  return [
    rowLabel(at, layout.beside, fill, apart),
    adequate !== null && desired !== null ? band(x(adequate), x(desired), y) : '',
    perceived.lower !== null && perceived.upper !== null ? whisker(x(perceived.lower), x(perceived.upper), y, standingColours[standing]) : '',
    perceived.value !== null ? pointMark(standing, x(perceived.value), y, 6.5) : '',
    value,
  ].join('')
}

function band(from: number, to: number, y: number): string {
  const [left, right] = from <= to ? [from, to] : [to, from]
  const ground = from <= to ? { fill: paper.band } : { fill: 'none', stroke: paper.bandEdge, 'stroke-dasharray': '3 3' }
  return rect(left, y - 11, right - left, 22, ground.fill, { rx: 5, ...ground }) + path(`M${from},${y - 8}V${y + 8}M${to},${y - 8}V${y + 8}`, { stroke: paper.bandEdge, 'stroke-width': 1.5, fill: 'none' })
}

const signColours: Record<Sign, string> = { below: paper.below, 'perhaps-below': paper.belowTint, 'perhaps-above': paper.insideTint, above: paper.accent }

/** Signed bars from zero with their intervals; faint where the interval includes zero. */
export function gapDrawing(rows: readonly Labelled[], speaking: Speaking, decimals = 1): string {
  const layout = rowsFor(rows.map((row) => speaking.say(row.label)), width, 96, 18)
  const x = axis(aroundZero(extentOf(rows.map((row) => row.estimate))), [layout.left, layout.right])
  return drawing(width, layout.bottom + gridFoot, [
    grid(x, layout.bottom, speaking, 0, (value) => speaking.signed(value, Number.isInteger(value) ? 0 : 1)),
    line(x(0), 4, x(0), layout.bottom, paper.axis),
    ...rows.map((row, index) => bar(row, layout.rows[index]!, layout, x, speaking, decimals)),
  ])
}

function bar({ estimate }: Labelled, at: Row, layout: Rows, x: Axis, speaking: Speaking, decimals: number): string {
  const { value, lower, upper } = estimate
  const sign = signOf(estimate)
  const isBelow = sign === 'below'
  const fill = isBelow ? paper.below : paper.ink
  return [
    rowLabel(at, layout.beside, fill, isBelow),
    value !== null && sign ? rect(Math.min(x(0), x(value)), at.y - 9, Math.max(Math.abs(x(value) - x(0)), 1), 18, signColours[sign], { rx: 3 }) : '',
    lower !== null && upper !== null ? barWhisker(x(lower), x(upper), at.y) : '',
    value === null ? noFigure(estimate, width - 50, at.y, speaking) : text(width - 50, at.y + 4, said(value, speaking, decimals, 'signed'), { anchor: 'end', fill, bold: isBelow }),
    count(estimate, at.y, speaking),
  ].join('')
}

function barWhisker(from: number, to: number, y: number): string {
  const d = `M${from},${y}H${to}M${from},${y - 4}v8M${to},${y - 4}v8`
  return path(d, { stroke: paper.card, 'stroke-width': 3.5, fill: 'none' }) + path(d, { stroke: paper.ink, 'stroke-width': 1.25, fill: 'none' })
}

/** Groups side by side: each a mean with its interval. */
export function intervalDrawing(rows: readonly Labelled[], scale: Scale, speaking: Speaking, { decimals, as }: Manner = { decimals: 1, as: 'figure' }): string {
  const layout = rowsFor(rows.map((row) => speaking.say(row.label)), width, 100, 14)
  const isShare = as === 'percent'
  const x = axis(isShare ? [scale.min, scale.max] : reach(extentOf(rows.map((row) => row.estimate)), scale), [layout.left, layout.right])
  const marks = rows.map(({ estimate }, index) => {
    const at = layout.rows[index]!
    const { value, lower, upper } = estimate
    return [
      rowLabel(at, layout.beside, paper.ink, false),
      lower !== null && upper !== null ? whisker(x(lower), x(upper), at.y, paper.accent, true) : '',
      value !== null ? pointMark('inside', x(value), at.y, 6) : '',
      value === null ? noFigure(estimate, width - 54, at.y, speaking) : text(width - 54, at.y + 4, said(value, speaking, decimals, as), { anchor: 'end' }),
      count(estimate, at.y, speaking),
    ].join('')
  })
  const anchor = scale.max - scale.min > 20 ? 0 : x.from
  return drawing(width, layout.bottom + gridFoot, [grid(x, layout.bottom, speaking, anchor, isShare ? (value) => speaking.percent(value) : undefined), ...marks])
}

/** A level over time with the band of its interval; a period without a figure leaves a gap. */
export function trendDrawing(points: readonly Labelled[], scale: Scale, speaking: Speaking, { decimals, as }: Manner, height = 220): string {
  const y = axis(reach(extentOf(points.map((point) => point.estimate)), scale), [height - 26, 8])
  const x = axis([0, Math.max(points.length - 1, 1)], [44, width - 34])
  const places = points.map((point, index) => ({ x: x(index), ...point.estimate }))
  const levels = ticks(y.from, y.to, 4)
  const levelDecimals = as === 'percent' ? 0 : Math.min(decimalsOf(levels), Math.max(decimals, 1))
  const widest = Math.max(0, ...points.map((point) => widthOf(speaking.say(point.label), 11))) + 14
  const every = Math.max(1, Math.ceil(widest / Math.max(x(1) - x(0), 1)))
  return drawing(width, height, [
    ...levels.map((value) => line(34, y(value), width, y(value), paper.grid) + text(28, y(value) + 4, said(value, speaking, levelDecimals, as), { size: 11, anchor: 'end', fill: paper.mute })),
    ...points.map((point, place) => ((points.length - 1 - place) % every === 0 ? text(x(place), height - 6, speaking.say(point.label), { size: 11, anchor: 'middle', fill: paper.mute }) : '')),
    ...areas(places, y).map((d) => path(d, { fill: paper.accentTint })),
    ...pieces(places, y).map((d) => path(d, { fill: 'none', stroke: paper.accent, 'stroke-width': 2 })),
    ...places.map((place) => (place.value === null ? '' : element('circle', { cx: place.x, cy: y(place.value), r: 3.5, fill: paper.accent, stroke: paper.card, 'stroke-width': 1.5 }))),
  ])
}

export type SpreadRow = { label: Text; counts: readonly number[] }

/** For each question one bar of 100 %, cut at the points of its scale. */
export function spreadDrawing(rows: readonly SpreadRow[], speaking: Speaking, lowIsGood: boolean): string {
  const layout = rowsFor(rows.map((row) => speaking.say(row.label)), width, 62, 20)
  return drawing(width, layout.bottom + 4, rows.map(({ counts }, index) => spread(counts, layout.rows[index]!, layout, speaking, lowIsGood)))
}

function spread(counts: readonly number[], at: Row, layout: Rows, speaking: Speaking, lowIsGood: boolean): string {
  const total = counts.reduce((sum, each) => sum + each, 0)
  const x = axis([0, Math.max(total, 1)], [layout.left, layout.right])
  let before = 0
  const parts = counts.map((each, place) => {
    const [from, to] = [x(before), x(before + each)]
    before += each
    if (each === 0) return ''
    const share = to - from > 26 ? text((from + to) / 2, at.y + 4, String(Math.round((100 * each) / total)), { size: 11, anchor: 'middle' }) : ''
    return rect(from, at.y - 11, to - from, 22, pointColour(place, counts.length, lowIsGood), { stroke: paper.card }) + share
  })
  return [rowLabel(at, layout.beside, paper.ink, false), ...parts, text(width - 4, at.y + 4, `n ${speaking.figure(total)}`, { size: 11, anchor: 'end', fill: paper.mute })].join('')
}

/** From brick over neutral to teal; faint enough that ink can be read on each. */
export function pointColour(place: number, points: number, lowIsGood: boolean): string {
  const position = points < 2 ? 0 : (place / (points - 1)) * 2 - 1
  return mixed(position < 0 !== lowIsGood ? paper.below : paper.accent, paper.sunken, Math.abs(position) * 0.46)
}

function grid(x: Axis, bottom: number, speaking: Speaking, anchor = x.from, say?: (value: number) => string): string {
  const marks = gridMarks(x, anchor)
  const decimals = decimalsOf(marks)
  return marks
    .map((value) => line(x(value), 4, x(value), bottom, paper.grid) + text(x(value), bottom + 16, say ? say(value) : speaking.figure(value, decimals), { size: 11, anchor: 'middle', fill: paper.mute }))
    .join('')
}

function rowLabel(row: Row, beside: boolean, fill: string, bold: boolean): string {
  const first = beside ? row.labelY - ((row.lines.length - 1) * lineHeight) / 2 + 4.5 : row.labelY + 12
  return row.lines.map((said, place) => text(row.labelX, first + place * lineHeight, said, { size: labelSize, anchor: beside ? 'end' : 'start', fill, bold })).join('')
}

export function pointMark(standing: Standing, x: number, y: number, size: number): string {
  const colour = standingColours[standing]
  const isLimit = standing === 'at-lower-limit' || standing === 'at-upper-limit'
  const look = { fill: isLimit ? paper.card : colour, stroke: colour, 'stroke-width': 2 }
  if (standing === 'below' || standing === 'above') return path(triangle(x, y, size, standing === 'below' ? 1 : -1), look)
  return element('circle', { cx: x, cy: y, r: size - 1, ...look })
}

function whisker(from: number, to: number, y: number, stroke: string, capped = false): string {
  return path(`M${from},${y}H${to}${capped ? `M${from},${y - 4}v8M${to},${y - 4}v8` : ''}`, { fill: 'none', stroke, 'stroke-width': 2 })
}

function noFigure(estimate: Interval, x: number, y: number, speaking: Speaking): string {
  return text(x, y + 4, speaking.say(reasonWords[estimate.reason ?? 'not-computable']), { anchor: 'end', fill: paper.mute })
}

function count({ n }: Interval, y: number, speaking: Speaking): string {
  return text(width - 4, y + 4, `n ${speaking.figure(n)}`, { size: 11, anchor: 'end', fill: paper.mute })
}
