import { createHash } from 'node:crypto'

/**
 * The same things in an order drawn from `seed`: equal seeds give equal orders, on every machine and after a restart.
 *
 * Each thing is sorted by the hash of seed and key, so that the order of the others does not change when one is hidden.
 */
export function drawnOrder<T extends { key: string }>(things: readonly T[], seed: string): T[] {
  const drawn = things.map((thing) => ({ thing, lot: lot(seed, thing.key) }))
  return drawn.sort((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ thing }) => thing)
}

function lot(seed: string, key: string): string {
  return createHash('sha256').update(`${seed} ${key}`).digest('hex')
}
