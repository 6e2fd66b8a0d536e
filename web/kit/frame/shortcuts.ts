import type { Text } from '@gap5/contract/language.ts'
import type { Place } from '../../navigation.ts'

const key = 'gap5.singleKeys'

/** Shortcuts of a single key can be switched off: they get in the way of speech input (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  return localStorage.getItem(key) !== 'off'
}

export function switchSingleKeys(on: boolean) {
  if (on) localStorage.removeItem(key)
  else localStorage.setItem(key, 'off')
}

export type Shortcut = { keys: string[]; does: Text }

/** The shortcuts of the frame and of its places, as the help lists them. */
export function shortcutsFor(places: readonly Place[]): Shortcut[] {
  const command = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'
  return [
    { keys: [command, 'K'], does: { en: 'Search and commands', zh: '搜索与命令' } },
    { keys: ['/'], does: { en: 'Search and commands', zh: '搜索与命令' } },
    { keys: ['?'], does: { en: 'This help', zh: '本帮助' } },
    ...places.flatMap(({ letter, label }) =>
      letter === undefined ? [] : [{ keys: ['g', letter], does: { en: `Go to ${label.en}`, zh: `前往“${label.zh}”` } }],
    ),
  ]
}

/** What a key press asks for. `before` is the single key pressed just before, if it was recent. */
export function askedBy(press: Press, before: string | null, places: readonly Place[]): Asked | null {
  if ((press.metaKey || press.ctrlKey) && !press.altKey && press.key.toLowerCase() === 'k') return { open: 'palette' }
  if (press.typing || press.metaKey || press.ctrlKey || press.altKey) return null
  if (before === 'g') {
    const place = places.find(({ letter }) => letter === press.key)
    return place ? { go: place } : null
  }
  if (press.key === '?') return { open: 'help' }
  return press.key === '/' ? { open: 'palette' } : null
}

export type Press = { key: string; metaKey: boolean; ctrlKey: boolean; altKey: boolean; typing: boolean }
export type Asked = { open: 'palette' | 'help' } | { go: Place }
