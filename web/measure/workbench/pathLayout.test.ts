import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pathLayout } from './pathLayout.ts'

const title = (text: string) => ({ en: text, zh: text })
const node = (key: string, place: number) => ({ key, title: title(key), place, note: null })
const edge = (from: string, to: string) => ({ from, to, value: 0.4, lower: 0.2, upper: 0.6, sure: true })
const chain = {
  kind: 'paths',
  title: title('Chain'),
  nodes: ['a', 'b', 'c', 'd'].map(node),
  edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'd'), edge('a', 'd'), edge('a', 'c'), edge('b', 'd')],
} as unknown as Parameters<typeof pathLayout>[0]

describe('links that pass over a construct', () => {
  for (const [where, width] of [['side by side', 1100], ['one below the other, on a phone', 320]] as const) {
    test(`go round it, their figures beside all boxes and inside the picture: ${where}`, () => {
      const { nodes, edges, height, boxWidth, boxHeight } = pathLayout(chain, width)
      for (const { from, to, labelX, labelY } of edges) {
        assert.ok(labelX - 18 >= 0 && labelX + 18 <= width && labelY - 9 >= 0 && labelY + 9 <= height, `${from} → ${to} at ${labelX}, ${labelY} of ${width} × ${height}`)
        for (const { key, x, y } of nodes) {
          const isInside = Math.abs(labelX - x) < boxWidth / 2 && Math.abs(labelY - y) < boxHeight / 2
          assert.ok(!isInside, `${from} → ${to} is told inside of ${key}`)
        }
      }
      for (const [at, one] of edges.entries()) {
        for (const other of edges.slice(0, at)) assert.ok(Math.abs(one.labelX - other.labelX) > 30 || Math.abs(one.labelY - other.labelY) > 14, `${one.from} → ${one.to} covers ${other.from} → ${other.to}`)
      }
      for (const { x, y } of nodes) assert.ok(x - boxWidth / 2 >= -0.5 && x + boxWidth / 2 <= width + 0.5 && y - boxHeight / 2 >= 0 && y + boxHeight / 2 <= height)
    })
  }

  test('a chain without such links is no higher than before', () => {
    assert.equal(pathLayout({ ...chain, edges: chain.edges.slice(0, 3) }, 1100).height, 76)
  })
})
