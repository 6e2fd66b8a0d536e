import { Cursor, SavFault } from './cursor.ts'
import { formats, longestText, measures, segmentsOf, type FormatName, type SavDictionary, type SavSet, type SavValue, type SavVariable, type ValueLabel } from './dictionary.ts'
import { readCases, type PlacedVariable } from './read-cases.ts'
import { readRecords, type RawDictionary, type RawMissing, type RawVariable } from './read-dictionary.ts'

/** A variable of a file that is read: also a range may stand for no answer. */
export type ReadVariable = SavVariable & { missingRange: [number, number] | null }
export type SavFile = {
  dictionary: Omit<SavDictionary, 'variables' | 'createdAt'> & { variables: ReadVariable[] }
  encoding: string
  /** Name of the variable by which cases count more or less than once. */
  weight: string | null
  /** Values of one case after the other, in the order of the variables; read anew each time. */
  rows(): Generator<SavValue[]>
}

/**
 * Opens a system file: by SPSS, PSPP, R or Python; of either byte order; plain, packed or ZSAV. Throws `SavFault` where it
 * is cut off or says what cannot be. `encoding` overrides what the file says of itself; `sniff` tells it by the labels
 * where the file says nothing.
 */
export function openSav(bytes: Uint8Array, { encoding, sniff = () => 'utf-8' }: { encoding?: string | undefined; sniff?: (labels: Uint8Array) => string } = {}): SavFile {
  const cursor = new Cursor(bytes)
  const raw = readRecords(cursor)
  const chosen = encoding ?? raw.encoding ?? sniff(labelBytes(raw))
  const text = decoderOf(chosen)
  const merged = mergeSegments(raw, text)
  const names = longNames(raw, text)
  const labels = labelsOf(raw, merged, cursor.littleEndian, text, names)
  const levels = levelsOf(raw, cursor.littleEndian)
  const variables = merged.map((each): ReadVariable => {
    const code = (each.raw.format >> 16) & 0xff
    return {
      name: names.get(each.short.toUpperCase()) ?? each.short,
      label: text(each.raw.label),
      width: each.width,
      format: (Object.keys(formats) as FormatName[]).find((name) => formats[name] === code) ?? 'F',
      decimals: each.raw.format & 0xff,
      measure: levels(each.ordinal) ?? (each.width > 0 ? 'nominal' : 'scale'),
      valueLabels: labels.get(each.raw.index) ?? [],
      missing: each.width === 0 ? each.raw.missing.codes : [],
      missingRange: each.width === 0 ? bounded(each.raw.missing) : null,
    }
  })
  const placed = merged.map(({ raw: { index }, width }): PlacedVariable => ({ block: index - 1, width }))
  const weight = merged.findIndex(({ raw: { index } }) => index === raw.weightIndex)
  const begins = cursor.at
  return {
    encoding: chosen,
    weight: weight < 0 ? null : variables[weight]!.name,
    dictionary: { label: text(raw.fileLabel), cases: raw.cases, variables, sets: setsOf(raw, merged, variables, text), attributes: attributesOf(raw, text) },
    rows: () => readCases(bytes, begins, { ...raw, littleEndian: cursor.littleEndian, placed, text }),
  }
}

export type Decode = (bytes: Uint8Array) => string

function decoderOf(encoding: string): Decode {
  const decoder = new TextDecoder(encoding)
  return (bytes) => {
    let end = bytes.length
    while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--
    return end === 0 ? '' : decoder.decode(bytes.subarray(0, end)).replaceAll('\0', '')
  }
}

/** All labels in one, to tell the encoding of a file that does not say it. */
function labelBytes({ variables, labels }: RawDictionary): Uint8Array {
  const all = [...variables.map(({ label }) => label), ...labels.flatMap(({ entries }) => entries.map(({ label }) => label))]
  return Buffer.concat(all.flatMap((bytes) => [bytes, Buffer.from('\n')]))
}

type Merged = { raw: RawVariable; short: string; width: number; /** Place among the variable records. */ ordinal: number }

/** Very long text is one variable again. */
function mergeSegments({ variables, extensions }: RawDictionary, text: Decode): Merged[] {
  const widths = new Map(pairs(extensions.get(14), text, /[\t\0]+/).map(([name, width]) => [name.toUpperCase(), Number.parseInt(width, 10)]))
  const merged: Merged[] = []
  for (let at = 0; at < variables.length; ) {
    const raw = variables[at]!
    const short = text(raw.shortName)
    const long = widths.get(short.toUpperCase())
    const width = long !== undefined && raw.width === 255 && long > 255 ? long : raw.width
    if (!(width <= longestText)) throw new SavFault('very long text')
    const segments = segmentsOf(width)
    if (at + segments.length > variables.length) throw new SavFault('very long text')
    segments.forEach((segment, place) => {
      if (width > 255 && variables[at + place]!.width !== segment.width) throw new SavFault('very long text')
    })
    merged.push({ raw, short, width, ordinal: at })
    at += segments.length
  }
  return merged
}

function pairs(records: Uint8Array[] | undefined, text: Decode, between: RegExp): [string, string][] {
  return (records ?? []).flatMap((record) =>
    text(record).split(between).flatMap((part): [string, string][] => {
      const at = part.indexOf('=')
      return at > 0 ? [[part.slice(0, at).trim(), part.slice(at + 1)]] : []
    }),
  )
}

