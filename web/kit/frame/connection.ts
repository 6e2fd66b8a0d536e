/** Whether the server answers; the banner of the frame shows it. `reported` is called by every request. */
import { useSyncExternalStore } from 'react'

export type Connection = 'answered' | 'unanswered' | 'offline'

let last: 'answered' | 'unanswered' = 'answered'
const listeners = new Set<() => void>()

export function reported(outcome: 'answered' | 'unanswered') {
  if (outcome === last) return
  last = outcome
  listeners.forEach((listener) => listener())
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => (navigator.onLine ? last : 'offline'))
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}
