import { useEffect, useRef } from 'react'
import { useNavigate } from '@tanstack/react-router'
import type { Place } from '../../navigation.ts'
import { openHelp, openPalette } from './overlays.ts'
import { askedBy, singleKeysOn } from './shortcuts.ts'

/** Two keys in a row belong together within this time. */
const togetherMilliseconds = 1_200

/** Listens to the frame's shortcuts while it is shown. */
export function useShortcuts(org: string, places: readonly Place[]) {
  const navigate = useNavigate()
  const before = useRef<{ key: string; at: number } | null>(null)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const typing = isTyping(event.target) || !singleKeysOn()
      const recent =
        before.current && event.timeStamp - before.current.at < togetherMilliseconds ? before.current.key : null
      const asked = askedBy(
        { key: event.key, metaKey: event.metaKey, ctrlKey: event.ctrlKey, altKey: event.altKey, typing },
        recent,
        places,
      )
      before.current = typing ? null : { key: event.key, at: event.timeStamp }
      if (asked === null) return
      event.preventDefault()
      if ('go' in asked) void navigate({ href: asked.go.to(org) })
      else if (asked.open === 'help') openHelp()
      else openPalette()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [navigate, org, places])
}

/** Keys belong to what is being typed into, and to a menu or list that is open. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog]') !== null
  )
}
