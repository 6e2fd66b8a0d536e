import { useLanguage } from '../kit/language.tsx'
import type { Text } from '@gap5/contract/language.ts'

const points: Text[] = [
  { en: 'Ask what customers would accept, what they wish for, and what they get.', zh: '同时了解顾客可以接受的、理想的与实际得到的服务。' },
  { en: 'See the same minute where the service leaves the zone of tolerance.', zh: '当即看到服务在哪里超出容忍区域。' },
  { en: 'Every figure carries its n, its interval and the answers behind it.', zh: '每个数字都附有样本量、置信区间和背后的答卷。' },
]

/** What the system is for, beside the forms of those who come for the first time. */
export function Pledge() {
  const { say } = useLanguage()
  return (
    <div className="max-w-md">
      <p className="text-xl leading-snug font-semibold text-balance text-ink">{say({ en: 'Service quality, measured where expectation and perception part.', zh: '在期望与感知分岔之处，衡量服务质量。' })}</p>
      <ZoneSketch />
      <ul className="flex flex-col gap-2.5 text-body">
        {points.map((point) => (
          <li key={point.en} className="flex gap-2.5">
            <span aria-hidden className="mt-2 size-1.5 shrink-0 rounded-full bg-accent" />
            {say(point)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Five bands from adequate to desired with the perceived level on them; a picture of the idea, not of data. */
function ZoneSketch() {
  const rows = [
    { from: 120, to: 250, at: 205 },
    { from: 105, to: 225, at: 150 },
    { from: 140, to: 265, at: 112 },
    { from: 110, to: 240, at: 190 },
    { from: 95, to: 210, at: 228 },
  ]
  return (
    <svg viewBox="0 0 320 130" className="my-6 w-full max-w-sm" aria-hidden>
      {rows.map(({ from, to, at }, place) => (
        <g key={from} transform={`translate(0 ${14 + place * 25})`}>
          <line x1="20" x2="300" className="stroke-grid" />
          <rect x={from} y="-7" width={to - from} height="14" rx="4" className="fill-band" />
          <circle cx={at} r="5" className={at < from ? 'fill-below' : at > to ? 'fill-above' : 'fill-accent'} />
        </g>
      ))}
    </svg>
  )
}
