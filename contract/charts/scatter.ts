/** Where everything stands in a picture of two figures of each thing: points, their names, quadrants. All in pixels. */
import { axis, type Axis } from './axis.ts'
import { overlap, placeLabels, type Box, type Placed } from './placeLabels.ts'
import { widthOf, wrapped } from './wrapped.ts'

export const scatterText = 11

export type Corners<Name> = { topLeft: Name; topRight: Name; bottomLeft: Name; bottomRight: Name }
type Bounds = { value: number | null; lower: number | null; upper: number | null }
/** As `Bounds` of a point that has both values. */
export type ScatterSpot = { name: string; x: Bounds; y: Bounds }
export type CornerText = { text: string; left: number; top: number; anchor: 'start' | 'end'; box: Box }

export type ScatterAsked = {
  points: readonly ScatterSpot[]
  x: readonly [number, number]
  y: readonly [number, number]
  cross: { x: number; y: number } | null
  corners: Corners<string> | null
  /** Keeps names off the strips that intervals cover. */
  intervals: boolean
  width: number
}

export type ScatterPlan = {
  height: number
  x: Axis
  y: Axis
  at: { left: number; top: number }[]
  /** Numbered; a name that is too long is cut, and left out where it would then be like another. */
  names: string[]
  labels: Placed[]
  corners: CornerText[]
}

export function scatterPlan({ points, x: across, y: up, cross, corners, intervals, width }: ScatterAsked): ScatterPlan {
  const height = Math.max(300, Math.min(Math.round(width * 0.72), 520))
  const x = axis(across, [44, width - 10])
  const y = axis(up, [height - 42, 26])
  const at = points.map((point) => ({ left: x(point.x.value ?? 0), top: y(point.y.value ?? 0) }))
  const names = shortNames(points.map(({ name }) => name)).map((name, i) => `${i + 1} ${name}`.trimEnd())
  const named = corners ? cornerTexts({ x, y, cross, at }, corners) : []
  const spots = at.map(({ left, top }, i) => ({ x: left, y: top, width: widthOf(names[i]!, scatterText) + 2, shortWidth: widthOf(String(i + 1), scatterText) + 2 }))
  const taken = [...named.map(({ box }) => box), ...(intervals ? points.flatMap((point) => intervalBoxes(point, x, y)) : [])]
  const labels = placeLabels(spots, { left: x(x.from), right: width - 2, top: 2, bottom: y(y.from) }, taken)
  return { height, x, y, at, names, labels, corners: named }
}

/** Whether a value lies on what is drawn of an axis. */
export function isWithin(value: number, { from, to }: Axis): boolean {
  return value >= from && value <= to
}

/** The strips that the intervals of a point cover. */
function intervalBoxes({ x: across, y: up }: ScatterSpot, x: Axis, y: Axis): Box[] {
  const [left, top] = [x(across.value ?? 0), y(up.value ?? 0)]
  const flat = across.lower !== null && across.upper !== null ? [{ left: x(across.lower), right: x(across.upper), top: top - 1, bottom: top + 1 }] : []
  const steep = up.lower !== null && up.upper !== null ? [{ left: left - 1, right: left + 1, top: y(up.upper), bottom: y(up.lower) }] : []
  return [...flat, ...steep]
}

/** A long name is cut; those that would then be alike are left to their numbers. */
function shortNames(names: readonly string[]): string[] {
  const cut = names.map((name) => wrapped(name, 150, scatterText, 1)[0] ?? '')
  return cut.map((name, i) => (name !== names[i] && cut.filter((other) => other === name).length > 1 ? '' : name))
}

type Plot = { x: Axis; y: Axis; cross: { x: number; y: number } | null; at: readonly { left: number; top: number }[] }

/** Each name in its outer corner; where a point stands there, beside a line that bounds the quadrant. */
function cornerTexts({ x, y, cross, at }: Plot, { topLeft, topRight, bottomLeft, bottomRight }: Corners<string>): CornerText[] {
  const points = at.map(({ left, top }) => ({ left: left - 7, right: left + 7, top: top - 7, bottom: top + 7 }))
  const [left, right, top, bottom] = [x(x.from) + 6, x(x.to) - 6, y(y.to) + 15, y(y.from) - 7]
  const middle = cross && { x: x(cross.x), y: y(cross.y) }
  const placed = (text: string, isLeft: boolean, isTop: boolean): CornerText => {
    const [outerX, outerY, anchor] = [isLeft ? left : right, isTop ? top : bottom, isLeft ? ('start' as const) : ('end' as const)]
    const places = [
      { left: outerX, top: outerY, anchor },
      ...(middle ? [{ left: outerX, top: isTop ? middle.y - 7 : middle.y + 15, anchor }, { left: isLeft ? middle.x - 6 : middle.x + 6, top: outerY, anchor: isLeft ? ('end' as const) : ('start' as const) }] : []),
    ].map((place) => ({ ...place, text, box: boxOf(text, place) }))
    return places.find(({ box }) => !points.some((point) => overlap(point, box))) ?? places[0]!
  }
  return [placed(topLeft, true, true), placed(topRight, false, true), placed(bottomLeft, true, false), placed(bottomRight, false, false)]
}

function boxOf(text: string, { left, top, anchor }: Pick<CornerText, 'left' | 'top' | 'anchor'>): Box {
  const width = widthOf(text, scatterText + 0.5)
  const start = anchor === 'start' ? left : left - width
  return { left: start, right: start + width, top: top - 12, bottom: top + 3 }
}
