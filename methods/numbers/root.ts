/**
 * The root of an increasing function on the real line: Newton's steps, kept inside a bracket that only shrinks.
 * `f` returns the value and, where it knows it, the slope. Infinite values are fine; they only tell the side.
 */
export function increasingRoot(f: (u: number) => { value: number; slope: number }, start: number): number {
  let low = -Infinity
  let high = Infinity
  let u = start
  let reach = 1
  for (let step = 0; step < 400; step++) {
    const { value, slope } = f(u)
    if (value === 0 || Number.isNaN(value)) return u
    if (value < 0) low = u
    else high = u
    let next = u - value / slope
    const newton = next > low && next < high && Number.isFinite(value) && slope > 0
    // the error after a step is of the order of its square: a step this small was the last one needed
    if (newton && Math.abs(next - u) <= 1e-8 * Math.abs(u)) return next
    if (!newton) {
      next = inside(low, high, reach)
      reach *= 2
    }
    if (next === u || next === low || next === high) return next
    u = next
  }
  return u
}

/** A point between the ends, or further out by `reach` where one end is not known yet. */
function inside(low: number, high: number, reach: number): number {
  if (low === -Infinity) return high - reach
  if (high === Infinity) return low + reach
  return low + (high - low) / 2
}
