import { axis } from '@gap5/contract/measure/charts/axis.ts'
import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import type { KanoRow } from '@gap5/contract/measure/results.ts'
import { ChartFrame, NumberKey } from '../kit/charts/ChartFrame.tsx'
import { ChartTip, TipLines } from '../kit/charts/ChartTip.tsx'
import { useMarks } from '../kit/charts/useMarks.ts'
import { useLanguage, type Speech } from '../kit/language.tsx'
import { kanoWords } from './words.ts'

/** Features by how much their presence adds (up) and how much their absence takes away (right), quadrants cut at one half. */
export function KanoScatter({ rows }: { rows: readonly KanoRow[] }) {
  const speech = useLanguage()
  const shown = rows.filter((row) => row.better.value !== null && row.worse.value !== null)
  return (
    <ChartFrame
      title={{ en: 'Better and worse', zh: '更好与更差' }}
      description={{ en: 'Up: presence adds satisfaction. Right: absence takes it away. Quadrants are cut at one half. Hollow: two categories cannot be told apart.', zh: '越高：具备时越满意。越右：不具备时越不满意。象限以0.5为界。空心：两个类别尚不能区分。' }}
      table={{
        rows: shown,
        rowKey: (row) => row.item,
        columns: [
          { key: 'feature', header: { en: 'Feature', zh: '功能' }, render: (row) => speech.say(row.title) },
          { key: 'better', header: { en: 'Better', zh: '更好' }, render: (row) => said(row.better.value, speech, 2), sort: (row) => row.better.value },
          { key: 'worse', header: { en: 'Worse', zh: '更差' }, render: (row) => said(row.worse.value, speech, 2), sort: (row) => row.worse.value },
          { key: 'n', header: 'n', render: (row) => speech.figure(row.n), sort: (row) => row.n },
        ],
      }}
    >
      {(width, naming) => <Picture rows={shown} width={width} naming={naming} />}
    </ChartFrame>
  )
}

function Picture({ rows, width, naming }: { rows: readonly KanoRow[]; width: number; naming: object }) {
  const speech = useLanguage()
  const { active, mark } = useMarks(rows.map((row) => row.item))
  const height = Math.min(width, 420)
  const x = axis([0, 1], [34, width - 12])
  const y = axis([0, 1], [height - 28, 12])
  const shown = rows.find((row) => row.item === active)
  return (
    <>
      <svg width={width} height={height} className="block max-w-full" {...naming}>
        <Quadrants x={x} y={y} />
        {rows.map((row, place) => {
          const [left, top] = [x(-(row.worse.value ?? 0)), y(row.better.value ?? 0)]
          return (
            <g key={row.item} className="outline-none" {...mark(row.item, summary(row, speech))}>
              <circle cx={left} cy={top} r={row.item === active ? 11 : 9} className={row.clear ? 'fill-accent stroke-card stroke-2' : 'fill-card stroke-accent stroke-2'} />
              <text x={left} y={top + 3.5} textAnchor="middle" fontSize={10} className={row.clear ? 'fill-on-accent font-semibold' : 'fill-accent font-semibold'}>
                {place + 1}
              </text>
            </g>
          )
        })}
      </svg>
      {shown && (
        <ChartTip x={x(-(shown.worse.value ?? 0))} y={y(shown.better.value ?? 0) + 8} width={width}>
          <TipLines title={speech.say(shown.title)} lines={tipLines(shown, speech)} />
        </ChartTip>
      )}
      <NumberKey labels={rows.map((row) => row.title)} />
    </>
  )
}

type Scale = ReturnType<typeof axis>

function Quadrants({ x, y }: { x: Scale; y: Scale }) {
  const { say, figure } = useLanguage()
  const corners = [
    { category: 'A', left: x(0) + 6, top: y(1) + 14, anchor: 'start' },
    { category: 'O', left: x(1) - 6, top: y(1) + 14, anchor: 'end' },
    { category: 'I', left: x(0) + 6, top: y(0) - 8, anchor: 'start' },
    { category: 'M', left: x(1) - 6, top: y(0) - 8, anchor: 'end' },
  ] as const
  return (
    <g aria-hidden fontSize={11} className="fill-mute">
      <rect x={x(0)} y={y(1)} width={x(1) - x(0)} height={y(0) - y(1)} className="fill-none stroke-line" />
      <path d={`M${x(0.5)},${y(0)}V${y(1)}M${x(0)},${y(0.5)}H${x(1)}`} className="stroke-grid" />
      {corners.map(({ category, left, top, anchor }) => (
        <text key={category} x={left} y={top} textAnchor={anchor}>
          {say(kanoWords[category])}
        </text>
      ))}
      {[0, 0.5, 1].map((tick) => (
        <g key={tick}>
          <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
            {figure(tick, 1)}
          </text>
          <text x={x(tick)} y={y(0) + 16} textAnchor="middle">
            {figure(-tick, 1)}
          </text>
        </g>
      ))}
    </g>
  )
}

function summary(row: KanoRow, speech: Speech): string {
  const category = row.category ? speech.say(kanoWords[row.category]) : ''
  const [better, worse] = [said(row.better.value, speech, 2), said(row.worse.value, speech, 2)]
  return speech.say({
    en: `${speech.say(row.title)}: ${category}, better ${better}, worse ${worse}; n ${speech.figure(row.n)}`,
    zh: `${speech.say(row.title)}：${category}，更好${better}，更差${worse}；n ${speech.figure(row.n)}`,
  })
}

function tipLines(row: KanoRow, speech: Speech): [string, string][] {
  return [
    [speech.say({ en: 'Category', zh: '类别' }), row.category ? speech.say(kanoWords[row.category]) : '—'],
    [speech.say({ en: 'Better', zh: '更好' }), `${said(row.better.value, speech, 2)} (${intervalSaid(row.better, speech, 2)})`],
    [speech.say({ en: 'Worse', zh: '更差' }), `${said(row.worse.value, speech, 2)} (${intervalSaid(row.worse, speech, 2)})`],
    ['n', speech.figure(row.n)],
  ]
}
