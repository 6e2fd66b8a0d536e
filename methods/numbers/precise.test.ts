import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { ownJson } from '../testing/golden.ts'
import { bivariateNormalUpper } from './bivariateNormal.ts'
import { digamma, logGamma, trigamma } from './gamma.ts'
import { betaLower, betaUpper } from './incompleteBeta.ts'
import { hypergeometric } from './hypergeometric.ts'
import { gammaLower, gammaUpper } from './incompleteGamma.ts'
import { noncentralChiSquareLower, noncentralChiSquareUpper } from './noncentralChiSquare.ts'
import { noncentralTLower, noncentralTUpper } from './noncentralT.ts'
import { erf, erfc, normalUpper } from './normal.ts'
import { studentisedRangeLower } from './studentisedRange.ts'
import { tUpper } from './studentT.ts'

const ours: Record<string, (...x: number[]) => number> = {
  logGamma,
  digamma,
  trigamma,
  normalUpper,
  bivariateNormalUpper,
  erf,
  erfc,
  gammaLower,
  gammaUpper,
  betaLower,
  betaUpper,
  tUpper,
  noncentralChiSquareLower,
  noncentralChiSquareUpper,
  noncentralTLower,
  noncentralTUpper,
  hypergeometric: (a, b, c, z) => hypergeometric(a!, b!, c!, z!),
  studentisedRangeLower,
  rangeLower: (q, groups) => studentisedRangeLower(q!, groups!, Infinity),
}

/** Computed in 40 digits by `references/precise.py`. */
const points = ownJson('precise.json').list

test('every function meets its 40-digit values to 1e-12, far tails included', () => {
  const met = new Set<string>()
  for (const point of points) {
    const name = point.at('function').raw as string
    const x = point.at('arguments').numbers
    close(ours[name]!(...x), point.at('value').number, 1e-12, `${name}(${x.join(', ')})`)
    met.add(name)
  }
  assert.deepEqual([...met].sort(), Object.keys(ours).sort())
})
