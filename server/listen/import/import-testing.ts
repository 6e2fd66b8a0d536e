/** What the tests of imports share: files from elsewhere, uploads, and running to the end. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import { createPool } from '../../database.ts'
import { rooms } from '../../rooms.ts'
import type { TestApp } from '../../testing/app.ts'
import type { TestCaller, TestOrganisation } from '../../testing/organisation.ts'
import { workOnce } from '../../worker.ts'

const shared = new URL('../../../../shared/data/', import.meta.url)

/** A real survey file that may not be part of the project, or null where it is not at hand. */
export function sharedFile(name: string): Buffer | null {
  const file = fileURLToPath(new URL(name, shared))
  return existsSync(file) ? readFileSync(file) : null
}

/** Cells as CSV; nothing in them needs quotes. */
export function csv(rows: readonly (readonly (string | number)[])[], separator = ','): Buffer {
  return Buffer.from(rows.map((row) => row.join(separator)).join('\n'))
}

export type Importer = {
  upload(name: string, bytes: Uint8Array, after?: string): Promise<ImportRecord>
  get(id: string): Promise<ImportRecord>
  send(method: string, id: string, part: string, json?: unknown): Promise<Response>
  /** Into a new study; gives the finished record. */
  importNew(name: string, bytes: Uint8Array): Promise<ImportRecord>
  work(): Promise<void>
}

export function importer(app: TestApp, org: TestOrganisation, caller: TestCaller = org.owner): Importer {
  const path = `/api/o/${org.handle}/imports`
  const answer = async (response: Response) => {
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.json()) as ImportRecord
  }
  const upload = async (name: string, bytes: Uint8Array, after?: string) => {
    const query = new URLSearchParams({ name, ...(after === undefined ? {} : { after }) })
    const headers = { 'Content-Type': 'application/octet-stream' }
    return answer(await caller.fetch(`${path}?${query}`, { method: 'POST', headers, body: new Uint8Array(bytes) }))
  }
  const get = async (id: string) => answer(await caller.fetch(`${path}/${id}`))
  const send = (method: string, id: string, part: string, json?: unknown) =>
    caller.fetch(`${path}/${id}${part}`, { method, ...(json === undefined ? {} : { json }) })
  const work = async () => {
    const pool = createPool(app.databaseUrl)
    await workOnce(app.deps, rooms, pool)
    await pool.end()
  }
  const importNew = async (name: string, bytes: Uint8Array) => {
    const { id } = await upload(name, bytes)
    await answer(await send('PUT', id, '/target', { target: newStudy }))
    await answer(await send('POST', id, '/run'))
    await work()
    return get(id)
  }
  return { upload, get, send, importNew, work }
}

export const newStudy = {
  kind: 'new',
  title: { en: 'Imported', zh: '导入' },
  subject: { kind: 'own', name: { en: 'We', zh: '我们' } },
  instrumentId: null,
}
