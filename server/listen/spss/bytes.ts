/** Grows as it is written to; what is written is taken away in pieces. Little-endian. */
export class Bytes {
  #buffer: Buffer
  #length = 0

  constructor(capacity = 64 * 1024) {
    this.#buffer = Buffer.allocUnsafe(capacity)
  }

  get length(): number {
    return this.#length
  }

  int32(...values: number[]): this {
    for (const value of values) {
      this.#room(4)
      this.#length = this.#buffer.writeInt32LE(value, this.#length)
    }
    return this
  }

  int64(...values: bigint[]): this {
    for (const value of values) {
      this.#room(8)
      this.#length = this.#buffer.writeBigInt64LE(value, this.#length)
    }
    return this
  }

  float64(...values: number[]): this {
    for (const value of values) {
      this.#room(8)
      this.#length = this.#buffer.writeDoubleLE(value, this.#length)
    }
    return this
  }

  byte(value: number): this {
    this.#room(1)
    this.#buffer[this.#length++] = value
    return this
  }

  bytes(values: Uint8Array): this {
    this.#room(values.length)
    this.#buffer.set(values, this.#length)
    this.#length += values.length
    return this
  }

  /** Text filled up with blanks to so many bytes; what does not fit is left out, never half a character. */
  text(text: string, width: number): this {
    this.#room(width + 4)
    const written = this.#buffer.write(text, this.#length, width, 'utf8')
    this.#buffer.fill(0x20, this.#length + written, this.#length + width)
    this.#length += width
    return this
  }

  /** Sets a byte that was written before. */
  set(at: number, value: number): void {
    this.#buffer[at] = value
  }

  /** What was written so far; begins anew. */
  take(): Buffer {
    const taken = Buffer.from(this.#buffer.subarray(0, this.#length))
    this.#length = 0
    return taken
  }

  #room(more: number): void {
    if (this.#length + more <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + more))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }
}
