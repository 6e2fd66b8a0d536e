import assert from 'node:assert/strict'
import { test } from 'node:test'
import { correlationMatrix, covarianceMatrix } from '../../numbers/covariance.ts'
import { identity, matrix, product, transposed, type Matrix } from '../../numbers/matrix.ts'
import { close } from '../../testing/close.ts'
import { simulatedPaths } from '../../testing/simulatedPaths.ts'
import { plsEstimate } from './estimate.ts'
import type { PlsModel } from './model.ts'
import { plsStudy } from './study.ts'

const { model, columns } = simulatedPaths({ n: 200, seed: 3 })

/** SRMR item by item from the printed estimates; constructs by (I - B')^-1 Psi (I - B')^-T of the one chain, all of it hanging on the first. */
function slowly(chain: PlsModel, consistent: boolean, links: 'found' | 'implied'): number {
  const { indicators, paths, explained, pairs } = plsEstimate(plsStudy(columns, chain, { consistent })).solution!
  const ids = chain.constructs.map(({ id }) => id)
  const effects = matrix(4, 4)
  for (const { from, to, estimate } of paths) effects.values[ids.indexOf(to) * 4 + ids.indexOf(from)] = estimate
  let power: Matrix = identity(4)
  let inverse: Matrix = identity(4)
  for (let step = 0; step < 4; step++) {
    power = product(power, effects)
    inverse = matrix(4, 4, inverse.values.map((x, at) => x + power.values[at]!))
  }
  const rest = matrix(4, 4)
  for (const [q, id] of ids.entries()) rest.values[q * 5] = 1 - (explained.find((one) => one.id === id)?.r2 ?? 0)
  const implied = product(product(inverse, rest), transposed(inverse))
  const related = (a: string, b: string) => {
    const pair = pairs.find(({ first, second }) => (first === a && second === b) || (first === b && second === a))!
    return links === 'found' ? pair.correlation : implied.values[ids.indexOf(a) * 4 + ids.indexOf(b)]!
  }
  const found = correlationMatrix(covarianceMatrix(indicators.map(({ id }) => columns[id]!)).matrix, indicators.length)!
  let squares = 0
  for (const [i, one] of indicators.entries()) {
    for (const [j, other] of indicators.slice(0, i).entries()) {
      const observed = found[i * indicators.length + j]!
      const expected = one.construct !== other.construct ? one.loading * other.loading * related(one.construct, other.construct) : consistent ? one.loading * other.loading : observed
      squares += (observed - expected) ** 2
    }
  }
  return Math.sqrt(squares / (12 * 13 / 2))
}

test('the residual equals one worked out item by item', () => {
  for (const consistent of [false, true]) {
    const { srmr } = plsEstimate(plsStudy(columns, model, { consistent })).solution!
    close(srmr.saturated, slowly(model, consistent, 'found'), 1e-9)
    close(srmr.estimated, slowly(model, consistent, 'implied'), 1e-9)
    assert.ok(srmr.estimated > srmr.saturated && srmr.estimated < 0.2)
  }
})

test('with every link there is nothing that only the links leave out', () => {
  const paths = ['ab', 'ac', 'ad', 'bc', 'bd', 'cd'].map(([from, to]) => ({ from: from!, to: to! }))
  const { srmr } = plsEstimate(plsStudy(columns, { ...model, paths })).solution!
  close(srmr.estimated, srmr.saturated, 1e-9)
})

test('a missing link shows, and consistent estimates of many true answers leave next to nothing', () => {
  const many = simulatedPaths({ n: 20_000, seed: 8 })
  const fit = (paths: PlsModel['paths']) => plsEstimate(plsStudy(many.columns, { ...many.model, paths }, { consistent: true })).solution!.srmr.estimated
  const whole = fit(many.model.paths)
  assert.ok(whole < 0.01, String(whole))
  assert.ok(fit([{ from: 'a', to: 'b' }, { from: 'a', to: 'c' }, { from: 'a', to: 'd' }]) > 5 * whole)
})
