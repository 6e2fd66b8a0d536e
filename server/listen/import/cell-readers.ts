import { dontKnow, notApplicable } from '@gap5/contract/listen/answers.ts'
import type { ChoiceItem, Definition } from '@gap5/contract/listen/instrument.ts'
import type { RowFault } from '@gap5/contract/listen/imports.ts'
import { importLimits, type RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { valueThere } from './attribute-values.ts'
import { languageOf } from './attribute-words.ts'
import type { AppliedRow } from './apply.ts'
import { cellDate, instantOf } from './cell-date.ts'
import { cellNumber, cellPoint } from './cell-number.ts'
import { pointOf } from './likert-words.ts'
import { missingKind, spreadsheetError, type MissingKind, type MissingTokens } from './missing.ts'
import { pointsKey } from './points-key.ts'
import { problemOf } from './row-problems.ts'

/** A row on its way: each reader puts what its cell says into it. */
export type Draft = Omit<AppliedRow, 'cells' | 'content' | 'notices'> & { decimals: boolean }
export type CellReader = (cell: string, draft: Draft) => void

export type ReaderOptions = {
  /** Times without an offset are of this zone. */
  timeZone: string
  /** Codes of the organisation's units; null where they are not checked. */
  units: ReadonlySet<string> | null
  /** The instrument answered, for its options and lengths; null where it is made from the file. */
  definition: Definition | null
  /** Attributes of the study, whose values a file may call by their names. */
  attributes: readonly Attribute[]
}
type Settings = ReaderOptions & { decimalComma: boolean; missing: MissingTokens }
type Use<U extends RecipeColumn['use']> = Extract<RecipeColumn, { use: U }>

const longestText = 10_000
const longestAttribute = 200
const longestKey = 200

export function readerOf(column: RecipeColumn, settings: Settings): CellReader {
  const own = column.missing ?? {}
  const absent = (cell: string) => missingKind(cell, settings.missing, own)
  switch (column.use) {
    case 'rating':
      return ratingReader(column, settings, absent)
    case 'points':
      return pointsReader(column, settings, absent)
    case 'text':
      return textReader(column, settings, absent)
    case 'choice':
      return choiceReader(column, settings, absent)
    case 'attribute':
      return attributeReader(column, settings, absent)
    case 'key':
      return keyReader(column)
    case 'submittedAt':
      return submittedReader(column, settings, absent)
    case 'language':
      return (cell, draft) => void (draft.language = languageOf(cell))
    case 'ignore':
      return () => {}
  }
}

type Absent = (cell: string) => MissingKind | null

/** Most cells of a column repeat a few values, so what was read once is kept: a number, or what is wrong with it. */
function ratingReader(column: Use<'rating'>, settings: Settings, absent: Absent): CellReader {
  const variable = `${column.item}.${column.role}`
  const known = new Map<string, RatingCell>()
  return (cell, draft) => {
    let read = known.get(cell)
    if (read === undefined) {
      read = readRating(cell, column, settings, absent)
      if (known.size < importLimits.columns) known.set(cell, read)
    }
    if (read.fault) draft.problems.push(problemOf(draft.row, column.heading, read.fault, cell, column))
    else if (read.value !== null) {
      draft.answers.ratings[variable] = read.value
      if (typeof read.value === 'number' && !Number.isInteger(read.value)) draft.decimals = true
    }
  }
}

type RatingCell = { value: number | typeof notApplicable | typeof dontKnow | null; fault: RowFault | null }

function readRating(cell: string, column: Use<'rating'>, { decimalComma }: Settings, absent: Absent): RatingCell {
  const labelled = column.labels ? pointOf(cell, column.labels) : null
  if (labelled !== null) return { value: labelled, fault: null }
  const missing = absent(cell)
  if (missing !== null) return { value: answerOf(missing), fault: null }
  const value = cellPoint(cell, decimalComma)
  if (value === null) return { value: null, fault: spreadsheetError.test(cell) ? 'spreadsheet-error' : 'not-a-number' }
  return value < column.min || value > column.max ? { value: null, fault: 'out-of-scale' } : { value, fault: null }
}

function answerOf(missing: MissingKind): RatingCell['value'] {
  if (missing === 'na') return notApplicable
  return missing === 'dk' ? dontKnow : null
}

const pointsScale = { min: 0, max: 100 }

function pointsReader(column: Use<'points'>, { decimalComma, definition }: Settings, absent: Absent): CellReader {
  const variable = `${pointsKey(definition)}.${column.dimension}`
  return (cell, draft) => {
    if (absent(cell) !== null) return
    const value = cellNumber(cell.endsWith('%') ? cell.slice(0, -1).trimEnd() : cell, decimalComma)
    const fault = value === null ? numberFault(cell) : value < 0 || value > 100 ? 'out-of-scale' : null
    if (fault) draft.problems.push(problemOf(draft.row, column.heading, fault, cell, pointsScale))
    else draft.answers.ratings[variable] = value!
  }
}

function numberFault(cell: string): RowFault {
  return spreadsheetError.test(cell) ? 'spreadsheet-error' : 'not-a-number'
}

function textReader(column: Use<'text'>, { definition }: Settings, absent: Absent): CellReader {
  const item = itemsOf(definition).find(({ key }) => key === column.item)
  const atMost = item?.type === 'text' ? item.maxLength : longestText
  return (cell, draft) => {
    if (absent(cell) !== null) return
    const fault: RowFault | null = spreadsheetError.test(cell) ? 'spreadsheet-error' : cell.length > atMost ? 'too-long' : null
    if (fault) draft.problems.push(problemOf(draft.row, column.heading, fault, cell, { atMost }))
    else draft.answers.texts[column.item] = cell
  }
}

function itemsOf(definition: Definition | null) {
  return definition?.blocks.flatMap((block) => block.items) ?? []
}

/** Options are met by value, or by their wording in either language. */
function choiceReader(column: Use<'choice'>, { definition }: Settings, absent: Absent): CellReader {
  const item = itemsOf(definition).find((one): one is ChoiceItem => one.type === 'choice' && one.key === column.item)
  const options = new Map<string, string>()
  for (const { value, text } of item?.options ?? []) {
    for (const name of [value, text.en, text.zh]) options.set(name.toLowerCase(), value)
  }
  for (const [name, value] of Object.entries(column.values ?? {})) options.set(name.toLowerCase(), value)
  const shown = item?.options.map(({ value }) => value) ?? [...options.values()]
  return (cell, draft) => {
    if (absent(cell) !== null) return
    const parts = column.between ? cell.split(column.between).map((part) => part.trim()).filter((part) => part !== '') : [cell]
    const values = parts.map((part) => options.get(part.toLowerCase()))
    const wrong = values.indexOf(undefined)
    if (wrong !== -1) {
      const fault = spreadsheetError.test(cell) ? 'spreadsheet-error' : 'not-an-option'
      draft.problems.push(problemOf(draft.row, column.heading, fault, parts[wrong]!, { options: shown }))
    } else draft.answers.choices[column.item] = [...new Set(values.filter((value) => value !== undefined))]
  }
}

function attributeReader(column: Use<'attribute'>, settings: Settings, absent: Absent): CellReader {
  const read = attributeValue(column, settings)
  return (cell, draft) => {
    if (absent(cell) !== null) return
    const [value, fault] = spreadsheetError.test(cell) ? [cell, 'spreadsheet-error' as const] : read(cell)
    if (fault) draft.problems.push(problemOf(draft.row, column.heading, fault, cell, { atMost: longestAttribute }))
    else draft.attributes[column.key] = value
  }
}

type AttributeRead = (cell: string) => readonly [value: string, fault: RowFault | null]

function attributeValue(column: Use<'attribute'>, { decimalComma, units, attributes }: Settings): AttributeRead {
  const { type } = column
  if (type === 'number') {
    return (cell) => {
      const number = cellNumber(cell, decimalComma)
      return number === null ? [cell, 'not-a-number'] : [String(number), null]
    }
  }
  if (type === 'date') {
    return (cell) => {
      const date = cellDate(cell, 'dmy')
      return date === null ? [cell, 'not-a-date'] : [date.day, null]
    }
  }
  if (type === 'unit') return (cell) => [cell, units === null || units.has(cell) ? null : 'unknown-unit']
  const there = attributes.find(({ key }) => key === column.key)
  return (cell) => [(there && valueThere(there, column, cell)) ?? cell, cell.length > longestAttribute ? 'too-long' : null]
}

function keyReader({ heading }: Use<'key'>): CellReader {
  return (cell, draft) => {
    if (cell === '') return
    if (spreadsheetError.test(cell)) draft.problems.push(problemOf(draft.row, heading, 'spreadsheet-error', cell))
    else if (cell.length > longestKey) draft.problems.push(problemOf(draft.row, heading, 'too-long', cell, { atMost: longestKey }))
    else draft.key = cell
  }
}

function submittedReader(column: Use<'submittedAt'>, { timeZone }: Settings, absent: Absent): CellReader {
  return (cell, draft) => {
    if (absent(cell) !== null) return
    const date = cellDate(cell, column.order)
    if (date === null) draft.problems.push(problemOf(draft.row, column.heading, 'not-a-date', cell))
    else draft.submittedAt = instantOf(date, timeZone)
  }
}
