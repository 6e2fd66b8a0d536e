import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OpenDraft } from '@gap5/contract/listen/draft.ts'
import type { VersionDifference } from '@gap5/contract/listen/difference-answer.ts'
import type { ItemTable } from '@gap5/contract/listen/item-table.ts'
import { guessMapping, readItems } from '@gap5/contract/listen/item-table.ts'
import type { Instrument, InstrumentVersion, Study } from '@gap5/contract/listen/studies.ts'
import { utils, write } from '@e965/xlsx'
import { testApp } from '../testing/app.ts'
import { answered } from '../testing/json.ts'
import { testOrganisation, type TestCaller } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { smallDefinition } from '../testing/study.ts'
import { gbk, utf16 } from './import/import-testing.ts'
import { newBrowser } from './survey/testing/browser.ts'

const app = await testApp()
const org = await testOrganisation(app)
const researcher = await org.as('researcher')
const colleague = await org.as('manager')
const path = `/api/o/${org.handle}/instruments`
const title = { en: 'Own', zh: '自编' }

const create = (json: unknown) => answered<Instrument>(researcher.fetch(path, { method: 'POST', json }), 201)
const opened = (id: string, caller: TestCaller = researcher) => answered<OpenDraft>(caller.fetch(`${path}/${id}/draft`))
function save({ instrument, revision }: Pick<OpenDraft, 'instrument' | 'revision'>, document: unknown, { caller = researcher, dismissed = [] as string[] } = {}) {
  return caller.fetch(`${path}/${instrument}/draft`, { method: 'PUT', headers: { 'If-Match': `"${revision}"` }, json: { document, dismissed } })
}
const publish = ({ instrument, version, revision }: Pick<OpenDraft, 'instrument' | 'version' | 'revision'>, headers: Record<string, string> = { 'If-Match': `"${revision}"` }) =>
  researcher.fetch(`${path}/${instrument}/versions/${version}/publication`, { method: 'POST', headers })

function withItem(document: OpenDraft['document'], text: { en: string; zh: string }): OpenDraft['document'] {
  const item = { type: 'rating' as const, key: 'speed', text, reversed: false, required: false }
  return { ...document, blocks: document.blocks.map((block, at) => (at === 0 ? { ...block, items: [item] } : block)) }
}

