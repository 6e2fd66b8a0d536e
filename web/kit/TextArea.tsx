import { Field as Base } from '@base-ui/react/field'
import { counted } from '@gap5/contract/language.ts'
import { classes } from './classes.ts'
import { controlClasses, Field, type FieldProps } from './Field.tsx'
import { useLanguage, type Words } from './language.tsx'

export type TextAreaProps = FieldProps & {
  value: string
  onValueChange: (value: string) => void
  rows?: number
  placeholder?: Words
  /** Shows how many characters are left once fewer than a fifth are. */
  maxLength?: number
  lang?: 'en' | 'zh-CN'
}

export function TextArea({ value, onValueChange, rows = 4, placeholder, maxLength, lang, ...field }: TextAreaProps) {
  const { say, figure } = useLanguage()
  const left = maxLength === undefined ? null : maxLength - value.length
  return (
    <Field {...field}>
      <Base.Control
        value={value}
        onValueChange={onValueChange}
        render={<textarea rows={rows} lang={lang} maxLength={maxLength} />}
        className={classes(controlClasses, 'field-sizing-content min-h-20 py-2 leading-normal')}
        placeholder={placeholder === undefined ? undefined : say(placeholder)}
      />
      {left !== null && maxLength !== undefined && left < maxLength / 5 && (
        <span className="self-end text-xs text-mute" aria-live="polite">
          {say({ en: `${counted(left, 'character', 'characters')} left`, zh: `还可输入 ${figure(left)} 字` })}
        </span>
      )}
    </Field>
  )
}
