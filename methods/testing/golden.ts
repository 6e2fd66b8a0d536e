import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Reference numbers and data, for tests only: our own in `references/`, and larger ones beside the project where they are present. */

const shared = new URL('../../../shared/', import.meta.url)
const own = new URL('../references/', import.meta.url)

/** What to pass as a test's options: false, or why it is skipped. */
export const skipWithoutShared: { skip: false | string } = {
  skip: existsSync(fileURLToPath(shared)) ? false : 'the shared reference numbers are not beside the project',
}

export function sharedJson(path: string): Json {
  return wrap(JSON.parse(readFileSync(new URL(path, shared), 'utf8')))
}

export function sharedTable(path: string): Table {
  return table(readFileSync(new URL(path, shared), 'utf8'))
}

export function ownJson(path: string): Json {
  return wrap(JSON.parse(readFileSync(new URL(path, own), 'utf8')))
}

export function ownTable(path: string): Table {
  return table(readFileSync(new URL(path, own), 'utf8'))
}

/** A parsed JSON document to walk through: `at('a', 'b').number`. */
export interface Json {
  at: (...path: (string | number)[]) => Json
  readonly raw: unknown
  readonly number: number
  readonly numbers: number[]
  readonly keys: string[]
  readonly list: Json[]
}

function wrap(raw: unknown): Json {
  return {
    raw,
    at: (...path) => wrap(path.reduce(step, raw)),
    get number() {
      if (typeof raw !== 'number') throw new TypeError(`Not a number: ${JSON.stringify(raw)}`)
      return raw
    },
    get numbers() {
      return (raw as number[]).map(Number)
    },
    get keys() {
      return Object.keys(raw as object)
    },
    get list() {
      return (raw as unknown[]).map(wrap)
    },
  }
}

function step(value: unknown, key: string | number): unknown {
  const next = (value as Record<string | number, unknown>)[key]
  if (next === undefined) throw new TypeError(`No "${key}" there`)
  return next
}

export interface Table {
  names: string[]
  length: number
  /** A column of numbers; empty cells are NaN. */
  numbers: (name: string) => Float64Array
  text: (name: string) => string[]
}

function table(text: string): Table {
  const [head = '', ...lines] = text.trim().split(/\r?\n/)
  const cells = (line: string) => line.split(',').map((cell) => cell.replace(/^"|"$/g, ''))
  const names = cells(head)
  const rows = lines.map(cells)
  const column = (name: string) => {
    const at = names.indexOf(name)
    if (at < 0) throw new TypeError(`No column "${name}"`)
    return rows.map((row) => row[at] ?? '')
  }
  return {
    names,
    length: rows.length,
    text: column,
    numbers: (name) => Float64Array.from(column(name), (cell) => (cell === '' || cell === 'NA' ? Number.NaN : Number(cell))),
  }
}