function longNames({ extensions }: RawDictionary, text: Decode): Map<string, string> {
  return new Map(pairs(extensions.get(13), text, /\t/).map(([short, long]) => [short.toUpperCase(), long.trim()]))
}

/** Names of values in all, each as often as a variable has it: real files stay far below. */
const mostLabels = 1_000_000

function labelsOf(raw: RawDictionary, merged: readonly Merged[], littleEndian: boolean, text: Decode, names: Map<string, string>): Map<number, ValueLabel[]> {
  const found = new Map<number, ValueLabel[]>()
  let count = 0
  const add = (index: number, labels: () => ValueLabel[], more: number) => {
    count += more
    if (count > mostLabels) throw new SavFault('value labels')
    found.set(index, labels())
  }
  const byIndex = new Map(merged.map((each) => [each.raw.index, each]))
  for (const { entries, indexes } of raw.labels) {
    for (const index of indexes) {
      const variable = byIndex.get(index)
      if (variable) add(index, () => entries.map(({ value, label }) => ({ value: variable.width === 0 ? float(value, littleEndian) : text(value), label: text(label) })), entries.length)
    }
  }
  const shorts = merged.map(({ raw: { index }, short }) => [short.toUpperCase(), index] as const)
  const byName = new Map([...shorts, ...shorts.map(([short, index]) => [(names.get(short) ?? short).toUpperCase(), index] as const)])
  for (const record of raw.extensions.get(21) ?? []) {
    for (const { name, labels } of longTextLabels(record, littleEndian, text)) {
      const index = byName.get(name.toUpperCase())
      if (index !== undefined) add(index, () => labels, labels.length)
    }
  }
  return found
}

function float(bytes: Uint8Array, littleEndian: boolean): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, littleEndian)
}

function* longTextLabels(record: Uint8Array, littleEndian: boolean, text: Decode): Generator<{ name: string; labels: ValueLabel[] }> {
  const where = 'value labels'
  const cursor = new Cursor(record)
  cursor.littleEndian = littleEndian
  while (cursor.left > 0) {
    const name = text(cursor.take(cursor.count(where), where))
    cursor.int32(where)
    const labels: ValueLabel[] = []
    for (let left = cursor.count(where); left > 0; left--) {
      const value = text(cursor.take(cursor.count(where), where))
      labels.push({ value, label: text(cursor.take(cursor.count(where), where)) })
    }
    yield { name, labels }
  }
}

/** The level of measurement by the place among the variable records; records of three numbers each, or of two. */
function levelsOf({ extensions, variables }: RawDictionary, littleEndian: boolean): (ordinal: number) => SavVariable['measure'] | null {
  const [record] = extensions.get(11) ?? []
  if (record === undefined) return () => null
  const each = Math.floor(record.length / 4 / variables.length)
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  return (ordinal) => {
    const at = ordinal * each * 4
    return at + 4 <= record.length && each >= 2 ? (measures[view.getInt32(at, littleEndian) - 1] ?? null) : null
  }
}

function bounded({ range }: RawMissing): [number, number] | null {
  return range && range[0] <= range[1] ? range : null
}

/** Sets of 0/1 variables: "$name=D1 1 5 label v1 v2", lengths in bytes. Others (sets of categories) are left alone. */
function setsOf({ extensions }: RawDictionary, merged: readonly Merged[], variables: readonly ReadVariable[], text: Decode): SavSet[] {
  const nameOf = new Map(merged.map(({ short }, at) => [short.toLowerCase(), variables[at]!.name]))
  const said = (bytes: string) => text(Buffer.from(bytes, 'latin1'))
  const lines = [...(extensions.get(7) ?? []), ...(extensions.get(19) ?? [])].flatMap((record) => Buffer.from(record).toString('latin1').split('\n'))
  return lines.flatMap((line): SavSet[] => {
    const head = /^\$([^=]+)=(?:D|E (?:1|11) )(\d+) /.exec(line)
    if (!head) return []
    const [counted, afterCounted] = sized(line.slice(head[0].length), Number(head[2]))
    const labelled = /^ (\d+) /.exec(afterCounted)
    if (!labelled) return []
    const [label, afterLabel] = sized(afterCounted.slice(labelled[0].length), Number(labelled[1]))
    const members = said(afterLabel).trim().split(/\s+/).flatMap((short) => nameOf.get(short.toLowerCase()) ?? [])
    return members.length > 1 ? [{ name: said(head[1]!), label: said(label), counted: said(counted).trim(), members }] : []
  })
}

function sized(rest: string, length: number): [part: string, rest: string] {
  return [rest.slice(0, length), rest.slice(length)]
}

/** "name('value'\n)", one after the other, further values on lines of their own; the first value of each. */
function attributesOf({ extensions }: RawDictionary, text: Decode): Record<string, string> {
  const found: Record<string, string> = {}
  for (const record of extensions.get(17) ?? []) {
    for (const line of text(record).split('\n')) {
      const [, name, value] = /^\)?([^()']+)\('([^]*)'$/.exec(line) ?? []
      if (name !== undefined) found[name] = value!
    }
  }
  return found
}
