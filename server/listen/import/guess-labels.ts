/** What the names that a file gives its own values tell of its columns: ends of a scale, options, titles. */
import type { Text } from '@gap5/contract/language.ts'
import type { ColumnProfile, RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import type { Remark } from './guess.ts'
import type { Used } from './guess-other.ts'
import { keyFrom } from './keys.ts'
import { betweenBoxes } from './sav-table.ts'
import type { Histogram, ScaleGuess } from './scale-guess.ts'
import type { Table } from './table.ts'

type Names = ReadonlyMap<string, string>

/** The scale whose points, or at least whose ends, have names; every answer lies on it. */
export function namedScale(names: Names, values: Histogram): { scale: ScaleGuess; points: Record<string, Text> } | null {
  const named = [...names].map(([code, name]) => ({ code: Number(code), name: name.trim() })).filter(({ code, name }) => Number.isInteger(code) && name !== '')
  if (named.length < 2) return null
  const codes = named.map(({ code }) => code)
  const [min, max] = [Math.min(...codes), Math.max(...codes)]
  if (max - min < 2 || max - min > 10 || min < -10 || max > 100) return null
  if ([...values.keys()].some((value) => value < min || value > max)) return null
  const points = Object.fromEntries(named.map(({ code, name }) => [String(code), { en: name, zh: name }]))
  return { scale: { min, max, outside: [], uncertain: false }, points }
}

/** A set of 0/1 variables that the file declares, joined into one column. */
export function isBoxes({ described }: Table, index: number): boolean {
  return described?.boxes?.has(index) ?? false
}

export function boxesColumn({ heading, wording }: ColumnProfile, names: Names, used: Used): RecipeColumn {
  const item = keyFrom(heading, `choice${used.newItems.length + 1}`, used.items)
  const taken = new Set<string>()
  const options = [...names.keys()].map((name, at) => ({ value: keyFrom(name, `option${at + 1}`, taken), text: { en: name, zh: name } }))
  const text = wording || heading
  used.newItems.push({ key: item, text: { en: text, zh: text } })
  return { heading, use: 'choice', item, values: Object.fromEntries(options.map(({ value, text }) => [text.en, value])), options, between: betweenBoxes }
}

/** Values of an attribute are called what the file calls them; figures with names are values to choose, not amounts. */
export function withTitles(column: RecipeColumn, names: Names | null): RecipeColumn {
  if (column.use !== 'attribute' || names === null || names.size === 0) return column
  const titles = Object.fromEntries([...names].map(([value, name]) => [value, { en: name, zh: name }]))
  return { ...column, type: column.type === 'number' && names.size > 2 ? 'choice' : column.type, titles }
}

export function weightRemark({ described, headings }: Table): Remark[] {
  const index = described?.weight ? headings.indexOf(described.weight) : -1
  return index < 0 ? [] : [{ index, text: weighted }]
}

const weighted: Text = {
  en: 'The file counts its cases by this weight. Here every case counts once; the weights are not applied.',
  zh: '文件以该变量为个案加权。此处每个个案均计一次，未应用权重。',
}
