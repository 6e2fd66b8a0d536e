import type { Interval } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import { useLanguage } from '../language.tsx'

/** In the place of a figure, ending where it would: why there is none. */
export function NoFigure({ estimate, x, y }: { estimate: Interval; x: number; y: number }) {
  const { say } = useLanguage()
  return (
    <text x={x} y={y + 4} textAnchor="end" fontSize={12} className="fill-mute">
      {say(reasonWords[estimate.reason ?? 'not-computable'])}
    </text>
  )
}
