import { test } from 'node:test'
import assert from 'node:assert/strict'
import { refusedRowsSchema } from '@gap5/contract/listen/imports.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { runForgetting } from './files.ts'
import { csv, importer, newStudy, sharedFile } from './import-testing.ts'

const app = await testApp()
const org = await testOrganisation(app)
const imports = importer(app, org)

const three = csv([
  ['id', 'branch', 'e1', 'e2', 'p1', 'p2', 'comment'],
  [1, 'north', 7, 6, 5, 4, 'Slow 😀'],
  [2, 'south', 6, 6, 6, 6, ''],
  [3, 'north', 5, 7, '', 3, '=1+1'],
])

test('a file becomes a study with its instrument, attributes and answers', async () => {
  const done = await imports.importNew('three.csv', three)
  assert.deepEqual([done.progress.state, done.progress.accepted, done.progress.refused], ['done', 3, 0])
  const { rows } = await read(done.studyHandle!)
  assert.equal(rows.length, 3)
  assert.deepEqual(rows[0], { attributes: { branch: 'north' }, ratings: { 'item1.expectation': 7, 'item2.expectation': 6, 'item1.perception': 5, 'item2.perception': 4 }, marks: [] })
  assert.deepEqual(rows[2]!.ratings, { 'item1.expectation': 5, 'item2.expectation': 7, 'item2.perception': 3 })
})

async function read(handle: string) {
  const rows = await app.owner
    .selectFrom('response')
    .innerJoin('study', (join) => join.onRef('study.id', '=', 'response.study_id'))
    .innerJoin('response_revision as revision', (join) =>
      join.onRef('revision.response_id', '=', 'response.id').onRef('revision.revision', '=', 'response.revision'),
    )
    .select(['response.attributes', 'revision.answers', 'revision.marks'])
    .where('study.handle', '=', handle)
    .where('study.org_id', '=', org.id)
    .orderBy('response.seq')
    .execute()
  return { rows: rows.map(({ attributes, answers, marks }) => ({ attributes, ratings: answers.ratings, marks })) }
}

test('the same file again adds nothing and says so', async () => {
  const first = await imports.importNew('again.csv', three)
  const second = await imports.upload('again copy.csv', three)
  assert.equal(second.recipeFrom, 'kept')
  await imports.send('PUT', second.id, '/target', { target: { kind: 'study', studyId: await studyId(first.studyHandle!) } })
  await imports.send('POST', second.id, '/run')
  await imports.work()
  const { progress } = await imports.get(second.id)
  assert.deepEqual([progress.accepted, progress.repeated, progress.state], [0, 3, 'done'])
})

test('a code that no earlier file of the same headings had is told, and read as no answer', async () => {
  const head = ['care', 'speed', 'price']
  const rows = (last: (string | number)[]) => csv([head, ...Array.from({ length: 12 }, (_, i) => [1 + (i % 5), 5 - (i % 5), 1 + (i % 3)]), last, last])
  await imports.importNew('first.csv', rows([2, 4, 3]))
  const second = await imports.upload('second.csv', rows([-99, 4, 42]))
  assert.equal(second.recipeFrom, 'kept')
  assert.equal(second.recipe.title.en, 'second')
  const missing = second.recipe.columns.map((column) => (column.use === 'rating' ? column.missing : column.use))
  assert.deepEqual(missing, [{ '-99': 'blank' }, undefined, undefined])
  assert.deepEqual(second.remarks.map(({ text }) => text.en), ['Outside 1 to 5: -99. Read as “no answer”: -99.', 'Outside 1 to 5: 42.'])
})

async function studyId(handle: string): Promise<string> {
  const study = await app.owner.selectFrom('study').select('id').where('handle', '=', handle).where('org_id', '=', org.id).executeTakeFirstOrThrow()
  return study.id
}

test('without a key, rows are known by their place and content, until they are wanted twice', async () => {
  const file = csv([['q1', 'q2', 'q3'], [1, 2, 3], [1, 2, 3], [5, 4, 3], [3, 4, 5]])
  const first = await imports.importNew('plain.csv', file)
  assert.equal(first.progress.accepted, 4)
  const target = { kind: 'study', studyId: await studyId(first.studyHandle!) }
  for (const [repeats, expected] of [['skip', [0, 4]], ['keep', [4, 0]], ['keep', [0, 4]]] as const) {
    const { id } = await imports.upload('plain.csv', file)
    await imports.send('PUT', id, '/target', { target, repeats })
    await imports.send('POST', id, '/run')
    await imports.work()
    const { progress } = await imports.get(id)
    assert.deepEqual([progress.accepted, progress.repeated], expected)
  }
})

