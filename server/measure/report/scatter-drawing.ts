/** Two figures of each thing against each other, on paper: the same plan as on the page, numbered as the table below it. */
import type { Speaking } from '@gap5/contract/language.ts'
import { decimalsOf, ticks, type Axis } from '@gap5/contract/charts/axis.ts'
import { isWithin, scatterPlan, scatterText, type Corners, type ScatterPlan, type ScatterSpot } from '@gap5/contract/charts/scatter.ts'
import { drawnWidth } from './drawings.ts'
import { drawing, element, line, paper, path, rect, text } from './svg.ts'

export type DotLook = 'solid' | 'hollow' | 'below'
export type DrawnPoint = ScatterSpot & { look: DotLook }
export type DrawnAxis = { title: string; range: readonly [number, number]; say?: (value: number) => string }

type Scatter = { points: readonly DrawnPoint[]; x: DrawnAxis; y: DrawnAxis; cross: { x: number; y: number } | null; diagonal?: boolean; corners: Corners<string> }

export function scatterDrawing({ points, x, y, cross, diagonal = false, corners }: Scatter, speaking: Speaking): string {
  const plan = scatterPlan({ points, x: x.range, y: y.range, cross, corners, intervals: false, width: drawnWidth })
  const { at, labels, names, height } = plan
  return drawing(drawnWidth, height, [
    ground(plan, { x, y, cross, diagonal }, speaking),
    ...labels.map(({ isLed, left, baseline }, i) => (isLed ? line(at[i]!.left, at[i]!.top, left + 4, baseline - 4, paper.axis, { 'stroke-width': 0.75 }) : '')),
    ...points.map(({ look }, i) => dot(look, at[i]!.left, at[i]!.top)),
    ...points.map(({ look }, i) => text(labels[i]!.left, labels[i]!.baseline, labels[i]!.isShort ? String(i + 1) : names[i]!, { size: scatterText, fill: look === 'below' ? paper.below : paper.body, bold: look === 'below' })),
  ])
}

/** A disc; a ring where it is uncertain; a triangle down for what is bad. */
export function dot(look: DotLook, x: number, y: number): string {
  if (look === 'below') return path(`M${x - 6},${y - 4.5}h12l-6,10z`, { fill: paper.below })
  return element('circle', { cx: x, cy: y, r: look === 'hollow' ? 4 : 5, fill: look === 'hollow' ? paper.card : paper.accent, stroke: paper.accent, 'stroke-width': look === 'hollow' ? 2 : 0 })
}

type Ground = Pick<Scatter, 'x' | 'y' | 'cross'> & { diagonal: boolean }

function ground({ x, y, corners, height }: ScatterPlan, { x: across, y: up, cross, diagonal }: Ground, speaking: Speaking): string {
  const marksOf = (of: Axis) => ticks(of.from, of.to, 5)
  const sayOf = (given: DrawnAxis, marks: readonly number[]) => given.say ?? ((value: number) => speaking.figure(value, decimalsOf(marks)))
  const [acrossMarks, upMarks] = [marksOf(x), marksOf(y)]
  const [left, right, top, bottom] = [x(x.from), x(x.to), y(y.to), y(y.from)]
  const [from, to] = [Math.max(x.from, y.from), Math.min(x.to, y.to)]
  const dashed = { 'stroke-dasharray': '5 3' }
  return [
    ...acrossMarks.map((value) => line(x(value), bottom, x(value), top, paper.grid) + text(x(value), bottom + 15, sayOf(across, acrossMarks)(value), { size: 11, anchor: 'middle', fill: paper.mute })),
    ...upMarks.map((value) => line(left, y(value), right, y(value), paper.grid) + text(left - 6, y(value) + 4, sayOf(up, upMarks)(value), { size: 11, anchor: 'end', fill: paper.mute })),
    rect(left, top, right - left, bottom - top, 'none', { stroke: paper.line }),
    diagonal && from < to ? line(x(from), y(from), x(to), y(to), paper.axis, { 'stroke-dasharray': '2 3' }) : '',
    cross && isWithin(cross.x, x) ? line(x(cross.x), bottom, x(cross.x), top, paper.mute, dashed) : '',
    cross && isWithin(cross.y, y) ? line(left, y(cross.y), right, y(cross.y), paper.mute, dashed) : '',
    ...corners.map(({ text: said, left, top, anchor }) => text(left, top, said, { size: scatterText, anchor, fill: paper.mute, bold: true })),
    text(right, height - 6, `${across.title} →`, { size: 11, anchor: 'end', fill: paper.body }),
    text(0, 11, `↑ ${up.title}`, { size: 11, fill: paper.body }),
  ].join('')
}
