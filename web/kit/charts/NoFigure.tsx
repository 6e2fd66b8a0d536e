import { useLanguage } from '../language.tsx'
import { reasonWords } from '../reasons.ts'
import type { Interval } from './figures.ts'

/** In the place of a figure, ending where it would: why there is none. */
export function NoFigure({ estimate, x, y }: { estimate: Interval; x: number; y: number }) {
  const { say } = useLanguage()
  return (
    <text x={x} y={y + 4} textAnchor="end" fontSize={12} className="fill-mute">
      {say(reasonWords[estimate.reason ?? 'not-computable'])}
    </text>
  )
}
