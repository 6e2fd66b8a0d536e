import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { simulatedZone } from '@gap5/server/measure/testing/reference-studies.ts'
import { studyWithAnswers } from '@gap5/server/measure/testing/studies-with-answers.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'

const program = new URL('../gap5.js', import.meta.url).pathname

describe('gap5 report', async () => {
  const app = await testApp()
  const ours = await testOrganisation(app)
  const { study } = await studyWithAnswers(app, ours.id, simulatedZone())
  const folder = await mkdtemp(join(tmpdir(), 'gap5-report-'))
  after(() => rm(folder, { recursive: true, force: true }))
  const run = (...args: string[]): Promise<{ code: number; said: string }> =>
    new Promise((resolve) => {
      const env = { ...process.env, LC_ALL: 'C', DATABASE_URL: app.databaseUrl, GAP5_DATA: folder, GAP5_LOG: 'silent', GAP5_DEMO: 'off' }
      execFile(process.execPath, [program, 'report', ...args], { env, cwd: folder }, (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), said: out + err }))
    })

  test('writes a file, and says where', async () => {
    const file = join(folder, 'report.pdf')
    const { code, said } = await run(study.handle, '--language', 'zh', '--out', file, '--sections', 'conclusions,levels', '--select', 'a.branch=North')
    assert.equal(code, 0, said)
    assert.match(said, /report\.pdf is written/)
    assert.equal((await readFile(file)).subarray(0, 5).toString(), '%PDF-')
  })

  test('refuses what it does not understand, in a sentence', async () => {
    for (const [args, sentence] of [
      [[], /Tell one study/],
      [['nothing-here'], /There is no such study/],
      [[study.handle, '--sections', 'poem'], /--sections are some of/],
      [[study.handle, '--select', 'from=yesterday'], /--select is written like/],
      [[study.handle, '--language', 'fr'], /zh or en/],
      [[study.handle, '--out', join(folder, 'no', 'where.pdf')], /where\.pdf cannot be written: there is no such file or folder\./],
      [[study.handle, '--org', 'nobody'], /no organisation with the short name nobody/],
    ] as const) {
      const { code, said } = await run(...args)
      assert.equal(code, 1, said)
      assert.match(said, sentence)
    }
  })
})
