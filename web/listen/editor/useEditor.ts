import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { DraftFault, DraftState, OpenDraft } from '@gap5/contract/listen/draft.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import { api } from '../../api.ts'
import type { Words } from '../../kit/language.tsx'
import { notify } from '../../kit/Toast.tsx'
import { ConnectionError, ProblemError, sentenceOf } from '../../problem.ts'
import { seen } from '../studiesData.ts'
import { begun, did, rebased, redone, undone, type History } from './history.ts'
import { merged, same } from './merged.ts'
import { forget, kept, recall } from './unsaved.ts'
import type { Edit } from './edits.ts'

/** What the server holds, as far as this tab knows. */
export type Saved = { revision: number; version: number; state: DraftState }
export type Saving = 'saved' | 'waiting' | 'offline' | { refused: Words }

export type Editor = {
  definition: Definition
  dismissed: readonly string[]
  faults: DraftFault[]
  saving: Saving
  savedAt: string
  /** Another state was saved and cannot be put together with this one. */
  conflict: OpenDraft | 'published' | null
  /** A step that can be undone. Typing on in the field `mark` is one step. */
  edit: (change: Edit, mark?: string) => void
  setDismissed: (change: (ids: readonly string[]) => string[]) => void
  undo: (() => void) | null
  redo: (() => void) | null
  /** Saves at once what is not saved yet; false where it could not be. */
  flush: () => Promise<boolean>
  resolve: (take: 'mine' | 'theirs') => void
  saved: Saved
}

const pause = 700
const breath = 200
const again = 4000

