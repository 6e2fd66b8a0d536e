const none = -1

/** The values of one attribute, one code a respondent. */
export class AttributeColumn {
  readonly values: string[] = []
  #codes: Int32Array
  readonly #codeOf = new Map<string, number>()

  constructor(capacity: number) {
    this.#codes = new Int32Array(capacity).fill(none)
  }

  get bytes(): number {
    return this.#codes.byteLength + this.values.reduce((sum, value) => sum + 2 * value.length + 64, 0)
  }

  grow(capacity: number): void {
    const codes = new Int32Array(capacity).fill(none)
    codes.set(this.#codes)
    this.#codes = codes
  }

  set(row: number, value: string | undefined): void {
    this.#codes[row] = value === undefined || value === '' ? none : this.#code(value)
  }

  value(row: number): string | undefined {
    return this.values[this.#codes[row] ?? none]
  }

  /** Index into `values`, −1 where the respondent has none. */
  code(row: number): number {
    return this.#codes[row] ?? none
  }

  #code(value: string): number {
    const known = this.#codeOf.get(value)
    if (known !== undefined) return known
    this.#codeOf.set(value, this.values.length)
    return this.values.push(value) - 1
  }
}
