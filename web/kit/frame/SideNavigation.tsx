import { Search } from 'lucide-react'
import type { Here } from '../../access/me.ts'
import { rooms, settings, settingsIcon } from '../../navigation.ts'
import { paths } from '../../paths.ts'
import { Key } from '../Key.tsx'
import { useLanguage } from '../language.tsx'
import { PlainLink } from '../Link.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { Mark } from './Mark.tsx'
import { ModeSwitch } from './ModeSwitch.tsx'
import { NavigationLink, useIsHere } from './NavigationLink.tsx'
import { OrganisationSwitch } from './OrganisationSwitch.tsx'
import { openPalette } from './overlays.ts'
import { shortcutsFor } from './shortcuts.ts'

export function SideNavigation({ here }: { here: Here }) {
  const { say } = useLanguage()
  return (
    <header className="unprinted sticky top-0 hidden h-dvh flex-col overflow-y-auto border-r border-line bg-side px-3 py-4 md:flex">
      <div className="px-2.5">
        <PlainLink to={paths.organisation(here.org)} className="no-underline">
          <Mark />
        </PlainLink>
      </div>
      <OrganisationSwitch className="mt-0.5 mb-3 px-2.5 py-1" />
      <button
        type="button"
        onClick={openPalette}
        className="mb-4 flex h-8 items-center gap-2 rounded-[0.4375rem] border border-line bg-card px-2.5 text-mute hover:border-edge hover:text-ink"
      >
        <Search size={14} aria-hidden />
        <span className="flex-1 text-left text-[0.8125rem]">{say({ en: 'Search', zh: '搜索' })}</span>
        <Key>{(shortcutsFor([])[0]?.keys ?? []).join(' ')}</Key>
      </button>
      <nav aria-label={say({ en: 'Main', zh: '主导航' })} className="flex flex-col gap-4">
        {rooms.map((room) => (
          <div key={room.key} className="flex flex-col gap-px">
            <p className="px-2.5 pb-1 text-xs text-mute">{say(room.label)}</p>
            {room.places
              .filter((place) => here.may(place.permission))
              .map((place) => (
                <NavigationLink key={place.key} to={place.to(here.org)} label={place.label} icon={place.icon} />
              ))}
          </div>
        ))}
        <SettingsLinks here={here} />
      </nav>
      <div className="mt-auto pt-6">
        <div className="mb-1 flex items-center justify-between">
          <LanguageSwitch />
          <ModeSwitch />
        </div>
        <AccountMenu />
      </div>
    </header>
  )
}

/** "Settings", with its pages below it while one of them is open. */
function SettingsLinks({ here }: { here: Here }) {
  const open = useIsHere(paths.settings(here.org))
  const places = settings.filter((place) => here.may(place.permission))
  const first = places[0]
  if (first === undefined) return null
  return (
    <div className="flex flex-col gap-px border-t border-line pt-3">
      {!open && <NavigationLink to={first.to(here.org)} label={{ en: 'Settings', zh: '设置' }} icon={settingsIcon} />}
      {open && <SettingsHeading />}
      {open &&
        places.map((place) => (
          <NavigationLink key={place.key} to={place.to(here.org)} label={place.label} icon={place.icon} whole nested />
        ))}
    </div>
  )
}

function SettingsHeading() {
  const { say } = useLanguage()
  const Icon = settingsIcon
  return (
    <p className="flex items-center gap-2.5 px-2.5 py-[0.4375rem] font-semibold text-ink">
      <Icon size={16} aria-hidden />
      {say({ en: 'Settings', zh: '设置' })}
    </p>
  )
}
