import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { ReadingChoice, Recipe } from '@gap5/contract/listen/recipe.ts'
import type { Text } from '@gap5/contract/language.ts'
import { guessRecipe, type Remark } from './guess.ts'
import type { Sniffed } from './imports.tables.ts'
import { profileTable } from './profile.ts'
import { readTable } from './table.ts'

export type PreparedFile = { rows: number; sniffed: Sniffed; recipe: Recipe; remarks: Remark[] }

const mostKeptValues = 500

type Known = { choice: ReadingChoice; fileName: string; libraries: readonly Definition[]; instruments?: readonly Definition[] }

/** Reads, profiles and guesses a file of answers. */
export function prepareFile(bytes: Uint8Array, { choice, fileName, libraries, instruments = [] }: Known): PreparedFile {
  const table = readTable(bytes, choice)
  const profile = profileTable(table)
  const { recipe, remarks } = guessRecipe(table, { profile, libraries, instruments, title: titleFrom(fileName) })
  const columns = profile.columns.map((column) => ({
    ...column,
    frequent: column.distinct > mostKeptValues ? column.frequent.slice(0, 30) : column.frequent,
  }))
  const sniffed = { reading: table.reading, sheets: table.sheets, columns, preview: profile.preview }
  return { rows: profile.rows, sniffed, recipe: { ...recipe, reading: choice }, remarks }
}

/** "branch survey.csv" → "branch survey", in both languages. */
function titleFrom(fileName: string): Text {
  const name = fileName.replace(/\.\w{1,5}$/, '').replaceAll('_', ' ').trim().slice(0, 200)
  return name === '' ? { en: 'Imported survey', zh: '导入的调查' } : { en: name, zh: name }
}
