import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { quasiNewton } from './quasiNewton.ts'

test('the bottom of a bent valley is found from far away', () => {
  const banana = (at: Float64Array) => {
    const [x, y] = [at[0]!, at[1]!]
    return { value: 100 * (y - x * x) ** 2 + (1 - x) ** 2, gradient: Float64Array.of(-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)) }
  }
  const found = quasiNewton(banana, [-1.2, 1])
  assert.ok(found.converged)
  close(found.at[0], 1, 1e-7)
  close(found.at[1], 1, 1e-7)
})

test('walls are walked around, and a slope without end is told', () => {
  const wall = (at: Float64Array) => ({ value: at[0]! > 0 ? at[0]! - Math.log(at[0]!) : Number.NaN, gradient: Float64Array.of(1 - 1 / at[0]!) })
  close(quasiNewton(wall, [9]).at[0], 1, 1e-8)
  assert.equal(quasiNewton((at) => ({ value: -at[0]!, gradient: Float64Array.of(-1) }), [0], { limit: 20 }).converged, false)
})
