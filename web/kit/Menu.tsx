import type { ReactElement, ReactNode } from 'react'
import { Menu as Base } from '@base-ui/react/menu'
import { useNavigate } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'
import { popupClasses, rowClasses } from './popup.ts'

export type MenuEntry =
  | {
      label: Words
      hint?: Words
      icon?: ReactNode
      danger?: boolean
      disabledBecause?: Words | false
      onSelect: () => void
    }
  | { label: Words; hint?: Words; icon?: ReactNode; to: string }
  | { label: Words; checked: boolean; onSelect: () => void }
  | { heading: Words }
  | 'line'

/** Actions behind one button. `trigger` is a `Button`. */
export function Menu({
  trigger,
  entries,
  align = 'end',
}: {
  trigger: ReactElement
  entries: MenuEntry[]
  align?: 'start' | 'end'
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50 outline-none">
          <Base.Popup className={classes(popupClasses, 'max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto')}>
            {entries.map((entry, place) => (
              // Entries have no identity but their place.
              // oxlint-disable-next-line react/no-array-index-key
              <Entry key={place} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  const { say } = useLanguage()
  const navigate = useNavigate()
  if (entry === 'line') return <Base.Separator className="mx-2.5 my-1 border-t border-hair" />
  if ('heading' in entry) return <div className="px-2.5 pt-1.5 pb-0.5 text-xs text-mute">{say(entry.heading)}</div>
  if ('checked' in entry)
    return (
      <Base.Item className={rowClasses} onClick={entry.onSelect} role="menuitemradio" aria-checked={entry.checked}>
        <Check size={16} className={entry.checked ? 'text-accent' : 'invisible'} aria-hidden />
        {say(entry.label)}
      </Base.Item>
    )
  const content = (
    <>
      {entry.icon}
      <span className="min-w-0">
        <span className="block">{say(entry.label)}</span>
        {entry.hint && <span className="block text-[0.8125rem] leading-snug text-mute">{say(entry.hint)}</span>}
        {'disabledBecause' in entry && entry.disabledBecause && (
          <span className="block text-[0.8125rem] leading-snug">{say(entry.disabledBecause)}</span>
        )}
      </span>
    </>
  )
  if ('to' in entry)
    return (
      <Base.Item className={rowClasses} onClick={() => void navigate({ href: entry.to })}>
        {content}
      </Base.Item>
    )
  return (
    <Base.Item
      className={classes(rowClasses, entry.danger && 'text-below data-highlighted:text-below')}
      onClick={entry.onSelect}
      disabled={Boolean(entry.disabledBecause)}
    >
      {content}
    </Base.Item>
  )
}
