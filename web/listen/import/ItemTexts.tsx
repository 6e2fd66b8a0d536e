import type { RecipeItem } from '@gap5/contract/listen/recipe.ts'
import { classes } from '../../kit/classes.ts'
import { controlClasses } from '../../kit/Field.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { setItems } from './recipe-edit.ts'
import type { EditedRecipe } from './useRecipe.ts'

/** The wording of an item in both languages. */
export function ItemTexts({ item, edited }: { item: RecipeItem; edited: EditedRecipe }) {
  const { say } = useLanguage()
  const write = (language: 'en' | 'zh', said: string) =>
    edited.change((before) => setItems(before, (one) => (one.key === item.key ? { ...one, text: { ...one.text, [language]: said } } : one)))
  const field = (language: 'en' | 'zh', label: string) => (
    <input
      aria-label={label}
      lang={language === 'zh' ? 'zh-CN' : 'en'}
      value={item.text[language]}
      maxLength={2000}
      onChange={(event) => write(language, event.target.value)}
      className={classes(controlClasses, 'h-8 px-2! pointer-coarse:h-11')}
    />
  )
  return (
    <div className="flex flex-col gap-1 py-0.5 text-left">
      {field('en', say({ en: `English wording of ${item.key}`, zh: `${item.key} 的英文措辞` }))}
      {field('zh', say({ en: `Chinese wording of ${item.key}`, zh: `${item.key} 的中文措辞` }))}
    </div>
  )
}
