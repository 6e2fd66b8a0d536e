import { ChevronsUpDown } from 'lucide-react'
import { useMe, useOrganisationIfAny } from '../../access/me.ts'
import { paths } from '../../paths.ts'
import { classes } from '../classes.ts'
import { useLanguage } from '../language.tsx'
import { Menu, type MenuEntry } from '../Menu.tsx'

/** Which organisation is looked at, and the way to another. */
export function OrganisationSwitch({ className }: { className?: string }) {
  const { say } = useLanguage()
  const me = useMe()
  const here = useOrganisationIfAny()
  const entries: MenuEntry[] = [
    { heading: { en: 'Organisations', zh: '组织' } },
    ...me.memberships.map(({ organisation }) => ({
      label: organisation.name,
      to: paths.organisation(organisation.handle),
    })),
    ...(me.mayMakeOrganisation ? (['line', { label: { en: 'New organisation', zh: '新建组织' }, to: paths.newOrganisation() }] satisfies MenuEntry[]) : []),
  ]
  return (
    <Menu
      align="start"
      entries={entries}
      trigger={
        <button
          type="button"
          className={classes(
            'flex min-w-0 items-center gap-1.5 rounded-md text-left text-[0.8125rem] text-mute hover:bg-sunken hover:text-ink',
            className,
          )}
        >
          <span className="truncate">{here ? say(here.organisation.name) : say({ en: 'Choose', zh: '请选择' })}</span>
          <ChevronsUpDown size={13} className="shrink-0" aria-hidden />
          <span className="sr-only">{say({ en: 'Switch organisation', zh: '切换组织' })}</span>
        </button>
      }
    />
  )
}
