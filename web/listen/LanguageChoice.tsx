import { languages, type Language } from '@gap5/contract/language.ts'
import { classes } from '../kit/classes.ts'
import { useLanguage } from '../kit/language.tsx'

/** In which language a questionnaire is previewed, whatever language the page is in. */
export function LanguageChoice({ value, onChange }: { value: Language; onChange: (language: Language) => void }) {
  const { say } = useLanguage()
  return (
    <fieldset className="flex gap-0.5">
      <legend className="sr-only">{say({ en: 'Language of the preview', zh: '预览语言' })}</legend>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={value === each}
          onClick={() => onChange(each)}
          className={classes('rounded-md px-2 py-1 text-[0.8125rem] pointer-coarse:py-2.5', value === each ? 'bg-accent-soft font-semibold text-accent' : 'text-body hover:bg-sunken')}
        >
          {each === 'zh' ? '中文' : 'English'}
        </button>
      ))}
    </fieldset>
  )
}
