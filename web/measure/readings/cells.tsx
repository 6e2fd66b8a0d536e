/** How the tables of readings write their figures. */
import type { ReactNode } from 'react'
import { intervalSaid, said, type Saying } from '@gap5/contract/measure/charts/figures.ts'
import { adequateAboveDesired } from '@gap5/contract/measure/left-out.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { MethodNote } from '../../kit/MethodNote.tsx'
import type { Column } from '../../kit/Table.tsx'

/** A figure with its interval on demand, or in its place why there is none. */
export function Figure({ estimate, decimals, as = 'figure' }: { estimate: Estimate | null; decimals: number; as?: Saying }) {
  const speech = useLanguage()
  if (estimate === null) return '—'
  if (estimate.value === null) return <span className="text-xs text-mute">{speech.say(reasonWords[estimate.reason ?? 'not-computable'])}</span>
  const interval = intervalSaid(estimate, speech, decimals, as)
  const title = interval === '—' ? undefined : speech.say({ en: `95 % interval ${interval}; n ${speech.figure(estimate.n)}`, zh: `95% 区间${interval}；n ${speech.figure(estimate.n)}` })
  return <span title={title}>{said(estimate.value, speech, decimals, as)}</span>
}

export function figureColumn<Row>(key: string, header: Words, of: (row: Row) => Estimate | null, decimals: number, more: { as?: Saying; hint?: Words } = {}): Column<Row> {
  const { as = 'figure', hint } = more
  return { key, header, ...(hint ? { hint } : {}), render: (row) => <Figure estimate={of(row)} decimals={decimals} as={as} />, sort: (row) => of(row)?.value ?? null }
}

/** The same with its own n, where the figures of a row come from different people, and with what contradicts itself and is left out. */
export function countedColumn<Row>(given: Parameters<typeof figureColumn<Row>>, leftOut: (row: Row) => number = () => 0): Column<Row> {
  const [, , of] = given
  const column = figureColumn<Row>(...given)
  return { ...column, render: (row) => <Counted estimate={of(row)} leftOut={leftOut(row)}>{column.render(row)}</Counted> }
}

function Counted({ estimate, leftOut, children }: { estimate: Estimate | null; leftOut: number; children: ReactNode }) {
  const { say, figure } = useLanguage()
  if (estimate?.value == null) return children
  const counts = { en: `n ${figure(estimate.n)}, ${figure(estimate.missing)} missing`, zh: `n ${figure(estimate.n)}，缺失${figure(estimate.missing)}` }
  return (
    <>
      {children}
      <span className="block text-xs whitespace-nowrap text-mute">{say(counts)}</span>
      {leftOut > 0 && <span className="block text-xs whitespace-nowrap text-mute">{say({ en: `${figure(leftOut)} ${adequateAboveDesired.en}`, zh: adequateAboveDesired.zh.replace('：', `${figure(leftOut)}：`) })}</span>}
    </>
  )
}

export function intervalColumn<Row>(of: (row: Row) => Estimate | null, decimals: number, as: Saying = 'figure', key = 'interval'): Column<Row> {
  return { key, header: { en: '95 % interval', zh: '95% 区间' }, render: (row) => <IntervalText estimate={of(row)} decimals={decimals} as={as} /> }
}

export function IntervalText({ estimate, decimals, as }: { estimate: Estimate | null; decimals: number; as: Saying }) {
  const speech = useLanguage()
  return estimate ? intervalSaid(estimate, speech, decimals, as) : '—'
}

export function countColumns<Row>(of: (row: Row) => { n: number; missing: number } | null): Column<Row>[] {
  return [
    { key: 'n', header: 'n', render: (row) => <Count value={of(row)?.n} />, sort: (row) => of(row)?.n ?? null },
    { key: 'missing', header: { en: 'Missing', zh: '缺失' }, render: (row) => <Count value={of(row)?.missing} />, sort: (row) => of(row)?.missing ?? null },
  ]
}

function Count({ value }: { value: number | undefined }): ReactNode {
  const { figure } = useLanguage()
  return value === undefined ? '—' : figure(value)
}

/** How a reading is computed: one line a convention, the source at the end. */
export function ReadingMethod({ lines, source }: { lines: readonly { en: string; zh: string }[]; source: Words }) {
  const { say } = useLanguage()
  return (
    <MethodNote source={source}>
      <ul className="list-disc pl-4.5">
        {lines.map((line) => (
          <li key={line.en}>{say(line)}</li>
        ))}
      </ul>
    </MethodNote>
  )
}
