export type Change = { name: string; before: unknown; after: unknown }

/** The values that differ between `before` and `after` of an audit entry; other details stand as they are, as if added. Ids are left out. */
export function changesIn({ before = {}, after = {}, ...others }: Record<string, unknown>): Change[] {
  const [was, is] = [asRecord(before), { ...asRecord(after), ...others }]
  const onlyRemoved = Object.keys(is).length === 0
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => onlyRemoved || name in is || !(name in was))
    .map((name) => ({ name, before: was[name], after: is[name] }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after) && !(isUnsaid(before) && isUnsaid(after)))
}

/** Nothing, or an id nobody can read. */
function isUnsaid(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value))
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
