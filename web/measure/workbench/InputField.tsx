import { useEffect, useEffectEvent, useState } from 'react'
import { Plus, X } from 'lucide-react'
import type { InquiryInput } from '@gap5/contract/measure/workbench.ts'
import { Button } from '../../kit/Button.tsx'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { Combobox } from '../../kit/Combobox.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import { Select } from '../../kit/Select.tsx'
import { FoldedField } from './FoldedField.tsx'
import { NumbersField } from './NumbersField.tsx'

type Props = { input: InquiryInput; values: string[]; onChange: (values: string[]) => void }

const none = ''
const mostInSelect = 12

/** One thing to choose, by the control that fits its kind. */
export function InputField(props: Props) {
  const { kind } = props.input
  if (kind === 'several') return <Several {...props} />
  if (kind === 'pairs') return <Pairs {...props} />
  if (kind === 'numbers') return <NumbersField {...props} />
  return kind === 'number' ? <NumberChoice {...props} /> : <One {...props} />
}

function One({ input: { title, hint, options, least }, values, onChange }: Props) {
  const offered = options.map(({ value, title: label }) => ({ value, label }))
  const all = least === 0 ? [{ value: none, label: { en: 'none', zh: '不选' } }, ...offered] : offered
  const field = { label: title, ...(hint && { hint }), value: values[0] ?? none, options: all }
  const choose = (value: string | null) => onChange(value === null || value === none ? [] : [value])
  return offered.length > mostInSelect ? <Combobox {...field} onValueChange={choose} /> : <Select {...field} onValueChange={choose} />
}

/** Goes into the address when the typing pauses, not with every digit. */
function NumberChoice({ input: { title, hint }, values, onChange }: Props) {
  const [typed, setTyped] = useState<number | null>(null)
  const commit = useEffectEvent((value: number) => onChange([String(value)]))
  useEffect(() => {
    if (typed === null) return
    const pause = setTimeout(() => commit(typed), 700)
    return () => clearTimeout(pause)
  }, [typed])
  return <NumberField label={title} {...(hint && { hint })} value={typed ?? Number(values[0] ?? 0)} onValueChange={setTyped} />
}

function Several({ input: { title, hint, options }, values, onChange }: Props) {
  const { say, figure } = useLanguage()
  const count = say({ en: `${figure(values.length)} of ${figure(options.length)} chosen`, zh: `已选${figure(values.length)}项，共${figure(options.length)}项` })
  const toggle = (value: string, on: boolean) => onChange(options.map((option) => option.value).filter((one) => (one === value ? on : values.includes(one))))
  return (
    <FoldedField title={title} holds={count}>
      {hint && <p className="mb-2 text-mute">{say(hint)}</p>}
      <div className="mb-2 flex gap-2">
        <Button size="small" onClick={() => onChange(options.map(({ value }) => value))}>{say({ en: 'All', zh: '全选' })}</Button>
        <Button size="small" onClick={() => onChange([])}>{say({ en: 'None', zh: '全不选' })}</Button>
      </div>
      <div className="flex max-h-72 min-w-56 flex-col overflow-y-auto pr-2">
        {options.map((option) => (
          <Checkbox key={option.value} checked={values.includes(option.value)} onCheckedChange={(on) => toggle(option.value, on)} label={option.title} />
        ))}
      </div>
    </FoldedField>
  )
}

/** What acts on what, link by link. */
function Pairs({ input: { title, hint, options }, values, onChange }: Props) {
  const { say } = useLanguage()
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const nameOf = (value: string) => say(options.find((option) => option.value === value)?.title ?? value)
  const offered = options.map(({ value, title: label }) => ({ value, label }))
  const pair = from !== null && to !== null && from !== to ? `${from}>${to}` : null
  return (
    <fieldset className="min-w-0 sm:col-span-full">
      <legend className="font-medium text-ink">{say(title)}</legend>
      {hint && <p className="text-mute">{say(hint)}</p>}
      <ul className="my-2 flex flex-wrap gap-2">
        {values.map((value) => {
          const [cause = '', effect = ''] = value.split('>')
          const name = `${nameOf(cause)} → ${nameOf(effect)}`
          return (
            <li key={value} className="inline-flex items-center gap-1 rounded-control border border-line bg-sunken py-1 pr-1 pl-2.5">
              {name}
              <Button
                look="quiet"
                size="small"
                icon={<X size={14} aria-hidden />}
                label={{ en: `Remove ${name}`, zh: `去掉${name}` }}
                onClick={() => onChange(values.filter((one) => one !== value))}
              />
            </li>
          )
        })}
      </ul>
      <div className="grid items-end gap-2 sm:grid-cols-[1fr_1fr_auto]">
        <Select label={{ en: 'Cause', zh: '原因' }} value={from} onValueChange={setFrom} options={offered} />
        <Select label={{ en: 'Effect', zh: '结果' }} value={to} onValueChange={setTo} options={offered} />
        <Button
          icon={<Plus size={15} aria-hidden />}
          {...(pair === null || values.includes(pair) ? { disabledBecause: { en: 'Choose a cause and another part as its effect, not linked yet', zh: '请选择原因和另一项结果，且两者尚未相连' } } : {})}
          onClick={() => pair !== null && onChange([...values, pair])}
        >
          {say({ en: 'Add link', zh: '添加连线' })}
        </Button>
      </div>
    </fieldset>
  )
}
