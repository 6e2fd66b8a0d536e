import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { everything } from '@gap5/contract/measure/selection.ts'
import { benchAnswerSchema, inquiriesSchema, type BenchAnswer, type InquiryChoices, type InquiryKey } from '@gap5/contract/measure/workbench.ts'
import { knowledgeGap, mean, welchT } from '@gap5/methods'
import { close } from '../../../methods/testing/close.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { innerGapsStudy, visitsStudy } from '../testing/inside-study.ts'
import { simulatedZone } from '../testing/reference-studies.ts'
import { studyWithAnswers } from '../testing/studies-with-answers.ts'
import { benchData, type BenchData } from './bench-data.ts'
import { answerInquiry, inquiriesOf } from './inquiries.ts'

const inner = innerGapsStudy()
const visits = visitsStudy()
const dataOf = ({ frame, table }: typeof inner) => benchData(frame, table, everything)
const [innerData, visitData] = [dataOf(inner), dataOf(visits)]

function ask(data: BenchData, key: InquiryKey, choices: InquiryChoices = {}): BenchAnswer {
  const answer = benchAnswerSchema.parse(answerInquiry(data, key, choices))
  assert.ok(!JSON.stringify(answer).includes('NaN'))
  return answer
}

type Cell = BenchAnswer['tables'][number]['rows'][number][number]
const said = (cell: Cell | undefined) => (typeof cell === 'object' && cell !== null ? cell.en : cell)

function rowOf({ tables }: BenchAnswer, table: string, ...firsts: string[]): Cell[] {
  const rows = tables.find(({ title }) => title.en === table)?.rows ?? []
  const row = rows.find((cells) => firsts.every((first, at) => said(cells[at]) === first))
  assert.ok(row, `no row ${firsts.join(', ')} in ${table}`)
  return row
}

