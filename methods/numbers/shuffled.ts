import { randomStream } from './random.ts'

/** 0..n-1 in a random order that depends on the seed and the stream only. Fisher & Yates, as in Knuth, TAOCP 2, algorithm 3.4.2P. */
export function shuffled(n: number, seed: number, stream: number): Int32Array {
  const random = randomStream(seed, stream)
  const order = Int32Array.from({ length: n }, (_, r) => r)
  for (let last = n - 1; last > 0; last--) {
    const other = random.whole(last + 1)
    const kept = order[last]!
    order[last] = order[other]!
    order[other] = kept
  }
  return order
}
