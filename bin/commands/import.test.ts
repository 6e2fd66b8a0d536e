import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { recipeSchema } from '@gap5/contract/listen/recipe.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'

const program = new URL('../gap5.js', import.meta.url).pathname

describe('gap5 import', async () => {
  const app = await testApp()
  const ours = await testOrganisation(app)
  const folder = await mkdtemp(join(tmpdir(), 'gap5-import-'))
  after(() => rm(folder, { recursive: true, force: true }))
  const run = (...args: string[]) => execute(args, { DATABASE_URL: app.databaseUrl, GAP5_DATA: folder, GAP5_LOG: 'silent' })
  const inFolder = (name: string) => join(folder, name)
  await writeFile(inFolder('survey.csv'), 'id,branch,e1,e2,p1,p2\n1,north,7,6,5,4\n2,south,6,6,6,6\n3,north,9,1,1,1\n')

  test('makes a study of a file and keeps the recipe and the refused rows', async () => {
    const { code, said } = await run(
      'survey.csv', '--org', ours.handle, '--title', 'Spring', '--save-recipe', inFolder('recipe.json'), '--refused', inFolder('bad.csv'),
    )
    assert.equal(code, 0, said)
    assert.match(said, /3 rows, 6 columns: 2 pairs of expectation and perception/)
    assert.match(said, /3 rows imported, 0 there already, 0 with problems/)
    const recipe = recipeSchema.parse(JSON.parse(await readFile(inFolder('recipe.json'), 'utf8')))
    assert.equal(recipe.columns[2]?.use, 'rating')
  })

  test('imports by a recipe into a study that is there; the same rows add nothing', async () => {
    const recipe = await readFile(inFolder('recipe.json'), 'utf8')
    await writeFile(inFolder('narrow.json'), recipe.replaceAll('"max": 10', '"max": 7').replaceAll('"max": 9', '"max": 7'))
    const { code, said } = await run('survey.csv', '--org', ours.handle, '--study', 'spring', '--recipe', inFolder('narrow.json'))
    assert.equal(code, 0, said)
    assert.match(said, /0 rows imported, 3 there already/)
  })

  test('says in a sentence what it cannot do', async () => {
    for (const [args, sentence] of [
      [['survey.csv'], /Tell one file and the organisation/],
      [['nothing.csv', '--org', ours.handle], /cannot be read/],
      [['survey.csv', '--org', 'nobody'], /no organisation with the short name nobody/],
      [['recipe.json', '--org', ours.handle, '--dry-run'], /By its content it is JSON/],
    ] as const) {
      const { code, said } = await run(...args)
      assert.match(said, sentence)
      assert.ok(!said.includes('    at '), said)
      assert.equal(code, 1)
    }
  })

  function execute(args: readonly string[], env: Record<string, string>): Promise<{ code: number | null; said: string }> {
    return new Promise((resolve) => {
      const [file = '', ...rest] = args
      const child = spawn(process.execPath, [program, 'import', inFolder(file), ...rest], { env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', ...env } })
      let said = ''
      child.stdout.on('data', (data: Buffer) => (said += data.toString()))
      child.stderr.on('data', (data: Buffer) => (said += data.toString()))
      child.on('close', (code) => resolve({ code, said }))
    })
  }
})