describe('a researcher who writes a questionnaire', () => {
  test('starts from nothing and keeps what is not finished', async () => {
    const made = await create({ from: 'nothing', title })
    const draft = await opened(made.id)
    assert.deepEqual([draft.version, draft.published, draft.faults.map(({ field }) => field)], [1, null, ['blocks.0.items']])
    const half = withItem(draft.document, { en: '', zh: '' })
    const saved = await answered<OpenDraft>(save(draft, half, { dismissed: ['no-overall-question:about'] }))
    assert.deepEqual(saved.faults.map(({ field }) => field), ['blocks.0.items.0.text.en', 'blocks.0.items.0.text.zh'])
    assert.deepEqual((await opened(made.id)).document, half)
    assert.deepEqual((await opened(made.id)).dismissed, ['no-overall-question:about'])
    const { errors } = await refused(await publish(saved), 'listen.draft-incomplete')
    assert.ok(errors?.some(({ field }) => field === 'blocks.0.items.0.text.en'), JSON.stringify(errors))
  })

  test('publishes what one language lacks in the words of the other', async () => {
    const draft = await opened((await create({ from: 'nothing', title })).id)
    const saved = await answered<OpenDraft>(save(draft, withItem(draft.document, { en: '', zh: '服务及时' })))
    assert.deepEqual(saved.faults, [])
    const { definition, publishedAt } = await answered<Instrument>(publish(saved))
    assert.ok(publishedAt)
    assert.deepEqual(definition.blocks[0]!.items[0]!.text, { en: '服务及时', zh: '服务及时' })
    assert.equal(definition.source.en, 'Own wording.')
    await refused(await save(saved, draft.document), 'listen.instrument-frozen')
    await refused(await researcher.fetch(`${path}/${draft.instrument}/draft`), 'listen.instrument-frozen')
  })

  test('is told when somebody else saved, and loses nothing', async () => {
    const { id } = await create({ from: 'definition', definition: smallDefinition })
    const [mine, theirs] = await Promise.all([opened(id), opened(id, colleague)])
    const first = await answered<OpenDraft>(save(theirs, { ...theirs.document, minutes: 3 }, { caller: colleague }))
    assert.deepEqual([first.revision, first.savedByYou], [mine.revision + 1, true])
    await refused(await save(mine, { ...mine.document, minutes: 9 }), 'listen.changed-meanwhile')
    await refused(await publish(mine), 'listen.changed-meanwhile')
    const now = await opened(id)
    assert.deepEqual([now.document.minutes, now.savedByYou], [3, false])
    const copy = await create({ from: 'draft', document: { ...mine.document, minutes: 9 } })
    assert.equal((await opened(copy.id)).document.minutes, 9)
  })

  test('must say which state is saved, and send a questionnaire', async () => {
    const draft = await opened((await create({ from: 'nothing', title })).id)
    await refused(await researcher.fetch(`${path}/${draft.instrument}/draft`, { method: 'PUT', json: { document: draft.document } }), 'listen.version-needed')
    const { errors } = await refused(await save(draft, { ...draft.document, blocks: 'none' }), 'request.invalid')
    assert.deepEqual(errors?.map(({ field }) => field), ['document.blocks'])
  })

  test('cannot publish a study with it while it is not finished', async () => {
    const { id } = await create({ from: 'nothing', title })
    const study = await answered<Study>(researcher.fetch(`/api/o/${org.handle}/studies`, { method: 'POST', json: { title, subject: { kind: 'own', name: title }, instrumentId: id } }), 201)
    const publication = await researcher.fetch(`/api/o/${org.handle}/studies/${study.handle}/publication`, { method: 'POST', headers: { 'If-Match': `"${study.revision}"` } })
    await refused(publication, 'listen.draft-incomplete')
  })

  test('one sitting is one line in the audit trail', async () => {
    const draft = await opened((await create({ from: 'nothing', title })).id)
    const saved = await answered<OpenDraft>(save(draft, { ...draft.document, minutes: 2 }))
    await answered(save(saved, { ...draft.document, minutes: 3 }))
    const rows = await app.owner.selectFrom('audit_entry').select('id').where('subject_id', '=', draft.instrument).where('action', '=', 'instrument.changed').execute()
    assert.equal(rows.length, 1)
  })
})

