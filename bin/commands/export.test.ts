import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { readTable } from '@gap5/server/listen/import/table.ts'
import { openSav } from '@gap5/server/listen/spss/open-sav.ts'
import { answeredStudy, oddAnswers } from '@gap5/server/measure/testing/exported.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'

const program = new URL('../gap5.js', import.meta.url).pathname

describe('gap5 export', async () => {
  const app = await testApp({ now: '2026-05-01T00:00:00Z' })
  const ours = await testOrganisation(app)
  const rows = oddAnswers(80)
  const counted = rows.filter(({ marks }) => !marks.includes('honeypot'))
  const { study } = await answeredStudy(app, ours.id, rows)
  const folder = await mkdtemp(join(tmpdir(), 'gap5-export-'))
  after(() => rm(folder, { recursive: true, force: true }))
  const env = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', DATABASE_URL: app.databaseUrl, GAP5_DATA: folder, GAP5_LOG: 'silent' }
  const inFolder = (name: string) => join(folder, name)
  const take = (...args: string[]) => execute('export', args)

  function execute(command: string, args: string[]): Promise<{ code: number | null; said: string }> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [program, command, ...args], { env })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
      child.on('close', (code) => resolve({ code, said }))
    })
  }

  test('the ending of the file says as what', async () => {
    for (const name of ['a.csv', 'a.xlsx', 'a.sav', 'a.zip']) {
      const { code, said } = await take(study.handle, inFolder(name), '--org', ours.handle, '--words', 'texts')
      assert.equal(code, 0, said)
      assert.match(said, new RegExp(`${counted.length} responses written`))
    }
    assert.equal([...readTable(await readFile(inFolder('a.csv'))).rows()].length, counted.length)
    assert.equal([...openSav(await readFile(inFolder('a.sav'))).rows()].length, counted.length)
    const narrow = await take(study.handle, inFolder('north.csv'), '--org', ours.handle, '--select', 'a.branch=north&marks=all', '--long')
    assert.equal(narrow.code, 0, narrow.said)
    assert.match(narrow.said, new RegExp(`${rows.filter(({ attributes }) => attributes['branch'] === 'north').length} responses`))
  })

  test('what was written is analysed without a server, the same from every format', async () => {
    const said = await Promise.all(['a.csv', 'a.xlsx', 'a.sav'].map((name) => execute('analyze', [inFolder(name), '--language', 'en', '--title', 'Taken', '--json'])))
    const figures = said.map(({ code, said }) => {
      assert.equal(code, 0, said)
      const { gaps, kano, responses } = JSON.parse(said.slice(said.indexOf('{'))) as { gaps: { level: string; perception: unknown }[]; kano: unknown[]; responses: number }
      return { responses, kano: kano.length, overall: gaps.find(({ level }) => level === 'item')?.perception }
    })
    assert.deepEqual(figures[1], figures[2])
    assert.equal(figures[0]!.responses, counted.length)
  })

  test('says in a sentence what it cannot do, and leaves no half a file', async () => {
    for (const [args, sentence] of [
      [[study.handle, inFolder('b.csv')], /Tell a study, a file and the organisation/],
      [[study.handle, inFolder('b.doc'), '--org', ours.handle], /The file ends in/],
      [['nothing', inFolder('b.csv'), '--org', ours.handle], /no such study/i],
      [[study.handle, inFolder('b.csv'), '--org', ours.handle, '--select', 'from=yesterday'], /not understood/],
      [[study.handle, join(folder, 'no', 'where.csv'), '--org', ours.handle], /cannot be written/],
    ] as const) {
      const { code, said } = await take(...args)
      assert.match(said, sentence)
      assert.ok(!said.includes('    at '), said)
      assert.equal(code, 1)
    }
    assert.ok(!existsSync(inFolder('b.csv')) && !existsSync(inFolder('b.csv.part')))
  })
})
