import { useRef } from 'react'
import { Download, Upload } from 'lucide-react'
import { textOf } from '@gap5/contract/listen/encoding.ts'
import { recipeSchema } from '@gap5/contract/listen/recipe.ts'
import { Button } from '../../kit/Button.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { save } from '../../kit/save.ts'
import { notify } from '../../kit/Toast.tsx'
import type { EditedRecipe } from './useRecipe.ts'

/** The recipe as a file: for colleagues, for other organisations, for the command line. */
export function RecipeFile({ edited }: { edited: EditedRecipe }) {
  const { say } = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    const read = recipeSchema.safeParse(await file.arrayBuffer().then((content): unknown => JSON.parse(textOf(new Uint8Array(content)))).catch(() => null))
    if (read.success && sameHeadings(read.data, edited)) edited.change(() => read.data)
    else notify({ tone: 'bad', title: read.success ? otherFile : noRecipe })
  }
  return (
    <div className="flex gap-2">
      <Button icon={<Download size={15} aria-hidden />} label={{ en: 'Save the recipe as a file', zh: '将导入方案存为文件' }} onClick={() => saveRecipe(edited)} />
      <Button icon={<Upload size={15} aria-hidden />} label={{ en: 'Use a recipe from a file', zh: '使用文件中的导入方案' }} onClick={() => input.current?.click()} />
      <input ref={input} type="file" accept=".json" className="hidden" tabIndex={-1} aria-label={say({ en: 'Recipe file', zh: '导入方案文件' })} onChange={(event) => (void take(event.target.files?.[0]), (event.target.value = ''))} />
    </div>
  )
}

const noRecipe = { en: 'This file holds no recipe.', zh: '该文件不是导入方案。' }
const otherFile = { en: 'This recipe was made for other headings.', zh: '该导入方案适用于另一组表头。' }

function sameHeadings(recipe: EditedRecipe['recipe'], edited: EditedRecipe): boolean {
  const mine = edited.recipe.columns.map(({ heading }) => heading)
  return recipe.columns.length === mine.length && recipe.columns.every(({ heading }, place) => heading === mine[place])
}

function saveRecipe({ recipe }: EditedRecipe): void {
  save('recipe.json', `${JSON.stringify(recipe, null, 2)}\n`, 'application/json')
}
