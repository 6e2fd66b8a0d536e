/** The instruments everybody starts from: one YAML file each, written and edited by people who do not program. */
import { readdir, readFile } from 'node:fs/promises'
import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'
import { invalidValues } from '@gap5/contract/invalid.ts'
import { isMap, LineCounter, parseDocument, type Document } from 'yaml'
import { Refusal } from '../refusal.ts'

const folder = new URL('../instruments/', import.meta.url)

/** A mistake in a file of the library, as its author needs to hear it. */
export type LibraryFault = { file: string; line: number | null; place: string; expected: Text }

/** Order of the library; what others add comes after, by file name. */
const first = [
  'rater-three-column', 'pulse', 'servperf-short', 'rater-two-part',
  'after-service', 'importance-performance', 'confirmation',
  'ecsi', 'ccsi', 'acsi', 'gronroos', 'six-needs', 'expectation-levels', 'value-levels',
]
/** Made into an instrument with a list of features only. */
const templates = ['kano-pairs']

/** All instruments that can be used as they are. Throws a `Refusal` that names every mistake. */
export async function readLibrary(): Promise<Definition[]> {
  const all = await wholeLibrary()
  return all.filter(({ key }) => !templates.includes(key)).sort((a, b) => rank(a) - rank(b) || a.key.localeCompare(b.key))
}

function rank({ key }: Definition): number {
  const place = first.indexOf(key)
  return place < 0 ? first.length : place
}

/** The template the items of a Kano study are made from. */
export async function readKanoTemplate(): Promise<Definition> {
  const template = (await wholeLibrary()).find(({ key }) => key === 'kano-pairs')
  if (template === undefined) throw new Error('The library has no kano-pairs.yaml')
  return template
}

let read: Promise<Definition[]> | undefined

function wholeLibrary(): Promise<Definition[]> {
  read ??= readFolder(folder).then(({ definitions, faults }) => {
    if (faults.length > 0) throw new Refusal(sayFaults(faults))
    return definitions
  })
  return read
}

/** The instruments of a folder, and every mistake in its files. */
export async function readFolder(url: URL): Promise<{ definitions: Definition[]; faults: LibraryFault[] }> {
  const files = (await readdir(url)).filter((name) => name.endsWith('.yaml')).sort()
  const results = await Promise.all(files.map(async (file) => readInstrument(file, await readFile(new URL(file, url), 'utf8'))))
  return {
    definitions: results.flatMap((result) => (result.definition === null ? [] : [result.definition])),
    faults: results.flatMap((result) => result.faults),
  }
}

type Result = { definition: Definition; faults: [] } | { definition: null; faults: LibraryFault[] }

function readInstrument(file: string, source: string): Result {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true })
  if (document.errors.length > 0) return { definition: null, faults: document.errors.map((error) => unreadable(file, error)) }
  const input: unknown = document.toJS()
  const parsed = definitionSchema.safeParse(input, { reportInput: true })
  if (!parsed.success) {
    const faults = invalidValues(parsed.error, input).map(({ field, expected }) => {
      const path = pathOf(field)
      return { file, line: lineOf(document, lines, path), place: placeOf(input, path), expected }
    })
    return { definition: null, faults }
  }
  if (`${parsed.data.key}.yaml` !== file) return { definition: null, faults: [misnamed(file, document, lines)] }
  return { definition: parsed.data, faults: [] }
}

function unreadable(file: string, { linePos, message }: { linePos?: [{ line: number }, ...unknown[]] | undefined; message: string }): LibraryFault {
  const what = message.split('\n')[0] ?? message
  return { file, line: linePos?.[0].line ?? null, place: '', expected: { en: `YAML (${what})`, zh: `YAML 格式（${what}）` } }
}

function misnamed(file: string, document: Document, lines: LineCounter): LibraryFault {
  const name = file.replace(/\.yaml$/, '')
  return {
    file,
    line: lineOf(document, lines, ['key']),
    place: 'key',
    expected: { en: `the name of the file, “${name}”`, zh: `与文件名相同：“${name}”` },
  }
}

function pathOf(field: string): (string | number)[] {
  return field === '' ? [] : field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

/** Line of the value, or of the closest thing around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: (string | number)[]): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as [number] | null | undefined) : null
    if (range) return lines.linePos(range[0]).line
  }
  return isMap(document.contents) ? 1 : null
}

/** "blocks › quality › items › t3 › text › zh": list members by their own key, as their author knows them. */
function placeOf(input: unknown, path: (string | number)[]): string {
  const names: string[] = []
  let value = input
  for (const part of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[part] : undefined
    names.push(typeof part === 'number' ? memberName(value, part) : part)
  }
  return names.join(' › ')
}

function memberName(member: unknown, index: number): string {
  const key = typeof member === 'object' && member !== null && 'key' in member ? member.key : undefined
  return typeof key === 'string' ? key : `#${index + 1}`
}

export function sayFaults(faults: LibraryFault[]): Text {
  const where = ({ file, line, place }: LibraryFault) => [file, line, place].filter((part) => part !== null && part !== '').join(':')
  const en = faults.map((fault) => `  ${where(fault)}: expected ${fault.expected.en}`)
  const zh = faults.map((fault) => `  ${where(fault)}: ${fault.expected.zh}`)
  return {
    en: ['The library of instruments has mistakes:', ...en].join('\n'),
    zh: ['问卷库中有错误，应为：', ...zh].join('\n'),
  }
}
