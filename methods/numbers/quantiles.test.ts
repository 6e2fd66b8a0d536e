import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { betaPoint, betaQuantile } from './betaDistribution.ts'
import { binomialLower, binomialProbability, binomialQuantile } from './binomial.ts'
import { chiSquareDensity, chiSquareLower, chiSquareQuantile, chiSquareUpper, chiSquareUpperQuantile } from './chiSquare.ts'
import { fDensity, fLower, fQuantile, fUpper, fUpperQuantile } from './fisherF.ts'
import { gammaQuantile } from './gammaDistribution.ts'
import { betaLower } from './incompleteBeta.ts'
import { chiSquareNoncentrality, noncentralChiSquareLower, noncentralChiSquareUpper } from './noncentralChiSquare.ts'
import { noncentralTLower, noncentralTShift, noncentralTUpper } from './noncentralT.ts'
import { normalLower, normalQuantile } from './normal.ts'
import { poissonLower, poissonProbability, poissonQuantile } from './poisson.ts'
import { studentisedRangeLower, studentisedRangeQuantile, studentisedRangeUpper, studentisedRangeUpperQuantile } from './studentisedRange.ts'
import { tDensity, tLower, tQuantile, tTwoSided, tUpper, tUpperQuantile } from './studentT.ts'

const probabilities = [1e-280, 1e-100, 1e-12, 0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999]

test('quantiles invert their tails, however far out', () => {
  for (const p of probabilities) {
    for (const df of [0.7, 1, 3.5, 40, 3000]) {
      // below 1e-100 the point of a steep start is too small for a double
      if (p > 1e-101 || df > 1) close(chiSquareLower(chiSquareQuantile(p, df), df), p, 2e-12 * Math.max(1, df), `chi-square lower ${p} ${df}`)
      close(chiSquareUpper(chiSquareUpperQuantile(p, df), df), p, 2e-12, `chi-square upper ${p} ${df}`)
      if (p > 1e-200) close(tUpper(tUpperQuantile(p, df), df), p, 2e-12 * Math.max(1, df), `t ${p} ${df}`)
      if (p > 1e-13) {
        close(fLower(fQuantile(p, df, 12), df, 12), p, 1e-11 * Math.max(1, df), `F lower ${p} ${df}`)
        close(fUpper(fUpperQuantile(p, df, 12), df, 12), p, 1e-11, `F upper ${p} ${df}`)
      }
    }
    const { x, y } = betaPoint(p, 'lower', 2.5, 7)
    close(betaLower(x, 2.5, 7, y), p, 1e-12, `beta ${p}`)
    if (p > 1e-300) close(normalLower(normalQuantile(p)), p, 2e-13 * Math.max(1, -Math.log(p)), `normal ${p}`)
  }
})

test('tails add up to one and mirror each other', () => {
  for (const x of [0.01, 0.5, 1, 3, 20]) {
    close(tLower(-x, 7), tUpper(x, 7), 1e-15)
    close(tTwoSided(-x, 7), 2 * tUpper(x, 7), 1e-15)
    close(fLower(x, 4, 9) + fUpper(x, 4, 9), 1, 1e-14)
    close(fUpper(x, 4, 9), fLower(1 / x, 9, 4), 1e-12)
    close(chiSquareLower(x, 3) + chiSquareUpper(x, 3), 1, 1e-14)
    close(noncentralTLower(x, 6, 1.5) + noncentralTUpper(x, 6, 1.5), 1, 1e-13)
    close(noncentralChiSquareLower(x, 3, 4) + noncentralChiSquareUpper(x, 3, 4), 1, 1e-13)
    close(studentisedRangeLower(x, 4, 11) + studentisedRangeUpper(x, 4, 11), 1, 1e-13)
  }
})

test('the distributions agree where they meet', () => {
  close(fUpper(2.5 ** 2, 1, 9), tTwoSided(2.5, 9), 1e-13)
  close(fUpper(1.7, 5, Infinity), chiSquareUpper(8.5, 5), 1e-15)
  close(tUpper(2, 1e13), tUpper(2, Infinity), 1e-11)
  close(fUpper(2.5, 4, 1e13), fUpper(2.5, 4, Infinity), 1e-11)
  close(chiSquareUpper(3.841458820694124, 1), 0.05, 1e-13)
  close(gammaQuantile(0.3, 1, 2), -2 * Math.log(0.7), 1e-14)
  // with two groups the studentised range is t times the root of two, far tail included
  for (const q of [0.01, 1, 4, 40]) close(studentisedRangeUpper(q, 2, 7.3), tTwoSided(q / Math.SQRT2, 7.3), 1e-12, `q ${q}`)
  close(studentisedRangeQuantile(0.95, 2, 12), tQuantile(0.975, 12) * Math.SQRT2, 1e-13)
})

