import { useRef, useState, type KeyboardEvent } from 'react'

export type Marks = {
  /** The mark under the pointer or in focus. */
  active: string | null
  /** Spread on the `<g>` of a mark. The chart is one tab stop; arrow keys go from mark to mark. */
  mark: (key: string, label: string) => object
}

/** Makes the marks of a chart reachable by pointer, keyboard and screen reader. */
export function useMarks(keys: readonly string[]): Marks {
  const [active, setActive] = useState<string | null>(null)
  const [stop, setStop] = useState<string | null>(null)
  const elements = useRef(new Map<string, SVGGElement>())
  const tabStop = stop !== null && keys.includes(stop) ? stop : keys[0]

  const move = (event: KeyboardEvent, key: string) => {
    const place = keys.indexOf(key)
    const to = {
      ArrowDown: place + 1,
      ArrowRight: place + 1,
      ArrowUp: place - 1,
      ArrowLeft: place - 1,
      Home: 0,
      End: keys.length - 1,
    }[event.key]
    if (event.key === 'Escape') setActive(null)
    if (to === undefined) return
    event.preventDefault()
    elements.current.get(keys[Math.max(0, Math.min(to, keys.length - 1))] ?? '')?.focus()
  }
  const mark = (key: string, label: string) => ({
    ref: (element: SVGGElement | null) =>
      void (element ? elements.current.set(key, element) : elements.current.delete(key)),
    role: 'img',
    'aria-label': label,
    tabIndex: key === tabStop ? 0 : -1,
    onFocus: () => (setActive(key), setStop(key)),
    onBlur: () => setActive(null),
    onPointerEnter: () => setActive(key),
    onPointerLeave: () => setActive(null),
    onKeyDown: (event: KeyboardEvent) => move(event, key),
  })
  return { active, mark }
}
