import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { Tabs as Base } from '@base-ui/react/tabs'
import { useLocation } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'
import { PlainLink } from './Link.tsx'
import { Menu } from './Menu.tsx'

const tab =
  'inline-flex h-9 pointer-coarse:h-11 shrink-0 items-center gap-1.5 border-b-2 px-0.5 text-sm whitespace-nowrap no-underline transition-colors duration-100'
const on = 'border-accent font-semibold text-accent'
const off = 'border-transparent text-body hover:text-ink hover:border-line'
const list = 'flex gap-5 overflow-x-auto border-b border-line'

/** Parts of one page, one seen at a time; only the chosen one is in the document. */
export function Tabs<Value extends string>({
  label,
  value,
  onValueChange,
  tabs,
}: {
  label: Words
  value: Value
  onValueChange: (value: Value) => void
  tabs: { value: Value; label: Words; count?: number; content: ReactNode }[]
}) {
  const { say, figure } = useLanguage()
  return (
    <Base.Root value={value} onValueChange={(chosen: Value) => onValueChange(chosen)}>
      <Base.List aria-label={say(label)} className={list} activateOnFocus>
        {tabs.map((each) => (
          <Base.Tab key={each.value} value={each.value} className={(state) => classes(tab, state.active ? on : off)}>
            {say(each.label)}
            {each.count !== undefined && <span className="font-normal text-mute">{figure(each.count)}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((each) => (
        <Base.Panel key={each.value} value={each.value} className="pt-4">
          {each.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}

export type PageTab = { to: string; label: Words; count?: number }

/**
 * Pages beside each other under one heading: looks like tabs, is navigation. On a phone they stand in a row that is pushed along. Those of
 * `more` are behind a menu at the end; the one that is seen stands in the row as well.
 */
export function PageTabs({ label, tabs: usual, more = [] }: { label: Words; tabs: readonly PageTab[]; more?: readonly PageTab[] }) {
  const { say, figure } = useLanguage()
  const { pathname } = useLocation()
  const isSeen = ({ to }: PageTab) => pathname === pathOf(to)
  const tabs = [...usual, ...more.filter(isSeen)]
  const at = tabs.findIndex(isSeen)
  const row = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => bringIntoView(row.current, at), [at])
  return (
    <nav aria-label={say(label)} className="unprinted mb-4 border-b border-line">
      <div ref={row} className={pageRow}>
        {tabs.map((each, place) => (
          <PlainLink key={each.to} to={each.to} aria-current={place === at ? 'page' : undefined} className={classes(tab, place === at ? on : off)}>
            {say(each.label)}
            {each.count !== undefined && <span className="font-normal text-mute">{figure(each.count)}</span>}
          </PlainLink>
        ))}
        {more.length > 0 && (
          <Menu
            trigger={
              <button type="button" className={classes(tab, off)}>
                {say({ en: 'More', zh: '更多' })}
                <ChevronDown size={15} aria-hidden />
              </button>
            }
            entries={more.map(({ to, label: name }) => ({ to, label: name }))}
          />
        )}
      </div>
    </nav>
  )
}

/** On a phone what stands beyond the edge fades out, so that one sees there is more. */
const pageRow =
  'relative flex gap-x-5 overflow-x-auto sm:flex-wrap max-sm:-mx-4 max-sm:px-4 max-sm:[mask-image:linear-gradient(to_right,transparent,black_1rem,black_calc(100%-1rem),transparent)]'

function bringIntoView(row: HTMLElement | null, at: number) {
  const shown = row?.children[at]
  if (row && shown instanceof HTMLElement) row.scrollLeft = shown.offsetLeft - (row.clientWidth - shown.offsetWidth) / 2
}

/** A tab may keep what the page is narrowed to. */
function pathOf(to: string): string {
  return to.split('?')[0] ?? to
}
