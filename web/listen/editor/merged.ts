/**
 * Two people's changes to one thing in one: what only one of them touched is as that one left it. Lists of things with keys are
 * the same list whatever their order; null where both changed the same word, or both the same order.
 */
export function merged<T>(base: T, mine: T, theirs: T): T | null {
  const result = mergedValue(base, mine, theirs)
  return result === conflict ? null : (result as T)
}

const conflict = Symbol('conflict')
const absent = Symbol('absent')

function mergedValue(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (same(mine, theirs) || same(theirs, base)) return mine
  if (same(mine, base)) return theirs
  if (isKeyed(mine) && isKeyed(theirs) && isKeyed(base)) return mergedList(base, mine, theirs)
  if (isRecord(mine) && isRecord(theirs) && isRecord(base)) return mergedRecord(base, mine, theirs)
  return conflict
}

type Keyed = { key: string }

function mergedList(base: readonly Keyed[], mine: readonly Keyed[], theirs: readonly Keyed[]): unknown {
  const [old, own, other] = [byKey(base), byKey(mine), byKey(theirs)]
  const order = mergedOrder(base.map(keyOf), mine.map(keyOf), theirs.map(keyOf))
  if (order === null) return conflict
  const result: unknown[] = []
  for (const key of order) {
    const value = mergedValue(old.get(key) ?? absent, own.get(key) ?? absent, other.get(key) ?? absent)
    if (value === conflict) return conflict
    if (value !== absent) result.push(value)
  }
  return result
}

/** The order of whoever changed it, with what the other added after its neighbour. */
function mergedOrder(base: string[], mine: string[], theirs: string[]): string[] | null {
  const stayed = (keys: string[]) => keys.filter((key) => mine.includes(key) && theirs.includes(key) && base.includes(key))
  const [old, own, other] = [stayed(base), stayed(mine), stayed(theirs)]
  const [lead, follow] = same(own, old) ? [theirs, mine] : [mine, theirs]
  if (!same(own, old) && !same(other, old) && !same(own, other)) return null
  const order = [...lead]
  for (const [index, key] of follow.entries()) {
    if (order.includes(key)) continue
    const before = follow.slice(0, index).findLast((earlier) => order.includes(earlier))
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key)
  }
  return order
}

function mergedRecord(base: Record<string, unknown>, mine: Record<string, unknown>, theirs: Record<string, unknown>): unknown {
  const result: Record<string, unknown> = {}
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const at = (record: Record<string, unknown>) => (name in record ? record[name] : absent)
    const value = mergedValue(at(base), at(mine), at(theirs))
    if (value === conflict) return conflict
    if (value !== absent) result[name] = value
  }
  return result
}

/** The state of somebody else with what I changed put over it; where both changed the same, mine. */
export function withMine<T>(base: T, mine: T, theirs: T): T {
  if (same(mine, base)) return theirs
  if (!isRecord(mine) || !isRecord(base) || !isRecord(theirs)) return mine
  return Object.fromEntries(Object.keys(mine).map((name) => [name, withMine(base[name], mine[name], theirs[name])])) as T
}

function byKey(list: readonly Keyed[]): Map<string, Keyed> {
  return new Map(list.map((thing) => [thing.key, thing]))
}

function keyOf({ key }: Keyed): string {
  return key
}

function isKeyed(value: unknown): value is Keyed[] {
  return Array.isArray(value) && value.every((inner) => isRecord(inner) && typeof inner['key'] === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Equal in content, whatever the order of names. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, index) => same(value, b[index]))
  if (!isRecord(a) || !isRecord(b)) return false
  const names = new Set([...Object.keys(a), ...Object.keys(b)].filter((name) => a[name] !== undefined || b[name] !== undefined))
  return [...names].every((name) => same(a[name], b[name]))
}
