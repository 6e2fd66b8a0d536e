import type { Recipe, RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import { codesAmong, histogramOf, outsideOf, outsideRemark, type Remark } from './guess.ts'
import type { PreparedFile } from './prepare.ts'
import { isProblemHeading } from './problem-column.ts'
import { normal } from './role-words.ts'

/**
 * A recipe of other files for this one: its columns in the order of this file, new ones left out, under its own title. Values that no earlier file
 * had and that lie outside a scale are told, and read as "no answer" where the same value would be in a first file.
 */
export function recipeFrom(kept: Recipe, { recipe, sniffed }: Pick<PreparedFile, 'recipe' | 'sniffed'>): { recipe: Recipe; remarks: Remark[] } {
  const free = Map.groupBy(kept.columns, ({ heading }) => normal(heading))
  const remarks: Remark[] = []
  const columns = recipe.columns.map((guess, index): RecipeColumn => {
    const own = free.get(normal(guess.heading))?.shift()
    if (own === undefined) return { heading: guess.heading, use: 'ignore', ...(isProblemHeading(guess.heading) ? {} : { uncertain: true }) }
    const column = { ...own, heading: guess.heading }
    if (column.use !== 'rating' || column.labels) return column
    const outside = outsideOf(histogramOf(sniffed.columns[index]!), column).filter(({ value }) => column.missing?.[String(value)] === undefined)
    if (outside.length === 0) return column
    const codes = codesAmong(outside)
    remarks.push({ index, text: outsideRemark({ ...column, outside }, codes) })
    const missing = { ...column.missing, ...Object.fromEntries(codes.map(({ value }) => [String(value), 'blank' as const])) }
    return { ...column, uncertain: true, ...(Object.keys(missing).length > 0 ? { missing } : {}) }
  })
  return { recipe: { ...kept, title: recipe.title, columns }, remarks }
}
