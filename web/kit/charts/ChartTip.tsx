import type { ReactNode } from 'react'

/** What a mark means, beside it. Screen readers get the same from the mark's own name. `x`, `y` in pixels within the chart. */
export function ChartTip({ x, y, width, children }: { x: number; y: number; width: number; children: ReactNode }) {
  const share = x / Math.max(width, 1)
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute z-10 w-max max-w-64 rounded-[0.625rem] border border-line bg-card px-3 py-2 text-[0.8125rem] leading-snug shadow-float"
      style={{
        left: x,
        top: y,
        transform: `translate(${share < 0.3 ? '-1rem' : share > 0.7 ? 'calc(-100% + 1rem)' : '-50%'}, 0.75rem)`,
      }}
    >
      {children}
    </div>
  )
}

/** Name and figure pairs of a tip. */
export function TipLines({ title, lines }: { title: string; lines: readonly (readonly [string, string])[] }) {
  return (
    <>
      <p className="mb-1 font-semibold">{title}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5">
        {lines.map(([name, figure]) => (
          <div key={name} className="contents">
            <dt className="text-mute">{name}</dt>
            <dd className="text-right">{figure}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
