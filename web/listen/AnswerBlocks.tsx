import type { Answers } from '@gap5/contract/listen/answers.ts'
import type { Block, Column, Definition, Item } from '@gap5/contract/listen/instrument.ts'
import { Card } from '../kit/Card.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Table } from '../kit/Table.tsx'
import { partTitle } from './definitionWords.ts'

type Scored = Pick<Answers, 'ratings' | 'choices'>
type Rating = Extract<Item, { type: 'rating' }>

/** What one person answered, block by block. */
export function AnswerBlocks({ definition, answers }: { definition: Definition; answers: Scored }) {
  return definition.blocks
    .filter((block) => block.items.some((item) => item.type !== 'text'))
    .map((block, place) => (
      <Card key={block.key} title={partTitle(block, place)}>
        <Ratings block={block} place={place} answers={answers} />
        {block.items.map((item) => (
          <Other key={item.key} item={item} answers={answers} />
        ))}
      </Card>
    ))
}

function Ratings({ block, place, answers }: { block: Block; place: number; answers: Scored }) {
  const { say } = useLanguage()
  const items = block.items.filter((item) => item.type === 'rating')
  if (items.length === 0) return null
  return (
    <Table<Rating>
      caption={{ en: `Ratings of part ${place + 1}`, zh: `第 ${place + 1} 部分的评分` }}
      rows={items}
      rowKey={({ key }) => key}
      columns={[
        { key: 'item', header: { en: 'Item', zh: '题目' }, className: 'min-w-56', render: ({ text }) => <span className="text-ink">{say(text)}</span> },
        ...block.columns.map((column: Column) => ({
          key: column.role,
          header: column.title,
          render: ({ key }: Rating) => say(saidOf(answers.ratings[`${key}.${column.role}`])),
        })),
      ]}
    />
  )
}

function Other({ item, answers }: { item: Item; answers: Scored }) {
  const { say } = useLanguage()
  if (item.type === 'rating' || item.type === 'text') return null
  const lines =
    item.type === 'points'
      ? item.over.map(({ dimension, text }) => `${say(text)}${say({ en: ': ', zh: '：' })}${say(saidOf(answers.ratings[`${item.key}.${dimension}`]))}`)
      : item.options.filter(({ value }) => answers.choices[item.key]?.includes(value)).map(({ text }) => say(text))
  return (
    <div className="mt-3">
      <p className="text-mute">{say(item.text)}</p>
      <ul className="text-ink">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length === 0 && <li>{say(saidOf(undefined))}</li>}
      </ul>
    </div>
  )
}

/** Blank, "not applicable" and "don't know" are three different things. */
function saidOf(given: Answers['ratings'][string] | undefined): Words {
  if (given === undefined) return { en: '– blank', zh: '– 未答' }
  if (given === 'na') return { en: 'not applicable', zh: '不适用' }
  if (given === 'dk') return { en: 'does not know', zh: '不清楚' }
  return String(given)
}
