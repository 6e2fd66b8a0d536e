import { lazy, Suspense } from 'react'
import { Outlet } from '@tanstack/react-router'
import { useOrganisation } from '../../access/me.ts'
import { rooms, settings } from '../../navigation.ts'
import { useLanguage } from '../language.tsx'
import { BottomBar } from './BottomBar.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { useOverlay } from './overlays.ts'
import { SideNavigation } from './SideNavigation.tsx'
import { StaleNotice } from './StaleNotice.tsx'
import { TopBar } from './TopBar.tsx'
import { useShortcuts } from './useShortcuts.ts'

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }))
const HelpDialog = lazy(async () => ({ default: (await import('./HelpDialog.tsx')).HelpDialog }))
const allPlaces = [...rooms.flatMap((room) => room.places), ...settings]

/** What stands around every page of an organisation. */
export function Frame() {
  const { say } = useLanguage()
  const here = useOrganisation()
  const overlay = useOverlay()
  useShortcuts(here.org, allPlaces)
  return (
    <>
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {say({ en: 'Skip to content', zh: '跳到正文' })}
      </a>
      <div className="min-h-dvh md:grid md:grid-cols-[13rem_minmax(0,1fr)] print:block">
        <SideNavigation here={here} />
        <div className="min-w-0">
          <TopBar />
          <StaleNotice />
          <ConnectionBanner />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-[78rem] px-4 pt-4 pb-28 md:mx-0 md:px-8 md:pt-6 md:pb-16 print:p-0"
          >
            <Outlet />
          </main>
        </div>
        <BottomBar here={here} />
      </div>
      <Suspense>
        {overlay === 'palette' && <CommandPalette here={here} open />}
        {overlay === 'help' && <HelpDialog open places={allPlaces} />}
      </Suspense>
    </>
  )
}
