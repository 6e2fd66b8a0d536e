import type { Selection } from '@gap5/contract/measure/selection.ts'

/** Whether both are about the same responses, in whatever order their values stand. */
export function isSame(a: Selection, b: Selection): boolean {
  return isWithin(a, b) && isWithin(b, a)
}

/** Whether every response of `inner` is one of `outer`, as far as their conditions tell. */
export function isWithin(inner: Selection, outer: Selection): boolean {
  if (inner.marks !== outer.marks) return false
  if (outer.from !== undefined && (inner.from === undefined || inner.from < outer.from)) return false
  if (outer.to !== undefined && (inner.to === undefined || inner.to > outer.to)) return false
  return Object.entries(outer.attributes).every(([key, values]) => inner.attributes[key]?.every((value) => values.includes(value)) === true)
}
