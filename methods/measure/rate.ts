import { chiSquareQuantile } from '../numbers/chiSquare.ts'
import { checkLevel, defaultLevel, requireParameter, type Estimate } from '../result.ts'

/**
 * Events over exposure (complaints by customers, contacts, months) with the exact interval of a Poisson count. `n` is the number of events; se is
 * sqrt(events) / exposure. No exposure gives `no-answers`.
 *
 * Source: Garwood (1936) Biometrika 28, 437–442.
 */
export function rate(count: number, exposure: number, options: { level?: number } = {}): Estimate {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  requireParameter(Number.isInteger(count) && count >= 0 && exposure >= 0, 'Events are a whole number, and exposure is not below 0')
  const head = { method: 'poisson-rate', n: count, missing: 0, deletion: 'none' as const, conventions: { level, interval: 'garwood' }, warnings: [] }
  if (exposure === 0) return { ...head, value: null, se: null, interval: null, reason: 'no-answers' }
  const tail = (1 - level) / 2
  const lower = count === 0 ? 0 : chiSquareQuantile(tail, 2 * count) / (2 * exposure)
  const upper = chiSquareQuantile(1 - tail, 2 * count + 2) / (2 * exposure)
  return { ...head, value: count / exposure, se: Math.sqrt(count) / exposure, interval: { level, lower, upper }, reason: null }
}