describe('Where the gaps on our side lie', () => {
  const answer = ask(innerData, 'inner-gaps')

  test('the widest gap, its worst dimension and its weakest antecedent lead', () => {
    assert.match(answer.conclusion.text.en, /^The widest gap on our side is gap 3, delivery to the standard: 2\.\d\d points, most on \w+\.$/)
    assert.match(answer.conclusion.evidence?.en ?? '', /“Teamwork” is weakest/)
    assert.match(answer.conclusion.text.zh, /^内部最大的差距是差距三（按标准交付）：2\.\d\d分，以.+最大。$/)
    assert.equal(answer.n, 14 * 29)
  })

  test('managers who underestimate reliability are told so, as the method computes it, with both sides counted', () => {
    const [, , value, , , n, managers, p, band] = rowOf(answer, 'By dimension', 'Gap 1', 'Reliability')
    assert.match(String(said(band)), /^(concern|serious)$/)
    assert.ok((value as number) < -0.7 && (p as number) < 0.001)
    assert.deepEqual([n, managers], [14 * 23, 42])
    const items = ['t1', 't2', 'l1', 'l2', 's1', 's2'].map((id) => ({ id, dimension: id.charAt(0), managers: innerData.columns.find((column) => column.id === `managers-${id}.believed`)!.values, customers: innerData.columns.find((column) => column.id === `${id}.expectation`)!.values }))
    close(value as number, knowledgeGap(items).dimensions.find(({ id }) => id === 'l')!.result.estimate!, 1e-12)
  })

  test('unit by unit, teamwork goes with a narrower third gap; the points of managers stand beside those of customers', () => {
    const [, , , , , alpha, slope, p, share, cases] = rowOf(answer, 'What stands behind each gap', 'Gap 3', 'Teamwork')
    assert.ok((slope as number) < -0.4 && (p as number) < 0.001 && (alpha as number) > 0.7 && (share as number) > 0.8)
    assert.equal(cases, 14)
    assert.deepEqual(rowOf(answer, '100 points: managers against customers', 'Reliability').slice(1, 4), [30, 50, -20])
    const fifth = rowOf(answer, 'What customers feel, by the gaps inside (units)', 'Gap 3')
    assert.ok((fifth[1] as number) > 0)
  })

  test('below ten branches respondents are the cases, and the fifth gap is not set against the others', () => {
    const few = ask(dataOf(innerGapsStudy(6)), 'inner-gaps', { unit: ['branch'] })
    assert.equal(rowOf(few, 'What stands behind each gap', 'Gap 3', 'Teamwork')[9], 36)
    assert.match(few.tables.at(-1)!.note?.en ?? '', /^Not computed: 6 units with every gap, 12 needed\.$/)
    const none = ask(dataOf(innerGapsStudy(4)), 'inner-gaps', { unit: [], 'behind-gap2': ['score.teamwork'] })
    assert.match(none.warnings[0]?.en ?? '', /Gap 2 is not set against its antecedents: 0 cases, 10 needed/)
  })

  test('managers who answered under the customers’ headings are told by their group', () => {
    const columns = innerData.columns.flatMap((column) => {
      if (column.role === 'believed') return []
      if (column.role !== 'expectation') return [column]
      const believed = innerData.columns.find(({ id }) => id === `managers-${column.id.replace('.expectation', '.believed')}`)!
      return [{ ...column, values: column.values.map((x, i) => (Number.isFinite(x) ? x : believed.values[i]!)) }]
    })
    const joined = ask({ ...innerData, columns }, 'inner-gaps', { managers: ['who=manager'] })
    assert.deepEqual(rowOf(joined, 'By dimension', 'Gap 1', 'Reliability'), rowOf(answer, 'By dimension', 'Gap 1', 'Reliability'))
  })

  test('a study of customers alone is told what it takes', () => {
    const { frame, table } = simulatedZone()
    const why = inquiriesOf(benchData(frame, table, everything)).filter(({ group }) => group === 'inside').map(({ unavailable }) => unavailable?.en ?? '')
    assert.match(why[0] ?? '', /believed expectations, standards, delivery or promises/)
    assert.match(why[1] ?? '', /greeting\.found/)
  })
})

test('two columns asked directly: below the acceptable, and short of the desired', () => {
  const rated = (id: string, role: 'vs-adequate' | 'vs-desired', values: readonly number[]) => ({ id: `${id}.${role}`, title: { en: id.toUpperCase(), zh: `${id}题` }, kind: 'item' as const, role, dimension: id.charAt(0) === 'l' ? 'reliability' : 'tangibles', scale: { min: 1, max: 9 }, values: Float64Array.from({ length: 40 }, (_, i) => values[i % values.length]!) })
  const data: BenchData = { ...innerData, respondents: 40, labels: [], points: [], columns: [rated('l1', 'vs-adequate', [3, 4, 4, 5]), rated('l1', 'vs-desired', [2, 3, 2, 3]), rated('t1', 'vs-adequate', [6, 7, 8]), rated('t1', 'vs-desired', [4, 4, 5])] }
  const answer = ask(data, 'direct-zone')
  assert.equal(answer.conclusion.text.en, 'Reliability lies below what customers accept.')
  assert.deepEqual(answer.tables[0]!.rows.map((row) => [said(row[0]), said(row[7])]), [['Tangibles', 'inside'], ['Reliability', 'below']])
  close(rowOf(answer, 'Questions', 'L1')[1] as number, -1, 1e-12)
  assert.match(ask(innerData, 'direct-zone').conclusion.text.zh, /没有人/)
})

