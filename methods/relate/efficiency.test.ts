import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from '../numbers/random.ts'
import { close, honest } from '../testing/close.ts'
import { efficiency } from './efficiency.ts'

test('eight branches with one input and one output: the slope from nought, and the hull', () => {
  // Cooper, Seiford & Tone (2007), table 1.1: employees and sales of branches A … H
  const [employees, sales] = [[2, 3, 3, 4, 5, 5, 6, 8], [1, 3, 2, 3, 4, 2, 3, 5]]
  const constant = efficiency([employees], [sales], { returns: 'constant' })
  honest(constant)
  constant.units!.forEach((unit, i) => close(unit.efficiency, sales[i]! / employees[i]!, 1e-9))
  const variable = efficiency([employees], [sales])
  const hull = [1, 1, 2 / 3, 3 / 3.5, 1, 2 / 4, 3 / (4 + 1 / 3), 1]
  variable.units!.forEach((unit, i) => close(unit.efficiency, hull[i]!, 1e-9, `branch ${i}`))
  assert.deepEqual(variable.units![5]!.peers.map(({ at }) => at), [4])
})

test('the best ratio by looking at every unit, for any number of inputs with one output', () => {
  const random = randomStream(8)
  const draw = () => Array.from({ length: 25 }, () => 1 + 9 * random.uniform())
  const [x, y] = [draw(), draw()]
  const best = Math.max(...x.map((value, i) => y[i]! / value))
  efficiency([x], [y], { returns: 'constant' }).units!.forEach(({ at, efficiency: share }) => close(share, y[at]! / x[at]! / best, 1e-9))
  const several = efficiency([x, draw()], [y, draw()])
  for (const { at, growth, peers } of several.units!) {
    assert.ok(growth >= 1)
    close(peers.reduce((sum, { weight }) => sum + weight, 0), 1, 1e-6)
    assert.ok(peers.reduce((sum, peer) => sum + peer.weight * x[peer.at]!, 0) <= x[at]! * (1 + 1e-7))
    assert.ok(peers.reduce((sum, peer) => sum + peer.weight * y[peer.at]!, 0) >= growth * y[at]! * (1 - 1e-7))
  }
  const other = efficiency([x.map((value) => 1000 * value)], [y.map((value) => value / 50)])
  efficiency([x], [y]).units!.forEach((unit, i) => close(other.units![i]!.efficiency, unit.efficiency, 1e-9))
})

test('variable returns never judge harder than constant ones, and half of a unit with the same output is no worse', () => {
  const random = randomStream(4)
  const columns = Array.from({ length: 4 }, () => Array.from({ length: 18 }, () => Math.exp(random.normal())))
  const [constant, variable] = (['constant', 'variable'] as const).map((returns) => efficiency(columns.slice(0, 2), columns.slice(2), { returns }).units!)
  constant!.forEach((unit, i) => assert.ok(unit.efficiency <= variable![i]!.efficiency + 1e-9))
  assert.ok(variable!.some(({ efficiency: share }) => share === 1))
})

test('too few units and figures not above nought are told', () => {
  const few = efficiency([[1, 2, 0, Number.NaN]], [[1, 3, 4, 4]])
  honest(few)
  assert.deepEqual([few.n, few.missing, few.warnings[0]?.code], [2, 2, 'small-sample'])
  assert.equal(efficiency([[1]], [[1]]).reason, 'too-few')
  assert.equal(efficiency([[]], [[]]).reason, 'no-answers')
  assert.throws(() => efficiency([], [[1]]), { code: 'invalid-parameter' })
})
