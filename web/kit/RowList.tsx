import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'

/** A short list of things each with a few facts and what can be done with it; on a phone the facts go below and the actions stay in sight. */
export function RowList({ label, children }: { label: Words; children: ReactNode }) {
  const { say } = useLanguage()
  return (
    <ul aria-label={say(label)} className="divide-y divide-hair px-4 py-1 sm:px-5">
      {children}
    </ul>
  )
}

const columns = {
  1: 'sm:grid-cols-[minmax(0,3fr)_minmax(0,1fr)_5.5rem]',
  2: 'sm:grid-cols-[minmax(0,3fr)_minmax(0,1.2fr)_minmax(0,1.4fr)_5.5rem]',
  3: 'sm:grid-cols-[minmax(0,3fr)_minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,1.6fr)_5.5rem]',
}

/** `facts` are as many in each row of a list, so that they stand below each other. */
export function Row({ lead, facts, actions }: { lead: ReactNode; facts: readonly { key: string; fact: ReactNode }[]; actions?: ReactNode }) {
  const count = facts.length as keyof typeof columns
  return (
    <li className={classes('grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 py-2.5', columns[count])}>
      <div className="min-w-0 text-ink">{lead}</div>
      <div className="flex flex-wrap gap-x-3 text-[0.8125rem] text-mute sm:contents sm:text-sm">
        {facts.map(({ key, fact }) => (
          <div key={key} className="min-w-0">
            {fact}
          </div>
        ))}
      </div>
      <div className="col-start-2 row-span-2 row-start-1 justify-self-end sm:col-auto sm:row-auto">{actions}</div>
    </li>
  )
}
