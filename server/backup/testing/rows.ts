import { Client } from 'pg'

type Column = { table: string; name: string; type: string; isNullable: boolean; isIdentity: boolean }

/** Every table of the schema with the columns that are data, whoever made it: asked of the catalogue. */
async function allTables(client: Client): Promise<Map<string, Column[]>> {
  const { rows } = await client.query<Column>(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as "isNullable", a.attidentity <> '' as "isIdentity"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration' order by c.relname, a.attnum`)
  return Map.groupBy(rows, ({ table }) => table)
}

/** Rows of every table as text, sorted; without what counts transactions of the cluster. */
export async function contents(url: string): Promise<Record<string, string[]>> {
  return withClient(url, async (client) => {
    const all: Record<string, string[]> = {}
    for (const [table, columns] of await allTables(client)) {
      const names = columns.filter(({ type }) => type !== 'xid8').map(({ name }) => client.escapeIdentifier(name))
      const { rows } = await client.query<{ row: string }>(`select row(${names.join(', ')})::text as row from ${client.escapeIdentifier(table)} order by 1`)
      all[table] = rows.map(({ row }) => row)
    }
    return all
  })
}

/**
 * Puts rows into every table that is empty, with values that are hard to carry, past all keys and triggers; where a check
 * wants one of several words, words of the check are tried. Gives back the tables that took none.
 */
export async function fillEmptyTables(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    await client.query('set session_replication_role = replica')
    const stubborn: string[] = []
    for (const [table, columns] of await allTables(client)) {
      const name = client.escapeIdentifier(table)
      const { rowCount } = await client.query(`select from ${name} limit 1`)
      if (rowCount === 0 && !(await fill(client, name, columns))) stubborn.push(table)
    }
    return stubborn
  })
}

async function fill(client: Client, name: string, columns: Column[]): Promise<boolean> {
  const { rows } = await client.query<{ check: string }>(`select pg_get_constraintdef(oid) as check from pg_constraint where conrelid = $1::regclass and contype = 'c'`, [name])
  const words = rows.flatMap(({ check }) => [...check.matchAll(/'([^']*)'::text/g)].map(([, word]) => word!))
  const checks = rows.map(({ check }) => check).join(' ')
  const wanted = columns.filter(({ type }) => type !== 'xid8')
  let made = 0
  for (let attempt = 0; attempt < 3000 && made < 3; attempt++) {
    const values = wanted.map((column) => valueOf(column, checks.includes(column.name) ? words : [], attempt))
    const text = `insert into ${name} (${wanted.map((column) => client.escapeIdentifier(column.name)).join(', ')}) overriding system value
      values (${wanted.map(({ type }, index) => `$${index + 1}::${type}`).join(', ')})`
    made += await client.query(text, values).then(() => 1, () => 0)
  }
  return made > 0
}

const awkward = ['tab\there', 'back\\slash \\N \\.', 'line\nend\r\n', '“引号” \'"', '', '\\.', 'ordinary', '😀 服务质量']

function valueOf({ type, isNullable }: Column, words: string[], attempt: number): unknown {
  if (isNullable && Math.random() < 0.4) return null
  const some = <T>(all: readonly T[]): T => all[Math.floor(Math.random() * all.length)]!
  if (type === 'text' || type === 'character varying') return words.length > 0 && Math.random() < 0.9 ? some(words) : attempt > 50 ? some(['a', 'b@example.org']) : some(awkward)
  if (type === 'uuid') return crypto.randomUUID()
  if (type === 'jsonb' || type === 'json') return JSON.stringify(some<unknown>([{ a: [1, null, 'x\ty\\'] }, [], {}, 'text\n']))
  if (type === 'bytea') return Buffer.from([0, 92, 10, 9, 255, Math.floor(Math.random() * 256)])
  if (type === 'boolean') return Math.random() < 0.5
  if (type === 'date') return some(['2026-02-28', '1999-12-31'])
  if (type.startsWith('timestamp')) return some(['2026-03-02T08:00:00.123456Z', '1969-12-31T23:59:59.999999Z'])
  if (type === 'double precision' || type === 'real') return some([0.1 + 0.2, 1e300, 'NaN', '-Infinity', 0])
  if (type === 'numeric') return some(['3.14159265358979323846', '0', '1'])
  if (/^(bigint|integer|smallint)$/.test(type)) return some([0, 1, 2, 7, 100, 12345])
  if (type.endsWith('[]')) return some<unknown>([[], type.startsWith('text') ? ['a"b', 'c\\d', '{}', ''] : type.startsWith('uuid') ? [crypto.randomUUID()] : [1, 2]])
  return some(words.length > 0 ? words : ['1'])
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url)
  await client.connect()
  return work(client).finally(() => client.end())
}