describe('a questionnaire of one’s own', () => {
  test('is a copy of another, the unfinished one as it stands', async () => {
    const draft = await opened((await create({ from: 'nothing', title })).id)
    const half = withItem(draft.document, { en: 'Half', zh: '' })
    await answered(save(draft, half))
    const copy = await opened((await create({ from: 'copy', instrument: draft.instrument })).id)
    assert.deepEqual(copy.document, { ...half, title: { en: 'Own (copy)', zh: '自编（副本）' } })
    await refused(await researcher.fetch(path, { method: 'POST', json: { from: 'copy', instrument: org.id } }), 'listen.instrument-unknown')
  })

  test('goes out as YAML or JSON and comes back the same', async () => {
    const { id, definition } = await create({ from: 'library', key: 'after-service' })
    const file = await researcher.fetch(`${path}/${id}/versions/1/file`)
    assert.match(file.headers.get('content-disposition') ?? '', /after-service-v1\.yaml/)
    const yaml = await file.text()
    assert.match(yaml, /zh: 技师按约定时间到达/)
    assert.deepEqual((await create({ from: 'yaml', yaml })).definition, definition)
    const json = await (await researcher.fetch(`${path}/${id}/versions/1/file?format=json`)).text()
    assert.deepEqual((await create({ from: 'yaml', yaml: json })).definition, definition)
  })

  test('is told by line what a file gets wrong, and mended in the editor where it can be', async () => {
    const yaml = 'key: mine\ntitle: { en: Mine, zh: 我的 }\nuse: { en: u, zh: u }\nsource: { en: s, zh: s }\nscales: {}\nblocks:\n  - key: one\n    items: []\n'
    const { id } = await create({ from: 'yaml', yaml })
    assert.deepEqual((await opened(id)).faults.map(({ field }) => field), ['blocks.0.items'])
    const { errors } = await refused(await researcher.fetch(path, { method: 'POST', json: { from: 'yaml', yaml: 'key: 5\nblocks: none' } }), 'listen.yaml-unreadable')
    assert.ok(errors?.some(({ field, row }) => field === 'blocks' && row === 2), JSON.stringify(errors))
    await refused(await researcher.fetch(path, { method: 'POST', json: { from: 'yaml', yaml: 'a: [' } }), 'listen.yaml-unreadable')
    const starred = await refused(await researcher.fetch(path, { method: 'POST', json: { from: 'yaml', yaml: 'key: mine\ntitle:\n  en: Visits\n  zh: *上门*\n' } }), 'listen.yaml-unreadable')
    assert.deepEqual(starred.errors?.map(({ row, expected }) => [row, expected.en]), [[4, 'quotation marks around a text that begins with *: "*上门*"']])
    const copies = ['a: &a [x,x,x,x,x,x,x,x,x]', ...[...'bcdefgh'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`)].join('\n')
    await refused(await researcher.fetch(path, { method: 'POST', json: { from: 'yaml', yaml: copies } }), 'listen.yaml-unreadable')
  })

  test('lists its versions with their studies and tells them apart', async () => {
    const { id } = await create({ from: 'definition', definition: smallDefinition })
    const study = { title, subject: { kind: 'own', name: title }, instrumentId: id }
    const made = await answered<Study>(researcher.fetch(`/api/o/${org.handle}/studies`, { method: 'POST', json: study }), 201)
    await answered(researcher.fetch(`/api/o/${org.handle}/studies/${made.handle}/publication`, { method: 'POST', headers: { 'If-Match': `"${made.revision}"` } }))
    await answered(researcher.fetch(`${path}/${id}/versions`, { method: 'POST' }), 201)
    const draft = await opened(id)
    assert.deepEqual([draft.version, draft.published], [2, 1])
    const [quality, ...others] = draft.document.blocks
    const [l1, m1] = quality!.items
    const document = { ...draft.document, scales: { nine: { ...draft.document.scales['nine']!, max: 7 } }, blocks: [{ ...quality!, items: [m1, { ...l1!, text: { en: 'It keeps its word', zh: '说到做到' } }] }, ...others] }
    await answered(save(draft, document))
    const versions = await answered<InstrumentVersion[]>(researcher.fetch(`${path}/${id}/versions`))
    assert.deepEqual(versions.map(({ version, publishedAt, studies }) => [version, publishedAt !== null, studies.map(({ handle }) => handle)]), [[2, false, []], [1, true, [made.handle]]])
    const { changes, comparability } = await answered<VersionDifference>(researcher.fetch(`${path}/${id}/versions/2/difference?from=1`))
    assert.deepEqual(changes.map(({ kind, part, key, property }) => [kind, part, key, property?.en].join(' ')).sort(), ['changed scale nine Points', 'moved item l1 ', 'reworded item l1 Wording'])
    assert.deepEqual([comparability.broken.length, comparability.same], [6, ['importance.reliability', 'importance.empathy']])
  })
})

describe('a table of items', () => {
  const table = async (bytes: Uint8Array, query = '') => {
    const body = new Uint8Array(bytes)
    return answered<ItemTable & { left: number; reading: { encoding?: string } }>(researcher.fetch(`${path}/item-table${query}`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body }))
  }
  const rows = [['编号', '题目', 'English', '维度', '反向'], ['q1', '服务及时', 'Prompt service', '响应性', ''], ['q2', '办事太慢', 'Things are slow', '响应性', 'R']]

  for (const [encoding, bytes] of [
    ['gb18030', gbk(rows.map((row) => row.join('\t')).join('\r\n'))],
    ['utf-16le', utf16(rows.map((row) => row.join('\t')).join('\n'), 'le', true)],
    ['utf-8', Buffer.from(rows.map((row) => row.join(',')).join('\n'))],
  ] as const) {
    test(`is read in ${encoding}, its columns recognised`, async () => {
      const read = await table(bytes)
      assert.equal(read.reading.encoding, encoding)
      const mapping = guessMapping(read)
      assert.deepEqual(mapping, { columns: ['key', 'zh', 'en', 'dimension', 'reversed'], headings: true })
      const { items, dimensions } = readItems(read, mapping, { dimensions: [], keys: new Set() })
      assert.deepEqual(items.map(({ key, reversed, dimension, text }) => [key, reversed, dimension, text.zh]), [['q1', false, 'dimension1', '服务及时'], ['q2', true, 'dimension1', '办事太慢']])
      assert.deepEqual(dimensions, [{ key: 'dimension1', title: { en: '', zh: '响应性' } }])
    })
  }

  test('is read from a workbook, sheet by sheet', async () => {
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '题目')
    utils.book_append_sheet(book, utils.aoa_to_sheet([['English'], ['Another sheet']]), 'More')
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
    assert.deepEqual((await table(bytes)).rows.map(({ cells }) => cells[1]), ['题目', '服务及时', '办事太慢'])
    assert.deepEqual((await table(bytes, '?sheet=More')).rows.map(({ cells }) => cells), [['English'], ['Another sheet']])
  })

  test('may be a list of sentences with commas in them', async () => {
    const read = await table(Buffer.from('When it promises, it keeps its word\nPeople are kind\n'))
    assert.deepEqual(read.rows.map(({ cells }) => cells), [['When it promises, it keeps its word'], ['People are kind']])
  })

  test('that is none is refused with a sentence', async () => {
    const answer = await researcher.fetch(`${path}/item-table`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: Buffer.from('%PDF-1.7') })
    await refused(answer, 'import.kind-refused')
  })
})

describe('the preview', () => {
  const visitor = async (caller: TestCaller | null) => {
    const browser = newBrowser(app)
    const [name = '', value = ''] = (caller?.headers['Cookie'] ?? '').split('=')
    if (caller) browser.cookies.set(`/ ${name}`, `${name}=${value}`)
    return browser
  }

  test('is the survey page of the draft, for members, and stores nothing', async () => {
    const draft = await opened((await create({ from: 'library', key: 'after-service' })).id)
    const half = { ...draft.document, blocks: draft.document.blocks.map((block) => (block.key === 'visit' ? { ...block, items: [...block.items, { ...block.items[0]!, key: 'fresh', text: { en: 'Just written', zh: '' } }] } : block)) }
    await answered(save(draft, half))
    const browser = await visitor(researcher)
    const page = `/s/preview/${org.handle}/instruments/${draft.instrument}`
    await browser.open(`${page}?item=fresh&look=dark`)
    assert.match(browser.text(), /Just written/)
    assert.match(browser.html, /<html data-look="dark"/)
    assert.equal(browser.headers.get('x-frame-options'), 'SAMEORIGIN')
    assert.match(browser.headers.get('content-security-policy') ?? '', /frame-ancestors 'self'/)
    await browser.open(`${page}?lang=zh&paging=whole&page=1`)
    await browser.send({ 'punctual.perception': '4', first_visit: 'no', 'overall.satisfaction': '3' })
    assert.match(browser.text(), /还有什么没有解决/)
    await browser.send({ open: '漏油' })
    assert.match(browser.text(), /预览。不会记录任何回答/)
    for (const table of ['response', 'response_draft'] as const) assert.deepEqual(await app.owner.selectFrom(table).select('id').execute(), [])
  })

  test('shows a question that waits for an answer', async () => {
    const browser = await visitor(researcher)
    await browser.open(`/s/preview/${org.handle}/library/after-service?item=open`)
    assert.match(browser.text(), /What is still open/)
  })

  test('is not for others', async () => {
    const { id } = await create({ from: 'nothing', title })
    const stranger = await testOrganisation(app)
    for (const caller of [null, stranger.owner]) {
      const browser = await visitor(caller)
      await browser.open(`/s/preview/${org.handle}/instruments/${id}`)
      assert.deepEqual([browser.status, /A preview is for members/.test(browser.text())], [401, true])
    }
    const foreign = await visitor(stranger.owner)
    await foreign.open(`/s/preview/${stranger.handle}/instruments/${id}`)
    assert.equal(foreign.status, 404)
  })
})
