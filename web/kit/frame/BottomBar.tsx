import { useState } from 'react'
import { EllipsisVertical, type LucideIcon } from 'lucide-react'
import { Dialog } from '@base-ui/react/dialog'
import type { Here } from '../../access/me.ts'
import { rooms, settings, type Place } from '../../navigation.ts'
import { paths } from '../../paths.ts'
import { classes } from '../classes.ts'
import { backdropClasses, sheetClasses } from '../Dialog.tsx'
import { useLanguage, type Words } from '../language.tsx'
import { PlainLink } from '../Link.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { ModeSwitch } from './ModeSwitch.tsx'
import { NavigationLink, useIsHere } from './NavigationLink.tsx'

/** The navigation on a phone, in reach of the thumb: the first places, and a sheet with the rest. */
export function BottomBar({ here }: { here: Here }) {
  const { say } = useLanguage()
  const places = rooms.flatMap((room) => room.places).filter((place) => here.may(place.permission))
  return (
    <nav
      aria-label={say({ en: 'Main', zh: '主导航' })}
      className="unprinted fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-line bg-side pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {places.slice(0, inBar).map((place) => (
        <BarLink key={place.key} to={place.to(here.org)} label={place.label} icon={place.icon} />
      ))}
      <MoreSheet here={here} places={places.slice(inBar)} />
    </nav>
  )
}

const inBar = 3
const cell = 'flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs no-underline'

function BarLink({ to, label, icon: Icon }: { to: string; label: Words; icon: LucideIcon }) {
  const { say } = useLanguage()
  const here = useIsHere(to)
  return (
    <PlainLink
      to={to}
      aria-current={here ? 'page' : undefined}
      className={classes(cell, here ? 'font-semibold text-accent' : 'text-body')}
    >
      <Icon size={20} aria-hidden />
      {say(label)}
    </PlainLink>
  )
}

function MoreSheet({ here, places }: { here: Here; places: Place[] }) {
  const { say } = useLanguage()
  const [open, setOpen] = useState(false)
  const inSettings = useIsHere(paths.settings(here.org))
  const words = say({ en: 'More', zh: '更多' })
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className={classes(cell, inSettings ? 'font-semibold text-accent' : 'text-body')}>
        <EllipsisVertical size={20} aria-hidden />
        {words}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClasses} />
        <Dialog.Popup className={classes(sheetClasses, 'gap-4 overflow-y-auto px-4 pt-4')} aria-label={words}>
          {/* A click on a link leaves the sheet; the links themselves are what is interactive. */}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
          <div
            className="flex flex-col gap-px"
            onClick={(event) => event.target instanceof Element && event.target.closest('a') && setOpen(false)}
          >
            {places.map((place) => (
              <NavigationLink key={place.key} to={place.to(here.org)} label={place.label} icon={place.icon} />
            ))}
            <Dialog.Title className={classes('px-2.5 pb-1 text-xs font-normal text-mute', places.length > 0 && 'mt-2 border-t border-line pt-3')}>
              {say({ en: 'Settings', zh: '设置' })}
            </Dialog.Title>
            {settings
              .filter((place) => here.may(place.permission))
              .map((place) => (
                <NavigationLink key={place.key} to={place.to(here.org)} label={place.label} icon={place.icon} whole />
              ))}
          </div>
          <div className="flex items-center gap-2 border-t border-line py-3">
            <div className="min-w-0 flex-1">
              <AccountMenu />
            </div>
            <LanguageSwitch />
            <ModeSwitch />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
