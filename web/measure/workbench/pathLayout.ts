import type { Picture } from '@gap5/contract/measure/workbench.ts'

type Paths = Extract<Picture, { kind: 'paths' }>

export type PlacedNode = Paths['nodes'][number] & { x: number; y: number }
export type PlacedEdge = Paths['edges'][number] & { path: string; labelX: number; labelY: number }
export type PathLayout = { nodes: PlacedNode[]; edges: PlacedEdge[]; height: number; boxWidth: number; boxHeight: number }

const boxHeight = 46
const gap = 22
const narrow = 560

/**
 * Where the boxes and arrows of a path diagram stand, in pixels: causes at the left and effects at the right, or from top to bottom on a
 * phone. Each box lies in the middle of its layer; labels stand a third or half along their arrow, so that those of neighbours part.
 */
export function pathLayout({ nodes, edges }: Paths, width: number): PathLayout {
  const layers = [...new Set(nodes.map(({ place }) => place))].sort((a, b) => a - b).map((place) => nodes.filter((node) => node.place === place))
  const across = width >= narrow
  const most = Math.max(...layers.map((layer) => layer.length))
  const boxWidth = across ? Math.min(168, (width - 70 * (layers.length - 1)) / layers.length) : Math.min(150, (width - 12 * (most - 1)) / most)
  const height = across ? most * (boxHeight + gap) + 8 : layers.length * (boxHeight + 74) - 66
  const placed = layers.flatMap((layer, l) =>
    layer.map((node, i): PlacedNode => {
      const share = (i + 0.5) / layer.length
      if (across) return { ...node, x: layers.length === 1 ? width / 2 : boxWidth / 2 + (l * (width - boxWidth)) / (layers.length - 1), y: height * share }
      return { ...node, x: width * share, y: boxHeight / 2 + 4 + l * (boxHeight + 74) }
    }),
  )
  const at = new Map(placed.map((node) => [node.key, node]))
  const drawn = edges.flatMap((edge, i) => {
    const [from, to] = [at.get(edge.from), at.get(edge.to)]
    return from && to ? [{ ...edge, ...(across ? sideways(from, to, boxWidth, i) : downwards(from, to, i)) }] : []
  })
  return { nodes: placed, edges: drawn, height, boxWidth, boxHeight }
}

function sideways(from: PlacedNode, to: PlacedNode, boxWidth: number, i: number) {
  const [x1, x2] = [from.x + boxWidth / 2, to.x - boxWidth / 2 - 5]
  const bend = (x2 - x1) * 0.45
  const t = 0.34 + 0.11 * (i % 4)
  const path = `M${x1},${from.y}C${x1 + bend},${from.y} ${x2 - bend},${to.y} ${x2},${to.y}`
  return { path, labelX: bezier(x1, x1 + bend, x2 - bend, x2, t), labelY: bezier(from.y, from.y, to.y, to.y, t) }
}

function downwards(from: PlacedNode, to: PlacedNode, i: number) {
  const [y1, y2] = [from.y + boxHeight / 2, to.y - boxHeight / 2 - 5]
  const bend = (y2 - y1) * 0.45
  const t = 0.38 + 0.12 * (i % 3)
  const path = `M${from.x},${y1}C${from.x},${y1 + bend} ${to.x},${y2 - bend} ${to.x},${y2}`
  return { path, labelX: bezier(from.x, from.x, to.x, to.x, t), labelY: bezier(y1, y1 + bend, y2 - bend, y2, t) }
}

function bezier(a: number, b: number, c: number, d: number, t: number): number {
  const u = 1 - t
  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d
}
