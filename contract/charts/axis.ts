/** Where values stand on an axis, in pixels. */
export type Axis = { (value: number): number; from: number; to: number }

export function axis([from, to]: readonly [number, number], [start, end]: readonly [number, number]): Axis {
  const at = (value: number) => start + ((value - from) / (to - from || 1)) * (end - start)
  return Object.assign(at, { from, to })
}

/**
 * The part of a scale worth drawing: whole points around the values, at least three wide, within the scale's ends.
 * Fit for positions (dots, bands), not for lengths (bars), which need their zero.
 */
export function reach(values: readonly number[], scale: { min: number; max: number }): [number, number] {
  if (values.length === 0) return [scale.min, scale.max]
  let low = Math.max(scale.min, Math.floor(Math.min(...values)))
  let high = Math.min(scale.max, Math.ceil(Math.max(...values)))
  while (high - low < Math.min(3, scale.max - scale.min)) {
    if (high < scale.max) high += 1
    if (high - low < 3 && low > scale.min) low -= 1
  }
  return [low, high]
}

/** Ratios: the double stands as far from one as the half. Values lie above 0. */
export function ratioAxis(values: readonly number[], ends: readonly [number, number]): Axis {
  const [from, to] = [Math.min(1, ...values), Math.max(1, ...values)]
  const room = from === to ? 2 : (to / from) ** 0.04
  const logarithms = axis([Math.log(from / room), Math.log(to * room)], ends)
  return Object.assign((value: number) => logarithms(Math.log(value)), { from: from / room, to: to * room })
}

/** Round ratios within an axis, one among them. */
export function ratioMarks({ from, to }: Axis): number[] {
  const powers = Array.from({ length: 13 }, (_, at) => 10 ** (at - 6))
  const within = powers.flatMap((power) => [power, 2 * power, 5 * power]).map(rounded).filter((value) => value >= from && value <= to)
  if (within.length >= 3) return within
  return [...new Set([...ticks(from, to, 4), 1])].sort((a, b) => a - b)
}

/** Round numbers from `from` to `to`, both ends inside, about `count` of them. */
export function ticks(from: number, to: number, count: number): number[] {
  const raw = (to - from) / Math.max(count, 1)
  const power = 10 ** Math.floor(Math.log10(raw || 1))
  const step = [1, 2, 5, 10].map((nice) => nice * power).find((nice) => nice >= raw * 0.999) ?? 10 * power
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, place) => rounded((first + place) * step))
}

/** The smallest interval around zero and the values that ends on round numbers. */
export function aroundZero(values: readonly number[]): [number, number] {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const step = ticks(low, high === low ? low + 1 : high, 4)
  const width = step.length > 1 ? step[1]! - step[0]! : 1
  return [
    rounded(Math.floor(low / width + 1e-9) * width),
    rounded(Math.ceil(high / width - 1e-9) * width || (low === 0 ? width : 0)),
  ]
}

/** Even steps from one end of a scale to the other, both ends among them, as many as there is room for. */
export function scaleMarks({ min, max }: { min: number; max: number }, width: number): number[] {
  const range = max - min
  const most = Math.max(1, Math.min(12, Math.floor(width / 30)))
  const parts = Array.from({ length: most }, (_, at) => most - at).find((count) => isRound(range / count)) ?? 1
  return Array.from({ length: parts + 1 }, (_, at) => rounded(min + (range * at) / parts))
}

function isRound(step: number): boolean {
  return Number.isInteger(rounded(step)) || [0.1, 0.2, 0.25, 0.5].includes(rounded(step))
}

/** Decimals that tell two neighbouring ticks apart. */
export function decimalsOf(marks: readonly number[]): number {
  const step = marks.length > 1 ? Math.abs(marks[1]! - marks[0]!) : 1
  return step >= 1 || step === 0 ? 0 : Math.ceil(-Math.log10(step) - 1e-9)
}

function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

/** Where the lines of a grid stand: about one in 44 pixels, two at least, `anchor` always among them. Points of a scale are whole. */
export function gridMarks(x: Axis, anchor: number): number[] {
  const range = x.to - x.from
  // Finer lines only where fewer than three points are drawn.
  const most = range >= 3 ? Math.min(range, 12) : 6
  const count = Math.max(2, Math.min(most, Math.floor(Math.abs(x(x.to) - x(x.from)) / 44)))
  const marksOf = (wanted: number) => ticks(x.from - anchor, x.to - anchor, wanted).map((distance) => anchor + distance)
  const marks = marksOf(count)
  // One line alone tells no scale.
  return marks.length > 1 ? marks : marksOf(count + 2)
}
