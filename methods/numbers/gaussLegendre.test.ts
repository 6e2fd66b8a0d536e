import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { gaussLegendre } from './gaussLegendre.ts'

test('three points as in the tables; polynomials up to twice the points less one are integrated exactly', () => {
  const { nodes, weights } = gaussLegendre(3)
  nodes.forEach((node, i) => close(node, [-Math.sqrt(0.6), 0, Math.sqrt(0.6)][i]!, 1e-15))
  weights.forEach((weight, i) => close(weight, [5 / 9, 8 / 9, 5 / 9][i]!, 1e-14))
  for (const points of [1, 2, 7, 20, 41]) {
    const rule = gaussLegendre(points)
    for (let power = 0; power < 2 * points; power++) {
      const found = rule.nodes.reduce((sum, node, i) => sum + rule.weights[i]! * node ** power, 0)
      assert.ok(Math.abs(found - (power % 2 === 0 ? 2 / (power + 1) : 0)) < 1e-14, `${points} points, power ${power}`)
    }
  }
})
