import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { betaDistributionLower, betaQuantile } from './betaDistribution.ts'
import { binomialLower } from './binomial.ts'
import { chiSquareLower, chiSquareQuantile, chiSquareUpper } from './chiSquare.ts'
import { fLower, fQuantile, fUpper } from './fisherF.ts'
import { digamma, logGamma, trigamma } from './gamma.ts'
import { gammaDistributionLower } from './gammaDistribution.ts'
import { normalLower, normalQuantile, normalUpper } from './normal.ts'
import { poissonLower } from './poisson.ts'
import { tLower, tQuantile } from './studentT.ts'

const ours: Record<string, (x: number, a: number, b: number) => number> = {
  pnorm: normalLower,
  pnorm_upper: normalUpper,
  qnorm: normalQuantile,
  pt: tLower,
  qt: tQuantile,
  pchisq: chiSquareLower,
  pchisq_upper: chiSquareUpper,
  qchisq: chiSquareQuantile,
  pf: fLower,
  pf_upper: fUpper,
  qf: fQuantile,
  pbeta: betaDistributionLower,
  qbeta: betaQuantile,
  pgamma: (x, shape) => gammaDistributionLower(x, shape),
  lgamma: logGamma,
  digamma,
  trigamma,
  pbinom: binomialLower,
  ppois: poissonLower,
}

test('every point of the reference table is met to 1e-12', skipWithoutShared, () => {
  const table = sharedTable('golden/distributions.csv')
  const [x, a, b, value] = ['x', 'p1', 'p2', 'value'].map((name) => table.numbers(name))
  let compared = 0
  table.text('fn').forEach((name, i) => {
    const f = ours[name]
    if (!f) return
    compared++
    close(f(x![i]!, a![i]!, b![i]!), value![i]!, 1e-12, `${name}(${x![i]}, ${a![i]}, ${b![i]})`)
  })
  assert.equal(compared, 457)
})
