import { triangle, type Standing } from '@gap5/contract/measure/charts/zone.ts'
import { classes } from '../classes.ts'

export type { Standing } from '@gap5/contract/measure/charts/zone.ts'

const fills: Record<Standing, string> = {
  below: 'fill-below stroke-below',
  'at-lower-limit': 'fill-card stroke-accent',
  inside: 'fill-accent stroke-accent',
  'at-upper-limit': 'fill-card stroke-accent',
  above: 'fill-above stroke-above',
  unknown: 'fill-mute stroke-mute',
}

/** A triangle pointing down is below, one pointing up above, a disc inside, a ring at a limit. */
export function PointMark({ standing, x, y, size = 6 }: { standing: Standing; x: number; y: number; size?: number }) {
  const look = classes(fills[standing], 'stroke-2')
  if (standing === 'below') return <path d={triangle(x, y, size, 1)} strokeLinejoin="round" className={look} />
  if (standing === 'above') return <path d={triangle(x, y, size, -1)} strokeLinejoin="round" className={look} />
  return <circle cx={x} cy={y} r={size - 1} className={look} />
}

/** The 95 % interval as a line through the mark. */
export function Whisker({
  from,
  to,
  y,
  standing,
  capped = false,
}: {
  from: number
  to: number
  y: number
  standing: Standing
  capped?: boolean
}) {
  const colour = fills[standing].split(' ')[1] ?? ''
  return (
    <path
      d={`M${from},${y}H${to}${capped ? `M${from},${y - 4}v8M${to},${y - 4}v8` : ''}`}
      className={classes('fill-none stroke-2', colour)}
    />
  )
}

export const standingText: Record<Standing, string> = {
  below: 'fill-below font-bold',
  'at-lower-limit': 'fill-ink',
  inside: 'fill-ink',
  'at-upper-limit': 'fill-ink',
  above: 'fill-above font-bold',
  unknown: 'fill-mute',
}
