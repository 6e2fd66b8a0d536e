import { betaLower, betaUpper } from './incompleteBeta.ts'
import { betaDensity, betaPoint } from './betaDistribution.ts'
import { chiSquareDensity, chiSquareLower, chiSquareQuantile, chiSquareUpper, chiSquareUpperQuantile } from './chiSquare.ts'

/** Fisher's F distribution with `df1`, `df2` > 0 degrees of freedom, fractions allowed; `df2` may be Infinity. */

export function fDensity(f: number, df1: number, df2: number): number {
  if (f < 0) return 0
  if (df2 === Infinity) return df1 * chiSquareDensity(f * df1, df1)
  const { x, y } = beta(f, df1, df2)
  return betaDensity(x, df1 / 2, df2 / 2, y) * y * y * (df1 / df2)
}

/** P(F <= f). */
export function fLower(f: number, df1: number, df2: number): number {
  if (f <= 0) return 0
  if (df2 === Infinity) return chiSquareLower(f * df1, df1)
  const { x, y } = beta(f, df1, df2)
  return betaLower(x, df1 / 2, df2 / 2, y)
}

/** P(F > f): the p of an F statistic. */
export function fUpper(f: number, df1: number, df2: number): number {
  if (f <= 0) return 1
  if (df2 === Infinity) return chiSquareUpper(f * df1, df1)
  const { x, y } = beta(f, df1, df2)
  return betaUpper(x, df1 / 2, df2 / 2, y)
}

/** The f with P(F <= f) = probability. */
export function fQuantile(probability: number, df1: number, df2: number): number {
  if (df2 === Infinity) return chiSquareQuantile(probability, df1) / df1
  const { x, y } = betaPoint(probability, 'lower', df1 / 2, df2 / 2)
  return ((x / y) * df2) / df1
}

/** The f with P(F > f) = probability. */
export function fUpperQuantile(probability: number, df1: number, df2: number): number {
  if (df2 === Infinity) return chiSquareUpperQuantile(probability, df1) / df1
  const { x, y } = betaPoint(probability, 'upper', df1 / 2, df2 / 2)
  return ((x / y) * df2) / df1
}

function beta(f: number, df1: number, df2: number): { x: number; y: number } {
  if (f === Infinity) return { x: 1, y: 0 }
  const ratio = (f * df1) / df2
  return { x: ratio / (1 + ratio), y: 1 / (1 + ratio) }
}
