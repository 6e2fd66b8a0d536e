/** Which of the frame's overlays is open; any part of the app may open one. */
import { useSyncExternalStore } from 'react'

export type Overlay = 'palette' | 'help' | null

let open: Overlay = null
const listeners = new Set<() => void>()

function show(overlay: Overlay) {
  open = overlay
  listeners.forEach((listener) => listener())
}

export const openPalette = () => show('palette')
export const openHelp = () => show('help')
export const closeOverlay = () => show(null)

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open,
  )
}
