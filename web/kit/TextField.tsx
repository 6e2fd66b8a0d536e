import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react'
import { Field as Base } from '@base-ui/react/field'
import { classes } from './classes.ts'
import { controlClasses, controlHeight, Field, type FieldProps } from './Field.tsx'
import { useLanguage, type Words } from './language.tsx'

export type TextFieldProps = FieldProps & {
  value: string
  onValueChange: (value: string) => void
  type?: 'text' | 'email' | 'password' | 'url' | 'search' | 'tel'
  autoComplete?: HTMLInputAutoCompleteAttribute
  placeholder?: Words
  maxLength?: number
  autoFocus?: boolean
  /** Language of the content where it differs from the page's, for fonts and screen readers. */
  lang?: 'en' | 'zh-CN'
  readOnly?: boolean
  /** Stands at the right end within the field. */
  suffix?: ReactNode
}

export function TextField({
  value,
  onValueChange,
  type = 'text',
  placeholder,
  suffix,
  autoComplete,
  maxLength,
  autoFocus,
  lang,
  readOnly,
  ...field
}: TextFieldProps) {
  const { say } = useLanguage()
  return (
    <Field {...field}>
      <div className="relative">
        <Base.Control
          value={value}
          onValueChange={onValueChange}
          type={type}
          spellCheck={type === 'text' ? undefined : false}
          className={classes(controlClasses, controlHeight, suffix ? 'pr-10' : null)}
          placeholder={placeholder === undefined ? undefined : say(placeholder)}
          {...{ autoComplete, maxLength, autoFocus, lang, readOnly }}
        />
        {suffix && <span className="absolute inset-y-0 right-1 flex items-center text-mute">{suffix}</span>}
      </div>
    </Field>
  )
}
