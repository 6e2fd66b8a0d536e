import { probability } from '@gap5/contract/language.ts'
import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { Side, SideBySide, SideRow } from '@gap5/contract/measure/side-by-side.ts'
import { addressed } from '../kit/address.ts'
import { useLanguage, type Speech } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { SimulatedTag } from '../kit/SimulatedTag.tsx'
import { Table, type Column } from '../kit/Table.tsx'
import { Tag } from '../kit/Tag.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { selectionIn } from './results.ts'
import { differenceManner, inTable } from './unitManner.ts'

/** Every figure of every side, and how far the first is from each; the number of answers leads to them. */
export function SideTable({ sides, org, onChoose }: { sides: SideBySide; org: string; onChoose?: (measure: string) => void }) {
  const speech = useLanguage()
  const { say } = speech
  const hasRivals = sides.rows.some(({ position }) => position !== null)
  const columns: Column<SideRow>[] = [
    { key: 'name', header: { en: 'Figure', zh: '指标' }, render: (row) => <Name row={row} onChoose={onChoose} /> },
    ...sides.sides.flatMap((side, at) => [figureColumn(side, at, speech), ...(at === 0 ? [] : [differenceColumn(side, at, speech)])]),
    ...(hasRivals ? [placeColumn()] : []),
  ]
  return (
    <>
      <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-mute">
        {sides.sides.map((side) => (
          <li key={side.key} className="flex flex-wrap items-center gap-x-1.5">
            <span className="font-semibold text-body">{say(side.title)}</span>
            <Count side={side} org={org} />
            {side.simulated && <SimulatedTag />}
          </li>
        ))}
      </ul>
      <Table<SideRow> caption={{ en: 'Figures of every side', zh: '各方数据' }} rows={sides.rows} rowKey={({ measure }) => measure} columns={columns} />
    </>
  )
}

function Name({ row, onChoose }: { row: SideRow; onChoose: ((measure: string) => void) | undefined }) {
  const { say } = useLanguage()
  const name = <span className={row.level === 'overall' ? 'font-semibold' : undefined}>{say(row.title)}</span>
  if (!onChoose) return name
  return (
    <button type="button" className="text-left text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent" onClick={() => onChoose(row.measure)}>
      {name}
    </button>
  )
}

function Count({ side, org }: { side: Side; org: string }) {
  const { figure } = useLanguage()
  const { query } = useAddress()
  const { from: _, to: __, ...rest } = selectionIn(query)
  const to = addressed(paths.responses(org, side.study), { ...(side.kind === 'competitor' ? {} : rest), from: side.from, to: side.to })
  return <Link to={to}>{`n ${figure(side.responses)}`}</Link>
}

function figureColumn({ title, key }: Side, at: number, speech: Speech): Column<SideRow> {
  return {
    key: `side ${key}`,
    header: title,
    render: ({ estimates, unit }) => {
      const estimate = estimates[at]
      if (!estimate) return <span className="text-xs text-mute">{speech.say({ en: 'not asked', zh: '未询问' })}</span>
      if (estimate.value === null) return <span className="text-xs text-mute">{speech.say(reasonWords[estimate.reason ?? 'not-computable'])}</span>
      const { as, decimals } = inTable(unit)
      return (
        <span>
          {said(estimate.value, speech, decimals, as)}
          <span className="block text-xs text-mute">{intervalSaid(estimate, speech, decimals, as)}</span>
        </span>
      )
    },
    sort: ({ estimates }) => estimates[at]?.value ?? null,
  }
}

function differenceColumn({ title, key }: Side, at: number, speech: Speech): Column<SideRow> {
  return {
    key: `difference ${key}`,
    header: { en: `minus ${speech.say(title)}`, zh: `减 ${speech.say(title)}` },
    hint: { en: 'Difference and adjusted p; set apart where it is more than chance', zh: '差值与校正后p；超出偶然时突出显示' },
    render: ({ differences, unit, lowIsGood }) => {
      const found = differences[at]
      if (!found || found.difference.value === null) return '—'
      const { as, decimals } = differenceManner(unit)
      const value = unit === 'share' ? `${found.difference.value > 0 ? '+' : ''}${said(found.difference.value, speech, decimals, as)}` : said(found.difference.value, speech, decimals, as)
      const isApart = (found.test?.adjustedP ?? 1) < 0.05
      const isBetter = found.difference.value > 0 !== lowIsGood
      return (
        <span>
          {isApart ? <Tag tone={isBetter ? 'above' : 'below'}>{value}</Tag> : value}
          {found.test && <span className="block text-xs text-mute">{`p ${probability(found.test.adjustedP)}`}</span>}
        </span>
      )
    },
    sort: ({ differences }) => differences[at]?.difference.value ?? null,
  }
}

function placeColumn(): Column<SideRow> {
  return {
    key: 'place',
    header: { en: 'Place', zh: '位次' },
    hint: { en: 'Among oneself and the competitors; in brackets the places within chance', zh: '在本方与竞争对手之间的位次；括号内为考虑抽样误差的范围' },
    render: ({ position }) => (position === null ? '—' : <span className="whitespace-nowrap">{`${position.rank}/${position.of}${position.best === position.worst ? '' : ` (${position.best}–${position.worst})`}`}</span>),
    sort: ({ position }) => position?.rank ?? null,
  }
}
