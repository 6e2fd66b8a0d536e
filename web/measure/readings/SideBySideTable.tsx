import type { SideBySideReading, SideBySideRow } from '@gap5/contract/measure/readings/side-by-side.ts'
import { combinationSaid, quadrantWords } from '@gap5/contract/measure/readings/words.ts'
import { Callout } from '../../kit/Callout.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Table, type Column } from '../../kit/Table.tsx'
import { Tag } from '../../kit/Tag.tsx'
import { countedColumn, ReadingMethod } from './cells.tsx'
import { adviceWords } from './words.ts'

/** What the studies say of each item, and what follows. */
export function SideBySideTable({ reading }: { reading: SideBySideReading }) {
  const speech = useLanguage()
  const { say } = speech
  const has = (of: (row: SideBySideRow) => unknown) => reading.rows.some((row) => of(row) !== null)
  const columns: Column<SideBySideRow>[] = [
    { key: 'item', header: { en: 'Statement', zh: '题项' }, render: (row) => <span className="block max-w-96 min-w-40">{say(row.title)}</span>, sort: (row) => say(row.title) },
    { key: 'advice', header: { en: 'What follows', zh: '结论' }, align: 'start', render: (row) => <Advice row={row} />, sort: (row) => (row.advice ? Object.keys(adviceWords).indexOf(row.advice) : null) },
    ...(has((row) => row.gap)
      ? [{ ...countedColumn<SideBySideRow>(['gap', { en: 'Gap', zh: '差距' }, (row) => row.gap, 2, { as: 'signed' }], (row) => row.leftOut.gap), hint: { en: 'Perceived − expected (or − adequate)', zh: '感知 − 期望（或 − 适当）' } }]
      : []),
    ...(has((row) => row.importance) ? [countedColumn<SideBySideRow>(['importance', { en: 'Importance', zh: '重要性' }, (row) => row.importance, 2])] : []),
    ...(has((row) => row.performance) ? [countedColumn<SideBySideRow>(['performance', { en: 'Performance', zh: '绩效' }, (row) => row.performance, 2], (row) => row.leftOut.performance)] : []),
    ...(has((row) => row.quadrant)
      ? [{ key: 'quadrant', header: { en: 'Quadrant', zh: '象限' }, align: 'start' as const, render: (row: SideBySideRow) => (row.quadrant ? say(quadrantWords[row.quadrant]) : '—'), sort: (row: SideBySideRow) => row.quadrant }]
      : []),
    ...(has((row) => row.kano)
      ? [
          { key: 'kano', header: 'Kano', align: 'start' as const, render: (row: SideBySideRow) => combinationSaid(row.kano?.combination ?? null, speech), sort: (row: SideBySideRow) => row.kano?.combination ?? null },
          countedColumn<SideBySideRow>(['better', { en: 'Better', zh: '更好' }, (row) => row.kano?.better ?? null, 2]),
          countedColumn<SideBySideRow>(['worse', { en: 'Worse', zh: '更差' }, (row) => row.kano?.worse ?? null, 2]),
        ]
      : []),
  ]
  return (
    <>
      {reading.studies.length === 1 && (
        <div className="mb-3">
          <Callout>
            {say({
              en: 'A study of gaps tells where the service falls short, importance and performance tell where that matters, Kano pairs tell whether it is a must or a delight. Set beside each other they tell what to do first.',
              zh: '差距调查说明哪里不足，重要性与绩效说明哪里要紧，Kano成对题说明是必备还是惊喜。对照起来，就知道先做什么。',
            })}
          </Callout>
        </div>
      )}
      <Table
        caption={{ en: 'Items of the studies next to each other', zh: '各调查题项对照' }}
        rows={reading.rows}
        rowKey={(row) => row.item}
        columns={columns}
        footer={
          <ReadingMethod
            lines={[
              { en: 'Each figure is that of its own study’s reading; what the study at hand does not ask is taken from the matched item of another. Different studies may have asked different people.', zh: '每个数字都来自其所在调查的分析；本调查未问的，取自其他调查中对应的题项。不同调查的受访者可能不同。' },
              { en: 'Fix first: a must that falls short (a gap beyond chance, or important with weak performance). Improve: one-dimensional, or without Kano, and short. Chance: attractive and not strong yet. Could save: indifferent, or less important, and strong.', zh: '优先修复：属于必备且不足（差距超出偶然，或重要而绩效弱）。持续改进：一元品质（或无Kano结果）且不足。制造惊喜：魅力品质且尚不强。可省投入：无差异或不太重要而做得好。' },
            ]}
            source={{ en: 'Tan & Pawitra (2001), Managing Service Quality 11(6), on SERVQUAL with Kano; the rules are our own conventions', zh: 'Tan与Pawitra（2001），Managing Service Quality 11（6），SERVQUAL与Kano的结合；规则为本系统的约定' }}
          />
        }
      />
    </>
  )
}

function Advice({ row }: { row: SideBySideRow }) {
  const { say } = useLanguage()
  if (row.advice === null) return '—'
  const words = adviceWords[row.advice]
  return <Tag tone={words.tone}>{say(words)}</Tag>
}
