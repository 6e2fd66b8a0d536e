import { useEffect, useSyncExternalStore } from 'react'

/** What the user asked for; `system` follows the device. */
export type Mode = 'system' | 'light' | 'dark'

const key = 'gap5.mode'
const listeners = new Set<() => void>()
const darkDevice = () => matchMedia('(prefers-color-scheme: dark)')

function chosenMode(): Mode {
  const chosen = localStorage.getItem(key)
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

function choose(mode: Mode) {
  if (mode === 'system') localStorage.removeItem(key)
  else localStorage.setItem(key, mode)
  paint()
  listeners.forEach((listener) => listener())
}

/** Writes the colours in force to the document; `public/before-paint.js` does the same before the first paint. */
function paint() {
  const mode = chosenMode()
  const dark = mode === 'dark' || (mode === 'system' && darkDevice().matches)
  document.documentElement.dataset['mode'] = dark ? 'dark' : 'light'
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useMode(): [Mode, (mode: Mode) => void] {
  const mode = useSyncExternalStore(subscribe, chosenMode)
  useEffect(() => {
    const device = darkDevice()
    device.addEventListener('change', paint)
    return () => device.removeEventListener('change', paint)
  }, [])
  return [mode, choose]
}
