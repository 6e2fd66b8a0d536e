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
 * phone. Each box lies in the middle of its layer; labels stand a third or half along their arrow, so that those of neighbours part. An arrow
 * that passes over a layer goes round it in an arc, by turns on either side, the higher the more it passes over.
 */
export function pathLayout({ nodes, edges }: Paths, width: number): PathLayout {
  const layers = [...new Set(nodes.map(({ place }) => place))].sort((a, b) => a - b).map((place) => nodes.filter((node) => node.place === place))
  const across = width >= narrow
  const most = Math.max(...layers.map((layer) => layer.length))
  const boxWidth = across ? Math.min(168, (width - 70 * (layers.length - 1)) / layers.length) : Math.min(150, (width - 12 * (most - 1)) / most)
  const layerOf = new Map(layers.flatMap((layer, l) => layer.map(({ key }) => [key, l])))
  const passed = edges.map(({ from, to }) => Math.max(0, (layerOf.get(to) ?? 0) - (layerOf.get(from) ?? 0) - 1))
  const side = width / 2 - boxWidth / 2
  const lifts = passed.map((over) => (over === 0 ? 0 : across ? 34 + 22 * over : Math.min(34 + 16 * over, (side - labelRoom) / reach)))
  const margin = across ? Math.max(0, ...lifts) * reach : 0
  const height = across ? most * (boxHeight + gap) + 8 + 2 * margin : layers.length * (boxHeight + 74) - 66
  const placed = layers.flatMap((layer, l) =>
    layer.map((node, i): PlacedNode => {
      const share = (i + 0.5) / layer.length
      if (across) return { ...node, x: layers.length === 1 ? width / 2 : boxWidth / 2 + (l * (width - boxWidth)) / (layers.length - 1), y: margin + (height - 2 * margin) * share }
      return { ...node, x: width * share, y: boxHeight / 2 + 4 + l * (boxHeight + 74) }
    }),
  )
  const at = new Map(placed.map((node) => [node.key, node]))
  const drawn = edges.flatMap((edge, i) => {
    const [from, to] = [at.get(edge.from), at.get(edge.to)]
    if (!from || !to) return []
    if (lifts[i]! > 0) return [{ ...edge, ...(across ? over(from, to, lifts[i]!, i) : beside(from, to, boxWidth, lifts[i]!, i)) }]
    return [{ ...edge, ...(across ? sideways(from, to, boxWidth, i) : downwards(from, to, i)) }]
  })
  return { nodes: placed, edges: drawn, height, boxWidth, boxHeight }
}

/** How far an arc comes out, of where its handles are. */
const reach = 0.75
const labelRoom = 18

/** From above or below one box to above or below another. */
function over(from: PlacedNode, to: PlacedNode, lift: number, i: number) {
  const way = i % 2 === 0 ? -1 : 1
  const [y1, y2] = [from.y + (way * boxHeight) / 2, to.y + way * (boxHeight / 2 + 5)]
  const [x1, x2] = [from.x + 12, to.x - 12]
  const path = `M${x1},${y1}C${x1},${y1 + way * lift} ${x2},${y2 + way * lift} ${x2},${y2}`
  return { path, labelX: bezier(x1, x1, x2, x2, 0.5), labelY: bezier(y1, y1 + way * lift, y2 + way * lift, y2, 0.5) }
}

/** From the side of one box to the side of another. */
function beside(from: PlacedNode, to: PlacedNode, boxWidth: number, lift: number, i: number) {
  const way = i % 2 === 0 ? -1 : 1
  const [x1, x2] = [from.x + (way * boxWidth) / 2, to.x + way * (boxWidth / 2 + 5)]
  const [y1, y2] = [from.y + 8, to.y - 8]
  const path = `M${x1},${y1}C${x1 + way * lift},${y1} ${x2 + way * lift},${y2} ${x2},${y2}`
  return { path, labelX: bezier(x1, x1 + way * lift, x2 + way * lift, x2, 0.5), labelY: bezier(y1, y1, y2, y2, 0.5) }
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
