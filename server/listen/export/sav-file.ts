import type { Language, Text } from '@gap5/contract/language.ts'
import { sourceAttribute, sourceText } from '../source.ts'
import { longestText, savNames, secondsOf, type SavDictionary, type SavSet, type SavValue, type SavVariable } from '../spss/dictionary.ts'
import { SavWriter } from '../spss/write-cases.ts'
import { absentCodes } from './cells.ts'
import type { ExportedStudy, Field, RatingField } from './fields.ts'
import { offsets } from './local-time.ts'
import type { ExportRow, Widths } from './rows.ts'

export type SavOptions = { language: Language; timeZone: string; title: Text; at: Date; cases: number; widths: Widths }

/** One or, for a question with several boxes, some variables, and their values in a row. */
type Column = { variables: SavVariable[]; set: SavSet | null; values: (row: ExportRow) => SavValue[] }

/** Answers as an SPSS system file, with labels in one language. */
export async function* savFile(study: ExportedStudy, fields: readonly Field[], pages: AsyncIterable<readonly ExportRow[]>, options: SavOptions): AsyncGenerator<Buffer> {
  const columns = columnsOf(fields, options)
  const writer = new SavWriter(dictionaryOf(study, columns, options))
  yield writer.begin()
  for await (const page of pages) yield writer.cases(page.map((row) => columns.flatMap(({ values }) => values(row))))
  yield writer.end()
}

/** SPSS keeps no more than this in one fact about a file. */
const longestFact = 32_000

function dictionaryOf({ definition, attributes }: ExportedStudy, columns: readonly Column[], { language, title, at, cases }: SavOptions): SavDictionary {
  const source = sourceText({ definition, attributes: attributes.map((attribute) => ({ ...attribute, settableByLink: false })) })
  return {
    label: title[language],
    createdAt: at,
    cases,
    variables: columns.flatMap(({ variables }) => variables),
    sets: columns.flatMap(({ set }) => set ?? []),
    attributes: Buffer.byteLength(source) <= longestFact ? { [sourceAttribute]: source } : {},
  }
}

function columnsOf(fields: readonly Field[], options: SavOptions): Column[] {
  const wanted = fields.flatMap((field) => (field.kind === 'choice' && field.multiple ? field.values.map(({ value }) => `${field.name}.${value}`) : [field.name]))
  const names = savNames(wanted)
  return fields.map((field) => columnOf(field, () => names.shift()!, options))
}

function columnOf(field: Field, nextName: () => string, options: SavOptions): Column {
  const label = field.label[options.language]
  if (field.kind === 'choice' && field.multiple) return boxes(field, nextName, options)
  const name = nextName()
  switch (field.kind) {
    case 'id':
      return text({ name, label, width: 36 }, (row) => row.id)
    case 'moment': {
      const offsetAt = offsets(options.timeZone)
      const local = (at: Date | null) => at && secondsOf(Math.floor((at.getTime() + offsetAt(at.getTime())) / 1000) * 1000)
      return number({ name, label, format: 'DATETIME' }, (row) => local(field.of(row)))
    }
    case 'number':
      return number({ name, label, decimals: 4 }, field.of)
    case 'text':
      return text({ name, label, width: textWidth(field, options.widths), valueLabels: labelled(field.values, options) }, field.of)
    case 'attribute':
      return attribute(name, label, field, options)
    case 'choice':
      return choice(name, label, field, options)
    case 'rating':
      return rating(name, label, field, options)
  }
}

type Own = Pick<SavVariable, 'name' | 'label'> & Partial<SavVariable>

function number(own: Own, value: (row: ExportRow) => number | null): Column {
  const variable: SavVariable = { width: 0, format: 'F', decimals: 0, measure: 'scale', valueLabels: [], missing: [], ...own }
  return { variables: [variable], set: null, values: (row) => [value(row)] }
}

function text(own: Own & { width: number }, value: (row: ExportRow) => string | null): Column {
  const variable: SavVariable = { format: 'A', decimals: 0, measure: 'nominal', valueLabels: [], missing: [], ...own }
  return { variables: [variable], set: null, values: (row) => [value(row)] }
}

