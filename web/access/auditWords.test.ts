import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { problems } from '@gap5/contract/problems.ts'
import { auditNouns, auditWords } from './auditWords.ts'

const server = new URL('../../server/', import.meta.url)

/** What is written by its name: `audit(trx, actor, 'noun.done', { kind …`. */
const named = /\baudit\(([^{]*)\{ kind/g

/** Second argument after the actor: `audit(trx, actor, 'noun.done', …)`, or handed on by a function of the same room. */
const actions = /'((?:[a-z]+)\.(?:[a-z]+(?:-[a-z]+)*(?:ed|reset|left)))'/g

test('everything the server notes has words in both languages', async () => {
  const written = new Set<string>()
  for (const file of await readdir(server, { recursive: true })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.startsWith('node_modules')) continue
    const source = await readFile(new URL(file, server), 'utf8')
    if (!/\baudit\(/.test(source)) continue
    for (const [, call = ''] of source.matchAll(named)) for (const [, action = ''] of call.matchAll(/'([a-z-]+\.[a-z-]+)'/g)) written.add(action)
    for (const [, action = ''] of source.matchAll(actions)) if (nounOf(action) in auditNouns && !(action in problems)) written.add(action)
  }
  assert.ok(written.size > 20, [...written].join(', '))
  assert.deepEqual([...written].filter((action) => !(action in auditWords)), [])
})

test('every action has a noun by which it is found', () => {
  for (const action of Object.keys(auditWords)) assert.ok(nounOf(action) in auditNouns, action)
})

function nounOf(action: string): string {
  return action.replace(/\..*$/, '')
}
