import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overlap, placeLabels, type Spot } from './placeLabels.ts'

const bounds = { left: 0, right: 640, top: 0, bottom: 420 }

function scattered(count: number, spread: number): Spot[] {
  return Array.from({ length: count }, (_, i) => ({ x: 320 + spread * Math.sin(i * 7.3), y: 210 + spread * Math.cos(i * 3.1), width: 90, shortWidth: 12 }))
}

const boxOf = (spot: Spot, placed: ReturnType<typeof placeLabels>[number]) => {
  const width = placed.isShort ? spot.shortWidth : spot.width
  return { left: placed.left, right: placed.left + width, top: placed.baseline - 10, bottom: placed.baseline + 3 }
}

test('no label covers another, spread out or crowded', () => {
  for (const spread of [180, 90, 40]) {
    const spots = scattered(24, spread)
    const placed = placeLabels(spots, bounds)
    const boxes = spots.map((spot, i) => boxOf(spot, placed[i]!))
    for (const [i, a] of boxes.entries()) for (const b of boxes.slice(i + 1)) assert.ok(!overlap(a, b), `spread ${spread}: label ${i} is covered`)
  }
})

test('where there is room the whole label stands beside its mark', () => {
  const [only] = placeLabels([{ x: 100, y: 100, width: 80, shortWidth: 10 }], bounds)
  assert.deepEqual(only, { left: 107, baseline: 103.5, isShort: false, isLed: false })
  const [atEdge] = placeLabels([{ x: 630, y: 100, width: 80, shortWidth: 10 }], bounds)
  assert.ok((atEdge?.left ?? 0) + 80 < 630)
})

test('what is taken is left free', () => {
  const taken = { left: 100, right: 200, top: 90, bottom: 110 }
  const spot = { x: 100, y: 100, width: 80, shortWidth: 10 }
  const [placed] = placeLabels([spot], bounds, [taken])
  assert.ok(!overlap(boxOf(spot, placed!), taken))
})
