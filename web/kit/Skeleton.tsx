import { useLanguage } from './language.tsx'
import { classes } from './classes.ts'

/** The shape of what is coming; screen readers hear "Loading" once. */
export function Skeleton({ lines = 3, className }: { lines?: number; className?: string }) {
  const { say } = useLanguage()
  return (
    <output
      aria-label={say({ en: 'Loading', zh: '加载中' })}
      className={classes('flex animate-pulse flex-col gap-2.5', className)}
    >
      {Array.from({ length: lines }, (_, line) => (
        <span
          key={line}
          className={classes('h-4 rounded bg-sunken', line === lines - 1 && lines > 1 ? 'w-2/3' : 'w-full')}
        />
      ))}
    </output>
  )
}

/** A whole page on its way: heading, figures, a picture. */
export function PageSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-hidden>
      <div className="h-7 w-3/5 animate-pulse rounded bg-sunken" />
      <div className="h-4 w-2/5 animate-pulse rounded bg-sunken" />
      <div className="mt-2 grid gap-3.5 lg:grid-cols-[1.55fr_1fr]">
        <div className="h-80 animate-pulse rounded-card bg-sunken" />
        <div className="h-80 animate-pulse rounded-card bg-sunken" />
      </div>
    </div>
  )
}
