import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { utils, write } from '@e965/xlsx'
import { assertQuick } from '../../../methods/testing/quick.ts'
import { Problem } from '../../problem.ts'
import { gbk } from '../import/import-testing.ts'
import { segment } from './mail-testing.ts'
import { readRecipientList } from './recipient-list.ts'

const study = { attributes: [segment], unitCodes: new Set<string>() }
const read = (text: string) => readRecipientList(new TextEncoder().encode(text), { study, roles: null })
const people = (text: string) => read(text).people.map(({ address, name, language, attributes }) => [address, name, language, attributes['segment'] ?? null])

describe('a list of people', () => {
  test('is understood with headings in either language, whatever their order', () => {
    assert.deepEqual(people('客户,邮箱,语言,客户群\n林女士,Lin@Example.org,中文,小型\nAnn,ann@example.org,English,large\n'), [
      ['lin@example.org', '林女士', 'zh', 'small'],
      ['ann@example.org', 'Ann', 'en', 'large'],
    ])
  })

  test('is understood as it is pasted: addresses alone, one or many, with names, from a mail program', () => {
    assert.deepEqual(people('a@example.org'), [['a@example.org', null, null, null]])
    assert.deepEqual(people('a@example.org\nb@example.org'), [['a@example.org', null, null, null], ['b@example.org', null, null, null]])
    assert.deepEqual(people('a@example.org, Ann Lee\nb@example.org, Bo Chen'), [['a@example.org', 'Ann Lee', null, null], ['b@example.org', 'Bo Chen', null, null]])
    assert.deepEqual(people('"Lee, Ann" <ann@example.org>; Bo <bo@example.org>'), [['ann@example.org', 'Lee, Ann', null, null], ['bo@example.org', 'Bo', null, null]])
  })

  test('is understood from a workbook and from an old Chinese file', () => {
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet([['姓名', 'E-mail'], ['王先生', 'wang@example.org']]), 'Sheet1')
    const xlsx = readRecipientList(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer), { study, roles: null })
    const old = readRecipientList(gbk('姓名,邮箱\n王先生,wang@example.org\n李女士,li@example.org\n'), { study, roles: null })
    for (const list of [xlsx, old]) assert.deepEqual([list.people[0]?.address, list.people[0]?.name], ['wang@example.org', '王先生'])
  })

  test('tells row, field and what was expected of what does not fit, and takes the rest', () => {
    const list = read('email,segment,language\na@example.org,small,en\nnot an address,small,en\nb@example.org,huge,klingon\na@EXAMPLE.org,small,en\n')
    assert.deepEqual(list.people.map(({ address }) => address), ['a@example.org'])
    assert.deepEqual(list.problems.map(({ row, field, received }) => [row, field, received]), [
      [3, 'address', 'not an address'],
      [4, 'language', 'klingon'],
      [4, 'attribute:segment', 'huge'],
    ])
    assert.deepEqual([list.rows, list.problemRows, list.repeated], [4, 2, 1])
  })

  test('made to keep the reader busy is done with at once', () => {
    for (const line of [`a${' '.repeat(1 << 20)}b`, `<${'@'.repeat(1 << 20)}`]) assertQuick(10, line.slice(0, 3), () => assert.throws(() => read(line), Problem))
  })

  test('does what a person says of its columns in place of the guess', () => {
    const bytes = new TextEncoder().encode('one,two\nAnn,a@example.org\nBo,b@example.org\n')
    const list = readRecipientList(bytes, { study, roles: ['name', 'address'] })
    assert.deepEqual(list.people.map(({ name }) => name), ['Ann', 'Bo'])
    assert.throws(() => readRecipientList(bytes, { study, roles: ['name', 'ignore'] }), (error) => error instanceof Problem && error.code === 'listen.no-addresses')
  })
})