test('lower tails are their densities integrated by Simpson’s rule', () => {
  close(simpson((x) => tDensity(x, 3.7), 0, 2), tLower(2, 3.7) - 0.5, 1e-10)
  close(simpson((x) => chiSquareDensity(x, 5), 0, 4), chiSquareLower(4, 5), 1e-8)
  close(simpson((x) => fDensity(x, 6, 11), 0, 1.5), fLower(1.5, 6, 11), 1e-9)
})

test('counts by adding up their probabilities', () => {
  let binomial = 0
  let poisson = 0
  for (let k = 0; k <= 12; k++) {
    binomial += binomialProbability(k, 30, 0.3)
    poisson += poissonProbability(k, 7.5)
    close(binomialLower(k, 30, 0.3), binomial, 1e-13)
    close(poissonLower(k, 7.5), poisson, 1e-13)
    assert.equal(binomialQuantile(binomialLower(k, 30, 0.3), 30, 0.3), k)
    assert.equal(poissonQuantile(poissonLower(k, 7.5), 7.5), k)
  }
})

test('a shift or noncentrality is found from the tail it leaves', () => {
  const shift = noncentralTShift(2.1, 17, 0.025)
  close(noncentralTUpper(2.1, 17, shift), 0.025, 1e-12)
  const lambda = chiSquareNoncentrality(85.3, 24, 0.05)
  close(noncentralChiSquareLower(85.3, 24, lambda), 0.05, 1e-12)
  assert.equal(chiSquareNoncentrality(10, 24, 0.95), 0)
  // from where the curve is flat: the root is far from the start, and is found all the same
  for (const x of [12, 24.16, 24.0001, 30]) close(noncentralChiSquareLower(x, 24, chiSquareNoncentrality(x, 24, 0.01)), 0.01, 1e-10)
})

test('noncentral chi-square meets the reference to 1e-12; R’s noncentral t and studentised range are themselves good to about 1e-8', skipWithoutShared, () => {
  const table = sharedTable('golden/distributions.csv')
  const limits: Record<string, [(...x: number[]) => number, number]> = {
    pchisq_nc: [(x, df, shift) => noncentralChiSquareLower(x!, df!, shift!), 1e-12],
    pt_nc: [(x, df, shift) => noncentralTLower(x!, df!, shift!), 3e-9],
    ptukey: [(x, groups, df) => studentisedRangeLower(x!, groups!, df!), 3e-8],
    qtukey: [(x, groups, df) => studentisedRangeQuantile(x!, groups!, df!), 3e-8],
  }
  const [x, a, b, value] = ['x', 'p1', 'p2', 'value'].map((name) => table.numbers(name))
  let compared = 0
  for (const [i, name] of table.text('fn').entries()) {
    const limit = limits[name]
    if (!limit) continue
    compared++
    close(limit[0](x![i]!, a![i]!, b![i]!), value![i]!, limit[1], `${name}(${x![i]}, ${a![i]}, ${b![i]})`)
  }
  assert.equal(compared, 128)
})

test('parameters outside of a distribution give no number, its ends give its ends', () => {
  for (const quantile of [tQuantile(1.2, 5), betaQuantile(-1, 2, 2), chiSquareQuantile(Number.NaN, 3)]) assert.ok(Number.isNaN(quantile))
  assert.deepEqual([normalQuantile(0), normalQuantile(1), tQuantile(0, 3), chiSquareQuantile(0, 3), chiSquareUpperQuantile(0, 3)], [-Infinity, Infinity, -Infinity, 0, Infinity])
  assert.equal(studentisedRangeUpperQuantile(0, 3, 5), Infinity)
})

function simpson(f: (x: number) => number, from: number, to: number): number {
  const n = 4000
  const h = (to - from) / n
  let sum = f(from + 1e-12) + f(to)
  for (let i = 1; i < n; i++) sum += (i % 2 ? 4 : 2) * f(from + i * h)
  return (sum * h) / 3
}
