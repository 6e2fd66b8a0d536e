/** What a tab has not saved yet, kept through a reload or a crash of the tab. */
import type { DraftState } from '@gap5/contract/listen/draft.ts'

type Base = { revision: number; version: number; state: DraftState }
export type Unsaved = { saved: Base; state: DraftState }

const prefix = 'gap5.editor.'

export function kept(instrument: string, saved: Base, state: DraftState): void {
  try {
    sessionStorage.setItem(prefix + instrument, JSON.stringify({ saved, state }))
  } catch {
    // No room left in this browser: the server has it within a second all the same.
  }
}

export function forget(instrument: string): void {
  sessionStorage.removeItem(prefix + instrument)
}

export function recall(instrument: string, version: number): Unsaved | null {
  try {
    const left = JSON.parse(sessionStorage.getItem(prefix + instrument) ?? 'null') as Unsaved | null
    return left !== null && left.saved.version === version ? left : null
  } catch {
    return null
  }
}
