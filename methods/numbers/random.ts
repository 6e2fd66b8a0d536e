import { normalQuantile } from './normal.ts'

/**
 * Counter-based random numbers: Philox 4×32-10. A stream is a pure function of (seed, path, position), so that
 * replicate 4711 draws the same numbers whichever worker computes it, and whatever was drawn before.
 *
 * Source: Salmon, Moraes, Dror & Shaw (2011) Parallel random numbers: as easy as 1, 2, 3. SC '11.
 */
export interface RandomStream {
  /** A whole number in 0..2^32 - 1. */
  word: () => number
  /** Uniform in (0, 1), 53 bits, never 0 and never 1. */
  uniform: () => number
  /** A whole number in 0..below - 1, without bias. */
  whole: (below: number) => number
  /** Standard normal. */
  normal: () => number
}

/**
 * The stream number `stream` (0..2^32 - 1), and within it `substream`, of a seed (a whole number up to 2^53).
 * Give each bootstrap replicate, permutation or simulated respondent a stream of its own.
 */
export function randomStream(seed: number, stream = 0, substream = 0): RandomStream {
  const key = Uint32Array.of(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0)
  const counter = Uint32Array.of(0, 0, stream >>> 0, substream >>> 0)
  const block = new Uint32Array(4)
  let used = 4
  const word = () => {
    if (used === 4) {
      philox(counter, key, block)
      counter[0]!++
      if (counter[0] === 0) counter[1]!++
      used = 0
    }
    return block[used++]!
  }
  const uniform = () => {
    const high = word() >>> 5
    const low = word() >>> 6
    return (high * 67108864 + low + 0.5) / 9007199254740992
  }
  return { word, uniform, whole: (below) => wholeBelow(below, word), normal: () => normalQuantile(uniform()) }
}

/** Rejects the incomplete last round, so that every number is equally likely. */
function wholeBelow(below: number, word: () => number): number {
  const fair = 4294967296 - (4294967296 % below)
  for (;;) {
    const drawn = word()
    if (drawn < fair) return drawn % below
  }
}

/** Ten rounds of Philox 4×32 of a counter under a key, written to `out`. */
export function philox(counter: Uint32Array, key: Uint32Array, out: Uint32Array): void {
  let c0 = counter[0]!
  let c1 = counter[1]!
  let c2 = counter[2]!
  let c3 = counter[3]!
  let k0 = key[0]!
  let k1 = key[1]!
  for (let round = 0; round < 10; round++) {
    const high0 = highProduct(0xd2511f53, c0)
    const low0 = Math.imul(0xd2511f53, c0)
    const high1 = highProduct(0xcd9e8d57, c2)
    const low1 = Math.imul(0xcd9e8d57, c2)
    c0 = high1 ^ c1 ^ k0
    c1 = low1
    c2 = high0 ^ c3 ^ k1
    c3 = low0
    k0 = (k0 + 0x9e3779b9) | 0
    k1 = (k1 + 0xbb67ae85) | 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}

/** The upper 32 bits of the 64-bit product of two 32-bit words. */
function highProduct(a: number, b: number): number {
  const al = a & 0xffff
  const ah = a >>> 16
  const bl = b & 0xffff
  const bh = b >>> 16
  const cross = ah * bl + ((al * bl) >>> 16)
  const carry = al * bh + (cross & 0xffff)
  return (ah * bh + Math.floor(cross / 65536) + Math.floor(carry / 65536)) | 0
}
