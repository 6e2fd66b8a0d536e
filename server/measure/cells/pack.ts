/**
 * Vectors of sums as bytes. Most places hold nothing and most others a whole number: runs of nothing take two bytes, whole numbers
 * one to seven, all others nine.
 *
 * Bytes: pairs of (places to skip, places that follow), both as varints, each followed by its places. A place is a varint: even for a
 * whole number (twice its zigzag form), 1 for a double that follows in eight bytes.
 */

const largestWhole = 2 ** 49

export function pack(sums: Float64Array): Buffer {
  const writer = new Writer(sums.length)
  for (let at = 0; at < sums.length; ) {
    const start = at
    while (at < sums.length && sums[at] === 0) at++
    const first = at
    // A single nothing between two places costs one byte as a place and two as a run.
    while (at < sums.length && (sums[at] !== 0 || (at + 1 < sums.length && sums[at + 1] !== 0))) at++
    if (first === at) break
    writer.varint(first - start)
    writer.varint(at - first)
    for (let place = first; place < at; place++) writer.place(sums[place]!)
  }
  return writer.bytes()
}

/** Adds what is packed to a vector. */
export function addPacked(bytes: Uint8Array, sums: Float64Array): void {
  const reader = new Reader(bytes)
  for (let at = 0; reader.hasMore; ) {
    at += reader.varint()
    for (let left = reader.varint(); left > 0; left--) sums[at++]! += reader.place()
  }
}

/** Adds some places of what is packed to a smaller vector; `ranges` in order. */
export function addPackedRanges(bytes: Uint8Array, ranges: readonly { from: number; size: number; at: number }[], sums: Float64Array): void {
  const reader = new Reader(bytes)
  let range = 0
  for (let at = 0; reader.hasMore; ) {
    at += reader.varint()
    for (const end = at + reader.varint(); at < end; at++) {
      while (range < ranges.length && at >= ranges[range]!.from + ranges[range]!.size) range++
      if (range === ranges.length) return
      const { from, at: into } = ranges[range]!
      if (at < from) reader.skipPlace()
      else sums[into + at - from]! += reader.place()
    }
  }
}

class Reader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get hasMore(): boolean {
    return this.#at < this.#bytes.length
  }

  varint(): number {
    let value = this.#bytes[this.#at++]!
    if (value < 128) return value
    value -= 128
    for (let factor = 128; ; factor *= 128) {
      const next = this.#bytes[this.#at++]!
      if (next < 128) return value + next * factor
      value += (next - 128) * factor
    }
  }

  place(): number {
    const code = this.varint()
    if (code === 1) {
      this.#at += 8
      return this.#view.getFloat64(this.#at - 8, true)
    }
    const half = code / 4
    const whole = Math.floor(half)
    return half === whole ? whole : -whole - 1
  }

  skipPlace(): void {
    if (this.#bytes[this.#at] === 1) this.#at += 9
    else while (this.#bytes[this.#at++]! >= 128);
  }
}

class Writer {
  #bytes: Buffer
  #length = 0

  constructor(places: number) {
    this.#bytes = Buffer.allocUnsafe(9 * places + 32)
  }

  /** 2 × zigzag: 4x for x >= 0, −4x − 2 below. */
  place(x: number): void {
    if (Number.isInteger(x) && Math.abs(x) < largestWhole) return this.varint(x >= 0 ? 4 * x : -4 * x - 2)
    this.varint(1)
    this.#length = this.#bytes.writeDoubleLE(x, this.#length)
  }

  varint(value: number): void {
    while (value >= 128) {
      this.#bytes[this.#length++] = (value % 128) + 128
      value = Math.floor(value / 128)
    }
    this.#bytes[this.#length++] = value
  }

  bytes(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length))
  }
}
