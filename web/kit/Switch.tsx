import { Switch as Base } from '@base-ui/react/switch'
import { Field } from '@base-ui/react/field'
import { Choice } from './Checkbox.tsx'
import type { Words } from './language.tsx'

export type SwitchProps = {
  label: Words
  name?: string
  hint?: Words
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  disabled?: boolean
}

/** Takes effect at once; what waits for "Save" is a `Checkbox`. */
export function Switch({ label, name, hint, checked, onCheckedChange, disabled = false }: SwitchProps) {
  return (
    <Field.Root disabled={disabled} data-field={name}>
      <Choice label={label} hint={hint} disabled={disabled}>
        <Base.Root
          checked={checked}
          onCheckedChange={onCheckedChange}
          className="flex h-5 w-9 shrink-0 items-center rounded-full bg-edge p-0.5 transition-colors data-checked:bg-accent"
        >
          <Base.Thumb className="size-4 rounded-full bg-card transition-transform duration-150 ease-calm data-checked:translate-x-4" />
        </Base.Root>
      </Choice>
    </Field.Root>
  )
}
