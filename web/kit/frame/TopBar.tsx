import { Search } from 'lucide-react'
import { Button } from '../Button.tsx'
import { Mark } from './Mark.tsx'
import { OrganisationSwitch } from './OrganisationSwitch.tsx'
import { openPalette } from './overlays.ts'

/** The head of the page on a phone. */
export function TopBar() {
  return (
    <header className="unprinted sticky top-0 z-20 flex items-center gap-2 border-b border-line bg-side px-4 py-1.5 md:hidden">
      <Mark />
      <OrganisationSwitch className="flex-1 px-1.5 py-2" />
      <Button
        look="quiet"
        label={{ en: 'Search', zh: '搜索' }}
        icon={<Search size={18} aria-hidden />}
        onClick={openPalette}
      />
    </header>
  )
}
