import { createContext, use } from 'react'

/** Whoever reads a page through a read-only link: nothing leads away from it, and it is narrowed only where that is allowed. */
export type Guest = {
  mayNarrow: boolean
  /** Parameters of the address that the link itself names. */
  named: readonly string[]
}

export const GuestContext = createContext<Guest | null>(null)

/** Null for members, who see the whole. */
export function useGuest(): Guest | null {
  return use(GuestContext)
}

/** Whether the page shows what somebody chose, and nothing else can be chosen: choices are then not offered. */
export function useIsFixed(): boolean {
  return use(GuestContext)?.mayNarrow === false
}
