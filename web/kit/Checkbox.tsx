import type { ReactNode } from 'react'
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Field } from '@base-ui/react/field'
import { Check } from 'lucide-react'
import { classes } from './classes.ts'
import { useFieldError } from './Field.tsx'
import { useLanguage, type Words } from './language.tsx'

export type CheckboxProps = {
  label: Words
  name?: string
  hint?: Words
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  disabled?: boolean
  error?: Words | null
  hideLabel?: boolean
  /** A count at the right of the label. */
  detail?: Words | undefined
}

export function Checkbox({
  label,
  name,
  hint,
  detail,
  checked,
  onCheckedChange,
  disabled = false,
  error,
  hideLabel,
}: CheckboxProps) {
  const said = useFieldError(name, error)
  return (
    <Field.Root invalid={said !== null} disabled={disabled} data-field={name} className="flex flex-col gap-0.5">
      <Choice label={label} hint={hint} detail={detail} hideLabel={hideLabel} disabled={disabled}>
        <Base.Root
          checked={checked}
          onCheckedChange={onCheckedChange}
          className="mt-[0.2rem] flex size-4.5 shrink-0 items-center justify-center rounded-[0.3rem] border border-edge bg-card data-checked:border-accent data-checked:bg-accent data-invalid:border-below"
        >
          <Base.Indicator className="text-on-accent">
            <Check size={14} strokeWidth={3} aria-hidden />
          </Base.Indicator>
        </Base.Root>
      </Choice>
      {said !== null && (
        <Field.Error match className="ml-7 text-[0.8125rem] text-below">
          {said}
        </Field.Error>
      )}
    </Field.Root>
  )
}

/** A control with its words at the right, all of it clickable. */
export function Choice({
  label,
  hint,
  detail,
  hideLabel,
  disabled,
  children,
}: {
  label: Words
  hint?: Words
  detail?: Words | undefined
  hideLabel?: boolean
  disabled?: boolean
  children: ReactNode
}) {
  const { say } = useLanguage()
  return (
    <Field.Label className={classes('flex items-start gap-2.5 py-0.5 pointer-coarse:py-2', disabled && 'opacity-60')}>
      {children}
      <span className={hideLabel ? 'sr-only' : 'min-w-0'}>
        <span className="block text-ink">{say(label)}</span>
        {hint && <span className="block text-[0.8125rem] leading-snug text-mute">{say(hint)}</span>}
      </span>
      {detail && <span className="ml-auto pl-4 text-mute">{say(detail)}</span>}
    </Field.Label>
  )
}
