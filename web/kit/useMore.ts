import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** Whether something that scrolls sideways goes on to the right, so that nobody takes a cut figure for a whole one. */
export function useMore(): [RefObject<HTMLElement | null>, boolean] {
  const element = useRef<HTMLElement>(null)
  const [isMore, setIsMore] = useState(false)
  useLayoutEffect(() => {
    const scroller = element.current
    if (scroller === null) return undefined
    const look = () => setIsMore(scroller.scrollLeft + scroller.clientWidth < scroller.scrollWidth - 1)
    const sizes = new ResizeObserver(look)
    sizes.observe(scroller)
    if (scroller.firstElementChild) sizes.observe(scroller.firstElementChild)
    scroller.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      scroller.removeEventListener('scroll', look)
    }
  }, [])
  return [element, isMore]
}
