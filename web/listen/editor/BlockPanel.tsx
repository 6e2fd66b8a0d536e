import { useState } from 'react'
import { ChevronDown, ChevronUp, Copy, Ellipsis, Plus, Table2, Trash2 } from 'lucide-react'
import type { Block, Item } from '@gap5/contract/listen/instrument.ts'
import { Button } from '../../kit/Button.tsx'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Menu } from '../../kit/Menu.tsx'
import { notify } from '../../kit/Toast.tsx'
import { valueOf } from '../../kit/address.ts'
import { useAddress } from '../../kit/useAddress.ts'
import { BlockSettings } from './BlockSettings.tsx'
import { useEditing } from './editing.ts'
import { addItem, duplicateBlock, moveBlock, removeBlock } from './edits.ts'
import { ItemList } from './ItemList.tsx'
import { blockTitle, kindWords } from './names.ts'
import { PasteItems } from './PasteItems.tsx'
import { WarningNotes } from './WarningNotes.tsx'

/** One block: how it is asked, and its questions to write, order and weigh. */
export function BlockPanel({ block }: { block: Block }) {
  const { say } = useLanguage()
  const { editor, go, warnings } = useEditing()
  const { query, change } = useAddress()
  const { definition } = editor
  const place = definition.blocks.findIndex(({ key }) => key === block.key)
  const [pasting, setPasting] = useState(valueOf(query, 'paste') !== null)
  const isFull = block.items.length >= 200 && { en: 'A block holds 200 questions at most', zh: '每个题组最多 200 题' }
  const add = (type: Item['type']) => {
    const made = addItem(definition, block.key, type)
    editor.edit(() => made.definition)
    if (type !== 'rating') go({ block: block.key, item: made.key })
    requestAnimationFrame(() => document.getElementById(`item-${made.key}-${document.documentElement.lang.startsWith('zh') ? 'zh' : 'en'}`)?.focus())
  }
  const remove = () => {
    editor.edit(removeBlock(block.key))
    go({ block: definition.blocks[place === 0 ? 1 : place - 1]?.key ?? null })
    notify({ title: { en: 'Block removed; undo brings it back', zh: '题组已删除，可撤销恢复' } })
  }
  return (
    <div className="grid gap-4">
      <Card
        title={blockTitle(block, place)}
        actions={
          <Menu
            trigger={<Button look="quiet" size="small" label={{ en: 'More about this block', zh: '题组操作' }} icon={<Ellipsis size={16} aria-hidden />} />}
            entries={[
              { label: { en: 'Move up', zh: '上移' }, icon: <ChevronUp size={16} aria-hidden />, disabledBecause: place === 0 && { en: 'It is the first', zh: '已是第一个' }, onSelect: () => editor.edit(moveBlock(block.key, -1)) },
              { label: { en: 'Move down', zh: '下移' }, icon: <ChevronDown size={16} aria-hidden />, disabledBecause: place === definition.blocks.length - 1 && { en: 'It is the last', zh: '已是最后一个' }, onSelect: () => editor.edit(moveBlock(block.key, 1)) },
              {
                label: { en: 'Duplicate', zh: '复制一份' },
                icon: <Copy size={16} aria-hidden />,
                onSelect: () => {
                  const made = duplicateBlock(definition, block.key)
                  editor.edit(() => made.definition)
                  go({ block: made.key })
                },
              },
              'line',
              { label: { en: 'Remove the block', zh: '删除题组' }, icon: <Trash2 size={16} aria-hidden />, danger: true, onSelect: remove },
            ]}
          />
        }
      >
        <WarningNotes setDismissed={editor.setDismissed} warnings={warnings.filter(({ place: at }) => 'block' in at && !('item' in at) && at.block === block.key)} />
        <BlockSettings block={block} />
      </Card>
      <Card title={{ en: `Questions (${block.items.length})`, zh: `题目（${block.items.length}）` }} flush>
        {block.items.length > 0 ? (
          <ItemList block={block} />
        ) : (
          <p className="px-4 pb-2 text-mute sm:px-5">{say({ en: 'No questions yet. Write one, or bring a list you have already.', zh: '还没有题目。可以直接编写，或带入已有的题目清单。' })}</p>
        )}
        <div className="flex flex-wrap gap-2 border-t border-hair px-4 py-3 sm:px-5">
          <Button icon={<Plus size={15} aria-hidden />} onClick={() => add('rating')} disabledBecause={isFull}>
            {say({ en: 'Question', zh: '评分题' })}
          </Button>
          <Menu
            align="start"
            trigger={
              <Button icon={<Plus size={15} aria-hidden />}>{say({ en: 'Other kind', zh: '其他题型' })}</Button>
            }
            entries={(['choice', 'text', 'points'] as const).map((type) => ({
              label: kindWords[type],
              hint: kindHints[type],
              onSelect: () => add(type),
              disabledBecause: isFull || (type === 'points' && definition.dimensions.length < 2 && { en: 'Needs two dimensions to share the points over', zh: '至少要有两个维度来分配' }),
            }))}
          />
          <Button icon={<Table2 size={15} aria-hidden />} onClick={() => setPasting(true)}>
            {say({ en: 'From a table…', zh: '从表格带入……' })}
          </Button>
        </div>
      </Card>
      {pasting && (
        <PasteItems
          block={block}
          onClose={() => {
            setPasting(false)
            if (valueOf(query, 'paste') !== null) change({ paste: null })
          }}
        />
      )}
    </div>
  )
}

const kindHints = {
  choice: { en: 'One option or several, or an attention check', zh: '单选、多选，或注意力检查' },
  text: { en: 'An answer in one’s own words', zh: '由受访者自行填写' },
  points: { en: '100 points shared out over the dimensions', zh: '将 100 分分配给各维度' },
}
