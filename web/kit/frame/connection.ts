/** Whether the server answers, and knows who asks; the banner of the frame shows it. `reported` is called by every request. */
import { useSyncExternalStore } from 'react'

type Outcome = 'answered' | 'unanswered' | 'signed-out'
export type Connection = Outcome | 'offline'

let last: Outcome = 'answered'
const listeners = new Set<() => void>()

export function reported(outcome: Outcome) {
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
