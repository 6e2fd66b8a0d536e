import { useState } from 'react'
import { ChevronDown, ChevronUp, Plus, Trash2 } from 'lucide-react'
import type { Block, Column } from '@gap5/contract/listen/instrument.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import { Button } from '../../kit/Button.tsx'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { NativeSelect } from '../import/NativeSelect.tsx'
import { Conditions } from './Conditions.tsx'
import { useEditing } from './editing.ts'
import { blank, changeBlock } from './edits.ts'
import { scaleName, scaleOptions } from './names.ts'
import { roleHints } from './role-hints.ts'
import { addColumn, changeColumn, freeRoles, moveColumn, removeColumn } from './scale-edits.ts'
import { TwoTexts } from './TwoTexts.tsx'

/** What is asked about each question of a block, on which scale, in which order, and when. */
export function BlockSettings({ block }: { block: Block }) {
  const { say } = useLanguage()
  const { editor } = useEditing()
  const [open, setOpen] = useState(block.items.length === 0)
  const { scales } = editor.definition
  const asked = block.columns.map(({ role, scale }) => {
    const known = scales[scale]
    return known ? { en: `${roleWords[role].en} ${scaleName(known).en}`, zh: `${roleWords[role].zh} ${scaleName(known).zh}` } : roleWords[role]
  })
  const summary = asked.length === 0 ? { en: 'no rating', zh: '无评分' } : { en: asked.map(({ en }) => en).join(' · '), zh: asked.map(({ zh }) => zh).join(' · ') }
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} >
      <summary className="cursor-pointer text-[0.8125rem] text-mute">
        <span className="font-medium text-ink">{say({ en: 'Title, scales, order, conditions', zh: '标题、量表、顺序、条件' })}</span>
        {say({ en: ': ', zh: '：' })}
        {say(summary)}
      </summary>
      <div className="mt-3 grid gap-4">
        <TwoTexts label={{ en: 'Title of the block, optional', zh: '题组标题（选填）' }} showLabel value={block.title ?? blank} onChange={(title) => editor.edit(changeBlock(block.key, (one) => ({ ...one, title: title.en === '' && title.zh === '' ? undefined : title })), `title ${block.key}`)} />
        <TwoTexts label={{ en: 'Introduction, optional', zh: '说明（选填）' }} showLabel value={block.intro ?? blank} onChange={(intro) => editor.edit(changeBlock(block.key, (one) => ({ ...one, intro: intro.en === '' && intro.zh === '' ? undefined : intro })), `intro ${block.key}`)} />
        <ul className="grid gap-3">
          {block.columns.map((column, place) => (
            <ColumnFields key={column.role} block={block} column={column} place={place} />
          ))}
        </ul>
        <AddColumn block={block} />
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {block.columns.length > 1 && (
            <label className="flex items-center gap-2">
              <span>{say({ en: 'Columns', zh: '各栏' })}</span>
              <NativeSelect
                label={say({ en: 'Arrangement of columns', zh: '各栏的排列' })}
                value={block.arrange}
                className="w-auto!"
                options={[
                  { value: 'together', label: { en: 'together: all beside each question', zh: '并列：每题同时作答各栏' } },
                  { value: 'apart', label: { en: 'apart: one column after the other', zh: '分开：答完一栏再答下一栏' } },
                ]}
                onChange={(arrange) => editor.edit(changeBlock(block.key, (one) => ({ ...one, arrange })))}
              />
            </label>
          )}
          <Checkbox label={{ en: 'Questions in random order', zh: '题目随机排序' }} checked={block.randomised} onCheckedChange={(randomised) => editor.edit(changeBlock(block.key, (one) => ({ ...one, randomised })))} />
        </div>
        <Conditions label={{ en: 'The whole block is shown', zh: '整个题组何时显示' }} conditions={block.showIf} before={block.key} onChange={(showIf) => editor.edit(changeBlock(block.key, (one) => ({ ...one, showIf })))} />
      </div>
    </details>
  )
}

function ColumnFields({ block, column, place }: { block: Block; column: Column; place: number }) {
  const { say } = useLanguage()
  const { editor, go } = useEditing()
  const { role, scale, title, hint } = column
  const change = (part: Partial<Column>, mark?: string) => editor.edit(changeColumn(block.key, role, part), mark)
  return (
    <li className="grid gap-2 rounded-control border border-line px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <NativeSelect
          label={say({ en: `What column ${place + 1} stands for`, zh: `第 ${place + 1} 栏代表什么` })}
          value={role}
          className="w-auto! font-semibold"
          options={[role, ...freeRoles(block)].map((value) => ({ value, label: roleWords[value] }))}
          onChange={(chosen) => change({ role: chosen })}
        />
        <NativeSelect label={say({ en: `Scale of column ${place + 1}`, zh: `第 ${place + 1} 栏的量表` })} value={scale} className="w-auto! max-w-72 flex-[1_1_10rem]" options={scaleOptions(editor.definition)} onChange={(chosen) => change({ scale: chosen })} />
        <Button look="quiet" size="small" onClick={() => go({ part: 'scales' })}>
          {say({ en: 'Scales…', zh: '量表……' })}
        </Button>
        <span className="ml-auto flex">
          {block.columns.length > 1 && (
            <>
              <Button look="quiet" size="small" label={{ en: `Move column ${place + 1} up`, zh: `第 ${place + 1} 栏上移` }} icon={<ChevronUp size={15} aria-hidden />} disabledBecause={place === 0 && { en: 'It is the first', zh: '已是第一栏' }} onClick={() => editor.edit(moveColumn(block.key, role, -1))} />
              <Button look="quiet" size="small" label={{ en: `Move column ${place + 1} down`, zh: `第 ${place + 1} 栏下移` }} icon={<ChevronDown size={15} aria-hidden />} disabledBecause={place === block.columns.length - 1 && { en: 'It is the last', zh: '已是最后一栏' }} onClick={() => editor.edit(moveColumn(block.key, role, 1))} />
            </>
          )}
          <Button look="quiet" size="small" label={{ en: `Remove column ${place + 1}`, zh: `删除第 ${place + 1} 栏` }} icon={<Trash2 size={15} aria-hidden />} onClick={() => editor.edit(removeColumn(block.key, role))} />
        </span>
      </div>
      <p className="text-[0.8125rem] text-mute">{say(roleHints[role])}</p>
      <TwoTexts showLabel label={{ en: `Title of column ${place + 1}`, zh: `第 ${place + 1} 栏的标题` }} value={title} onChange={(said) => change({ title: said }, `column ${block.key} ${role}`)} />
      <TwoTexts showLabel label={{ en: `Hint of column ${place + 1}, optional`, zh: `第 ${place + 1} 栏的提示（选填）` }} value={hint ?? blank} onChange={(said) => change({ hint: said.en === '' && said.zh === '' ? undefined : said }, `hint ${block.key} ${role}`)} />
    </li>
  )
}

function AddColumn({ block }: { block: Block }) {
  const { say } = useLanguage()
  const { editor } = useEditing()
  const [first] = Object.keys(editor.definition.scales)
  const [next] = freeRoles(block)
  const because = block.columns.length >= 6 ? { en: 'At most six columns', zh: '最多六栏' } : first === undefined ? { en: 'Make a scale first', zh: '请先建立量表' } : false
  return (
    <div>
      <Button size="small" icon={<Plus size={15} aria-hidden />} disabledBecause={because} onClick={() => next !== undefined && editor.edit(addColumn(block.key, next, block.columns.at(-1)?.scale ?? first!))}>
        {say({ en: 'Column', zh: '栏' })}
      </Button>
    </div>
  )
}
