import { useState } from 'react'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Table } from '../../kit/Table.tsx'
import { TextArea } from '../../kit/TextArea.tsx'
import { readDimensions, writeDimensions } from './dimension-paste.ts'
import { ItemTexts } from './ItemTexts.tsx'
import { NativeSelect } from './NativeSelect.tsx'
import { NextBar } from './NextBar.tsx'
import { ratedItems, setDimensions, setItems, withDimension } from './recipe-edit.ts'
import type { EditedRecipe } from './useRecipe.ts'

const none = 'none'

/** Which items make up which dimension: written in a few lines, or chosen item by item. */
export function DimensionsStep({ edited, onNext }: { edited: EditedRecipe; onNext: () => void }) {
  const { say } = useLanguage()
  const { recipe, change } = edited
  const items = ratedItems(recipe)
  const [text, setText] = useState(() => writeDimensions(recipe.dimensions, items))
  const read = readDimensions(text, items)
  const write = (next: string) => {
    setText(next)
    change((before) => setDimensions(before, readDimensions(next, ratedItems(before)).groups))
  }
  const choose = (key: string, dimension: string) =>
    change((before) => {
      const next = setItems(before, (item) => (item.key === key ? withDimension(item, dimension === none ? undefined : dimension) : item))
      setText(writeDimensions(next.dimensions, ratedItems(next)))
      return next
    })
  const choices = [{ value: none, label: { en: 'No dimension', zh: '无维度' } }, ...recipe.dimensions.map(({ key, title }) => ({ value: key, label: title }))]
  return (
    <div className="flex flex-col gap-4">
      <Card
        title={{ en: 'Dimensions', zh: '维度' }}
        description={{
          en: 'One line a dimension: its name (English / Chinese), a colon, its items by number, key or heading. Items may also stay without a dimension.',
          zh: '每行一个维度：名称（英文 / 中文）、冒号，再列出题项的序号、键或表头。题项也可以不属于任何维度。',
        }}
      >
        <TextArea label={{ en: 'Dimensions and their items', zh: '维度及其题项' }} hideLabel rows={8} value={text} onValueChange={write} placeholder={{ en: 'Tangibles / 有形性: 4, 5, 6, 22\nConvenience / 便利性: 13–17', zh: 'Tangibles / 有形性: 4, 5, 6, 22\nConvenience / 便利性: 13–17' }} />
        <div className="mt-2 flex flex-col gap-2" aria-live="polite">
          {read.unknown.length > 0 && <Callout tone="caution" title={{ en: `Not found: ${read.unknown.join(', ')}`, zh: `未找到：${read.unknown.join('、')}` }} />}
          {read.twice.length > 0 && <Callout tone="caution" title={{ en: `Named twice, counted once: ${read.twice.join(', ')}`, zh: `重复列出，只计一次：${read.twice.join('、')}` }} />}
        </div>
      </Card>
      <Card title={{ en: 'Items', zh: '题项' }}>
        <Table
          caption={{ en: 'Items, their wording and dimension', zh: '题项、措辞与维度' }}
          rows={items}
          rowKey={({ item }) => item.key}
          empty={<p className="text-mute">{say({ en: 'No column holds ratings of items.', zh: '没有评分题项。' })}</p>}
          columns={[
            { key: 'key', header: { en: 'Item', zh: '题项' }, render: ({ item }) => item.key },
            { key: 'columns', header: { en: 'Columns', zh: '列' }, align: 'start', render: ({ headings }) => headings.join(', ') },
            { key: 'text', header: { en: 'Wording', zh: '措辞' }, align: 'start', className: 'min-w-64', render: ({ item }) => <ItemTexts item={item} edited={edited} /> },
            {
              key: 'dimension',
              header: { en: 'Dimension', zh: '维度' },
              align: 'start',
              className: 'min-w-44',
              render: ({ item }) => <NativeSelect label={say({ en: `Dimension of ${item.key}`, zh: `${item.key} 的维度` })} value={item.dimension ?? none} options={choices} onChange={(dimension) => choose(item.key, dimension)} />,
            },
          ]}
        />
      </Card>
      {edited.failure && <Callout tone="bad" title={edited.failure} announce />}
      <NextBar onNext={onNext} busy={edited.saving === 'saving'} />
    </div>
  )
}
