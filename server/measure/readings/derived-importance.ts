/** Importance, stated or derived, as estimates: the one place where answers become importances. */
import type { Text } from '@gap5/contract/language.ts'
import type { ImportanceForm } from '@gap5/contract/measure/readings/importance-performance.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import { correlationInterval, derivedImportance, johnsonDrivers, regression, shapleyDrivers } from '@gap5/methods'
import { reasonOf, withheld } from '../estimates.ts'

export type Attribute = { id: string; performance: Float64Array; importance: Float64Array | null; lowest: number }

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

/** One estimate an attribute. Derived forms are on the respondents who answered everything. */
export function derived(form: Exclude<ImportanceForm, 'stated'>, overall: Float64Array, attributes: readonly Attribute[], minimumN: number): Estimate[] {
  const predictors = attributes.map(({ id, performance }) => ({ id, values: performance }))
  if (form === 'beta') {
    const found = regression(overall, predictors)
    return attributes.map((_, j) => {
      const slope = found.slopes?.[j]
      if (!slope || found.n < minimumN) return nothing(found, minimumN)
      const scale = slope.estimate === 0 ? 0 : slope.standardised / slope.estimate
      return { value: slope.standardised, lower: slope.interval.lower * scale, upper: slope.interval.upper * scale, sd: null, n: found.n, missing: found.missing, reason: null }
    })
  }
  if (form === 'shares') {
    const found = (attributes.length <= mostShapley ? shapleyDrivers : johnsonDrivers)(overall, predictors)
    return attributes.map((_, j) => {
      const driver = found.drivers?.[j]
      if (!driver || found.n < minimumN) return nothing(found, minimumN)
      return { value: driver.share, lower: null, upper: null, sd: null, n: found.n, missing: found.missing, reason: null }
    })
  }
  const by = ({ correlation: 'correlation', partial: 'partial', revised: 'partial-log' } as const)[form]
  const found = derivedImportance(overall, attributes, { by })
  return attributes.map(({ id }) => {
    const value = found.values?.[id]
    if (value === undefined || found.n < minimumN) return nothing(found, minimumN)
    const interval = correlationInterval(value, found.n, { given: form === 'correlation' ? 0 : attributes.length - 1 })
    return { value, lower: interval?.lower ?? null, upper: interval?.upper ?? null, sd: null, n: found.n, missing: found.missing, reason: null }
  })
}

export function usesJohnson(attributes: number): boolean {
  return attributes > mostShapley
}

function nothing({ n, missing, reason }: { n: number; missing: number; reason: Parameters<typeof reasonOf>[0] }, minimumN: number): Estimate {
  if (n < minimumN) return withheld(n === 0 ? 'no-answers' : 'below-minimum-n', n, missing)
  return withheld(reasonOf(reason) ?? 'not-computable', n, missing)
}

