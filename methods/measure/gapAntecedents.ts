import { completeRows, type Vector } from '../columns.ts'
import type { Reason, Result, Warning } from '../result.ts'
import { johnsonDrivers } from './drivers.ts'
import { mean, type MeanEstimate } from './mean.ts'
import { regression, type Slope } from './regression.ts'

/** A construct that is thought to widen or narrow a gap, scored so that high always helps. */
export interface Antecedent {
  id: string
  /** One a unit (branch, department) or a respondent, as the gap has. */
  values: Vector
}

export interface AntecedentPart {
  id: string
  /** Of the construct, over the units with a score. */
  level: MeanEstimate
  /** Null where there is no regression. */
  slope: Slope | null
  /** Johnson's share of R², 0..1; null where there is no regression. */
  share: number | null
  reason: Reason | null
}

export interface GapAntecedents extends Result {
  antecedents: AntecedentPart[]
  r2: number | null
  adjustedR2: number | null
  f: { statistic: number; df: readonly [number, number]; p: number } | null
  /** Units the regression needs: ten, and three for each antecedent. */
  needed: number
}

/**
 * What a gap goes with: least squares of its size (positive; `max` less the answer for gaps 2 to 4, the absolute difference for gap 1) on its antecedents, with Johnson's relative
 * weights. A slope below 0 says that more of the antecedent goes with a narrower gap. The levels of the antecedents are told in any case; below `needed` units there is no
 * regression (`too-few`).
 *
 * Sources: Zeithaml, Berry & Parasuraman (1988) J. Marketing 52(2) for gaps and antecedents; Parasuraman, Berry & Zeithaml (1991) Human Resource Management 30(3) for the
 * regression; Johnson (2000) for the weights; the number needed is ours.
 */
export function gapAntecedents(size: Vector, antecedents: readonly Antecedent[], options: { level?: number } = {}): GapAntecedents {
  const needed = Math.max(10, 3 * antecedents.length)
  const n = completeRows([size, ...antecedents.map(({ values }) => values)]).length
  const levels = antecedents.map(({ values }) => mean(values, options))
  const fit = antecedents.length > 0 && n >= needed ? regression(size, antecedents, options) : null
  const weights = fit?.slopes && antecedents.length > 1 ? johnsonDrivers(size, antecedents) : null
  const reason: Reason | null = fit ? fit.reason : antecedents.length === 0 ? 'not-applicable' : n === 0 ? 'no-answers' : 'too-few'
  const shareOf = (id: string) => (antecedents.length === 1 && fit?.slopes ? 1 : (weights?.drivers?.find((driver) => driver.id === id)?.share ?? null))
  const warnings: readonly Warning[] = fit?.warnings ?? []
  return {
    method: 'gap-antecedents',
    n,
    missing: size.length - n,
    deletion: 'listwise',
    conventions: { needed, size: 'positive', weights: 'johnson' },
    antecedents: antecedents.map(({ id }, at) => {
      const slope = fit?.slopes?.[at] ?? null
      const share = shareOf(id)
      return { id, level: levels[at]!, slope, share, reason: slope === null || share === null ? (reason ?? 'singular') : null }
    }),
    r2: fit?.r2 ?? null,
    adjustedR2: fit?.adjustedR2 ?? null,
    f: fit?.f ?? null,
    needed,
    reason: fit?.reason === null ? null : reason,
    warnings,
  }
}
