import { useLocation, useNavigate } from '@tanstack/react-router'
import { addressed, readQuery, type Query } from './address.ts'

/** Values to put into the address; null or an empty list takes the key out. */
export type QueryChange = Record<string, string | string[] | null>

export type Address = {
  query: Query
  /** Replaces the history entry unless told otherwise. */
  change: (change: QueryChange, how?: { replace?: boolean }) => void
  clear: (keys: string[]) => void
}

/** What the page is narrowed to, kept in the address so that it survives reloading and can be shared. */
export function useAddress(): Address {
  const { pathname, searchStr, hash } = useLocation()
  const navigate = useNavigate()
  const query = readQuery(searchStr)
  const change = (change: QueryChange, { replace = true } = {}) =>
    void navigate({ href: addressed(pathname, { ...query, ...change }) + (hash === '' ? '' : `#${hash}`), replace, resetScroll: false })
  return { query, change, clear: (keys) => change(Object.fromEntries(keys.map((key) => [key, null]))) }
}
