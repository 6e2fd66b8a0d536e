import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertQuick } from '../testing/quick.ts'
import * as beta from './betaDistribution.ts'
import * as binomial from './binomial.ts'
import * as chiSquare from './chiSquare.ts'
import * as f from './fisherF.ts'
import * as gamma from './gamma.ts'
import * as gammaDistribution from './gammaDistribution.ts'
import * as incompleteBeta from './incompleteBeta.ts'
import * as incompleteGamma from './incompleteGamma.ts'
import * as noncentralChiSquare from './noncentralChiSquare.ts'
import * as noncentralT from './noncentralT.ts'
import * as normal from './normal.ts'
import * as poisson from './poisson.ts'
import * as range from './studentisedRange.ts'
import * as t from './studentT.ts'

const odd = [Number.NaN, Infinity, -Infinity, -1, 0, 0.5, 1, 3, 1e6]

function everyFunction(modules: readonly object[]): [string, (...x: number[]) => unknown][] {
  return modules.flatMap((module) => Object.entries(module))
}

test('whatever numbers come in, an answer comes out at once, and tails lie in 0..1', { timeout: 60_000 }, () => {
  const modules = [beta, binomial, chiSquare, f, gamma, gammaDistribution, incompleteBeta, incompleteGamma, normal, poisson, t]
  for (const [name, compute] of everyFunction(modules)) {
    if (name === 'betaPoint') continue
    for (const a of odd) for (const b of odd) for (const c of odd) check(name, compute, [a, b, c])
  }
  for (const [name, compute] of everyFunction([noncentralChiSquare, noncentralT, range])) {
    if (name === 'studentisedRangeUpperQuantiles') continue // takes many numbers at once
    for (const a of odd.slice(0, 8)) for (const b of odd.slice(0, 8)) for (const c of odd.slice(0, 8)) check(name, compute, [a, b, c])
  }
})

function check(name: string, compute: (...x: number[]) => unknown, x: number[]): void {
  const value = assertQuick(2, `${name}(${x.join(', ')})`, () => compute(...x))
  assert.equal(typeof value, 'number')
  if (/Lower$|Upper$/.test(name) && !Number.isNaN(value)) {
    assert.ok((value as number) >= 0 && (value as number) <= 1, `${name}(${x.join(', ')}) = ${String(value)}`)
  }
}
