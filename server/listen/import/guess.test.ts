import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { recipeSchema, type RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import { readLibrary } from '../library.ts'
import { definitionOf } from './definition.ts'
import { guessRecipe } from './guess.ts'
import { csv, random, sharedFile } from './import-testing.ts'
import { readTable } from './table.ts'

const libraries = await readLibrary()

function guess(bytes: Uint8Array | string) {
  const { recipe, remarks } = guessRecipe(readTable(typeof bytes === 'string' ? Buffer.from(bytes) : bytes), { libraries })
  recipeSchema.parse(recipe)
  assert.equal(definitionOf(recipe).faults, null)
  const said = new Map(recipe.columns.map((column) => [column.heading, word(column)]))
  return { recipe, remarks, said }
}

function word(column: RecipeColumn): string {
  if (column.use === 'rating') return `${column.item}.${column.role} ${column.min}–${column.max}`
  if (column.use === 'points') return `points ${column.dimension}`
  if (column.use === 'attribute') return `attribute ${column.key} ${column.type}`
  return 'item' in column ? `${column.use} ${column.item}` : column.use
}

const dimensionsOf = ({ recipe }: ReturnType<typeof guess>) => new Map(recipe.items.map(({ key, dimension }) => [key, dimension]))

function whenThere(name: string, file: string, check: (guessed: ReturnType<typeof guess>) => void) {
  const bytes = sharedFile(file)
  test(name, { skip: bytes === null && 'the shared data are not at hand' }, () => check(guess(bytes!)))
}

describe('real files need no correction', () => {
  whenThere('expectations and perceptions told by one letter', 'kiosk_servqual_1to7.csv', ({ said, recipe }) => {
    for (let n = 1; n <= 24; n++) {
      assert.equal(said.get(`e${n}`), `item${n}.expectation 1–7`)
      assert.equal(said.get(`p${n}`), `item${n}.perception 1–7`)
    }
    const others = ['id', 'gender', 'age_band', 'use_freq', 'sat1', 'sat2', 'reuse', 'recommend'].map((heading) => said.get(heading))
    assert.deepEqual(others, ['key', 'attribute gender choice', 'attribute age_band choice', 'attribute use_frequency choice', 'sat1.satisfaction 1–5', 'sat2.satisfaction 1–5', 'reuse.intention 1–5', 'recommend.recommendation 1–5'])
    assert.ok(recipe.columns.every(({ uncertain }) => !uncertain))
  })
  whenThere('three columns and 100 points, recognised as the library’s instrument', 'zot_simulated_a.csv', ({ said, recipe }) => {
    assert.equal(recipe.library, 'rater-three-column')
    assert.equal(said.get('t1_adequate'), 't1.adequate 1–9')
    assert.equal(said.get('m5_perceived'), 'm5.perception 1–9')
    assert.equal(said.get('points_responsiveness'), 'points responsiveness')
    assert.equal(said.get('branch'), 'attribute branch choice')
    assert.equal(recipe.columns.filter(({ use }) => use === 'rating').length, 66)
    assert.match(recipe.items[0]!.text.zh, /\p{Script=Han}/u)
    assert.deepEqual([...new Set(recipe.items.map(({ dimension }) => dimension))], ['tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy'])
  })
  whenThere('one rating a dimension, by abbreviated names', 'patient_satisfaction_servqual5_mcavariants.csv', (guessed) => {
    assert.deepEqual([...guessed.said.values()], ['tang', 'rel', 'cres', 'cass', 'empat'].map((key) => `${key}.perception 1–5`))
    assert.deepEqual([...dimensionsOf(guessed).values()], ['tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy'])
  })
  whenThere('attributes with Spanish headings, items from 0 to 10', 'hotel_satisfaction_eacspir.csv', ({ said, remarks }) => {
    for (let n = 1; n <= 15; n++) assert.equal(said.get(`item${n}`), `item${n}.perception 0–10`)
    assert.equal(said.get('sexo'), 'attribute gender choice')
    assert.equal(said.get('edad'), 'attribute age number')
    assert.equal(said.get('identificador'), 'ignore')
    assert.match(remarks.find(({ index }) => index === 0)!.text.en, /^Not a key: 28 different values in 83 rows/)
  })
  whenThere('importance beside performance', 'kiosk_ipa_1to7.csv', ({ said }) => {
    assert.deepEqual([said.get('imp7'), said.get('perf7')], ['item7.importance 1–7', 'item7.perception 1–7'])
  })
  whenThere('Kano pairs', 'kano_reppl_transfers.csv', ({ said }) => {
    assert.deepEqual([said.get('f6_fun'), said.get('f6_dys'), said.get('f6_imp')], ['f6.functional 1–5', 'f6.dysfunctional 1–5', 'f6.importance 1–9'])
  })
})

/** A file with these headings over answers on 1–5, or what `cell` says. */
function file(headings: string[], cell: (heading: string, row: number) => string | number | null = () => null): Uint8Array {
  const next = random(5)
  return csv([headings, ...Array.from({ length: 80 }, (_, row) => headings.map((heading) => cell(heading, row) ?? (next() % 5) + 1))])
}

describe('Chinese headings', () => {
  test('roles stand before or behind the item', () => {
    const { said } = guess(file(['期望1', '期望2', '感知1', '感知2', 'Q3_期望值', 'Q3_实际感知', '满意度', '推荐意愿', '再次购买意愿']))
    assert.deepEqual(
      ['期望2', '感知2', 'Q3_期望值', 'Q3_实际感知'].map((heading) => said.get(heading)),
      ['item2.expectation 1–5', 'item2.perception 1–5', 'q3.expectation 1–5', 'q3.perception 1–5'],
    )
    assert.deepEqual(['满意度', '推荐意愿', '再次购买意愿'].map((heading) => said.get(heading)!.replace(/^.*\./, '')), ['satisfaction 1–5', 'recommendation 1–5', 'intention 1–5'])
  })

  test('dimensions in the headings become dimensions', () => {
    const headings = ['可靠性', '响应性'].flatMap((name) => [1, 2].flatMap((n) => ['可接受', '理想', '感知'].map((role) => `${name}${n}-${role}`)))
    const guessed = guess(file(headings))
    assert.equal(guessed.said.get('可靠性1-理想'), 'reliability1.desired 1–5')
    assert.equal(guessed.said.get('响应性2-可接受'), 'responsiveness2.adequate 1–5')
    assert.equal(dimensionsOf(guessed).get('responsiveness2'), 'responsiveness')
    assert.deepEqual(guessed.recipe.dimensions[0], { key: 'reliability', title: { en: 'Reliability', zh: '可靠性' } })
  })

  test('importance with satisfaction of the same items is importance and perception', () => {
    const { said } = guess(file(['重要性1', '重要性2', '满意度1', '满意度2']))
    assert.deepEqual([...said.values()], ['item1.importance 1–5', 'item2.importance 1–5', 'item1.perception 1–5', 'item2.perception 1–5'])
  })

  test('satisfaction beside importance stays satisfaction where the item was perceived already', () => {
    const { said } = guess(file(['e1', 'e2', 'p1', 'p2', 'imp1', 'imp2', 'sat1', 'sat2']))
    assert.equal(said.get('p1'), 'item1.perception 1–5')
    assert.equal(said.get('imp2'), 'item2.importance 1–5')
    assert.match(said.get('sat1')!, /\.satisfaction 1–5$/)
  })

  test('an export of a survey platform is understood, people are left out', () => {
    const answers = ['非常不满意', '不满意', '一般', '满意', '非常满意']
    const { said, recipe } = guess(
      file(['序号', '提交答卷时间', '所用时间', '来自IP', '1、您的性别', '2、服务态度_满意度', '3、等待时间_满意度', '4、环境_满意度', '5、您的手机号', '6、您的意见和建议'], (heading, row) =>
        heading === '序号' ? row + 1
          : heading.includes('时间') && heading.includes('提交') ? `2026/3/${(row % 28) + 1} 10:05:00`
          : heading === '所用时间' ? `${row + 20}秒`
          : heading === '来自IP' ? `10.0.0.${row}`
          : heading.includes('性别') ? ['男', '女'][row % 2]!
          : heading.includes('满意度') ? answers[(row * 7) % 5]!
          : heading.includes('手机') ? `1380000${1000 + row}`
          : heading.includes('建议') ? (row % 3 === 0 ? '' : `希望改进第 ${row} 项服务内容`) : null,
      ),
    )
    assert.deepEqual([...said.values()].slice(0, 5), ['key', 'submittedAt', 'ignore', 'ignore', 'attribute gender choice'])
    assert.match(said.get('2、服务态度_满意度')!, /satisfaction 1–5$/)
    assert.equal(said.get('5、您的手机号'), 'ignore')
    assert.match(said.get('6、您的意见和建议')!, /^text /)
    const column = recipe.columns[5]!
    assert.equal(column.use === 'rating' && column.labels?.['非常满意'], 5)
  })
})

describe('headings that are the sentences themselves', () => {
  const sentences = ['馆员乐于帮助', '等了很久才得到帮助', '座位充足', '馆内安静', '馆内很吵', '光线明亮']
  const row = (n: number) => ['2026-11-03', ...[7, 1, 6, 4, 2, 5].map((most, at) => (at === 1 || at === 4 ? 1 + ((n + most) % 5) : 3 + ((n + most) % 5)))]

  test('a negative statement of which nobody took the upper end stays in its series', () => {
    const { said } = guess(csv([['日期', ...sentences], ...Array.from({ length: 40 }, (_, n) => row(n))]))
    assert.deepEqual(sentences.map((heading) => said.get(heading)), sentences.map((_, at) => `item${at + 1}.perception 1–7`))
  })
  test('one wider rating after a series does not widen it', () => {
    const series = ['干净', '准时', '友好', '清楚']
    const { said } = guess(csv([[...series, '推荐的可能'], ...Array.from({ length: 60 }, (_, n) => [...series.map((_, at) => 1 + ((n + at) % 5)), 1 + (n % 7)])]))
    assert.deepEqual(series.map((heading) => said.get(heading)), series.map((_, at) => `item${at + 1}.perception 1–5`))
  })
  test('dates with the year in front are said to be so', () => {
    const { recipe } = guess(csv([['日期', ...sentences], ...Array.from({ length: 40 }, (_, n) => row(n))]))
    assert.deepEqual(recipe.columns[0], { heading: '日期', use: 'submittedAt', order: 'ymd' })
  })
})

describe('doubt', () => {
  test('codes outside the scale are taken for “no answer”, and said', () => {
    const { recipe, remarks } = guess(file(['id', 'e1', 'e2', 'p1', 'p2'], (heading, row) => (heading === 'id' ? row : heading === 'p1' && row % 40 === 0 ? 99 : null)))
    const column = recipe.columns[3]!
    assert.deepEqual([column.missing, column.uncertain], [{ 99: 'blank' }, true])
    assert.match(remarks[0]!.text.en, /Outside 1 to 5: 99\. Read as “no answer”: 99/)
  })

  test('a number that is no rating stays an attribute', () => {
    const { said } = guess(file(['id', 'visits', 'spent', 'q1', 'q2', 'q3'], (heading, row) => (heading === 'id' ? row : heading === 'visits' ? row * 3 : heading === 'spent' ? row * 1.5 : null)))
    assert.deepEqual([said.get('visits'), said.get('spent')], ['attribute visits number', 'attribute spent number'])
  })
})
