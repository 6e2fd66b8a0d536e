import { Bytes } from './bytes.ts'
import { cut, segmentSlice, segmentsOf, type SavDictionary, type SavValue, type SavVariable } from './dictionary.ts'
import { bias, dictionaryBytes, systemMissing } from './write-dictionary.ts'

const blank = 0x2020202020202020n
const [asWritten, asBlanks, asMissing, endOfFile] = [253, 254, 255, 252]

/**
 * Writes a system file piece by piece: what it gives is bytes, what it keeps is the last few. Text is UTF-8; the cases are
 * packed as SPSS packs them, a byte for a small whole number.
 *
 *     const writer = new SavWriter(dictionary)
 *     yield writer.begin()
 *     for (const page of pages) yield writer.cases(page)
 *     yield writer.end()
 */
export class SavWriter {
  readonly #dictionary: SavDictionary
  readonly #segments: { variable: SavVariable; at: number; from: number; to: number; blocks: number }[]
  readonly #out = new Bytes()
  /** Up to eight commands and the blocks they announce. */
  readonly #commands = new Uint8Array(8)
  #waiting = 0
  readonly #literals = new Bytes(64)
  readonly #block = Buffer.alloc(8)

  constructor(dictionary: SavDictionary) {
    this.#dictionary = dictionary
    this.#segments = dictionary.variables.flatMap((variable) => segmentsOf(variable.width).map(({ blocks }, at) => ({ variable, at, ...segmentSlice(at), blocks })))
  }

  begin(): Buffer {
    return dictionaryBytes(this.#dictionary)
  }

  /** `rows` have one value for each variable, in their order. */
  cases(rows: Iterable<readonly SavValue[]>): Buffer {
    for (const row of rows) this.#case(row)
    return this.#out.take()
  }

  end(): Buffer {
    this.#command(endOfFile)
    if (this.#waiting > 0) this.#flush()
    return this.#out.take()
  }

  #case(row: readonly SavValue[]): void {
    let at = -1
    let text: Buffer | null = null
    for (const { variable, at: segment, from, to, blocks } of this.#segments) {
      if (segment === 0) {
        at++
        text = variable.width === 0 ? null : textOf(row[at] ?? null, variable.width)
      }
      if (text === null) this.#number(row[at] as number | null)
      else this.#text(text.subarray(from, to), blocks)
    }
  }

  #number(value: number | null): void {
    if (value === null || !Number.isFinite(value)) return this.#command(asMissing)
    const code = value + bias
    if (Number.isInteger(value) && code > 0 && code < endOfFile && !Object.is(value, -0)) return this.#command(code)
    this.#block.writeDoubleLE(value === systemMissing ? 0 : value)
    this.#command(asWritten, this.#block)
  }

  #text(bytes: Uint8Array, blocks: number): void {
    for (let block = 0; block < blocks; block++) {
      const part = bytes.subarray(block * 8, block * 8 + 8)
      this.#block.fill(0x20).set(part)
      if (part.length === 0 || this.#block.readBigUInt64LE() === blank) this.#command(asBlanks)
      else this.#command(asWritten, this.#block)
    }
  }

  #command(code: number, literal?: Uint8Array): void {
    this.#commands[this.#waiting++] = code
    if (literal) this.#literals.bytes(literal)
    if (this.#waiting === 8) this.#flush()
  }

  #flush(): void {
    this.#commands.fill(0, this.#waiting)
    this.#out.bytes(this.#commands)
    if (this.#literals.length > 0) this.#out.bytes(this.#literals.take())
    this.#waiting = 0
  }
}

function textOf(value: SavValue, width: number): Buffer {
  const bytes = Buffer.from(typeof value === 'string' ? value : '', 'utf8')
  return bytes.length <= width ? bytes : Buffer.from(cut(value as string, width), 'utf8')
}