/** The draft being edited: every step kept to be undone, every pause saved, nobody's work lost. */
export function useEditor(path: string, draft: OpenDraft): Editor {
  const [start] = useState(() => startOf(draft))
  const [history, setHistory] = useState<History<DraftState>>(start.history)
  const [saved, setSaved] = useState<Saved>(start.saved)
  const [faults, setFaults] = useState(draft.faults)
  const [savedAt, setSavedAt] = useState(draft.savedAt)
  const [outcome, setOutcome] = useState<Saving>('saved')
  const [underWay, setUnderWay] = useState(false)
  const [conflict, setConflict] = useState<Editor['conflict']>(start.conflict)
  const [tries, setTries] = useState(0)
  const now = useRef({ history, conflict })
  useEffect(() => {
    now.current = { history, conflict }
  })
  // What the server holds is known here before it is drawn: the next save must start from it.
  const held = useRef(start.saved)
  const hold = useCallback((next: Saved) => {
    held.current = next
    setSaved(next)
  }, [])
  const lastSave = useRef<Promise<boolean>>(Promise.resolve(true))
  const isDirty = history.present !== saved.state && !same(history.present, saved.state)

  const save = useCallback(async (): Promise<boolean> => {
    const { history: { present: state }, conflict: open } = now.current
    const base = held.current
    if (open !== null) return false
    setUnderWay(true)
    try {
      const answer = await put(path, state, base)
      if ('theirs' in answer) return takeIn(base, answer.theirs)
      hold({ revision: answer.revision, version: answer.version, state })
      setFaults(answer.faults)
      setSavedAt(answer.savedAt)
      setOutcome('saved')
      return true
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'listen.instrument-frozen') setConflict('published')
      else if (error instanceof ConnectionError) setOutcome('offline')
      else setOutcome({ refused: refusalOf(error) })
      return false
    } finally {
      setUnderWay(false)
    }
    /** What somebody else saved goes into this state where the two can be told apart; else a person decides. */
    function takeIn(base: Saved, theirs: OpenDraft): boolean {
      const other = stateOf(theirs)
      const both = merged(base.state, now.current.history.present, other)
      if (both === null) {
        setConflict(theirs)
        return false
      }
      hold({ revision: theirs.revision, version: theirs.version, state: other })
      // What can be undone are this tab's own steps, each of them now with what the others did.
      setHistory((history) => rebased(history, (state) => merged(base.state, state, other)))
      const isOwn = theirs.savedByYou
      notify({
        title: isOwn ? { en: 'Put together with what you changed in another tab', zh: '已与您在另一标签页中的更改合并' } : { en: 'Put together with what somebody else changed meanwhile', zh: '已与他人同时所作的更改合并' },
      })
      return false
    }
  }, [path, hold])

  /** One save after the other, however slow the line is. */
  const flush = useCallback((): Promise<boolean> => {
    const run = async () => {
      for (let round = 0; round < 3; round++) {
        if (same(now.current.history.present, held.current.state)) return true
        const done = await save()
        await new Promise((resolve) => setTimeout(resolve, 0)) // let React take in what came back
        if (done) return same(now.current.history.present, held.current.state)
      }
      return false
    }
    return (lastSave.current = lastSave.current.then(run, run))
  }, [save])

  useEffect(() => {
    if (!isDirty || conflict !== null) return undefined
    setOutcome((before) => (before === 'offline' ? before : 'waiting'))
    const timer = setTimeout(() => void flush(), outcome === 'offline' ? again : pause)
    return () => clearTimeout(timer)
    // `outcome` only sets the pace of trying again, which `tries` counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [history.present, saved, isDirty, conflict, flush, tries, draft.instrument])

  useEffect(() => {
    if (!isDirty || conflict !== null) return undefined
    // Writing out a long questionnaire takes longer than a key: between the words, and when the page is left.
    const keep = () => kept(draft.instrument, saved, history.present)
    const timer = setTimeout(keep, breath)
    addEventListener('pagehide', keep)
    return () => {
      clearTimeout(timer)
      removeEventListener('pagehide', keep)
    }
  }, [history.present, saved, isDirty, conflict, draft.instrument])

  useEffect(() => {
    if (!isDirty) forget(draft.instrument)
    if (outcome !== 'offline') return undefined
    const timer = setTimeout(() => setTries((count) => count + 1), again)
    return () => clearTimeout(timer)
  }, [isDirty, outcome, tries, draft.instrument])

  // Whoever goes to another page in the pause after the last word has it saved all the same.
  useEffect(() => () => void flush(), [flush])

  useEffect(() => {
    if (!isDirty && !underWay) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty, underWay])

  const edit = useCallback((change: Edit, mark?: string) => {
    setHistory((history) => {
      const document = change(history.present.document)
      return document === history.present.document ? history : did(history, { ...history.present, document }, mark ?? null)
    })
  }, [])
  const setDismissed = useCallback((change: (ids: readonly string[]) => string[]) => {
    setHistory((history) => did(history, { ...history.present, dismissed: change(history.present.dismissed) }))
  }, [])
  const undo = useCallback(() => setHistory(undone), [])
  const redo = useCallback(() => setHistory(redone), [])
  const resolve = useCallback((take: 'mine' | 'theirs') => {
    const { conflict: other } = now.current
    if (other === null || other === 'published') return
    const state = stateOf(other)
    hold({ revision: other.revision, version: other.version, state })
    setFaults(other.faults)
    // Either way the other state is one step of undo away.
    setHistory((history) => (take === 'theirs' ? did(history, state) : did(did(history, state), history.present)))
    setConflict(null)
    setOutcome('saved')
  }, [hold])

  const { document, dismissed } = history.present
  // What is typed while a save is under way is not saved by it, and must not look so even for one drawing; what is undone to what
  // was saved needs no further saving, whatever became of the last one.
  const saving = !isDirty && !underWay ? 'saved' : outcome === 'saved' ? 'waiting' : outcome
  return useMemo(
    () => ({
      definition: document,
      dismissed,
      faults,
      saving,
      savedAt,
      conflict,
      edit,
      setDismissed,
      undo: history.past.length > 0 ? undo : null,
      redo: history.future.length > 0 ? redo : null,
      flush,
      resolve,
      saved,
    }),
    [document, dismissed, faults, saving, savedAt, conflict, edit, setDismissed, undo, redo, flush, resolve, saved, history.past.length, history.future.length],
  )
}

/** The draft as it is saved now; or what was saved meanwhile in its place. */
async function put(path: string, state: DraftState, base: Saved): Promise<OpenDraft | { theirs: OpenDraft }> {
  try {
    return await api.put<OpenDraft>(path, state, { headers: seen(base) })
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'listen.changed-meanwhile') return { theirs: await api.get<OpenDraft>(path) }
    throw error
  }
}

function stateOf({ document, dismissed }: OpenDraft): DraftState {
  return { document, dismissed }
}

/** The draft as it was read, with what this tab had not saved before it was reloaded. */
function startOf(draft: OpenDraft): { history: History<DraftState>; saved: Saved; conflict: OpenDraft | null } {
  const read: Saved = { revision: draft.revision, version: draft.version, state: stateOf(draft) }
  const left = recall(draft.instrument, draft.version)
  if (left === null) return { history: begun(read.state), saved: read, conflict: null }
  if (left.saved.revision === draft.revision) return { history: did(begun(read.state), left.state), saved: read, conflict: null }
  const both = merged(left.saved.state, left.state, read.state)
  if (both !== null) return { history: did(begun(read.state), both), saved: read, conflict: null }
  return { history: did(begun(left.saved.state), left.state), saved: left.saved, conflict: draft }
}

function refusalOf(error: unknown): Words {
  const [first] = error instanceof ProblemError ? error.fields : []
  const sentence = sentenceOf(error)
  if (first === undefined || typeof sentence !== 'string' || typeof first.text === 'string') return sentence
  return { en: `${sentence} ${first.path}: ${first.text.en}`, zh: `${sentence}${first.path}：${first.text.zh}` }
}
