import { ChevronDown, ChevronUp, Plus, Trash2 } from 'lucide-react'
import { counted } from '@gap5/contract/language.ts'
import { Button } from '../../kit/Button.tsx'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { useEditing } from './editing.ts'
import { addDimension, allItems, blank, changeDimension, moveDimension, removeDimension } from './edits.ts'
import { TwoTexts } from './TwoTexts.tsx'
import { WarningNotes } from './WarningNotes.tsx'

/** What questions are summed up under. */
export function DimensionsPanel() {
  const { say } = useLanguage()
  const { editor, warnings } = useEditing()
  const { definition } = editor
  const items = allItems(definition)
  const countOf = (key: string) => items.filter((item) => item.type === 'rating' && item.dimension === key).length
  return (
    <Card title={{ en: 'Dimensions', zh: '维度' }} description={{ en: 'Questions of one dimension are averaged. Choose the dimension at each question.', zh: '同一维度的题目求平均。在每道题处选择所属维度。' }}>
      <ol className="grid gap-3">
        {definition.dimensions.map(({ key, title, description }, place) => (
          <li key={key} className="grid gap-2 border-t border-hair pt-3 first:border-0 first:pt-0">
            <div className="flex items-center gap-2">
              <span className="text-mute tabular-nums">{place + 1}</span>
              <span className="text-[0.8125rem] text-mute">{say({ en: `${counted(countOf(key), 'question', 'questions')} · key ${key}`, zh: `${countOf(key)} 题 · 键 ${key}` })}</span>
              <span className="ml-auto flex">
                <Button look="quiet" size="small" label={{ en: `Move dimension ${place + 1} up`, zh: `第 ${place + 1} 个维度上移` }} icon={<ChevronUp size={15} aria-hidden />} disabledBecause={place === 0 && { en: 'It is the first', zh: '已是第一个' }} onClick={() => editor.edit(moveDimension(key, -1))} />
                <Button look="quiet" size="small" label={{ en: `Move dimension ${place + 1} down`, zh: `第 ${place + 1} 个维度下移` }} icon={<ChevronDown size={15} aria-hidden />} disabledBecause={place === definition.dimensions.length - 1 && { en: 'It is the last', zh: '已是最后一个' }} onClick={() => editor.edit(moveDimension(key, 1))} />
                <Button look="quiet" size="small" label={{ en: `Remove dimension ${place + 1}`, zh: `删除第 ${place + 1} 个维度` }} icon={<Trash2 size={15} aria-hidden />} onClick={() => editor.edit(removeDimension(key))} />
              </span>
            </div>
            <TwoTexts label={{ en: `Name of dimension ${place + 1}`, zh: `第 ${place + 1} 个维度的名称` }} value={title} onChange={(said) => editor.edit(changeDimension(key, (one) => ({ ...one, title: said })), `dimension ${key}`)} />
            <TwoTexts label={{ en: `Description of dimension ${place + 1}, optional`, zh: `第 ${place + 1} 个维度的描述（选填）` }} value={description ?? blank} onChange={(said) => editor.edit(changeDimension(key, (one) => ({ ...one, description: said.en === '' && said.zh === '' ? undefined : said })), `description ${key}`)} />
            <WarningNotes setDismissed={editor.setDismissed} warnings={warnings.filter(({ id, place: at }) => 'part' in at && at.part === 'dimensions' && (id.endsWith(`:${key}`) || id.includes(`:${key}.`)))} />
          </li>
        ))}
      </ol>
      {definition.dimensions.length === 0 && <p className="text-mute">{say({ en: 'None yet. Results are then shown question by question.', zh: '还没有维度，结果将逐题显示。' })}</p>}
      <div className="mt-4">
        <Button icon={<Plus size={15} aria-hidden />} onClick={() => editor.edit((now) => addDimension(now).definition)} disabledBecause={definition.dimensions.length >= 40 && { en: 'At most 40 dimensions', zh: '最多 40 个维度' }}>
          {say({ en: 'Dimension', zh: '维度' })}
        </Button>
      </div>
    </Card>
  )
}
