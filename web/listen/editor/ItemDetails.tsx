import { Plus, Trash2 } from 'lucide-react'
import { freshKey } from '@gap5/contract/listen/fresh-key.ts'
import type { Block, ChoiceItem, Item, PointsItem, RatingItem, Role } from '@gap5/contract/listen/instrument.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import { Button } from '../../kit/Button.tsx'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import { NativeSelect } from '../import/NativeSelect.tsx'
import { Conditions } from './Conditions.tsx'
import { useEditing } from './editing.ts'
import { blank, changeItem, moveItemTo } from './edits.ts'
import { blockTitle, either } from './names.ts'
import { tidy } from './tidy.ts'
import { TwoTexts } from './TwoTexts.tsx'

/** What a question has beyond its words: wording for one column, options, shares, when it is shown, where it stands. */
export function ItemDetails({ block, item }: { block: Block; item: Item }) {
  const { say } = useLanguage()
  const { editor, go } = useEditing()
  const { blocks } = editor.definition
  return (
    <div className="mt-3 grid gap-4 rounded-control border border-line bg-side px-3.5 py-3">
      {item.type === 'rating' && <Wordings block={block} item={item} />}
      {item.type === 'choice' && <Options item={item} />}
      {item.type === 'points' && <Shares item={item} />}
      {item.type === 'text' && (
        <NumberField
          label={{ en: 'Characters at most', zh: '最多字符数' }}
          value={item.maxLength}
          min={1}
          max={10_000}
          step={500}
          onValueChange={(length) => editor.edit(changeItem(item.key, (one) => ({ ...one, maxLength: Math.min(10_000, Math.max(1, Math.round(length ?? 2000))) }) as Item), `length ${item.key}`)}
        />
      )}
      <Conditions
        label={{ en: 'Shown', zh: '何时显示' }}
        conditions={item.showIf}
        before={item.key}
        onChange={(showIf) => editor.edit(changeItem(item.key, (one) => ({ ...one, showIf })))}
      />
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-[0.8125rem] font-medium text-ink">{say({ en: 'Stands in', zh: '所在题组' })}</span>
        <NativeSelect
          label={say({ en: 'Block of this question', zh: '该题所在题组' })}
          value={block.key}
          options={blocks.map((one, place) => ({ value: one.key, label: blockTitle(one, place) }))}
          className="w-auto! max-w-72"
          onChange={(key) => {
            editor.edit(moveItemTo(item.key, key, blocks.find((one) => one.key === key)?.items.length ?? 0))
            go({ block: key, item: item.key })
          }}
        />
        <span className="ml-auto text-[0.8125rem] text-mute">{say({ en: `Key in exports: ${item.key}`, zh: `导出中的键：${item.key}` })}</span>
      </div>
    </div>
  )
}

/** Where one column needs other words: "an excellent provider would …". */
function Wordings({ block, item }: { block: Block; item: RatingItem }) {
  const { say } = useLanguage()
  const { editor } = useEditing()
  const change = (role: Role, text: { en: string; zh: string }) =>
    editor.edit(
      changeItem(item.key, (one) => {
        const wording = { ...(one as RatingItem).wording, [role]: text }
        if (text.en === '' && text.zh === '') delete wording[role]
        return { ...one, wording: Object.keys(wording).length > 0 ? wording : undefined } as Item
      }),
      `wording ${item.key} ${role}`,
    )
  return (
    <div className="grid gap-2.5">
      {block.columns.map(({ role }) => (
        <TwoTexts key={role} showLabel label={{ en: `Other words when asked for ${roleWords[role].en.toLowerCase()}`, zh: `用于“${roleWords[role].zh}”的另一种措辞` }} value={item.wording?.[role] ?? blank} onChange={(text) => change(role, text)} />
      ))}
      <p className="text-[0.8125rem] text-mute">{say({ en: 'Leave empty where the words of the question fit.', zh: '题目文字适用时留空即可。' })}</p>
    </div>
  )
}

