import type { ReactNode } from 'react'
import { Tabs as Base } from '@base-ui/react/tabs'
import { useLocation } from '@tanstack/react-router'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'
import { PlainLink } from './Link.tsx'

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

/** Pages beside each other under one heading: looks like tabs, is navigation. */
export function PageTabs({ label, tabs }: { label: Words; tabs: { to: string; label: Words; count?: number }[] }) {
  const { say, figure } = useLanguage()
  const { pathname } = useLocation()
  return (
    <nav aria-label={say(label)} className={classes(list, 'unprinted mb-4')}>
      {tabs.map((each) => (
        <PlainLink
          key={each.to}
          to={each.to}
          aria-current={pathname === pathOf(each.to) ? 'page' : undefined}
          className={classes(tab, pathname === pathOf(each.to) ? on : off)}
        >
          {say(each.label)}
          {each.count !== undefined && <span className="font-normal text-mute">{figure(each.count)}</span>}
        </PlainLink>
      ))}
    </nav>
  )
}

/** A tab may keep what the page is narrowed to. */
function pathOf(to: string): string {
  return to.split('?')[0] ?? to
}
