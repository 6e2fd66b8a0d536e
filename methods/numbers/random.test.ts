import assert from 'node:assert/strict'
import { test } from 'node:test'
import { philox, randomStream } from './random.ts'
import { moments, standardDeviation, sum, merged } from './moments.ts'
import { ranks } from './ranks.ts'
import { close } from '../testing/close.ts'

test('Philox gives its authors’ known answers', () => {
  const known = [
    [[0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]],
  ] as const
  const out = new Uint32Array(4)
  for (const [counter, key, expected] of known) {
    philox(Uint32Array.from(counter), Uint32Array.from(key), out)
    assert.deepEqual([...out], [...expected])
  }
})

test('a stream is the same whatever was drawn before', () => {
  const draw = (stream: number) => {
    const random = randomStream(20260705, stream)
    return Array.from({ length: 50 }, random.uniform)
  }
  const forward = [0, 1, 2, 3].map(draw)
  const backward = [3, 2, 1, 0].map(draw).toReversed()
  assert.deepEqual(forward, backward)
  assert.notDeepEqual(forward[0], forward[1])
  assert.notDeepEqual(randomStream(1, 2, 0).word(), randomStream(1, 2, 1).word())
  assert.notEqual(randomStream(1).word(), randomStream(1 + 2 ** 32).word())
})

test('uniform, whole and normal numbers have their distributions', () => {
  const random = randomStream(11)
  const uniform = moments(Array.from({ length: 40000 }, random.uniform))
  assert.ok(Math.abs(uniform.mean - 0.5) < 0.006)
  assert.ok(Math.abs(standardDeviation(uniform) - Math.sqrt(1 / 12)) < 0.004)
  const normal = moments(Array.from({ length: 40000 }, random.normal))
  assert.ok(Math.abs(normal.mean) < 0.02)
  assert.ok(Math.abs(standardDeviation(normal) - 1) < 0.015)
  const counts = [0, 0, 0, 0, 0]
  for (let i = 0; i < 50000; i++) counts[random.whole(5)]!++
  for (const count of counts) assert.ok(Math.abs(count - 10000) < 400)
})

test('sums keep what plain addition loses', () => {
  assert.equal(sum([1, 1e100, 1, -1e100]), 2)
  assert.equal(sum([0.1, 0.2, 0.3, Number.NaN]), 0.6)
})

test('moments of parts put together are the moments of the whole', () => {
  const values = [5, 1, 4, 4, 9, 2, 2, 7]
  const parts = merged(moments(values.slice(0, 3)), moments(values.slice(3)))
  const whole = moments(values)
  close(parts.mean, whole.mean, 1e-15)
  close(parts.squares, whole.squares, 1e-14)
  assert.deepEqual(merged(moments([]), whole), whole)
})

test('tied values share their mean rank', () => {
  const result = ranks([30, 10, 20, 20, 10, 10])
  assert.deepEqual([...result.ranks], [6, 2, 4.5, 4.5, 2, 2])
  assert.equal(result.tieTerm, 24 + 6)
})
