/** One row of a zone of tolerance: its band, its mark, and where it stands. */
import type { Text } from '../../language.ts'
import { extentOf, type Interval } from './figures.ts'

/** Where a level stands to its zone, or a difference to zero: said by colour and shape. */
export type Standing = 'below' | 'at-lower-limit' | 'inside' | 'at-upper-limit' | 'above' | 'unknown'

export type ZoneRow = {
  key: string
  label: Text | string
  /** Means on the instrument's scale; null where there are too few answers. */
  adequate: number | null
  desired: number | null
  perceived: Interval
  /** As decided by the interval, see the method; null where it cannot be decided. */
  status: Exclude<Standing, 'unknown'> | null
}

export const standingWords: Record<Standing, Text> = {
  below: { en: 'below the zone', zh: '低于容忍区域' },
  'at-lower-limit': { en: 'at the lower limit', zh: '处于下限' },
  inside: { en: 'inside the zone', zh: '在容忍区域内' },
  'at-upper-limit': { en: 'at the upper limit', zh: '处于上限' },
  above: { en: 'above the zone', zh: '高于容忍区域' },
  unknown: { en: 'not decided', zh: '无法判定' },
}

export function standingOf(row: ZoneRow): Standing {
  return row.status ?? 'unknown'
}

/** Every number a row puts on the axis. */
export function extentOfZones(rows: readonly ZoneRow[]): number[] {
  return rows
    .flatMap((row) => [row.adequate, row.desired, ...extentOf([row.perceived])])
    .filter((value) => value !== null)
}

/** The mark of what lies below (pointing down) or above a zone. */
export function triangle(x: number, y: number, size: number, down: 1 | -1): string {
  return `M${x - size},${y - down * size * 0.75}H${x + size}L${x},${y + down * size * 0.95}Z`
}
