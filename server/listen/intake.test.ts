import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answersSchema } from '@gap5/contract/listen/answers.ts'
import { inOrganisation } from '../database.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'
import { accept, acceptMany, reject, type IntakeRow, type IntakeSource } from './intake.ts'
import { countByStudy } from './tally.ts'

describe('answers that arrive', async () => {
  const app = await testApp()
  const { id: orgId } = await testOrganisation(app)
  const inside = <T>(work: Parameters<typeof inOrganisation<T>>[2]) => inOrganisation(app.db, orgId, work)

  async function newSource(): Promise<IntakeSource> {
    const { study, collector } = await testStudy(app, orgId)
    return { orgId, studyId: study.id, collectorId: collector.id, channel: 'survey', receivedAt: app.clock.now() }
  }

  function row(externalId: string, change: Partial<IntakeRow> = {}): IntakeRow {
    const answers = answersSchema.parse({
      ratings: { 'l1.adequate': 5, 'l1.desired': 8, 'l1.perception': 'na', 'importance.reliability': 62.5 },
      choices: { channel: ['web'] },
      texts: { why: '服务很好' },
    })
    const submittedAt = app.clock.now()
    return { externalId, answers, attributes: {}, language: 'zh', startedAt: null, submittedAt, marks: [], body: { raw: true }, ...change }
  }

  test('are kept as scores, words and the raw entry, each in its place', async () => {
    const source = await newSource()
    const help = { text: '请回电', contact: { phone: '000' } }
    const { responseId, repeated } = await inside((trx) => accept(trx, { ...source, ...row('a', { marks: ['fast'], help }) }))
    assert.equal(repeated, false)
    const revision = await app.owner.selectFrom('response_revision').selectAll().where('response_id', '=', responseId).executeTakeFirstOrThrow()
    assert.deepEqual(revision.numbers, [5, 8, null, null, null, null, 62.5, null])
    assert.deepEqual(revision.marks, ['fast'])
    assert.deepEqual(revision.answers.choices, { channel: ['web'] })
    assert.ok(!JSON.stringify(revision).includes('服务很好'))
    const statements = await app.owner.selectFrom('statement').selectAll().where('response_id', '=', responseId).orderBy('kind').execute()
    assert.deepEqual(statements.map(({ kind, item, text, contact }) => ({ kind, item, text, contact })), [
      { kind: 'help', item: null, text: '请回电', contact: { phone: '000' } },
      { kind: 'verbatim', item: 'why', text: '服务很好', contact: null },
    ])
    const journal = await app.owner.selectFrom('intake_journal').selectAll().where('response_id', '=', responseId).executeTakeFirstOrThrow()
    assert.deepEqual([journal.outcome, journal.body], ['accepted', { raw: true }])
  })

  test('count once when they are sent again', async () => {
    const source = await newSource()
    const first = await inside((trx) => accept(trx, { ...source, ...row('b') }))
    const second = await inside((trx) => accept(trx, { ...source, ...row('b', { marks: ['duplicate'] }) }))
    assert.deepEqual(second, { responseId: first.responseId, repeated: true })
    assert.equal((await inside((trx) => countByStudy(trx, orgId, [source.studyId]))).get(source.studyId)?.responses, 1)
  })

  test('count once when the same are sent five times at the same moment', async () => {
    const source = await newSource()
    const all = await Promise.all(Array.from({ length: 5 }, () => inside((trx) => accept(trx, { ...source, ...row('c') }))))
    assert.equal(new Set(all.map((one) => one.responseId)).size, 1)
    assert.equal(all.filter((one) => !one.repeated).length, 1)
    const { count } = await app.owner
      .selectFrom('response')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('study_id', '=', source.studyId)
      .executeTakeFirstOrThrow()
    assert.equal(count, 1)
  })

  test('leave nothing behind when the transaction fails', async () => {
    const source = await newSource()
    await assert.rejects(
      inside(async (trx) => {
        await accept(trx, { ...source, ...row('d') })
        throw new Error('power cut')
      }),
    )
    for (const table of ['response', 'intake_journal', 'statement'] as const) {
      assert.deepEqual(await app.owner.selectFrom(table).select('org_id').where('study_id', '=', source.studyId).execute(), [])
    }
  })

  test('come in by the thousand, each once, in the order given', async () => {
    const source = await newSource()
    const before = await inside((trx) => accept(trx, { ...source, ...row('row-7') }))
    const rows = Array.from({ length: 1000 }, (_, index) => row(`row-${index}`))
    const accepted = await inside((trx) => acceptMany(trx, source, [...rows, row('row-3')]))
    assert.equal(accepted.length, 1001)
    assert.deepEqual(accepted[7], { responseId: before.responseId, repeated: true })
    assert.deepEqual(accepted[1000], { responseId: accepted[3]?.responseId, repeated: true })
    assert.equal((await inside((trx) => countByStudy(trx, orgId, [source.studyId]))).get(source.studyId)?.responses, 1000)
    const inOrder = await app.owner.selectFrom('response').select('id').where('study_id', '=', source.studyId).orderBy('seq').execute()
    assert.equal(inOrder[1]?.id, accepted[0]?.responseId)
  })

  test('wait as dead letters when they do not fit, until the same sender mends them', async () => {
    const source = await newSource()
    const problem = { code: 'listen.answers-invalid', errors: [] }
    await inside((trx) => reject(trx, source, { externalId: 'e', body: { l1: 99 }, problem }))
    const letters = () => app.owner.selectFrom('intake_journal').selectAll().where('study_id', '=', source.studyId).execute()
    assert.deepEqual((await letters()).map(({ outcome, body }) => ({ outcome, body })), [{ outcome: 'rejected', body: { l1: 99 } }])
    assert.equal((await inside((trx) => accept(trx, { ...source, ...row('e') }))).repeated, false)
    await inside((trx) => reject(trx, source, { externalId: 'e', body: null, problem }))
    assert.deepEqual((await letters()).map(({ outcome, body, problem }) => ({ outcome, body, problem })), [
      { outcome: 'accepted', body: { raw: true }, problem: null },
    ])
  })
})
