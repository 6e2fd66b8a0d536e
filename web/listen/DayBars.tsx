import type { Activity } from '@gap5/contract/listen/studies.ts'
import { axis, ticks } from '@gap5/contract/charts/axis.ts'
import { ChartFrame } from '../kit/charts/ChartFrame.tsx'
import { ChartTip, TipLines } from '../kit/charts/ChartTip.tsx'
import { useMarks } from '../kit/charts/useMarks.ts'
import { useLanguage } from '../kit/language.tsx'
import { spanOf } from './days.ts'

type Day = Activity['days'][number]

/** Answers a day as quiet bars over at most the last 60 days with answers; the sentence says it for those who cannot see it. */
export function DayBars({ days }: { days: Activity['days'] }) {
  const { say, figure, day } = useLanguage()
  const bars = spanOf(days, 60)
  const [first] = bars
  const last = bars.at(-1)
  if (first === undefined || last === undefined) {
    return <p className="py-6 text-center text-mute">{say({ en: 'Bars appear with the first answer.', zh: '收到第一份答卷后显示。' })}</p>
  }
  const most = Math.max(...bars.map(({ responses }) => responses))
  const busiest = bars.find(({ responses }) => responses === most) ?? last
  return (
    <ChartFrame
      title={{ en: 'Answers a day', zh: '每日答卷' }}
      note={{
        en: `From ${day(first.day, 'UTC')} to ${day(last.day, 'UTC')}; most on ${day(busiest.day, 'UTC')}: ${figure(most)}.`,
        zh: `${day(first.day, 'UTC')} 至 ${day(last.day, 'UTC')}，最多的一天是 ${day(busiest.day, 'UTC')}：${figure(most)} 份。`,
      }}
      table={{
        rows: bars.toReversed(),
        rowKey: (row) => row.day,
        columns: [
          { key: 'day', header: { en: 'Day', zh: '日期' }, render: (row) => day(row.day, 'UTC'), sort: (row) => row.day, plain: [{ header: { en: 'Day', zh: '日期' }, value: (row) => row.day }] },
          { key: 'responses', header: { en: 'Answers', zh: '答卷' }, render: (row) => figure(row.responses), sort: (row) => row.responses },
        ],
      }}
    >
      {(width, naming) => <Picture days={bars} width={width} naming={naming} />}
    </ChartFrame>
  )
}

const height = 132

function Picture({ days, width, naming }: { days: readonly Day[]; width: number; naming: object }) {
  const { say, figure, day } = useLanguage()
  const { active, mark } = useMarks(days.map((each) => each.day))
  const most = Math.max(...days.map(({ responses }) => responses), 1)
  const y = axis([0, most], [height - 20, 6])
  const x = axis([0, days.length], [30, width])
  const step = x(1) - x(0)
  const wide = Math.max(1, Math.min(step - 1, 40))
  const shown = days.findIndex((each) => each.day === active)
  return (
    <>
      <svg width={width} height={height} className="block max-w-full" {...naming}>
        <g aria-hidden fontSize={11} className="fill-mute">
          {ticks(0, most, Math.min(most, 3)).map((value) => (
            <g key={value}>
              <line x1={30} x2={width} y1={y(value)} y2={y(value)} className="stroke-grid" />
              <text x={24} y={y(value) + 4} textAnchor="end">
                {figure(value)}
              </text>
            </g>
          ))}
          <text x={30} y={height - 4}>{day(days[0]!.day, 'UTC')}</text>
          {days.length > 1 && <text x={width} y={height - 4} textAnchor="end">{day(days.at(-1)!.day, 'UTC')}</text>}
        </g>
        {days.map((each, place) => (
          <g key={each.day} className="outline-none" {...mark(each.day, `${day(each.day, 'UTC')}: ${figure(each.responses)}`)}>
            <rect x={x(place)} y={6} width={step} height={height - 26} className={each.day === active ? 'fill-sunken' : 'fill-transparent'} />
            {each.responses > 0 && <rect x={x(place) + (step - wide) / 2} y={y(each.responses)} width={wide} height={y(0) - y(each.responses)} className="fill-inside-tint" />}
          </g>
        ))}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(shown) + step / 2} y={y(days[shown]!.responses) + 4} width={width}>
          <TipLines title={day(days[shown]!.day, 'UTC')} lines={[[say({ en: 'Answers', zh: '答卷' }), figure(days[shown]!.responses)]]} />
        </ChartTip>
      )}
    </>
  )
}
