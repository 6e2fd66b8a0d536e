import { Radio } from '@base-ui/react/radio'
import { RadioGroup as Base } from '@base-ui/react/radio-group'
import { Field as BaseField } from '@base-ui/react/field'
import { Fieldset } from '@base-ui/react/fieldset'
import { classes } from './classes.ts'
import { Choice } from './Checkbox.tsx'
import { useFieldError, type FieldProps } from './Field.tsx'
import { useLanguage } from './language.tsx'
import type { Option } from './Select.tsx'

export type RadioGroupProps<Value extends string> = FieldProps & {
  value: Value | null
  onValueChange: (value: Value) => void
  options: readonly Option<Value>[]
  /** Cards give each option room for its hint. */
  look?: 'list' | 'cards'
}

export function RadioGroup<Value extends string>({
  label,
  name,
  hint,
  error,
  hideLabel,
  disabled = false,
  className,
  value,
  onValueChange,
  options,
  look = 'list',
}: RadioGroupProps<Value>) {
  const { say } = useLanguage()
  const said = useFieldError(name, error)
  return (
    <BaseField.Root invalid={said !== null} data-field={name} className={classes('flex flex-col gap-1', className)}>
      <Fieldset.Root
        render={
          <Base<Value | null>
            value={value}
            onValueChange={(chosen) => chosen !== null && onValueChange(chosen)}
            disabled={disabled}
          />
        }
        className="flex flex-col gap-1.5"
      >
        <Fieldset.Legend className={hideLabel ? 'sr-only' : 'text-sm font-medium text-ink'}>
          {say(label)}
        </Fieldset.Legend>
        {hint && <BaseField.Description className="text-[0.8125rem] text-mute">{say(hint)}</BaseField.Description>}
        <div className={look === 'cards' ? 'grid gap-2 sm:grid-cols-2' : 'flex flex-col gap-0.5'}>
          {options.map((option) => (
            <BaseField.Item
              key={option.value}
              className={
                look === 'cards'
                  ? 'rounded-control border border-line bg-card px-3 py-2 has-data-checked:border-accent has-data-checked:bg-accent-soft'
                  : ''
              }
            >
              <Choice label={option.label} hint={option.hint} disabled={option.disabled ?? disabled}>
                <Radio.Root
                  value={option.value}
                  disabled={option.disabled ?? false}
                  className="mt-[0.2rem] flex size-4.5 shrink-0 items-center justify-center rounded-full border border-edge bg-card data-checked:border-accent data-checked:bg-accent"
                >
                  <Radio.Indicator className="size-2 rounded-full bg-on-accent data-unchecked:hidden" />
                </Radio.Root>
              </Choice>
            </BaseField.Item>
          ))}
        </div>
      </Fieldset.Root>
      {said !== null && (
        <BaseField.Error match className="text-[0.8125rem] text-below">
          {said}
        </BaseField.Error>
      )}
    </BaseField.Root>
  )
}
