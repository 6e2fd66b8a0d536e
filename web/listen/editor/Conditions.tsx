import { Plus, Trash2 } from 'lucide-react'
import { comparisonWords } from '@gap5/contract/listen/condition-words.ts'
import type { Condition, Definition } from '@gap5/contract/listen/instrument.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import { variables } from '@gap5/contract/listen/variables.ts'
import { Button } from '../../kit/Button.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { NativeSelect } from '../import/NativeSelect.tsx'
import { useEditing } from './editing.ts'
import { either } from './names.ts'

/** Answers a condition may look at: what is asked before `before`, a question or block, each by words and not by key. */
type Asked = { variable: string; label: Words } & ({ kind: 'number'; points: { value: string; label: Words }[] } | { kind: 'choice'; options: { value: string; label: Words }[] })

function askedBefore(definition: Definition, before: string): Asked[] {
  const all = variables(definition)
  const asked: Asked[] = []
  let number = 0
  for (const block of definition.blocks) {
    if (block.key === before) return asked
    for (const item of block.items) {
      if (item.key === before) return asked
      number++
      const name = either(item.text, { en: item.key, zh: item.key })
      const label = (more: { en: string; zh: string } | null): Words => ({ en: `${number}. ${short(name.en)}${more ? ` (${more.en})` : ''}`, zh: `${number}. ${short(name.zh)}${more ? `（${more.zh}）` : ''}` })
      if (item.type === 'choice') asked.push({ kind: 'choice', variable: item.key, label: label(null), options: item.options.map(({ value, text }) => ({ value, label: either(text, { en: value, zh: value }) })) })
      if (item.type !== 'rating') continue
      for (const { key, role, min, max } of all.filter((variable) => variable.item === item.key)) {
        const labels = definition.scales[block.columns.find((column) => column.role === role)?.scale ?? '']?.labels ?? {}
        const points = Array.from({ length: max - min + 1 }, (_, index) => min + index).map((point) => {
          const said = labels[point]
          return { value: String(point), label: said ? { en: `${point} ${said.en || said.zh}`, zh: `${point} ${said.zh || said.en}` } : String(point) }
        })
        asked.push({ kind: 'number', variable: key, label: label(block.columns.length > 1 ? roleWords[role] : null), points })
      }
    }
  }
  return asked
}

function short(text: string): string {
  return text.length > 48 ? `${text.slice(0, 47)}…` : text
}

/** When something is shown, built by choosing a question, a comparison and a value. All conditions must hold. */
export function Conditions({ label, conditions = [], before, onChange }: { label: Words; conditions?: Condition[] | undefined; before: string; onChange: (conditions: Condition[] | undefined) => void }) {
  const { say } = useLanguage()
  const { editor } = useEditing()
  const asked = askedBefore(editor.definition, before)
  const change = (place: number, condition: Condition) => onChange(conditions.map((other, index) => (index === place ? condition : other)))
  const add = () => onChange([...conditions, startingWith(asked.at(-1)!)])
  return (
    <div className="grid gap-2">
      <p className="text-[0.8125rem] font-medium text-ink">
        {say(label)}
        <span className="font-normal text-mute">{conditions.length === 0 ? say({ en: ': always', zh: '：始终显示' }) : conditions.length > 1 ? say({ en: ' only if all of these hold', zh: '：须同时满足' }) : say({ en: ' only if', zh: '：仅当' })}</span>
      </p>
      {conditions.map((condition, place) => (
        // Conditions have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <OneCondition key={place} condition={condition} place={place} asked={asked} onChange={(next) => change(place, next)} onRemove={() => onChange(conditions.length === 1 ? undefined : conditions.filter((_, index) => index !== place))} />
      ))}
      <div>
        <Button size="small" icon={<Plus size={15} aria-hidden />} onClick={add} disabledBecause={asked.length === 0 && { en: 'Nothing is asked before this that could be looked at', zh: '此前没有可作为条件的题目' }}>
          {say({ en: 'Condition', zh: '条件' })}
        </Button>
      </div>
    </div>
  )
}

function startingWith(asked: Asked): Condition {
  if (asked.kind === 'choice') return { variable: asked.variable, is: 'chosen', option: asked.options[0]?.value }
  return { variable: asked.variable, is: 'atMost', value: Number(asked.points[Math.floor((asked.points.length - 1) / 2)]?.value ?? 0) }
}

const forNumbers = ['atMost', 'atLeast', 'equalTo', 'notEqualTo', 'answered'] as const
const forChoices = ['chosen', 'notChosen', 'answered'] as const

function OneCondition({ condition, place, asked, onChange, onRemove }: { condition: Condition; place: number; asked: Asked[]; onChange: (condition: Condition) => void; onRemove: () => void }) {
  const { say } = useLanguage()
  const known = asked.find(({ variable }) => variable === condition.variable)
  const questions = known === undefined ? [{ value: condition.variable, label: { en: `${condition.variable} (asked later)`, zh: `${condition.variable}（后面才问）` } }] : []
  const comparisons: readonly Condition['is'][] = known?.kind === 'choice' ? forChoices : forNumbers
  const values = known?.kind === 'choice' ? known.options : (known?.points ?? [])
  const value = known?.kind === 'choice' ? (condition.option ?? '') : String(condition.value ?? '')
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <NativeSelect
        label={say({ en: `Condition ${place + 1}: question`, zh: `条件 ${place + 1}：题目` })}
        value={condition.variable}
        className="w-auto! max-w-72 flex-[1_1_10rem]"
        options={[...questions, ...asked.map(({ variable, label }) => ({ value: variable, label }))]}
        onChange={(variable) => onChange(startingWith(asked.find((one) => one.variable === variable)!))}
      />
      <NativeSelect
        label={say({ en: `Condition ${place + 1}: comparison`, zh: `条件 ${place + 1}：比较` })}
        value={condition.is}
        className="w-auto!"
        options={comparisons.map((is) => ({ value: is, label: comparisonWords[is] }))}
        onChange={(is) => onChange(is === 'answered' ? { variable: condition.variable, is } : { ...startingWith(known!), ...condition, is })}
      />
      {condition.is !== 'answered' && (
        <NativeSelect
          label={say({ en: `Condition ${place + 1}: value`, zh: `条件 ${place + 1}：取值` })}
          value={value}
          className="w-auto! max-w-56"
          options={values}
          onChange={(chosen) => onChange(known?.kind === 'choice' ? { variable: condition.variable, is: condition.is, option: chosen } : { variable: condition.variable, is: condition.is, value: Number(chosen) })}
        />
      )}
      <Button look="quiet" size="small" label={{ en: `Remove condition ${place + 1}`, zh: `删除条件 ${place + 1}` }} icon={<Trash2 size={15} aria-hidden />} onClick={onRemove} />
    </div>
  )
}
