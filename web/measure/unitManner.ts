import type { Saying } from '@gap5/contract/measure/charts/figures.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'

/** How figures of a unit are written: levels plain, differences and points signed, shares as percentages. */
export function unitManner(unit: Comparison['unit']): { as: Saying; decimals: number } {
  if (unit === 'share') return { as: 'percent', decimals: 0 }
  if (unit === 'points') return { as: 'signed', decimals: 0 }
  return { as: unit === 'difference' ? 'signed' : 'figure', decimals: 1 }
}

/** A table has room for a decimal more. */
export function inTable(unit: Comparison['unit']): { as: Saying; decimals: number } {
  const { as, decimals } = unitManner(unit)
  return { as, decimals: unit === 'level' || unit === 'difference' ? 2 : decimals }
}

/** Likewise for the difference of two of them. */
export function differenceManner(unit: Comparison['unit']): { as: Saying; decimals: number } {
  if (unit === 'share') return { as: 'percent', decimals: 0 }
  return { as: 'signed', decimals: unit === 'points' ? 0 : 2 }
}
