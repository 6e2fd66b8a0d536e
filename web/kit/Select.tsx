import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { classes } from './classes.ts'
import { controlClasses, controlHeight, Field, type FieldProps } from './Field.tsx'
import { useLanguage, type Words } from './language.tsx'
import { popupClasses, rowClasses } from './popup.ts'

export type Option<Value extends string = string> = { value: Value; label: Words; hint?: Words; disabled?: boolean }

export type SelectProps<Value extends string> = FieldProps & {
  value: Value | null
  onValueChange: (value: Value) => void
  options: readonly Option<Value>[]
  placeholder?: Words
}

/** One of a short list (up to about 15); longer lists are for `Combobox`. */
export function Select<Value extends string>({
  value,
  onValueChange,
  options,
  placeholder,
  ...field
}: SelectProps<Value>) {
  const { say } = useLanguage()
  const items = options.map((option) => ({ value: option.value, label: say(option.label) }))
  return (
    <Field {...field}>
      <Base.Root items={items} value={value} onValueChange={(chosen) => chosen !== null && onValueChange(chosen)}>
        <Base.Trigger
          className={classes(
            controlClasses,
            controlHeight,
            'flex items-center justify-between gap-2 text-left focus-visible:outline-2 focus-visible:-outline-offset-1',
          )}
        >
          <Base.Value
            className="truncate data-placeholder:text-mute"
            placeholder={say(placeholder ?? { en: 'Choose…', zh: '请选择…' })}
          />
          <Base.Icon className="text-mute">
            <ChevronDown size={16} aria-hidden />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
            <Base.Popup
              className={classes(
                popupClasses,
                'max-h-[min(24rem,var(--available-height))] min-w-(--anchor-width) overflow-y-auto',
              )}
            >
              <Base.List>
                {options.map((option) => (
                  <Base.Item
                    key={option.value}
                    value={option.value}
                    disabled={option.disabled ?? false}
                    className={classes(rowClasses, 'pr-9')}
                  >
                    <div className="min-w-0">
                      <Base.ItemText>{say(option.label)}</Base.ItemText>
                      {option.hint && <div className="text-[0.8125rem] leading-snug text-mute">{say(option.hint)}</div>}
                    </div>
                    <Base.ItemIndicator className="absolute right-2.5 text-accent">
                      <Check size={16} aria-hidden />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  )
}
