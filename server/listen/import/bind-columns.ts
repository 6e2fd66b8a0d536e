import type { RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import { normal } from './role-words.ts'
import { Unreadable } from './unreadable.ts'

export type BoundColumn = { index: number; column: RecipeColumn }

/**
 * Where the columns of a recipe stand in a file: by heading, the n-th of a heading for the n-th; case and blanks do not
 * matter. Headings without a name are found by their place. Columns of the file that the recipe does not know are left
 * out. Throws `Unreadable` where a needed one is missing.
 */
export function bindColumns(headings: readonly string[], columns: readonly RecipeColumn[]): BoundColumn[] {
  const free = Map.groupBy(headings.keys(), (index) => normal(headings[index]!))
  const bound: BoundColumn[] = []
  const missing: string[] = []
  for (const [place, column] of columns.entries()) {
    const name = normal(column.heading)
    const index = name === '' ? (headings[place] === '' ? place : undefined) : free.get(name)?.shift()
    if (column.use === 'ignore') continue
    if (index === undefined) missing.push(column.heading || `${place + 1}`)
    else bound.push({ index, column })
  }
  if (missing.length > 0) throw Unreadable.because('import.headings-differ', { missing })
  return bound
}
