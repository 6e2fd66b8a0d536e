/** The same core figures computed anew from raw rows: by one SQL statement, and by a loop over all rows in Node. */
import { sql, type RawBuilder } from 'kysely'
import { variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { Db } from '@gap5/server/database.ts'

/** Of an item or a dimension: who counts, means, differences and the share inside the zone. */
export type Core = { key: string; n: number; adequate: number; desired: number; perceived: number; adequacy: number; superiority: number; inside: number }

type Item = { key: string; dimension: string; at: Record<'adequate' | 'desired' | 'perception', number> }

export function itemsOf(definition: Definition): Item[] {
  const all = variables(definition)
  const place = (item: string, role: string) => all.findIndex((variable) => variable.item === item && variable.role === role)
  const keys = [...new Set(all.filter(({ role }) => role === 'desired').map(({ item }) => item))]
  return keys.map((key) => ({
    key,
    dimension: all.find((variable) => variable.item === key)?.dimension ?? '',
    at: { adequate: place(key, 'adequate'), desired: place(key, 'desired'), perception: place(key, 'perception') },
  }))
}

/**
 * Valid triples of each respondent side by side, then their means; a dimension needs half of its triples. `offset 0` has each
 * step computed once: merged into one, each mean would work out its triples anew.
 */
export async function coreInSql(db: Db, orgId: string, studyId: string, definition: Definition): Promise<Core[]> {
  const items = itemsOf(definition)
  const dimensions = [...Map.groupBy(items, ({ dimension }) => dimension)]
  const number = (place: number) => sql`numbers[${sql.lit(place + 1)}]`
  const levels = ['adequate', 'desired', 'perception'] as const
  const triples = items.flatMap(({ key, at }) => {
    const valid = sql`${number(at.adequate)} <= ${number(at.desired)} and ${number(at.perception)} is not null`
    return levels.map((level) => sql`case when ${valid} then ${number(at[level])} end as ${sql.ref(`${key}_${level}`)}`)
  })
  const scores = dimensions.flatMap(([key, own]) => {
    const columns = (level: string) => own.map((item) => sql.ref(`${item.key}_${level}`))
    const answered = sql`num_nonnulls(${sql.join(columns('perception'))})`
    return levels.map((level) => {
      const total = sql.join(columns(level).map((column) => sql`coalesce(${column}, 0)`), sql` + `)
      return sql`case when ${answered} >= ${sql.lit(Math.ceil(own.length / 2))} then (${total}) / ${answered} end as ${sql.ref(`${key}_${level}`)}`
    })
  })
  const keys = [...items.map(({ key }) => key), ...dimensions.map(([key]) => key)]
  const figures = keys.flatMap((key): RawBuilder<unknown>[] => {
    const [a, d, p] = levels.map((level) => sql.ref(`${key}_${level}`))
    return [
      sql`count(${p})`, sql`avg(${a})`, sql`avg(${d})`, sql`avg(${p})`, sql`avg(${p} - ${a})`, sql`avg(${p} - ${d})`,
      sql`avg(case when ${p} is not null then (${a} <= ${p} and ${p} <= ${d})::integer end)`, sql`stddev_samp(${p} - ${a})`, sql`stddev_samp(${p} - ${d})`,
    ]
  })
  const { rows } = await sql<{ figures: number[] }>`
    select array_to_json(array[${sql.join(figures.map((figure) => sql`${figure}::float8`))}]) as figures
    from (
      select *, ${sql.join(scores)} from (
        select ${sql.join(triples)}
        from response join response_revision as latest
          on latest.org_id = response.org_id and latest.response_id = response.id and latest.revision = response.revision
        where response.org_id = ${orgId} and response.study_id = ${studyId} and not latest.marks && array['honeypot', 'duplicate', 'attention', 'withdrawn']
        offset 0
      ) as triple
      offset 0
    ) as score`.execute(db)
  const all = rows[0]?.figures ?? []
  return keys.map((key, at) => {
    const [n = 0, adequate = 0, desired = 0, perceived = 0, adequacy = 0, superiority = 0, inside = 0] = all.slice(9 * at, 9 * at + 9)
    return { key, n, adequate, desired, perceived, adequacy, superiority, inside }
  })
}

/** All numbers of a study as one array, respondent after respondent, NaN where there is none. */
export async function readAll(db: Db, orgId: string, studyId: string, width: number): Promise<Float32Array> {
  const { rows: counts } = await sql<{ n: number }>`select count(*)::integer as n from response where org_id = ${orgId} and study_id = ${studyId}`.execute(db)
  const numbers = new Float32Array((counts[0]?.n ?? 0) * width)
  let place = 0
  for (let after = 0; ; ) {
    const { rows } = await sql<{ seq: number; numbers: (number | null)[]; counts: boolean }>`
      select seq, array_to_json(numbers) as numbers, not marks && array['honeypot', 'duplicate', 'attention', 'withdrawn'] as counts
      from (select * from response where org_id = ${orgId} and study_id = ${studyId} and seq > ${after} order by seq limit 5000) as response
        join response_revision as latest on latest.org_id = response.org_id and latest.response_id = response.id and latest.revision = response.revision
      order by seq`.execute(db)
    for (const row of rows) if (row.counts) for (const number of row.numbers) numbers[place++] = number ?? Number.NaN
    const last = rows.at(-1)
    if (last === undefined) return numbers.subarray(0, place)
    after = last.seq
  }
}

/** Means, sums of squares and shares in one loop over the respondents. */
export function coreInNode(numbers: Float32Array, width: number, definition: Definition): Core[] {
  const items = itemsOf(definition)
  const dimensions = [...Map.groupBy([...items.keys()], (at) => items[at]!.dimension)]
  const figures = 8
  const sums = new Float64Array((items.length + dimensions.length) * figures)
  const valid = new Uint8Array(items.length)
  const add = (at: number, a: number, d: number, p: number) => {
    const start = at * figures
    sums[start]!++
    sums[start + 1]! += a
    sums[start + 2]! += d
    sums[start + 3]! += p
    sums[start + 4]! += (p - a) * (p - a)
    sums[start + 5]! += (p - d) * (p - d)
    if (a <= p && p <= d) sums[start + 6]!++
  }
  for (let row = 0; row < numbers.length; row += width) {
    for (let i = 0; i < items.length; i++) {
      const { adequate, desired, perception } = items[i]!.at
      const [a, d, p] = [numbers[row + adequate]!, numbers[row + desired]!, numbers[row + perception]!]
      valid[i] = Number(a <= d && p === p)
      if (valid[i] === 1) add(i, a, d, p)
    }
    for (let at = 0; at < dimensions.length; at++) {
      const own = dimensions[at]![1]
      let [n, a, d, p] = [0, 0, 0, 0]
      for (const i of own) {
        if (valid[i] === 0) continue
        n++
        a += numbers[row + items[i]!.at.adequate]!
        d += numbers[row + items[i]!.at.desired]!
        p += numbers[row + items[i]!.at.perception]!
      }
      if (n >= Math.ceil(own.length / 2)) add(items.length + at, a / n, d / n, p / n)
    }
  }
  const keys = [...items.map(({ key }) => key), ...dimensions.map(([key]) => key)]
  return keys.map((key, at) => {
    const [n = 0, a = 0, d = 0, p = 0, , , inside = 0] = sums.subarray(at * figures)
    return { key, n, adequate: a / n, desired: d / n, perceived: p / n, adequacy: (p - a) / n, superiority: (p - d) / n, inside: inside / n }
  })
}
