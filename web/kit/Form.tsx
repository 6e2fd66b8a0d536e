import { createContext, useEffect, useRef, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Callout } from './Callout.tsx'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'
import type { FieldProblem } from '../problem.ts'
import type { FormState } from './useForm.ts'

/** The errors a field looks its own up in. */
export const FormContext = createContext<{ errors: FieldProblem[] } | null>(null)

export type FormProps<Values> = {
  form: FormState<Values>
  /** Name of the form for screen readers, where no heading names it. */
  label?: Words
  submitLabel?: Words
  submitDisabledBecause?: Words | false | null
  /** Stand beside the submit button: cancel, delete. */
  otherActions?: ReactNode
  className?: string
  children: ReactNode
}

/** A form with its error summary on top; Enter submits, the summary's lines lead to their fields. */
export function Form<Values>({
  form,
  label,
  submitLabel = { en: 'Save', zh: '保存' },
  submitDisabledBecause,
  otherActions,
  className,
  children,
}: FormProps<Values>) {
  const { say } = useLanguage()
  const root = useRef<HTMLFormElement>(null)
  return (
    <form
      ref={root}
      noValidate
      aria-label={label ? say(label) : undefined}
      className={classes('flex flex-col gap-5', className)}
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        if (!submitDisabledBecause) void form.submit()
      }}
    >
      <FormContext value={{ errors: form.errors }}>
        <ErrorSummary form={form} root={root} />
        {children}
        <div className="flex flex-wrap items-center gap-2.5">
          <Button type="submit" look="primary" busy={form.busy} disabledBecause={submitDisabledBecause}>
            {say(submitLabel)}
          </Button>
          {otherActions}
        </div>
      </FormContext>
    </form>
  )
}

function ErrorSummary<Values>({ form, root }: { form: FormState<Values>; root: { current: HTMLFormElement | null } }) {
  const { say } = useLanguage()
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (form.failures > 0) summary.current?.focus()
  }, [form.failures])
  if (form.failure === null) return null
  return (
    <div ref={summary} tabIndex={-1} className="rounded-card">
      <Callout tone="bad" title={form.failure}>
        {form.errors.length > 0 && (
          <ul className="list-disc pl-5">
            {form.errors.map((error) => (
              <li key={`${error.path}/${say(error.text)}`}>
                <FieldName path={error.path} root={root} />
                {say(error.text)}
              </li>
            ))}
          </ul>
        )}
      </Callout>
    </div>
  )
}

/** The label of the field a problem names, as a button that goes there; nothing where the form shows no such field. */
function FieldName({ path, root }: { path: string; root: { current: HTMLFormElement | null } }) {
  const { say } = useLanguage()
  const place = fieldNamed(path, root.current)
  if (place === null) return null
  return (
    <>
      <button type="button" className="font-medium underline underline-offset-2" onClick={() => focusIn(place)}>
        {nameOf(place) ?? path}
      </button>
      {say({ en: ': ', zh: '：' })}
    </>
  )
}

/** "Title (Chinese)" for a part of a bilingual field. */
function nameOf(place: Element): string | undefined {
  const own = place.querySelector('label, legend')?.firstChild?.textContent ?? undefined
  const whole = place.parentElement?.closest('[data-field]')?.querySelector('legend')?.firstChild?.textContent
  return whole ? `${whole} (${own})` : own
}

/** The field of this path, or of its nearest parent: `attributes.0.key` → `attributes`. */
function fieldNamed(path: string, form: HTMLFormElement | null): Element | null {
  if (form === null || path === '') return null
  const found = form.querySelector(`[data-field="${CSS.escape(path)}"]`)
  return found ?? fieldNamed(path.split('.').slice(0, -1).join('.'), form)
}

function focusIn(place: Element) {
  const control = place.querySelector<HTMLElement>('input:not([aria-hidden]), textarea, select, button, [tabindex="0"]')
  control?.focus()
}
