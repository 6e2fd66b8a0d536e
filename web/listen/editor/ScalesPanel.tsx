import { Plus, Trash2 } from 'lucide-react'
import type { Scale } from '@gap5/contract/listen/instrument.ts'
import { Button } from '../../kit/Button.tsx'
import { Card } from '../../kit/Card.tsx'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Menu } from '../../kit/Menu.tsx'
import { NativeSelect } from '../import/NativeSelect.tsx'
import { useEditing } from './editing.ts'
import { blank } from './edits.ts'
import { blockTitle, scaleName } from './names.ts'
import { addScale, changeScale, removeScale, resized, usersOf } from './scale-edits.ts'
import { readyScales } from './ready-scales.ts'
import { TwoTexts } from './TwoTexts.tsx'
import { WarningNotes } from './WarningNotes.tsx'

/** Scales with the words at their points; each may serve several blocks. */
export function ScalesPanel() {
  const { say } = useLanguage()
  const { editor } = useEditing()
  const { scales } = editor.definition
  return (
    <div className="grid gap-4">
      {Object.entries(scales).map(([key, scale]) => (
        <ScaleCard key={key} name={key} scale={scale} />
      ))}
      <div>
        <Menu
          align="start"
          trigger={<Button icon={<Plus size={15} aria-hidden />}>{say({ en: 'Scale', zh: '量表' })}</Button>}
          entries={readyScales.map(({ key, title, scale }) => ({
            label: title,
            hint: scaleName(scale),
            onSelect: () => editor.edit((now) => addScale(now, key, scale).definition),
          }))}
        />
      </div>
    </div>
  )
}

function ScaleCard({ name, scale }: { name: string; scale: Scale }) {
  const { say } = useLanguage()
  const { editor, warnings } = useEditing()
  const { definition } = editor
  const { min, max, labels, lowIsGood } = scale
  const users = usersOf(definition, name).map((block) => blockTitle(block, definition.blocks.indexOf(block)))
  const change = (next: Scale, mark?: string) => editor.edit(changeScale(name, () => next), mark)
  const points = Array.from({ length: Math.max(0, max - min + 1) }, (_, index) => min + index)
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index)).map((value) => ({ value, label: value }))
  return (
    <Card
      title={scaleName(scale)}
      description={users.length > 0 ? { en: `Used by ${users.map(({ en }) => en).join('; ')}`, zh: `用于：${users.map(({ zh }) => zh).join('；')}` } : { en: 'Used by no block yet', zh: '尚无题组使用' }}
      actions={<Button look="quiet" size="small" label={{ en: 'Remove the scale', zh: '删除量表' }} icon={<Trash2 size={15} aria-hidden />} disabledBecause={users.length > 0 && { en: 'A block uses it', zh: '有题组正在使用' }} onClick={() => editor.edit(removeScale(name))} />}
    >
      <div className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-2">
        <span className="flex items-center gap-2">
          {say({ en: 'From', zh: '从' })}
          <NativeSelect label={say({ en: 'Lowest point', zh: '最低分' })} value={String(min)} className="w-auto!" options={numbers(Math.min(-5, min), Math.max(1, min))} onChange={(value) => change(resized(scale, Number(value), Math.min(Number(value) + 10, Math.max(Number(value) + 1, max))))} />
          {say({ en: 'to', zh: '到' })}
          <NativeSelect label={say({ en: 'Highest point', zh: '最高分' })} value={String(max)} className="w-auto!" options={numbers(min + 1, Math.max(max, min + 10))} onChange={(value) => change(resized(scale, min, Number(value)))} />
        </span>
        <Checkbox label={{ en: 'Low is good', zh: '低分为好' }} checked={lowIsGood} onCheckedChange={(low) => change({ ...scale, lowIsGood: low })} />
      </div>
      <ul className="grid gap-2">
        {points.map((point) => (
          <li key={point} className="grid grid-cols-[1.75rem_minmax(0,1fr)] items-start gap-2">
            <span className="pt-1.5 text-right font-medium text-ink tabular-nums">{point}</span>
            <TwoTexts
              label={{ en: `Words at ${point}${point === min || point === max ? '' : ', optional'}`, zh: `${point} 分的文字${point === min || point === max ? '' : '（选填）'}` }}
              value={labels[point] ?? blank}
              onChange={(text) => {
                const { [String(point)]: _, ...others } = labels
                change({ ...scale, labels: text.en === '' && text.zh === '' ? others : { ...labels, [point]: text } }, `label ${name} ${point}`)
              }}
            />
          </li>
        ))}
      </ul>
      <WarningNotes setDismissed={editor.setDismissed} warnings={warnings.filter(({ id, place }) => 'part' in place && place.part === 'scales' && (id.endsWith(`:${name}`) || id.includes(`:${name}.`)))} />
    </Card>
  )
}