function Options({ item }: { item: ChoiceItem }) {
  const { say } = useLanguage()
  const { editor } = useEditing()
  const change = (part: Partial<ChoiceItem>) => editor.edit((definition) => tidy(changeItem(item.key, (one) => ({ ...one, ...part }) as Item)(definition)))
  return (
    <div className="grid gap-2.5">
      <p className="text-[0.8125rem] font-medium text-ink">{say({ en: 'Options', zh: '选项' })}</p>
      {item.options.map((option, place) => (
        <div key={option.value} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <TwoTexts
              label={{ en: `Option ${place + 1}`, zh: `选项 ${place + 1}` }}
              value={option.text}
              onChange={(text) => editor.edit(changeItem(item.key, (one) => ({ ...one, options: item.options.map((other) => (other === option ? { ...other, text } : other)) }) as Item), `option ${item.key} ${option.value}`)}
            />
          </div>
          <Button look="quiet" size="small" label={{ en: `Remove option ${place + 1}`, zh: `删除选项 ${place + 1}` }} icon={<Trash2 size={15} aria-hidden />} disabledBecause={item.options.length <= 2 && { en: 'A choice needs two options', zh: '至少两个选项' }} onClick={() => change({ options: item.options.filter((other) => other !== option), ...(item.expected === option.value ? { expected: undefined } : {}) })} />
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button size="small" icon={<Plus size={15} aria-hidden />} onClick={() => change({ options: [...item.options, { value: freshKey('', new Set(item.options.map(({ value }) => value)), 'option'), text: blank }] })} disabledBecause={item.options.length >= 60 && { en: 'At most 60 options', zh: '最多 60 个选项' }}>
          {say({ en: 'Option', zh: '选项' })}
        </Button>
        <Checkbox label={{ en: 'Several may be chosen', zh: '可多选' }} checked={item.multiple} onCheckedChange={(multiple) => change({ multiple })} />
        <label className="flex items-center gap-2">
          <span>{say({ en: 'Attention check: right is', zh: '注意力检查：正确选项' })}</span>
          <NativeSelect
            label={say({ en: 'Attention check', zh: '注意力检查' })}
            value={item.expected ?? ''}
            className="w-auto!"
            options={[{ value: '', label: { en: 'no check', zh: '不作检查' } }, ...item.options.map(({ value, text }) => ({ value, label: either(text, { en: value, zh: value }) }))]}
            onChange={(expected) => change({ expected: expected === '' ? undefined : expected })}
          />
        </label>
      </div>
    </div>
  )
}

/** Each dimension described without its name, so that people weigh what it means. */
function Shares({ item }: { item: PointsItem }) {
  const { say } = useLanguage()
  const { editor } = useEditing()
  const { dimensions } = editor.definition
  const change = (over: PointsItem['over'], mark?: string) => editor.edit(changeItem(item.key, (one) => ({ ...one, over }) as Item), mark)
  return (
    <div className="grid gap-2.5">
      <p className="text-[0.8125rem] font-medium text-ink">{say({ en: 'Points are shared out over', zh: '分数分配给' })}</p>
      {dimensions.map(({ key, title, description }) => {
        const share = item.over.find(({ dimension }) => dimension === key)
        const name = either(title, { en: key, zh: key })
        return (
          <div key={key} className="grid gap-1.5">
            <Checkbox label={name} checked={share !== undefined} onCheckedChange={(on) => change(on ? [...item.over, { dimension: key, text: description ?? title }] : item.over.filter(({ dimension }) => dimension !== key))} />
            {share && <TwoTexts label={{ en: `${name.en}, described`, zh: `${name.zh}的说明` }} value={share.text} onChange={(text) => change(item.over.map((other) => (other === share ? { ...other, text } : other)), `share ${item.key} ${key}`)} />}
          </div>
        )
      })}
    </div>
  )
}
