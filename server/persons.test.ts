import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import type { PersonExport, PersonSummary, PersonTraces } from '@gap5/contract/access/persons.ts'
import { systemActor } from './access/actor.ts'
import { inOrganisation } from './database.ts'
import { acceptMany } from './listen/intake.ts'
import { createPersonalLinks } from './listen/personal-links.ts'
import { hashOf } from './access/tokens.ts'
import { testApp } from './testing/app.ts'
import { testOrganisation } from './testing/organisation.ts'
import { smallDefinition, testStudy } from './testing/study.ts'

describe('what an organisation knows of a person', async () => {
  const app = await testApp()
  const here = await testOrganisation(app)
  const manager = await here.as('manager')
  const at = `/api/o/${here.handle}/persons`
  const named = { key: 'room', title: { en: 'Room', zh: '房间' }, type: 'text' as const, values: [], settableByLink: false }
  const { study, collector } = await testStudy(app, here.id, { attributes: [named], kind: 'personal' })
  const ratings = { 'l1.adequate': 4, 'l1.desired': 8, 'l1.perception': 5 }

  async function ask<Answer>(what: string, json: unknown): Promise<Answer> {
    const answer = await manager.fetch(`${at}/${what}`, { method: 'POST', json })
    assert.equal(answer.status, 200, await answer.clone().text())
    return (await answer.json()) as Answer
  }
  const find = async (term: string) => (await ask<PersonTraces>('search', { term })).traces

  /** Answered by the personal link made for this name, with words, contact, a free attribute and a raw entry. */
  async function respondent(name: string, { email, phone, room }: { email: string; phone: string; room: string }) {
    const draft = { recipients: [{ label: name, attributes: {} }], expiresAt: null }
    const made = await inOrganisation(app.db, here.id, (trx) =>
      createPersonalLinks(trx, systemActor(here.id), { study, collectorId: collector.id, draft, publicUrl: '' }, app.clock.now()))
    const token = made.links[0]!.url.split('/').at(-1)!
    const link = await app.owner.selectFrom('personal_link').select('id').where('token_hash', '=', hashOf(token)).executeTakeFirstOrThrow()
    const row = {
      externalId: `${collector.id}:${link.id}`, answers: { ratings, choices: {}, texts: { why: `I am ${name}` } }, attributes: { room }, language: 'zh' as const,
      startedAt: null, submittedAt: app.clock.now(), marks: [], help: { text: 'call', contact: { name, email, phone } }, personalLinkId: link.id, body: { raw: name },
    }
    const [accepted] = await inOrganisation(app.db, here.id, (trx) =>
      acceptMany(trx, { orgId: here.id, studyId: study.id, collectorId: collector.id, channel: 'survey', receivedAt: app.clock.now() }, [row]))
    return { linkId: link.id, responseId: accepted!.responseId }
  }

  const wanted = await respondent('Ann Example', { email: 'Ann@example.org', phone: '+86 10 5555 0123', room: 'suite 12' })
  const other = await respondent('Ben Example', { email: 'ben@example.org', phone: '555 0999', room: 'suite 13' })

  test('is found by name, address, phone, free attribute, the id of an answer and the id of the sender', async () => {
    for (const term of ['ann@EXAMPLE.org', '861055550123', 'suite 12', wanted.responseId, `${collector.id}:${wanted.linkId}`]) {
      const traces = (await find(term)).filter(({ isMention }) => !isMention)
      assert.deepEqual(traces.map(({ kind, id }) => [kind, id]), [['response', wanted.responseId]], term)
    }
    const byName = await find('ann example')
    assert.deepEqual(new Set(byName.map(({ kind }) => kind)), new Set(['response', 'personal-link']))
    const mentions = await find('Ann Exam')
    assert.deepEqual(mentions.map(({ id, isMention }) => [id, isMention]), [[wanted.responseId, true]])
    assert.deepEqual(await find('nobody at all'), [])
    assert.deepEqual(await find('100%_'), [])
  })

  test('is handed out whole, from any end of the thread, as data and as a page', async () => {
    for (const handle of [{ kind: 'response', id: wanted.responseId }, { kind: 'personal-link', id: wanted.linkId }]) {
      const all = await ask<PersonExport>('export', { handles: [handle] })
      const entries = Object.fromEntries(all.sections.map(({ key, entries: found }) => [key, found]))
      assert.deepEqual(Object.keys(entries).filter((key) => key !== 'access.audit'), ['listen.personal-link', 'listen.response', 'listen.statement', 'listen.journal'])
      assert.equal(entries['listen.statement']?.length, 2)
      assert.deepEqual(entries['listen.statement']?.map(({ text }) => text).sort(), ['I am Ann Example', 'call'])
      assert.deepEqual(entries['listen.journal']?.[0]?.['body'], { raw: 'Ann Example' })
      assert.equal(entries['listen.personal-link']?.[0]?.['label'], 'Ann Example')
      const [answer] = entries['listen.response']!
      assert.deepEqual((answer!['answers'] as { key: string; answer: unknown; question: unknown }[])[0], { key: 'l1.adequate', answer: 4, question: smallDefinition.blocks[0]!.items[0]!.text })
      assert.ok(!JSON.stringify(all).includes('Ben'))
    }
    const page = await manager.fetch(`${at}/export?lang=zh`, { method: 'POST', json: { handles: [{ kind: 'response', id: wanted.responseId }], format: 'html' } })
    assert.match(page.headers.get('content-disposition') ?? '', /attachment; filename="person-2026-03-02\.html"/)
    const text = await page.text()
    assert.match(text, /lang="zh-CN"/)
    for (const part of ['I am Ann Example', 'Ann@example.org', '承诺的时间会做到', 'suite 12']) assert.ok(text.includes(part), part)
    const audited = await app.owner.selectFrom('audit_entry').select('details').where('action', '=', 'person.exported').execute()
    assert.equal(audited.length, 3)
    assert.ok(!JSON.stringify(audited).includes('Ann'), 'the trail names nobody')
  })

  test('tells beforehand what would go, and changes nothing by telling', async () => {
    const { sections } = await ask<PersonSummary>('preview', { handles: [{ kind: 'response', id: wanted.responseId }] })
    const counts = Object.fromEntries(sections.map(({ key, entries }) => [key, entries]))
    const exports = { 'access.audit': 3 }
    assert.deepEqual(counts, { ...exports, 'listen.personal-link': 1, 'listen.response': 1, 'listen.statement': 2, 'listen.journal': 1 })
    assert.equal((await find('ann@example.org')).length, 1)
  })

  test('is erased everywhere in one go, twice like once; scores stay, and others are not touched', async () => {
    const before = await scores()
    const known = { handles: [{ kind: 'personal-link', id: wanted.linkId }], reason: 'asked for' }
    const { sections } = await ask<PersonSummary>('erasure', known)
    assert.ok(sections.some(({ key, entries }) => key === 'listen.statement' && entries === 2))
    await ask<PersonSummary>('erasure', known)
    for (const term of ['Ann Example', 'ann@example.org', '861055550123', 'suite 12']) assert.deepEqual(await find(term), [], term)
    assert.deepEqual(await scores(), before)
    assert.equal((await find('ben@example.org')).length, 1)
    assert.equal((await find(other.responseId)).length, 1)
    const everything = await whole()
    for (const part of ['Ann', 'ann@', '5555 0123', 'suite 12']) assert.ok(!everything.includes(part), `${part} is still somewhere`)
    assert.ok(everything.includes('Ben Example'))
  })

  test('whose sender’s id was an address does not come back with a second import or a retry', async () => {
    const row = {
      externalId: 'dora@example.org', answers: { ratings, choices: {}, texts: {} }, attributes: {}, language: null, startedAt: null,
      submittedAt: app.clock.now(), marks: [], body: { mail: 'dora@example.org' },
    }
    const send = () => inOrganisation(app.db, here.id, (trx) =>
      acceptMany(trx, { orgId: here.id, studyId: study.id, collectorId: collector.id, channel: 'import', receivedAt: app.clock.now() }, [row, { ...row, externalId: 'else', body: {} }]))
    const [first] = await send()
    const [trace] = await find('dora@example.org')
    assert.equal(trace?.id, first!.responseId)
    await ask<PersonSummary>('erasure', { handles: [{ kind: 'response', id: first!.responseId }], reason: 'asked for' })
    assert.deepEqual(await find('dora@example.org'), [])
    assert.ok(!(await whole()).includes('dora'))
    assert.deepEqual((await send()).map(({ responseId, repeated }) => [responseId === first!.responseId, repeated]), [[true, true], [false, true]])
    assert.ok(!(await whole()).includes('dora'))
  })

  test('is for owners and managers in person', async () => {
    for (const role of ['researcher', 'agent', 'viewer'] as const) {
      const answer = await (await here.as(role)).fetch(`${at}/search`, { method: 'POST', json: { term: 'Ben' } })
      assert.equal(answer.status, 403, role)
    }
    assert.equal((await (await here.withKey('manager')).fetch(`${at}/search`, { method: 'POST', json: { term: 'Ben' } })).status, 403)
  })

  test('of another organisation is neither found nor touched', async () => {
    const there = await testOrganisation(app)
    const theirs = `/api/o/${there.handle}/persons`
    const found = (await (await there.owner.fetch(`${theirs}/search`, { method: 'POST', json: { term: 'ben@example.org' } })).json()) as PersonTraces
    assert.deepEqual(found.traces, [])
    await there.owner.fetch(`${theirs}/erasure`, { method: 'POST', json: { handles: [{ kind: 'response', id: other.responseId }], reason: 'no' } })
    assert.equal((await find('ben@example.org')).length, 1)
  })

  test('with a dead letter, a draft and a refused row: they are found, handed out and go', async () => {
    await inOrganisation(app.db, here.id, (trx) => sql`
      with letter as (insert into intake_journal (org_id, received_at, channel, external_id, study_id, body, outcome, problem)
        values (${here.id}, now(), 'api', 'carl@example.org', ${study.id}, '{"name": "Carl"}', 'rejected', '{"code": "x", "errors": []}')),
      upload as (insert into survey_import (org_id, id, file_name, bytes, file_hash, file_kept_until, created_at, actor_kind, choice, sniffed, recipe, recipe_from, remarks, rows_total)
        values (${here.id}, '11111111-1111-4111-8111-111111111111', 'guests.csv', 3, 'h', now(), now(), 'user', '{}', '{"preview": [{"row": 1, "cells": ["Carl"]}], "columns": [{"samples": ["Carl"], "frequent": [{"value": "Carl", "count": 1}]}]}', '{}', 'guess', '[]', 1))
      insert into response_draft (org_id, id, collector_id, answers, attributes, page, started_at, updated_at)
        values (${here.id}, gen_random_uuid(), ${collector.id}, '{"ratings": {}, "choices": {}, "texts": {"why": "Carl was here"}}', '{}', 1, now(), now())`.execute(trx))
    await inOrganisation(app.db, here.id, async (trx) => {
      await sql`insert into survey_import_part (org_id, import_id, n, bytes) values (${here.id}, '11111111-1111-4111-8111-111111111111', 0, 'Carl')`.execute(trx)
      await sql`insert into survey_import_refused (org_id, import_id, "row", cells, problems) values (${here.id}, '11111111-1111-4111-8111-111111111111', 1, '["Carl"]', '[]')`.execute(trx)
    })
    const traces = await find('Carl')
    assert.deepEqual(traces.map(({ kind }) => kind).sort(), ['draft', 'letter', 'refused-row'])
    const handles = traces.map(({ kind, id }) => ({ kind, id }))
    const all = await ask<PersonExport>('export', { handles })
    assert.deepEqual(all.sections.map(({ key }) => key).sort(), ['listen.draft', 'listen.import-file', 'listen.journal', 'listen.refused-row'])
    await ask<PersonSummary>('erasure', { handles, reason: 'asked for' })
    assert.deepEqual(await find('Carl'), [])
    assert.ok(!(await whole()).includes('Carl'))
  })

  async function scores() {
    return app.owner.selectFrom('response_revision').select(['response_id', 'numbers', 'answers', 'marks']).orderBy('response_id').execute()
  }

  /** All text of all tables that hold data of respondents. */
  async function whole(): Promise<string> {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'identity%'`.execute(app.owner)
    const parts = await Promise.all(rows.map(({ name }) => sql<{ row: string }>`select t::text as row from ${sql.table(name)} as t`.execute(app.owner)))
    const bytes = await sql<{ bytes: Buffer }>`select bytes from survey_import_part`.execute(app.owner)
    return [...parts.flatMap(({ rows: found }) => found.map(({ row }) => row)), ...bytes.rows.map((row) => row.bytes.toString('latin1'))].join('\n')
  }
})
