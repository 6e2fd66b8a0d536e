/** Where the labels of a scatter stand so that none covers another or a mark. All in pixels. */
export type Spot = { x: number; y: number; /** Width of the label, and of the shorter one used where it does not fit. */ width: number; shortWidth: number }
export type Placed = { left: number; baseline: number; isShort: boolean; /** Far from its mark: a line leads there. */ isLed: boolean }

export type Box = { left: number; right: number; top: number; bottom: number }

const height = 13
const reach = 7

/**
 * The first free place beside each mark, near ones first and the whole label before the short one; where nothing is free, the nearest place
 * inside the picture. `taken` are boxes that hold something already.
 */
export function placeLabels(spots: readonly Spot[], bounds: Box, taken: readonly Box[] = []): Placed[] {
  const boxes: Box[] = [...taken, ...spots.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }))]
  return spots.map((spot) => {
    const tries = [
      ...around(spot, spot.width, reach).map((box) => ({ box, isShort: false, isLed: false })),
      ...[reach, reach + 9, reach + 20, reach + 34].flatMap((far) => around(spot, spot.shortWidth, far).map((box) => ({ box, isShort: true, isLed: far > reach }))),
    ]
    const found = tries.find(({ box }) => isInside(box, bounds) && !boxes.some((other) => overlap(box, other))) ?? tries.find(({ box, isShort }) => isShort && isInside(box, bounds)) ?? tries.at(-1)!
    boxes.push(found.box)
    return { left: found.box.left, baseline: found.box.bottom - 3, isShort: found.isShort, isLed: found.isLed }
  })
}

function beside({ x, y }: Spot, width: number, far: number): Box[] {
  return [
    { left: x + far, right: x + far + width, top: y - height / 2, bottom: y + height / 2 },
    { left: x - far - width, right: x - far, top: y - height / 2, bottom: y + height / 2 },
    { left: x - width / 2, right: x + width / 2, top: y - far - height, bottom: y - far },
    { left: x - width / 2, right: x + width / 2, top: y + far, bottom: y + far + height },
  ]
}

function around(spot: Spot, width: number, far: number): Box[] {
  const slanted = far * 0.75
  const corners = [[1, -1], [1, 1], [-1, -1], [-1, 1]].map(([dx = 0, dy = 0]) => {
    const left = dx > 0 ? spot.x + slanted : spot.x - slanted - width
    const top = dy > 0 ? spot.y + slanted : spot.y - slanted - height
    return { left, right: left + width, top, bottom: top + height }
  })
  return [...beside(spot, width, far), ...corners]
}

function isInside(box: Box, bounds: Box): boolean {
  return box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