function textWidth({ name, item }: Extract<Field, { kind: 'text' }>, { items, help, contact }: Widths): number {
  const bytes = item !== null ? (items.get(item) ?? 0) : name === 'language' ? 2 : name === 'help_request' ? help : name.startsWith('contact_') ? contact : 80
  return Math.min(Math.max(bytes, 1), longestText)
}

type Named = { value: string; title: Text }[]

function labelled(values: Named, { language }: SavOptions): SavVariable['valueLabels'] {
  return values.map(({ value, title }) => ({ value, label: title[language] }))
}

function attribute(name: string, label: string, { key, type, values }: Extract<Field, { kind: 'attribute' }>, options: SavOptions): Column {
  const of = ({ attributes }: ExportRow) => attributes[key] ?? null
  if (type === 'number') return number({ name, label, decimals: 2 }, (row) => numberIn(of(row)))
  if (type === 'date') return number({ name, label, format: 'SDATE' }, (row) => dayIn(of(row)))
  const width = Math.max(1, options.widths.attributes.get(key) ?? 0, ...values.map(({ value }) => Buffer.byteLength(value)))
  return text({ name, label, width: Math.min(width, longestText), valueLabels: labelled(values, options) }, of)
}

function numberIn(value: string | null): number | null {
  const found = value === null || value.trim() === '' ? Number.NaN : Number(value)
  return Number.isFinite(found) ? found : null
}

function dayIn(value: string | null): number | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value ?? '') ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
  return Number.isNaN(at) ? null : secondsOf(at)
}

/** Options by the number of their place. */
function choice(name: string, label: string, { item, values }: Extract<Field, { kind: 'choice' }>, { language }: SavOptions): Column {
  const codes = new Map(values.map(({ value }, at) => [value, at + 1]))
  const valueLabels = values.map(({ title }, at) => ({ value: at + 1, label: title[language] }))
  return number({ name, label, measure: 'nominal', valueLabels }, ({ choices }) => codes.get(choices[item]?.[0] ?? '') ?? null)
}

const ticked: Text[] = [{ en: 'no', zh: '否' }, { en: 'yes', zh: '是' }]

function boxes(field: Extract<Field, { kind: 'choice' }>, nextName: () => string, { language }: SavOptions): Column {
  const valueLabels = ticked.map((title, value) => ({ value, label: title[language] }))
  const variables = field.values.map(({ title }): SavVariable => ({ name: nextName(), label: title[language], width: 0, format: 'F', decimals: 0, measure: 'nominal', valueLabels, missing: [] }))
  return {
    variables,
    set: { name: field.name.replaceAll(/[^A-Za-z0-9_.]/g, '_'), label: field.label[language], counted: '1', members: variables.map(({ name }) => name) },
    values: ({ choices }) => {
      const chosen = choices[field.item]
      return field.values.map(({ value }) => (chosen === undefined || chosen.length === 0 ? null : chosen.includes(value) ? 1 : 0))
    },
  }
}

const absences: { code: number; title: Text }[] = [
  { code: absentCodes.na, title: { en: 'not applicable', zh: '不适用' } },
  { code: absentCodes.dk, title: { en: 'don’t know', zh: '不知道' } },
]
const byCategory = new Set(['functional', 'dysfunctional'])

function rating(name: string, label: string, { variable, role, min, max, values }: RatingField, options: SavOptions): Column {
  const valueLabels = [
    ...values.map(({ value, title }) => ({ value: Number(value), label: title[options.language] })),
    ...absences.map(({ code, title }) => ({ value: code, label: title[options.language] })),
  ]
  const measure = byCategory.has(role) ? 'nominal' : max - min < 4 ? 'ordinal' : 'scale'
  const own: Own = { name, label, measure, valueLabels, missing: absences.map(({ code }) => code), decimals: role === 'weight' ? 2 : 0 }
  return number(own, ({ ratings }) => {
    const given = ratings[variable]
    return given === undefined ? null : typeof given === 'number' ? given : absentCodes[given]
  })
}
