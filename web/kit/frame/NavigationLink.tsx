import type { LucideIcon } from 'lucide-react'
import { useLocation } from '@tanstack/react-router'
import { classes } from '../classes.ts'
import { useLanguage, type Words } from '../language.tsx'
import { PlainLink } from '../Link.tsx'

/** `whole`: current only at exactly this address, not below it. */
export function useIsHere(to: string, whole = false): boolean {
  const { pathname } = useLocation()
  return pathname === to || (!whole && pathname.startsWith(`${to}/`))
}

export function NavigationLink({
  to,
  label,
  icon: Icon,
  whole = false,
  nested = false,
}: {
  to: string
  label: Words
  icon: LucideIcon
  whole?: boolean
  nested?: boolean
}) {
  const { say } = useLanguage()
  const here = useIsHere(to, whole)
  return (
    <PlainLink
      to={to}
      aria-current={here ? 'page' : undefined}
      className={classes(
        'flex items-center gap-2.5 rounded-[0.4375rem] px-2.5 py-[0.4375rem] no-underline pointer-coarse:py-2.5',
        here ? 'bg-accent-soft font-semibold text-accent' : 'text-body hover:bg-sunken hover:text-ink',
        nested && 'py-[0.3125rem] pl-9 text-[0.8125rem]',
      )}
    >
      {!nested && <Icon size={16} aria-hidden className={here ? '' : 'text-mute'} />}
      {say(label)}
    </PlainLink>
  )
}
