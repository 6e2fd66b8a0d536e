/** What the tests of imports share: files from elsewhere, uploads, and running to the end. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import { createPool } from '../../database.ts'
import { rooms } from '../../rooms.ts'
import type { TestApp } from '../../testing/app.ts'
import type { TestCaller, TestOrganisation } from '../../testing/organisation.ts'
import { workOnce } from '../../worker.ts'
import { Unreadable, type UnreadableCode } from './unreadable.ts'

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

/** A small generator of whole numbers, the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647)
}

export function utf16(text: string, order: 'le' | 'be', mark: boolean): Buffer {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

let codes: Map<string, number> | null = null

/** Text in GBK, by turning the decoder round. */
export function gbk(text: string): Buffer {
  codes ??= gbkCodes()
  const bytes: number[] = []
  for (const character of text) {
    const code = codes.get(character)
    if (code !== undefined) bytes.push(code >> 8, code & 0xff)
    else if (character.charCodeAt(0) < 128) bytes.push(character.charCodeAt(0))
    else throw new Error(`${character} is not in GBK`)
  }
  return Buffer.from(bytes)
}

function gbkCodes(): Map<string, number> {
  const decoder = new TextDecoder('gbk')
  const found = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(new Uint8Array([lead, trail]))
      if ([...character].length === 1 && character !== '\ufffd' && !found.has(character)) found.set(character, (lead << 8) | trail)
    }
  }
  return found
}

/** The code by which a file is refused, or null where it is not; any other error fails the test. */
export function refusal(work: () => unknown): UnreadableCode | null {
  try {
    work()
    return null
  } catch (error) {
    assert.ok(error instanceof Unreadable, `${error}`)
    return error.code
  }
}
