import { normalQuantile } from '../numbers/normal.ts'
import { checkLevel, defaultLevel, type Interval } from '../result.ts'

/**
 * Interval of a correlation by Fisher's z, `tanh(atanh r ± z / √(n − given − 3))`; `given` is the number of variables a partial correlation
 * holds constant. Null where n is too small or |r| is 1.
 *
 * Source: Fisher (1921) Metron 1; (1924) Metron 3 for partial correlations.
 */
export function correlationInterval(r: number, n: number, options: { given?: number; level?: number } = {}): Interval | null {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const df = n - (options.given ?? 0) - 3
  if (!(df > 0) || !(Math.abs(r) < 1)) return null
  const reach = -normalQuantile((1 - level) / 2) / Math.sqrt(df)
  return { level, lower: Math.tanh(Math.atanh(r) - reach), upper: Math.tanh(Math.atanh(r) + reach) }
}
