import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { freshKey } from './fresh-key.ts'
import { guessMapping, readItems, type Mapping } from './item-table.ts'

const table = (...rows: string[][]) => ({ rows: rows.map((cells, index) => ({ number: index + 1, cells })) })
const nothing = { dimensions: [], keys: new Set<string>() }
const guessed = (...rows: string[][]) => guessMapping(table(...rows))

describe('the columns of a table of items', () => {
  test('are known by their headings in either language', () => {
    assert.deepEqual(guessed(['No.', 'Item', '题目', 'Construct', 'Reverse-scored'], ['1', 'Fast', '快', 'A', '']), { columns: ['key', 'en', 'zh', 'dimension', 'reversed'], headings: true })
    assert.deepEqual(guessed(['题号', '维度', '题项', '是否反向'], ['1', '可靠性', '守信', '否']), { columns: ['key', 'dimension', 'zh', 'reversed'], headings: true })
  })

  test('are known by what stands in them where the headings mislead or are missing', () => {
    assert.deepEqual(guessed(['题目', '维度'], ['Keeps its word', 'Reliability'], ['Helps at once', 'Response']).columns, ['en', 'dimension'])
    const plain = guessed(['q1', 'Keeps its word', '说到做到', 'Rel'], ['q2', 'No mistakes made', '不出差错', 'Rel'], ['q3', 'Helps at once', '及时帮忙', 'Res'], ['q4', 'Has time for me', '抽得出时间', 'Res'])
    assert.deepEqual(plain, { columns: ['key', 'en', 'zh', 'dimension'], headings: false })
    assert.deepEqual(guessed(['One sentence'], ['Another one']), { columns: ['en'], headings: false })
    assert.deepEqual(guessed(), { columns: [], headings: false })
  })
})

describe('the rows', () => {
  const mapping: Mapping = { columns: ['key', 'en', 'zh', 'dimension', 'reversed'], headings: false }

  test('become questions with dimensions that are there, or new ones', () => {
    const present = { dimensions: [{ key: 'rel', title: { en: 'Reliability', zh: '可靠性' } }], keys: new Set(['a']) }
    const { items, dimensions } = readItems(table(['a', 'One', '', '可靠性', 'R'], ['7', 'Two', '二', 'Care / 关怀', '0'], ['', '', '三', 'care', '是']), mapping, present)
    assert.deepEqual(items.map((item) => [item.key, item.dimension, item.reversed]), [['a2', 'rel', true], ['q7', 'care', false], ['q1', 'care', true]])
    assert.deepEqual(dimensions, [{ key: 'care', title: { en: 'Care', zh: '关怀' } }])
  })

  test('all stay in sight, each with what was expected of it', () => {
    const { rows, items } = readItems(table(['a', 'One', '', '', 'maybe'], ['', '', '', 'Care', 'x'], ['', '', '', '', ''], ['a', 'Two', '', '', ''], ['b c!', 'Three', '', '', ''], ['', 'x'.repeat(2001), '', '', '']), mapping, nothing)
    assert.deepEqual(rows.map(({ number, item, problems }) => [number, item?.key ?? null, problems.map(({ column, found }) => `${column} ${found.slice(0, 5)}`)]), [
      [1, 'a', ['reversed maybe']],
      [2, null, ['en ']],
      [4, 'a2', ['key a']],
      [5, 'b_c', ['key b c!']],
      [6, null, ['en xxxxx']],
    ])
    assert.equal(items.length, 3)
    for (const { problems } of rows) for (const { expected } of problems) assert.ok(expected.en !== '' && /\p{Script=Han}/u.test(expected.zh))
  })
})

test('keys are made of names and stay unlike all others', () => {
  assert.deepEqual([freshKey('Waiting time!', new Set()), freshKey('Waiting time', new Set(['waiting_time'])), freshKey('等候', new Set(['q1'])), freshKey('3rd', new Set())], ['waiting_time', 'waiting_time2', 'q2', 'rd'])
})
