/** The instruments everybody starts from: one YAML file each, written and edited by people who do not program. */
import { readdir, readFile } from 'node:fs/promises'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'
import { Refusal } from '../refusal.ts'
import { readInstrumentYaml, type YamlFault } from './instrument-yaml.ts'

const folder = new URL('../instruments/', import.meta.url)

/** A mistake in a file of the library, as its author needs to hear it. */
export type LibraryFault = { file: string } & YamlFault

/** Order of the library; what others add comes after, by file name. */
const first = [
  'rater-three-column', 'pulse', 'servperf-short', 'rater-two-part',
  'after-service', 'importance-performance', 'confirmation',
  'ecsi', 'ccsi', 'acsi', 'gronroos', 'six-needs', 'expectation-levels', 'value-levels', 'inner-gaps', 'mystery-visit',
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
  const read = readInstrumentYaml(source)
  if (read.definition === null) return { definition: null, faults: read.faults.map((fault) => ({ file, ...fault })) }
  const name = file.replace(/\.yaml$/, '')
  if (read.definition.key === name) return { definition: read.definition, faults: [] }
  const expected = { en: `the name of the file, “${name}”`, zh: `与文件名相同：“${name}”` }
  return { definition: null, faults: [{ file, line: read.lineOf(['key']), place: 'key', expected }] }
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
