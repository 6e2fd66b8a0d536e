/** States of something that is edited, to go back to and forth: without limit, and never twice the same. */
export type History<State> = {
  past: readonly State[]
  present: State
  future: readonly State[]
  /** What the last step changed; typing on in one field is one step. */
  mark: string | null
}

export function begun<State>(present: State): History<State> {
  return { past: [], present, future: [], mark: null }
}

/** A step on. With the same `mark` as the step before it becomes part of that step. What was undone is forgotten. */
export function did<State>(history: History<State>, next: State, mark: string | null = null): History<State> {
  if (next === history.present) return history
  const isSameStep = mark !== null && mark === history.mark && history.future.length === 0
  return { past: isSameStep ? history.past : [...history.past, history.present], present: next, future: [], mark }
}

export function undone<State>({ past, present, future }: History<State>): History<State> {
  const before = past.at(-1)
  if (before === undefined) return { past, present, future, mark: null }
  return { past: past.slice(0, -1), present: before, future: [present, ...future], mark: null }
}

export function redone<State>({ past, present, future }: History<State>): History<State> {
  const [next, ...later] = future
  if (next === undefined) return { past, present, future, mark: null }
  return { past: [...past, present], present: next, future: later, mark: null }
}

/** The same steps upon another ground; a step that does not fit upon it stays as it was. */
export function rebased<State>({ past, present, future }: History<State>, onto: (state: State) => State | null): History<State> {
  const moved = (state: State) => onto(state) ?? state
  return { past: past.map(moved), present: moved(present), future: future.map(moved), mark: null }
}
