/** An instrument as a YAML file: read with the line of each mistake, and written as it may be edited by hand. */
import { invalidValues } from '@gap5/contract/invalid.ts'
import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'
import { isMap, LineCounter, parseDocument, stringify, visit, type Document } from 'yaml'

/** A mistake, as the author of the file needs to hear it. */
export type YamlFault = { line: number | null; place: string; expected: Text }

type Path = (string | number)[]
export type InstrumentYaml = {
  /** What stands in the file, whatever it is. */
  input: unknown
  /** Line of the value, or of the closest thing around it that is there. */
  lineOf: (path: Path) => number | null
} & ({ definition: Definition; faults: [] } | { definition: null; faults: YamlFault[] })

export function readInstrumentYaml(source: string): InstrumentYaml {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  const lineAt = (path: Path) => lineOf(document, lines, path)
  const { input, faults: unreadable } = inputOf(document, lines)
  if (unreadable.length > 0) return { input: null, lineOf: lineAt, definition: null, faults: unreadable }
  const parsed = definitionSchema.safeParse(input, { reportInput: true })
  if (parsed.success) return { input, lineOf: lineAt, definition: parsed.data, faults: [] }
  const faults = invalidValues(parsed.error, input).map(({ field, expected }) => {
    const path = pathOf(field)
    return { line: lineAt(path), place: placeOf(input, path), expected }
  })
  return { input, lineOf: lineAt, definition: null, faults }
}

/** Nobody mends more of them at once, and a file that is no YAML has one at every sign. */
const mostFaults = 100

/** What stands in the file, or what keeps it from being read at all. */
function inputOf(document: Document, lines: LineCounter): { input: unknown; faults: YamlFault[] } {
  const errors = document.errors.slice(0, mostFaults).map(({ pos, message }): YamlFault => {
    return { line: lines.linePos(pos[0]).line, place: '', expected: { en: `YAML (${message})`, zh: `YAML 格式（${message}）` } }
  })
  const faults = errors.length > 0 ? errors : danglingAliases(document, lines)
  if (faults.length > 0) return { input: null, faults }
  try {
    return { input: document.toJS(), faults: [] }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    // Copies of copies of copies, which would fill the memory.
    return { input: null, faults: [{ line: null, place: '', expected: { en: 'fewer copies by & and *', zh: '减少以 & 和 * 复制的内容' } }] }
  }
}

/** `*name` of nothing: most often a text that begins with an asterisk and was meant as one. */
function danglingAliases(document: Document, lines: LineCounter): YamlFault[] {
  const faults: YamlFault[] = []
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return
      const line = alias.range ? lines.linePos(alias.range[0]).line : null
      faults.push({ line, place: '', expected: { en: `quotation marks around a text that begins with *: "*${alias.source}"`, zh: `以 * 开头的文字须加引号："*${alias.source}"` } })
    },
  })
  return faults
}

function pathOf(field: string): Path {
  return field === '' ? [] : field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

function lineOf(document: Document, lines: LineCounter, path: Path): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as [number] | null | undefined) : null
    if (range) return lines.linePos(range[0]).line
  }
  return isMap(document.contents) ? 1 : null
}

/** "blocks › quality › items › t3 › text › zh": list members by their own key, as their author knows them. */
function placeOf(input: unknown, path: Path): string {
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

/** What says nothing (false, none, the usual) is left out; sentences stand on one line each. */
export function writeInstrumentYaml(definition: Definition): string {
  return stringify(terse(definition), { lineWidth: 0, aliasDuplicateObjects: false })
}

function terse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(terse)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !isUsual(name, inner))
      .map(([name, inner]) => [name, terse(inner)]),
  )
}

/** Points of ratings keep their type, so that a file reads without knowing what is usual for the others. */
function isUsual(name: string, value: unknown): boolean {
  if (value === undefined || value === false) return true
  if (name === 'type') return value === 'rating'
  if (name === 'arrange') return value === 'together'
  return (name === 'columns' || name === 'dimensions') && Array.isArray(value) && value.length === 0
}
