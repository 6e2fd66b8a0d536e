import { useState } from 'react'

/** Where one is in a list that is leafed through by key. */
export type KeyPages = {
  /** Last key of the page before this one; undefined on the first. */
  after: string | undefined
  /** Null on the first page. */
  back: (() => void) | null
  on: (next: string) => void
  restart: () => void
}

export function useKeyPages(): KeyPages {
  const [passed, setPassed] = useState<readonly string[]>([])
  return {
    after: passed.at(-1),
    back: passed.length > 0 ? () => setPassed(passed.slice(0, -1)) : null,
    on: (next) => setPassed([...passed, next]),
    restart: () => setPassed([]),
  }
}
