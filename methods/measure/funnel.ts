import { normalQuantile, normalUpper } from '../numbers/normal.ts'
import { poissonLower, poissonUpper } from '../numbers/poisson.ts'
import type { Moments } from '../numbers/moments.ts'
import { squaresOf } from './anova.ts'
import { asFamily, type Adjustment } from './adjust.ts'
import { requireParameter, type FamilyTest, type Reason, type Result } from '../result.ts'
import type { Share } from './twoProportions.ts'

export interface FunnelUnit extends FamilyTest {
  id: string
  value: number
  /** Limits for a unit of this size that is like all the others: about 95 % of such units lie within the inner, 99.8 % within the outer. */
  inner: readonly [number, number]
  outer: readonly [number, number]
  /** The value drawn towards the whole, the more the fewer answers it rests on (best linear prediction). */
  shrunk: number
}

export interface Funnel extends Result {
  /** The target that units are held against: the whole. */
  centre: number | null
  /** Standard deviation of one answer within units. */
  sigma: number | null
  /** Variance between units beyond chance, by moments, never below 0. */
  between: number | null
  units: readonly FunnelUnit[]
}

/**
 * Units of different size against the whole: a unit is conspicuous when it lies further from the whole than its own n explains.
 *
 * Means: `centre ± z sigma / sqrt(n)`, centre the mean over all answers and sigma the pooled standard deviation within units. Each unit is
 * tested by z against the centre, adjusted over the units (Holm). The variance between units is DerSimonian and Laird's; a
 * unit's value is shrunk by `between / (between + sigma²/n)`.
 *
 * Units with fewer than two answers do not belong here. One unit alone gives `one-group`, equal answers throughout `no-variance`.
 *
 * Sources: Spiegelhalter (2005) Statistics in Medicine 24, 1185–1202; DerSimonian & Laird (1986) Controlled Clinical Trials 7.
 */
export function funnelOfMeans(groups: readonly { id: string; sample: Moments }[], options: { adjustment?: Adjustment } = {}): Funnel {
  requireParameter(groups.every(({ sample }) => sample.n >= 2), 'A unit of a funnel has at least two answers')
  const n = groups.reduce((sum, { sample }) => sum + sample.n, 0)
  const head = headOf('funnel-means', n)
  if (groups.length < 2) return empty(head, n === 0 ? 'no-answers' : 'one-group')
  const centre = groups.reduce((sum, { sample }) => sum + sample.n * sample.mean, 0) / n
  const sigma = Math.sqrt(squaresOf(groups.map(({ sample }) => sample)).within / (n - groups.length))
  const units = groups.map(({ id, sample }) => ({ id, n: sample.n, value: sample.mean }))
  return funnel(head, centre, sigma, units, options.adjustment)
}

/** Likewise for shares: `p ± z sqrt(p (1 - p) / n)` cut off at 0 and 1, p over all answers. */
export function funnelOfShares(groups: readonly { id: string; share: Share }[], options: { adjustment?: Adjustment } = {}): Funnel {
  requireParameter(groups.every(({ share }) => share.n >= 1), 'A unit of a funnel has at least one answer')
  const n = groups.reduce((sum, { share }) => sum + share.n, 0)
  const head = headOf('funnel-shares', n)
  if (groups.length < 2) return empty(head, n === 0 ? 'no-answers' : 'one-group')
  const centre = groups.reduce((sum, { share }) => sum + share.count, 0) / n
  const units = groups.map(({ id, share }) => ({ id, n: share.n, value: share.count / share.n }))
  const found = funnel(head, centre, Math.sqrt(centre * (1 - centre)), units, options.adjustment)
  const cut = ([low, high]: readonly [number, number]) => [Math.max(0, low), Math.min(1, high)] as const
  return { ...found, units: found.units.map((unit) => ({ ...unit, inner: cut(unit.inner), outer: cut(unit.outer) })) }
}

/**
 * Likewise for events over exposure, such as complaints by customers or contacts: `rate ± z sqrt(rate / exposure)` cut off at 0, the rate over all
 * units; p is exact from the Poisson distribution (twice the smaller tail). `n` of a unit is its exposure, of the whole the events.
 */
