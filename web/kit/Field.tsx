import { use, type ReactNode } from 'react'
import { Field as Base } from '@base-ui/react/field'
import { CircleAlert } from 'lucide-react'
import { classes } from './classes.ts'
import { FormContext } from './Form.tsx'
import { useLanguage, type Words } from './language.tsx'

/** What every field of the kit takes. */
export type FieldProps = {
  label: Words
  /** Dotted path as in the request body (`title.zh`); problems of the server find their field by it. */
  name?: string
  /** What to enter and why, below the label. */
  hint?: Words
  error?: Words | null | undefined
  /** Says "optional" beside the label; fields are required unless they say so. */
  optional?: boolean
  disabled?: boolean
  /** The label is for screen readers only: the place makes it plain. */
  hideLabel?: boolean
  className?: string
}

/** Label, hint, control and error, tied together for screen readers. The control is a Base UI part or `Field.Control`. */
export function Field({
  label,
  name,
  hint,
  error,
  optional,
  disabled,
  hideLabel,
  className,
  children,
}: FieldProps & { children: ReactNode }) {
  const { say } = useLanguage()
  const said = useFieldError(name, error)
  return (
    <Base.Root
      name={name}
      data-field={name}
      invalid={said !== null}
      disabled={disabled}
      className={classes('flex min-w-0 flex-col gap-1', className)}
    >
      <Base.Label className={hideLabel ? 'sr-only' : 'text-sm font-medium text-ink'}>
        {say(label)}
        {optional && <span className="ml-1.5 font-normal text-mute">{say({ en: 'optional', zh: '选填' })}</span>}
      </Base.Label>
      {hint && <Base.Description className="text-[0.8125rem] leading-snug text-mute">{say(hint)}</Base.Description>}
      {children}
      {said !== null && (
        <Base.Error match className="flex items-start gap-1.5 text-[0.8125rem] leading-snug text-below">
          <CircleAlert size={14} className="mt-[0.15rem] shrink-0" aria-hidden />
          {said}
        </Base.Error>
      )}
    </Base.Root>
  )
}

/** The error given here, or the one the form knows for this name. */
export function useFieldError(name: string | undefined, error: Words | null | undefined): string | null {
  const { say } = useLanguage()
  const form = use(FormContext)
  const words = error ?? (name === undefined ? undefined : form?.errors.find((field) => field.path === name)?.text)
  return words ? say(words) : null
}

export const controlClasses =
  'w-full min-w-0 rounded-control border border-edge bg-card px-3 text-sm text-ink placeholder:text-mute hover:border-ink/50 focus:outline-2 focus:-outline-offset-1 focus:outline-accent disabled:cursor-not-allowed disabled:bg-sunken disabled:text-mute data-invalid:border-below'
export const controlHeight = 'h-9 pointer-coarse:h-11'
