/** What a system file lacks or says twice; told by the reader as the place where reading stopped. */
export class SavFault extends Error {
  readonly where: string

  constructor(where: string) {
    super(`not readable at ${where}`)
    this.where = where
  }
}

/** Reads a file from front to back, in its own byte order; past the end is a `SavFault`. */
export class Cursor {
  readonly bytes: Uint8Array
  readonly #view: DataView
  littleEndian = true
  at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  int32(where: string): number {
    this.#need(4, where)
    const value = this.#view.getInt32(this.at, this.littleEndian)
    this.at += 4
    return value
  }

  /** A count or length: whole and not negative. */
  count(where: string): number {
    const value = this.int32(where)
    if (value < 0) throw new SavFault(where)
    return value
  }

  /** As a number; offsets of files stay far below where that is exact. */
  int64(where: string): number {
    this.#need(8, where)
    const value = Number(this.#view.getBigInt64(this.at, this.littleEndian))
    this.at += 8
    return value
  }

  float64(where: string): number {
    this.#need(8, where)
    const value = this.#view.getFloat64(this.at, this.littleEndian)
    this.at += 8
    return value
  }

  byte(where: string): number {
    this.#need(1, where)
    return this.bytes[this.at++]!
  }

  take(length: number, where: string): Uint8Array {
    this.#need(length, where)
    const taken = this.bytes.subarray(this.at, this.at + length)
    this.at += length
    return taken
  }

  #need(length: number, where: string): void {
    if (!(length >= 0) || this.at + length > this.bytes.length) throw new SavFault(where)
  }
}
