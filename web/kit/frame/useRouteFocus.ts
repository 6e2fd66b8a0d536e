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

function focusHeading() {
  const heading = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main')
  heading?.focus({ preventScroll: true })
}
