import { flushSync } from 'react-dom'
import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** Between the margins of A4, in pixels. */
const paperWidth = 680

/** The width of an element in pixels, as it changes. Charts are drawn for it, so that text keeps its size on every screen. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(640)
  useLayoutEffect(() => {
    const watched = element.current
    if (watched === null) return
    const measure = () => setWidth((before) => Math.round(watched.clientWidth) || before)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(watched)
    // Paper is narrower than most screens, and nothing tells of it but this.
    const narrow = () => flushSync(() => setWidth((before) => Math.min(before, paperWidth)))
    addEventListener('beforeprint', narrow)
    addEventListener('afterprint', measure)
    return () => {
      observer.disconnect()
      removeEventListener('beforeprint', narrow)
      removeEventListener('afterprint', measure)
    }
  }, [])
  return [element, width]
}
