import type { RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import { valueNamed } from '@gap5/contract/listen/attribute-check.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'

/** The value of the study that a cell means: by itself, or by the name the file gives it; undefined where it is a new one. */
export function valueThere(attribute: Attribute, { titles = {} }: Extract<RecipeColumn, { use: 'attribute' }>, cell: string): string | undefined {
  const names = titles[cell]
  return valueNamed(attribute, cell) ?? (names && (valueNamed(attribute, names.en) ?? valueNamed(attribute, names.zh)))
}
