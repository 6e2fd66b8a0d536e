/** An instrument as a YAML file: read with the line of each mistake, and written as it may be edited by hand. */
import { invalidValues } from '@gap5/contract/invalid.ts'
import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'
import { isMap, LineCounter, parseDocument, stringify, type Document } from 'yaml'

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
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true })
  const lineAt = (path: Path) => lineOf(document, lines, path)
  if (document.errors.length > 0) return { input: null, lineOf: lineAt, definition: null, faults: document.errors.map(unreadable) }
  const input: unknown = document.toJS()
  const parsed = definitionSchema.safeParse(input, { reportInput: true })
  if (parsed.success) return { input, lineOf: lineAt, definition: parsed.data, faults: [] }
  const faults = invalidValues(parsed.error, input).map(({ field, expected }) => {
    const path = pathOf(field)
    return { line: lineAt(path), place: placeOf(input, path), expected }
  })
  return { input, lineOf: lineAt, definition: null, faults }
}

function unreadable({ linePos, message }: { linePos?: [{ line: number }, ...unknown[]] | undefined; message: string }): YamlFault {
  const what = message.split('\n')[0] ?? message
  return { line: linePos?.[0].line ?? null, place: '', expected: { en: `YAML (${what})`, zh: `YAML 格式（${what}）` } }
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
