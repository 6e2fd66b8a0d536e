import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { bivariateNormalDensity, bivariateNormalLower, bivariateNormalUpper } from './bivariateNormal.ts'
import { normalDensity, normalLower, normalUpper } from './normal.ts'

const bounds = [-6, -2.5, -1, -0.3, 0, 0.0001, 0.4, 1, 1.7, 3, 6]
const correlations = [-1, -0.999999, -0.99, -0.9251, -0.9249, -0.6, -0.1, 0, 0.1, 0.5, 0.9249, 0.9251, 0.97, 0.9999, 0.99999999, 1]

/** The slow way: one variable in many small steps, the other conditional on it. */
function integrated(h: number, k: number, r: number): number {
  const left = Math.sqrt(1 - r * r)
  const width = Math.min(0.02, left / 40)
  let sum = 0
  for (let i = 0, x = h + width / 2; x < 9; i++, x = h + (i + 0.5) * width) sum += normalDensity(x) * normalLower((r * x - k) / left)
  return sum * width
}

test('a probability is that of steps of one variable times what is left of the other', () => {
  for (const r of [-0.99, -0.9251, -0.6, 0.3, 0.9249, 0.9251, 0.99]) {
    for (const h of [-1, 0.4, 3]) for (const k of [-2.5, 0, 1.7]) assert.ok(Math.abs(bivariateNormalUpper(h, k, r) - integrated(h, k, r)) < 1e-3 * normalUpper(h), `${h} ${k} ${r}`)
  }
})

test('the parts of the plane sum to one and to the margins, whatever the correlation, to 1e-15', () => {
  for (const r of correlations) {
    for (const h of bounds) {
      for (const k of bounds) {
        const [both, first, second, neither] = [bivariateNormalUpper(h, k, r), bivariateNormalUpper(h, -k, -r), bivariateNormalUpper(-h, k, -r), bivariateNormalLower(h, k, r)]
        assert.ok(Math.abs(both + first + second + neither - 1) < 2e-15, `${h} ${k} ${r}`)
        assert.ok(Math.abs(both + first - normalUpper(h)) < 2e-15, `${h} ${k} ${r}`)
        assert.ok(Math.abs(both - bivariateNormalUpper(k, h, r)) < 1e-15)
      }
    }
  }
})

test('equal bounds of 0 have a closed form, and full correlation leaves one variable', () => {
  for (const r of correlations) assert.ok(Math.abs(bivariateNormalUpper(0, 0, r) - (0.25 + Math.asin(r) / (2 * Math.PI))) < 3e-16, `${r}`)
  close(bivariateNormalUpper(1, 2, 1), normalUpper(2), 1e-15)
  close(bivariateNormalUpper(-1, -2, -1), normalUpper(-1) - normalUpper(2), 1e-14)
  assert.equal(bivariateNormalUpper(1, 2, -1), 0)
})

test('it grows with the correlation as fast as the density says, across the change of method too', () => {
  const step = 1e-4
  for (const r of [-0.95, -0.925, -0.5, 0, 0.7, 0.925, 0.96]) {
    for (const [h, k] of [[0.2, -0.4], [1.3, 1.1], [-2, 0.5]] as const) {
      const slope = (bivariateNormalUpper(h, k, r + step) - bivariateNormalUpper(h, k, r - step)) / (2 * step)
      assert.ok(Math.abs(slope - bivariateNormalDensity(h, k, r)) < 1e-4, `${h} ${k} ${r}`)
    }
  }
})

test('ends of the line and calls without meaning', () => {
  assert.equal(bivariateNormalUpper(Infinity, 0, 0.5), 0)
  assert.equal(bivariateNormalUpper(-Infinity, 1, 0.5), normalUpper(1))
  assert.equal(bivariateNormalLower(Infinity, Infinity, -0.3), 1)
  assert.ok(Number.isNaN(bivariateNormalUpper(0, 0, 1.1)))
  assert.ok(Number.isNaN(bivariateNormalUpper(Number.NaN, 0, 0)))
  assert.equal(bivariateNormalDensity(Infinity, 0, 0.2), 0)
})
