import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secondsOf, type SavValue } from '../spss/dictionary.ts'
import { dictionary, pspp, savOf, variable, withoutPspp } from '../spss/testing.ts'
import { applyRecipe } from './apply.ts'
import { definitionOf } from './definition.ts'
import { guessRecipe } from './guess.ts'
import { random, refusal } from './import-testing.ts'
import { readTable } from './table.ts'

const agreement = ['非常不同意', '不同意', '一般', '同意', '非常同意'].map((label, at) => ({ value: at + 1, label }))
const unanswered = [{ value: 8, label: '不适用' }, { value: 9, label: '不知道' }, { value: 99, label: '拒答' }]
const statement = (name: string, label: string) => variable({ name, label, valueLabels: [...agreement, ...unanswered], missing: [8, 9, 99], measure: 'ordinal' })

/** As a research agency hands it over: codes with labels, user-missing codes, boxes, a weight. */
function agencyFile(cases = 60): Buffer {
  const next = random(11)
  const variables = [
    variable({ name: 'id' }),
    variable({ name: 'visited', format: 'SDATE', label: '到访日期' }),
    statement('q1', '工程师按时到达'),
    statement('q2', '工程师说明清楚'),
    statement('q3', '问题一次解决'),
    variable({ name: 'sex', label: '性别', measure: 'nominal', valueLabels: [{ value: 1, label: '男' }, { value: 2, label: '女' }] }),
    variable({ name: 'job', label: '岗位', measure: 'nominal', valueLabels: ['工人', '技术员', '经理', '其他'].map((label, at) => ({ value: at + 1, label })) }),
    variable({ name: 'ch_1', label: '电话' }),
    variable({ name: 'ch_2', label: '网站; 小程序' }),
    variable({ name: 'open', label: '您的意见', width: 900, format: 'A', measure: 'nominal' }),
    variable({ name: 'wt', label: '权重', decimals: 3 }),
  ]
  const point = (): SavValue => (next() % 12 === 0 ? [8, 9, 99][next() % 3]! : 1 + (next() % 5))
  const rows = Array.from({ length: cases }, (_, at): SavValue[] => [
    at + 1, secondsOf(Date.UTC(2026, 5, 1 + (at % 28))), point(), point(), point(), 1 + (next() % 2), 1 + (next() % 4), next() % 2, next() % 2, at % 3 ? '' : `第${at}条意见，${'很好'.repeat(100)}`, 0.5 + (next() % 100) / 100,
  ])
  return savOf(dictionary(variables, cases, { sets: [{ name: 'channel', label: '使用的渠道', counted: '1', members: ['ch_1', 'ch_2'] }] }), rows)
}

test('an SPSS file is understood by its labels: texts, ends of scales, codes that are no answer, boxes, dates', () => {
  const table = readTable(agencyFile())
  const { recipe } = guessRecipe(table)
  const of = (heading: string) => recipe.columns.find((column) => column.heading === heading)!
  assert.deepEqual(table.headings, ['id', 'visited', 'q1', 'q2', 'q3', 'sex', 'job', 'channel', 'open', 'wt'])
  for (const [heading, text] of [['q1', '工程师按时到达'], ['q3', '问题一次解决']] as const) {
    const column = of(heading)
    assert.ok(column.use === 'rating' && column.role === 'perception')
    assert.deepEqual([column.min, column.max, column.points?.['5']?.zh], [1, 5, '非常同意'])
    assert.equal(recipe.items.find(({ key }) => key === column.item)!.text.zh, text)
  }
  const [sex, job, channel, open] = ['sex', 'job', 'channel', 'open'].map(of)
  assert.ok(sex?.use === 'attribute' && sex.type === 'choice' && sex.titles?.['2']?.zh === '女')
  assert.ok(job?.use === 'attribute' && job.type === 'choice' && job.titles?.['3']?.zh === '经理')
  assert.ok(channel?.use === 'choice' && channel.between === '┋' && channel.options?.[1]?.text.zh === '网站; 小程序')
  assert.equal(open?.use, 'text')
  assert.deepEqual([of('id').use, of('visited').use], ['key', 'submittedAt'])

  const applied = [...applyRecipe(table, recipe)]
  assert.equal(applied.length, 60)
  assert.deepEqual(applied.flatMap(({ problems }) => problems), [])
  const kinds = new Set(applied.flatMap(({ answers }) => Object.values(answers.ratings).filter((value) => typeof value === 'string')))
  assert.deepEqual([...kinds].sort(), ['dk', 'na'])
  assert.ok(applied.some(({ answers }) => answers.choices[channel.item]?.length === 2))
  assert.equal(applied[0]!.answers.texts[open!.use === 'text' ? open.item : '']!.length, 206)
  const { definition } = definitionOf(recipe)
  assert.equal(Object.values(definition!.scales)[0]!.labels['1']?.zh, '非常不同意')
})

test('weights are noted, not silently dropped', { skip: withoutPspp }, () => {
  const [weighted] = pspp(agencyFile(), `get file='FILE.sav'.\nweight by wt.\nsave outfile='w.zsav' /zcompressed.\n`, ['w.zsav']).files
  const table = readTable(weighted!)
  const { remarks } = guessRecipe(table)
  assert.match(remarks.find(({ index }) => table.headings[index] === 'wt')!.text.en, /weights are not applied/)
  assert.equal([...table.rows()].length, 60)
})

test('what a survey program labels but does not declare missing is no answer either', () => {
  const own = variable({ name: 'q1', label: 'Easy', valueLabels: [{ value: 1, label: 'no' }, { value: 5, label: 'yes' }, { value: 98, label: 'Not applicable' }, { value: 99, label: "Don't know" }] })
  const cells = [...readTable(savOf(dictionary([own], 3), [[98], [99], [3]])).rows()].map((row) => row.cells[0])
  assert.deepEqual(cells, ['N/A', 'DK', '3'])
})

test('a file that is cut off or holds nothing is refused with the reason', () => {
  const file = agencyFile()
  assert.equal(refusal(() => readTable(file.subarray(0, 300))), 'import.file-damaged')
  assert.equal(refusal(() => readTable(savOf(dictionary([variable({ name: 'q1' })], 0), []))), 'import.no-rows')
  const late = readTable(file.subarray(0, file.length - 40))
  assert.equal(refusal(() => [...late.rows()]), 'import.file-damaged')
})
