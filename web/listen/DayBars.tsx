import type { Activity } from '@gap5/contract/listen/studies.ts'
import { useLanguage } from '../kit/language.tsx'
import { spanOf } from './days.ts'

/** Answers a day as quiet bars over at most the last 60 days with answers; the sentence says it for those who cannot see it. */
export function DayBars({ days }: { days: Activity['days'] }) {
  const { say, figure, day } = useLanguage()
  const bars = spanOf(days, 60)
  const most = Math.max(...bars.map(({ responses }) => responses))
  const [first] = bars
  const last = bars.at(-1)
  if (first === undefined || last === undefined) {
    return <p className="py-6 text-center text-mute">{say({ en: 'Bars appear with the first answer.', zh: '收到第一份答卷后显示。' })}</p>
  }
  const busiest = bars.find(({ responses }) => responses === most) ?? last
  const sentence = say({
    en: `From ${day(first.day, 'UTC')} to ${day(last.day, 'UTC')}; most on ${day(busiest.day, 'UTC')}: ${figure(most)}.`,
    zh: `${day(first.day, 'UTC')} 至 ${day(last.day, 'UTC')}，最多的一天是 ${day(busiest.day, 'UTC')}：${figure(most)} 份。`,
  })
  return (
    <figure>
      <div className="flex h-28 items-end gap-px" aria-hidden>
        {bars.map(({ day: each, responses }) => (
          <div key={each} title={`${day(each, 'UTC')}: ${figure(responses)}`} className="flex h-full min-w-0 flex-1 items-end">
            <div className="w-full rounded-t-[2px] bg-inside-tint" style={{ height: `${responses === 0 ? 0 : Math.max(3, (100 * responses) / most)}%` }} />
          </div>
        ))}
      </div>
      <figcaption className="mt-2 border-t border-line pt-2 text-mute">{sentence}</figcaption>
    </figure>
  )
}