export function funnelOfRates(groups: readonly { id: string; count: number; exposure: number }[], options: { adjustment?: Adjustment } = {}): Funnel {
  requireParameter(groups.every(({ count, exposure }) => count >= 0 && exposure > 0), 'Events are not below 0, and exposure is above 0')
  const events = groups.reduce((sum, { count }) => sum + count, 0)
  const head = { ...headOf('funnel-rates', events), conventions: { inner: 0.95, outer: 0.998, target: 'all units', test: 'exact Poisson' } }
  if (groups.length < 2) return empty(head, groups.length === 0 ? 'no-answers' : 'one-group')
  const centre = events / groups.reduce((sum, { exposure }) => sum + exposure, 0)
  const units = groups.map(({ id, count, exposure }) => ({ id, n: exposure, value: count / exposure }))
  const found = funnel(head, centre, Math.sqrt(centre), units, options.adjustment)
  const exact = asFamily(found.units.map((unit, at) => ({ ...unit, method: 'funnel-poisson', p: poissonTwoSided(groups[at]!.count, centre * unit.n) })), options.adjustment ?? 'holm')
  const above = ([low, high]: readonly [number, number]) => [Math.max(0, low), high] as const
  return { ...found, units: found.units.map((unit, at) => ({ ...unit, ...exact[at]!, inner: above(unit.inner), outer: above(unit.outer) })) }
}

function poissonTwoSided(count: number, mean: number): number {
  return Math.min(1, 2 * Math.min(poissonLower(count, mean), poissonUpper(count - 1, mean)))
}

type Unit = { id: string; n: number; value: number }

const inner = -normalQuantile(0.025)
const outer = -normalQuantile(0.001)

function funnel(head: Omit<Result, 'reason'>, centre: number, sigma: number, units: readonly Unit[], adjustment: Adjustment = 'holm'): Funnel {
  if (!(sigma > 0)) return { ...empty(head, 'no-variance'), centre }
  const between = betweenUnits(centre, sigma, units)
  const tests = asFamily(units.map((unit) => testOf(unit, centre, sigma)), adjustment)
  const around = (n: number, z: number) => [centre - (z * sigma) / Math.sqrt(n), centre + (z * sigma) / Math.sqrt(n)] as const
  return {
    ...head,
    centre,
    sigma,
    between,
    units: units.map(({ id, n, value }, at) => ({
      ...tests[at]!,
      id,
      value,
      inner: around(n, inner),
      outer: around(n, outer),
      shrunk: centre + ((value - centre) * between) / (between + (sigma * sigma) / n),
    })),
    reason: null,
  }
}

function testOf({ n, value }: Unit, centre: number, sigma: number) {
  const statistic = ((value - centre) * Math.sqrt(n)) / sigma
  return {
    method: 'funnel-z', n, missing: 0, deletion: 'none' as const, conventions: { sides: 2, against: 'whole' },
    statistic, df: [], p: 2 * normalUpper(Math.abs(statistic)), reason: null, warnings: [],
  }
}

/** DerSimonian & Laird (1986), equation 8: weights n / sigma². */
function betweenUnits(centre: number, sigma: number, units: readonly Unit[]): number {
  const weights = units.map(({ n }) => n / (sigma * sigma))
  const sum = weights.reduce((a, b) => a + b, 0)
  const q = units.reduce((total, { value }, at) => total + weights[at]! * (value - centre) ** 2, 0)
  const squares = weights.reduce((total, w) => total + w * w, 0)
  return Math.max(0, (q - (units.length - 1)) / (sum - squares / sum))
}

function headOf(method: string, n: number): Omit<Result, 'reason'> {
  return { method, n, missing: 0, deletion: 'none', conventions: { inner: 0.95, outer: 0.998, target: 'all answers' }, warnings: [] }
}

function empty(head: Omit<Result, 'reason'>, reason: Reason): Funnel {
  return { ...head, centre: null, sigma: null, between: null, units: [], reason }
}