describe('How mystery visits scored', () => {
  const answer = ask(visitData, 'visits', { critical: ['checks.found'], cap: ['40'], weights: ['entrance=30', 'counter=70'], 'point-weights': ['friendly.found=2'] })

  test('a visit is worked out by hand: weights, what does not apply, and a must that failed', () => {
    const at = (id: string, row: number) => visitData.columns.find((column) => column.id === `${id}.found`)!.values[row]!
    for (const row of [0, 1, 7, 50]) {
      const entrance = 50 * (at('greets', row) + at('clean', row))
      const explains = at('explains', row)
      const own = at('checks', row) + 2 * ((at('friendly', row) - 1) / 4)
      const counter = Number.isFinite(explains) ? (100 * (own + explains)) / 4 : (100 * own) / 3
      const score = 0.3 * entrance + 0.7 * counter
      const [, , , , value, uncapped, failed] = answer.tables.find(({ title }) => title.en.startsWith('Visits'))!.rows.find(([number]) => number === row + 1)!
      close(uncapped as number, score, 1e-12)
      close(value as number, at('checks', row) < 1 ? Math.min(40, score) : score, 1e-12)
      assert.equal(said(failed), at('checks', row) < 1 ? 'checks' : '')
    }
  })

  test('units have t intervals, waves are compared by Welch, the severe shopper is found', () => {
    const scores = answer.tables.find(({ title }) => title.en.startsWith('Visits'))!.rows.map((row) => ({ wave: said(row[2]), branch: said(row[1]), value: row[4] as number }))
    const of = (wave: string) => scores.filter((visit) => visit.wave === wave).map(({ value }) => value)
    const change = welchT(of('summer'), of('spring'))
    const [, , , estimate, , , p] = rowOf(answer, 'Waves', 'summer')
    close(estimate as number, change.estimate!, 1e-10)
    close(p as number, change.p!, 1e-9)
    const unit = mean(scores.filter(({ branch }) => branch === 'B1').map(({ value }) => value))
    close(rowOf(answer, 'Units', 'B1')[2] as number, unit.interval!.lower, 1e-10)
    assert.equal(said(answer.tables.find(({ title }) => title.en.startsWith('Shoppers'))!.rows[0]![0]), 'S3')
    assert.equal(answer.conditions.find(({ text }) => text.en === 'Shoppers score alike')?.holds, 'no')
    assert.match(answer.conclusion.evidence?.en ?? '', /visits were capped.*Lowest unit: B\d.*The last wave stands [\d.]+ above the one before\./)
    assert.match(answer.conclusion.text.zh, /^探访平均得[\d.]+分（满分100）；最低的分区是/)
  })

  test('without a must nothing is capped, and bad weights are refused in a sentence', () => {
    const plain = ask(visitData, 'visits')
    assert.doesNotMatch(plain.conclusion.evidence?.en ?? '', /capped/)
    assert.match(ask(visitData, 'visits', { weights: ['entrance=0'] }).conclusion.text.en, /Weights lie above 0/)
    assert.match(ask(visitData, 'visits', { cap: ['120'] }).conclusion.text.en, /cap between 0 and 100/)
  })
})

describe('Over HTTP', async () => {
  const app = await testApp()
  const here = await testOrganisation(app)

  test('a viewer asks both of studies of that kind', async () => {
    const viewer = await here.as('viewer')
    for (const [study, key, query] of [[inner, 'inner-gaps', 'unit=branch'], [visits, 'visits', 'weights=entrance%3D30&weights=counter%3D70&critical=checks.found']] as const) {
      const { study: made } = await studyWithAnswers(app, here.id, study)
      const path = `/api/o/${here.handle}/studies/${made.handle}/results/workbench`
      const { inquiries } = inquiriesSchema.parse(await (await viewer.fetch(path)).json())
      assert.equal(inquiries.find((one) => one.key === key)?.unavailable, null)
      const answer = benchAnswerSchema.parse(await (await viewer.fetch(`${path}/answer?inquiry=${key}&${query}`)).json())
      assert.ok(answer.tables.length > 3 && answer.pictures.length > 1)
      const refused = await viewer.fetch(`${path}/answer?inquiry=visits&weights=entrance`)
      assert.equal(refused.status, 422)
    }
  })
})
