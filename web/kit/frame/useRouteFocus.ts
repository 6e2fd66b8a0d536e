import { useEffect, useRef } from 'react'
import { useRouter } from '@tanstack/react-router'

/** After going to another page the focus stands on its heading, as after loading a page; not after mere changes of the query. */
export function useRouteFocus() {
  const router = useRouter()
  const first = useRef(true)
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged }) => {
        if (first.current) {
          first.current = false
          return
        }
        if (pathChanged) requestAnimationFrame(focusHeading)
      }),
    [router],
  )
}

/** How long a page may take to bring its heading; after that the focus stays on the page as a whole. */
const patienceMilliseconds = 5_000

function focusHeading() {
  const main = document.querySelector<HTMLElement>('main')
  if (main === null || isBeingFilledIn(main)) return
  main.focus({ preventScroll: true })
  if (focusOn(main.querySelector('h1'))) return
  const arrival = new MutationObserver(() => {
    // Whoever moved on meanwhile is not pulled back.
    if (document.activeElement !== main || focusOn(main.querySelector('h1'))) arrival.disconnect()
  })
  arrival.observe(main, { childList: true, subtree: true, attributeFilter: ['style'] })
  setTimeout(() => arrival.disconnect(), patienceMilliseconds)
}

/** Whoever was faster than the page and types already keeps the field: keys that were meant for it must not be lost. */
function isBeingFilledIn(main: HTMLElement): boolean {
  const focused = document.activeElement
  return focused !== null && main.contains(focused) && focused.matches('input, textarea, select, [contenteditable]')
}

/** False where there is no heading, or only that of the page before, which is hidden while the next one is awaited. */
function focusOn(heading: HTMLElement | null): boolean {
  heading?.focus({ preventScroll: true })
  return heading !== null && document.activeElement === heading
}
