import type { Language, Text } from '@gap5/contract/language.ts'
import { languages } from '@gap5/contract/language.ts'
import { useFieldError, type FieldProps } from './Field.tsx'
import { useLanguage } from './language.tsx'
import { TextArea } from './TextArea.tsx'
import { TextField } from './TextField.tsx'

export type BilingualFieldProps = Omit<FieldProps, 'hideLabel'> & {
  value: Text
  onValueChange: (value: Text) => void
  maxLength?: number
  /** More than one line. */
  long?: boolean
}

const names: Record<Language, Text> = { en: { en: 'English', zh: '英文' }, zh: { en: 'Chinese', zh: '中文' } }

/** One text in both languages, side by side; the user's own language comes first. Problems may name `x`, `x.en` or `x.zh`. */
export function BilingualField({
  label,
  name,
  hint,
  error,
  optional,
  disabled,
  value,
  onValueChange,
  maxLength,
  long = false,
  className,
}: BilingualFieldProps) {
  const { say, language } = useLanguage()
  const whole = useFieldError(name, error)
  const inOrder = [...languages].sort((a) => (a === language ? -1 : 1))
  const Part = long ? TextArea : TextField
  return (
    <fieldset className={className ?? 'min-w-0'} data-field={name}>
      <legend className="text-sm font-medium text-ink">
        {say(label)}
        {optional && <span className="ml-1.5 font-normal text-mute">{say({ en: 'optional', zh: '选填' })}</span>}
      </legend>
      {hint && <p className="text-[0.8125rem] leading-snug text-mute">{say(hint)}</p>}
      <div className="mt-1.5 grid gap-x-5 gap-y-2.5 sm:grid-cols-2">
        {inOrder.map((each) => (
          <Part
            key={each}
            label={names[each]}
            lang={each === 'zh' ? 'zh-CN' : 'en'}
            value={value[each]}
            onValueChange={(said) => onValueChange({ ...value, [each]: said })}
            name={name && `${name}.${each}`}
            disabled={disabled}
            maxLength={maxLength}
          />
        ))}
      </div>
      {whole !== null && <p className="mt-1 text-[0.8125rem] text-below">{whole}</p>}
    </fieldset>
  )
}
