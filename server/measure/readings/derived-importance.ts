/** Importance, stated or derived, as estimates: the one place where answers become importances. */
import type { Text } from '@gap5/contract/language.ts'
import type { ImportanceForm } from '@gap5/contract/measure/readings/importance-performance.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import { correlationInterval, derivedImportanceOfCovariances, driversOfCovariances, regressionOfCovariances, type CaseCovariances } from '@gap5/methods'
import { reasonOf, withheld } from '../estimates.ts'

export const formTitles: Record<ImportanceForm, Text> = {
  stated: { en: 'Stated by respondents', zh: '受访者自述' },
  correlation: { en: 'Derived: correlation with satisfaction', zh: '推导：与满意度的相关' },
  partial: { en: 'Derived: partial correlation', zh: '推导：偏相关' },
  revised: { en: 'Derived: partial correlation, logarithms', zh: '推导：对数偏相关（修正IPA）' },
  beta: { en: 'Derived: regression, standardised', zh: '推导：标准化回归系数' },
  shares: { en: 'Derived: share of explained satisfaction', zh: '推导：解释力份额' },
}

/** Shapley importance is exact up to this many attributes; beyond, Johnson’s relative weights stand in. */
const mostShapley = 12

/** One estimate an attribute, of the respondents who answered everything: overall satisfaction and, in the order of the ids, all performances. */
export function derived(form: Exclude<ImportanceForm, 'stated'>, cases: CaseCovariances, ids: readonly string[], minimumN: number): Estimate[] {
  const { n, missing } = cases
  if (form === 'beta') {
    const { slopes, reason } = regressionOfCovariances(cases, ids)
    return ids.map((_, j) => {
      const slope = slopes?.[j]
      if (!slope || n < minimumN) return nothing({ n, missing, reason }, minimumN)
      const scale = slope.estimate === 0 ? 0 : slope.standardised / slope.estimate
      return { value: slope.standardised, lower: slope.interval.lower * scale, upper: slope.interval.upper * scale, sd: null, n, missing, reason: null }
    })
  }
  if (form === 'shares') {
    const { drivers, reason } = driversOfCovariances(usesJohnson(ids.length) ? 'johnson' : 'lmg', cases, ids)
    return ids.map((_, j) => {
      const driver = drivers?.[j]
      if (!driver || n < minimumN) return nothing({ n, missing, reason }, minimumN)
      return { value: driver.share, lower: null, upper: null, sd: null, n, missing, reason: null }
    })
  }
  const by = ({ correlation: 'correlation', partial: 'partial', revised: 'partial-log' } as const)[form]
  const { values, reason } = derivedImportanceOfCovariances(cases, ids, { by })
  return ids.map((id) => {
    const value = values?.[id]
    if (value === undefined || n < minimumN) return nothing({ n, missing, reason }, minimumN)
    const interval = correlationInterval(value, n, { given: form === 'correlation' ? 0 : ids.length - 1 })
    return { value, lower: interval?.lower ?? null, upper: interval?.upper ?? null, sd: null, n, missing, reason: null }
  })
}

export function usesJohnson(attributes: number): boolean {
  return attributes > mostShapley
}

function nothing({ n, missing, reason }: { n: number; missing: number; reason: Parameters<typeof reasonOf>[0] }, minimumN: number): Estimate {
  if (n < minimumN) return withheld(n === 0 ? 'no-answers' : 'below-minimum-n', n, missing)
  return withheld(reasonOf(reason) ?? 'not-computable', n, missing)
}

