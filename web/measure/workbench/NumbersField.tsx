import { useEffect, useEffectEvent, useState } from 'react'
import type { InquiryInput } from '@gap5/contract/measure/workbench.ts'
import { Button } from '../../kit/Button.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import { FoldedField } from './FoldedField.tsx'

type Props = { input: InquiryInput; values: string[]; onChange: (values: string[]) => void }

/** A number for each of several things: weights of sections, shares of the population. Goes into the address when the typing pauses. */
export function NumbersField({ input: { title, hint, options, chosen }, values, onChange }: Props) {
  const { say, figure } = useLanguage()
  const [typed, setTyped] = useState<Record<string, number>>({})
  const numbers = { ...numbersIn(chosen), ...numbersIn(values), ...typed }
  const commit = useEffectEvent(() => {
    onChange(options.map(({ value }) => `${value}=${numbers[value] ?? 0}`))
    setTyped({})
  })
  useEffect(() => {
    if (Object.keys(typed).length === 0) return
    const pause = setTimeout(() => commit(), 700)
    return () => clearTimeout(pause)
  }, [typed])
  const usual = numbersIn(chosen)
  const changed = options.filter(({ value }) => numbers[value] !== usual[value]).length
  const count = changed === 0 ? say({ en: 'as they are', zh: '默认值' }) : say({ en: `${figure(changed)} changed`, zh: `已改${figure(changed)}项` })
  return (
    <FoldedField title={title} holds={count}>
      {hint && <p className="mb-2 max-w-72 text-mute">{say(hint)}</p>}
      <div className="mb-2">
        <Button size="small" onClick={() => onChange([...chosen])}>{say({ en: 'As they were', zh: '恢复默认' })}</Button>
      </div>
      <div className="flex max-h-72 min-w-56 flex-col gap-2 overflow-y-auto pr-2">
        {options.map(({ value, title: label }) => (
          <NumberField key={value} label={label} value={numbers[value] ?? 0} onValueChange={(next) => next !== null && setTyped((before) => ({ ...before, [value]: next }))} />
        ))}
      </div>
    </FoldedField>
  )
}

/** `entrance=30` by its option, parted at the last sign of equality. */
function numbersIn(values: readonly string[]): Record<string, number> {
  return Object.fromEntries(values.map((written) => [written.slice(0, written.lastIndexOf('=')), Number(written.slice(written.lastIndexOf('=') + 1))]))
}
