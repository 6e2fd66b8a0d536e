import { dimensionTitle, partTitle } from './definitionWords.ts'
import type { Block, Definition, Item } from '@gap5/contract/listen/instrument.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import { Card } from '../kit/Card.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Table } from '../kit/Table.tsx'
import { Tag } from '../kit/Tag.tsx'

/** A questionnaire laid open, block by block: what is asked, on which scale, and what each answer stands for. */
export function DefinitionView({ definition }: { definition: Definition }) {
  return definition.blocks.map((block, place) => <BlockCard key={block.key} block={block} place={place} definition={definition} />)
}

function BlockCard({ block, place, definition }: { block: Block; place: number; definition: Definition }) {
  const { say } = useLanguage()
  const ratings = block.items.filter((item) => item.type === 'rating')
  const others = block.items.filter((item) => item.type !== 'rating')
  return (
    <Card title={partTitle(block, place)} description={block.intro}>
      {block.columns.length > 0 && ratings.length > 0 && <Columns block={block} definition={definition} />}
      {ratings.length > 0 && <Ratings items={ratings} place={place} definition={definition} />}
      {others.map((item) => (
        <Other key={item.key} item={item} />
      ))}
      {block.randomised && <p className="mt-2 text-mute">{say({ en: 'In an order drawn for each person.', zh: '题目顺序对每位作答者随机。' })}</p>}
    </Card>
  )
}

function Columns({ block, definition }: { block: Block; definition: Definition }) {
  const { say } = useLanguage()
  return (
    <ul className="mb-3 flex flex-col gap-1">
      {block.columns.map((column) => {
        const scale = definition.scales[column.scale]
        const ends = scale && [scale.labels[String(scale.min)], scale.labels[String(scale.max)]].flatMap((end) => (end ? [say(end)] : []))
        return (
          <li key={column.role} className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
            <Tag tone="inside">{say(roleWords[column.role])}</Tag>
            <span className="text-ink">{say(column.title)}</span>
            {scale && (
              <span className="text-mute">
                {scale.min}–{scale.max}
                {ends && ends.length === 2 && ` · ${ends.join(' – ')}`}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

type Rating = Extract<Item, { type: 'rating' }>

function Ratings({ items, place, definition }: { items: Rating[]; place: number; definition: Definition }) {
  const { say, language } = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  const hasDimensions = items.some((item) => item.dimension !== undefined)
  return (
    <Table<Rating>
      caption={{ en: `Items of part ${place + 1}`, zh: `第 ${place + 1} 部分的题目` }}
      rows={items}
      rowKey={(item) => item.key}
      columns={[
        { key: 'key', header: { en: 'Key', zh: '编号' }, className: 'max-sm:hidden', render: (item) => <code>{item.key}</code> },
        {
          key: 'text',
          header: { en: 'Asked', zh: '题目' },
          align: 'start',
          className: 'align-top sm:min-w-64',
          render: (item) => (
            <>
              <span className="text-ink">{say(item.text)}</span>
              {item.reversed && <span className="text-mute"> {say({ en: '(reversed)', zh: '（反向计分）' })}</span>}
              <span className="block text-[0.8125rem] text-mute" lang={other === 'zh' ? 'zh-CN' : 'en'}>
                {item.text[other]}
              </span>
              {/* A phone has no room for a column of keys. */}
              <code className="block text-[0.8125rem] text-mute sm:hidden">{item.key}</code>
            </>
          ),
        },
        ...(hasDimensions
          ? [
              {
                key: 'dimension',
                header: { en: 'Dimension', zh: '维度' },
                align: 'start' as const,
                className: 'align-top whitespace-nowrap',
                render: (item: Rating) => say(dimensionTitle(definition, item.dimension)),
              },
            ]
          : []),
      ]}
    />
  )
}

function Other({ item }: { item: Exclude<Item, Rating> }) {
  const { say } = useLanguage()
  const parts = item.type === 'points' ? item.over.map(({ text }) => text) : item.type === 'choice' ? item.options.map(({ text }) => text) : []
  return (
    <div className="mt-3 first:mt-0">
      <p className="text-ink">
        <code className="mr-2 text-mute">{item.key}</code>
        {say(item.text)}
      </p>
      {parts.length > 0 && (
        <ul className="mt-1 ml-5 list-disc text-body">
          {parts.map((part, place) => (
            // In a draft several may have the same words, or none yet.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={place}>{say(part)}</li>
          ))}
        </ul>
      )}
      {item.type === 'text' && <p className="text-mute">{say({ en: `Free text, up to ${item.maxLength} characters`, zh: `自由填写，最多 ${item.maxLength} 字` })}</p>}
    </div>
  )
}
