import { languages, type Language, type Text } from '@gap5/contract/language.ts'
import { classes } from '../../kit/classes.ts'
import { controlClasses } from '../../kit/Field.tsx'
import { tagOf, useLanguage, type Words } from '../../kit/language.tsx'

const names: Record<Language, Text> = { en: { en: 'English', zh: '英文' }, zh: { en: 'Chinese', zh: '中文' } }

/** One sentence in both languages side by side, as light as a list of hundreds needs it; the user's own language first. */
export function TwoTexts({
  label,
  value,
  onChange,
  lines = 1,
  showLabel = false,
  id,
}: {
  label: Words
  value: Text
  onChange: (value: Text) => void
  lines?: number
  showLabel?: boolean
  id?: string
}) {
  const { say, language } = useLanguage()
  const inOrder = [...languages].sort((a) => (a === language ? -1 : 1))
  return (
    <div className="min-w-0">
      {showLabel && <p className="mb-1 text-[0.8125rem] font-medium text-ink" aria-hidden>{say(label)}</p>}
      <div className="grid gap-2 sm:grid-cols-2">
        {inOrder.map((each) => (
          <textarea
            key={each}
            id={id === undefined ? undefined : `${id}-${each}`}
            rows={lines}
            lang={tagOf(each)}
            maxLength={2000}
            aria-label={say({ en: `${say(label)}, ${names[each].en}`, zh: `${say(label)}，${names[each].zh}` })}
            placeholder={say(names[each])}
            value={value[each]}
            onChange={(event) => onChange({ ...value, [each]: event.target.value })}
            className={classes(controlClasses, 'field-sizing-content min-h-9 resize-none py-1.5 leading-normal pointer-coarse:min-h-11')}
          />
        ))}
      </div>
    </div>
  )
}