test('bad rows wait, are fixed and brought again; only they are added', async () => {
  const rows: (string | number)[][] = [
    ['id', 'q1', 'q2', 'q3'],
    ...Array.from({ length: 60 }, (_, i) => [i + 1, (i % 5) + 1, ((i * 3) % 5) + 1, ((i * 2) % 5) + 1]),
  ]
  rows[3] = [3, 9, 4, 4]
  rows[5] = [5, 'five', 4, '#N/A']
  rows[7] = [6, 1, 1, 1]
  const done = await imports.importNew('bad.csv', csv(rows))
  assert.deepEqual([done.progress.accepted, done.progress.refused], [57, 3])
  assert.deepEqual(
    done.progress.faults.map(({ fault, column, count }) => [fault, column, count]),
    [['key-repeated', null, 1], ['not-a-number', 'q1', 1], ['out-of-scale', 'q1', 1], ['spreadsheet-error', 'q3', 1]],
  )
  const page = refusedRowsSchema.parse(await (await imports.send('GET', done.id, '/refused')).json())
  assert.deepEqual(page.rows.map(({ row }) => row), [4, 6, 8])
  assert.equal(page.rows[0]!.problems[0]!.sentence.en, '9 lies outside the scale 1–5.')
  const answer = await imports.send('GET', done.id, '/refused.csv')
  const text = await answer.text()
  assert.match(text, /^id,q1,q2,q3,problem\r\n3,9,4,4,row 4: q1: 9 lies outside the scale 1–5\.\r\n/)
  const fixed = text.replace('\r\n3,9,', '\r\n3,5,').replace('5,five,4,#N/A', '5,5,4,1').replace('\r\n6,1,1,1', '\r\n7,1,1,1')
  const again = await imports.upload('fixed.csv', Buffer.from(fixed), done.id)
  assert.deepEqual(again.obstacles, [])
  await imports.send('POST', again.id, '/run')
  await imports.work()
  const after = await imports.get(again.id)
  assert.deepEqual([after.progress.accepted, after.progress.refused, after.progress.repeated], [3, 0, 0])
})

test('a known key with other content is refused, not overwritten', async () => {
  const done = await imports.importNew('keys.csv', csv([['id', 'q1', 'q2', 'q3'], [1, 2, 3, 4], [2, 5, 5, 5]]))
  const again = await imports.upload('keys 2.csv', csv([['id', 'q1', 'q2', 'q3'], [1, 2, 3, 5], [3, 1, 1, 1]]), done.id)
  await imports.send('POST', again.id, '/run')
  await imports.work()
  const { progress } = await imports.get(again.id)
  assert.deepEqual([progress.accepted, progress.faults], [1, [{ fault: 'key-taken', column: null, count: 1 }]])
})

test('an import taken back counts no more and may be brought again', async () => {
  const done = await imports.importNew('back.csv', three)
  const handle = done.studyHandle!
  const answer = await imports.send('POST', done.id, '/withdrawal')
  assert.equal(answer.status, 200)
  const { rows } = await read(handle)
  assert.deepEqual(rows.map(({ ratings, marks }) => [Object.keys(ratings).length, marks]), [1, 2, 3].map(() => [0, ['withdrawn']]))
  const again = await imports.upload('back.csv', three)
  await imports.send('PUT', again.id, '/target', { target: { kind: 'study', studyId: await studyId(handle) } })
  await imports.send('POST', again.id, '/run')
  await imports.work()
  assert.equal((await imports.get(again.id)).progress.accepted, 3)
})

test('a cancelled import stops and can be gone on with', async () => {
  const big = csv([['id', 'q1', 'q2', 'q3'], ...Array.from({ length: 2500 }, (_, i) => [i, (i % 5) + 1, 3, 4])])
  const { id } = await imports.upload('big.csv', big)
  await imports.send('PUT', id, '/target', { target: newStudy })
  await imports.send('POST', id, '/run')
  assert.equal((await imports.send('POST', id, '/cancellation')).status, 200)
  await imports.work()
  const stopped = await imports.get(id)
  assert.deepEqual([stopped.state, stopped.progress.accepted], ['cancelled', 0])
  await imports.send('POST', id, '/run')
  await imports.work()
  const done = await imports.get(id)
  assert.deepEqual([done.state, done.progress.accepted], ['done', 2500])
})

test('the file goes after thirty days, what was imported stays', async () => {
  const own = await testOrganisation(app)
  const theirs = importer(app, own)
  const done = await theirs.importNew('kept.csv', three)
  assert.equal(done.fileKeptUntil, '2026-04-01T08:00:00.000Z')
  const before = app.clock.now()
  app.clock.set('2026-04-01T08:00:00Z')
  await runForgetting(app.deps, { orgId: own.id, importId: done.id })
  app.clock.set(before)
  const later = await theirs.get(done.id)
  assert.deepEqual([later.fileKeptUntil, later.progress.accepted], [null, 3])
  const parts = await app.owner.selectFrom('survey_import_part').select('n').where('import_id', '=', done.id).execute()
  assert.equal(parts.length, 0)
})

const kiosk = sharedFile('kiosk_servqual_1to7.csv')
test('the kiosk survey comes in whole', { skip: kiosk === null && 'the shared data are not at hand' }, async () => {
  const done = await imports.importNew('kiosk.csv', kiosk!)
  assert.equal(
    done.understood.en,
    'CSV, UTF-8, comma, 211 rows, 56 columns: 24 pairs of expectation and perception on 1–7; 2 satisfaction ratings on 1–5; 1 intention rating on 1–5; 1 recommendation rating on 1–5; 3 attributes (gender, age_band, use_freq); key “id”.',
  )
  assert.deepEqual([done.progress.accepted, done.progress.refused], [211, 0])
})
