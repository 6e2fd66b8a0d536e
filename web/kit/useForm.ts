import { useState } from 'react'
import { ProblemError, sentenceOf, type FieldProblem } from '../problem.ts'
import type { Words } from './language.tsx'
import { useDraft } from './useDraft.ts'

/** What is wrong before the server is asked: field → sentence. */
export type Check<Values> = (values: Values) => Partial<Record<(keyof Values & string) | (string & {}), Words>>

export type FormState<Values> = {
  values: Values
  set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void
  setAll: (values: Values) => void
  /** Spread into a field of the kit: `<TextField label={…} {...form.field('title')} />`. */
  field: <Name extends keyof Values & string>(
    name: Name,
  ) => { name: Name; value: Values[Name]; onValueChange: (value: Values[Name]) => void }
  /** The same for `Checkbox` and `Switch`. */
  toggle: <Name extends keyof Values & string>(
    name: Name,
  ) => { name: Name; checked: boolean; onCheckedChange: (checked: boolean) => void }
  errors: FieldProblem[]
  /** The sentence over the whole form, when the last try failed. */
  failure: Words | null
  busy: boolean
  /** Counts failed tries; the error summary takes the focus at each. */
  failures: number
  submit: () => Promise<void>
}

/**
 * State of one form: values (kept as a draft under `draft`, see `useDraft`), checks, sending, and what came back.
 * `send` rejects with a `ProblemError`; its fields find their places by name.
 */
export function useForm<Values extends object, Answer = unknown>({
  initial,
  send,
  sent,
  check,
  draft = null,
}: {
  initial: Values
  send: (values: Values) => Promise<Answer>
  sent?: (answer: Answer) => void
  check?: Check<Values>
  draft?: string | null
}): FormState<Values> {
  const [values, setValues, forget] = useDraft(draft, initial)
  const [outcome, setOutcome] = useState<Outcome>({ errors: [], failure: null, failures: 0 })
  const [busy, setBusy] = useState(false)

  const set = <Name extends keyof Values>(name: Name, value: Values[Name]) => {
    setValues((before) => ({ ...before, [name]: value }))
    setOutcome((before) => ({ ...before, errors: before.errors.filter(({ path }) => !concerns(path, String(name))) }))
  }
  const failed = (errors: FieldProblem[], failure: Words) =>
    setOutcome((before) => ({ errors, failure, failures: before.failures + 1 }))

  const submit = async () => {
    if (busy) return
    const errors = problemsOf(check?.(values) ?? {})
    if (errors.length > 0) return failed(errors, someDoNotFit)
    setBusy(true)
    try {
      const answer = await send(values)
      forget()
      setOutcome({ errors: [], failure: null, failures: 0 })
      sent?.(answer)
    } catch (error) {
      failed(error instanceof ProblemError ? error.fields : [], sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }

  return {
    values,
    set,
    setAll: setValues,
    field: (name) => ({ name, value: values[name], onValueChange: (value) => set(name, value) }),
    toggle: (name) => ({
      name,
      checked: Boolean(values[name]),
      onCheckedChange: (checked) => set(name, checked as Values[typeof name]),
    }),
    ...outcome,
    busy,
    submit,
  }
}

type Outcome = { errors: FieldProblem[]; failure: Words | null; failures: number }

const someDoNotFit: Words = { en: 'Some values do not fit yet.', zh: '有些内容还不符合要求。' }

function problemsOf(checked: Partial<Record<string, Words>>): FieldProblem[] {
  return Object.entries(checked).flatMap(([path, text]) => (text ? [{ path, row: null, text }] : []))
}

/** `title.zh` concerns `title`. */
function concerns(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`)
}
