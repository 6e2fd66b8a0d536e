import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aroundZero, axis, decimalsOf, gridMarks, ratioAxis, ratioMarks, reach, scaleMarks, ticks } from './axis.ts'

const scale = { min: 1, max: 9 }

test('an axis maps its ends to the ends of the plot', () => {
  const x = axis([1, 9], [100, 500])
  assert.deepEqual([x(1), x(5), x(9)], [100, 300, 500])
  assert.equal(axis([3, 3], [0, 10])(3), 0)
})

test('on an axis of ratios the double stands as far from one as the half', () => {
  const x = ratioAxis([0.5, 2], [0, 400])
  assert.ok(Math.abs(x(2) - x(1) - (x(1) - x(0.5))) < 1e-9)
  assert.ok(x(0.5) > 0 && x(2) < 400)
  assert.deepEqual(ratioMarks(x), [0.5, 1, 2])
  assert.ok(ratioMarks(ratioAxis([0.96, 1.04], [0, 400])).includes(1))
  assert.deepEqual(ratioMarks(ratioAxis([0.02, 30], [0, 400])), [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20])
})

test('the marks of a scale have both its ends, however narrow it is drawn', () => {
  assert.deepEqual(scaleMarks({ min: 1, max: 10 }, 600), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  assert.deepEqual(scaleMarks({ min: 1, max: 10 }, 150), [1, 4, 7, 10])
  assert.deepEqual(scaleMarks({ min: 1, max: 7 }, 40), [1, 7])
  assert.deepEqual(scaleMarks({ min: 0, max: 100 }, 170), [0, 20, 40, 60, 80, 100])
  assert.deepEqual(scaleMarks({ min: -1, max: 1 }, 150), [-1, -0.5, 0, 0.5, 1])
})

test('the reach holds every value in whole points within the scale', () => {
  assert.deepEqual(reach([5.6, 8.3], scale), [5, 9])
  assert.deepEqual(reach([0.2, 9.4], scale), [1, 9])
  assert.deepEqual(reach([], scale), [1, 9])
})

test('the reach is at least three points wide, and never wider than the scale', () => {
  assert.deepEqual(reach([8.6, 8.9], scale), [6, 9])
  assert.deepEqual(reach([1], scale), [1, 4])
  assert.deepEqual(reach([0.5], { min: 0, max: 1 }), [0, 1])
})

test('ticks are round and stay inside', () => {
  assert.deepEqual(ticks(1, 9, 8), [1, 2, 3, 4, 5, 6, 7, 8, 9])
  assert.deepEqual(ticks(-1.72, 0.6, 5), [-1.5, -1, -0.5, 0, 0.5])
  assert.deepEqual(ticks(0, 0.3, 3), [0, 0.1, 0.2, 0.3])
})

test('bars have their zero, and room on the side they point to', () => {
  assert.deepEqual(aroundZero([-1.7, 0.6]), [-2, 1])
  assert.deepEqual(aroundZero([-0.4, -0.2]), [-0.4, 0])
  assert.deepEqual(aroundZero([0.2, 0.35]), [0, 0.4])
  assert.deepEqual(aroundZero([]), [0, 0.5])
})

test('ticks are said with as many decimals as tell them apart', () => {
  assert.deepEqual([decimalsOf([1, 2]), decimalsOf([0, 0.5]), decimalsOf([0, 0.05]), decimalsOf([7])], [0, 1, 2, 0])
})

test('a narrow picture still has two lines to read the scale from', () => {
  assert.deepEqual(gridMarks(axis([62, 77], [100, 200]), 0), [65, 70, 75])
  assert.deepEqual(gridMarks(axis([-39, 24], [100, 200]), 0), [-20, 0, 20])
})
