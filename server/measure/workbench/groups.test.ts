import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { everything } from '@gap5/contract/measure/selection.ts'
import { benchAnswerSchema, type BenchAnswer, type InquiryChoices, type InquiryKey } from '@gap5/contract/measure/workbench.ts'
import { fisherExact, kendallTest, mannWhitney, nps, tukey, weightedMean } from '@gap5/methods'
import { close } from '../../../methods/testing/close.ts'
import { benchStudy } from '../testing/bench-study.ts'
import { visitsStudy } from '../testing/inside-study.ts'
import { benchData, grouped, type BenchColumn, type BenchData } from './bench-data.ts'
import { answerInquiry } from './inquiries.ts'

const { frame, table } = benchStudy()
const data = benchData(frame, table, everything)
const visits = visitsStudy()
const visitData = benchData(visits.frame, visits.table, everything)

function ask(of: BenchData, key: InquiryKey, choices: InquiryChoices = {}): BenchAnswer {
  const answer = benchAnswerSchema.parse(answerInquiry(of, key, choices))
  assert.ok(!JSON.stringify(answer).includes('NaN'))
  return answer
}

function column(of: BenchData, id: string): BenchColumn {
  return of.columns.find((one) => one.id === id)!
}

function samples(of: BenchData, id: string, label: string) {
  return grouped(column(of, id).values, of.labels.find((one) => one.id === label)!)
}

function cells(answer: BenchAnswer, at: number): (string | number | null)[][] {
  return answer.tables[at]!.rows.map((row) => row.map((cell) => (typeof cell === 'object' && cell !== null ? cell.en : cell)))
}

describe('Are these groups different, by the test that fits', () => {
  test('means by default, with a word on why and on whether Tukey would do', () => {
    const answer = ask(data, 'differences', { group: ['branch'], figure: ['score.reliability'] })
    assert.match(answer.conclusion.evidence?.en ?? '', /\(ω²\)\. Means, without assuming equal spread/)
    assert.match(answer.method.text.en, /^Welch’s/)
    const [picture] = answer.pictures
    assert.deepEqual(picture?.kind === 'bars' && typeof picture.axis === 'object' && [picture.axis.min, picture.axis.max], [1, 10], 'means stand on the scale, from its lowest to its highest point')
    assert.ok(picture?.kind === 'bars' && picture.bars.every(({ n }) => n! > 0))
    assert.deepEqual(cells(answer, 2).map(([name]) => name), ['Welch F', 'Kruskal–Wallis χ²', 'F, equal spreads', 'Spreads alike (Brown–Forsythe F)'])
  })

  test('Tukey where chosen, with the spreads tested beside it', () => {
    const answer = ask(data, 'differences', { group: ['branch'], figure: ['score.reliability'], compare: ['tukey'] })
    const [pair] = tukey(samples(data, 'score.reliability', 'branch'))
    close(cells(answer, 1)[0]![6] as number, pair!.adjustedP!, 1e-12)
    assert.ok(answer.conditions.some(({ text, detail }) => /spread alike/.test(text.en) && /Brown–Forsythe p/.test(detail?.en ?? '')))
  })

  test('five steps in small groups are compared by their order: Mann and Whitney for two, Dunn for more', () => {
    const few = thinned(visitData, 40)
    const two = ask(few, 'differences', { group: ['wave'], figure: ['friendly.found'] })
    const [a, b] = samples(few, 'friendly.found', 'wave').map(({ sample }) => sample)
    assert.match(two.conclusion.evidence?.en ?? '', /5 steps and the smallest group \d+ answers/)
    close(cells(two, 2)[0]![4] as number, mannWhitney(a!, b!).p!, 1e-12)
    close(cells(two, 1)[0]![5] as number, mannWhitney(a!, b!).cliffDelta!, 1e-12)
    const three = ask(visitData, 'differences', { group: ['shopper'], figure: ['friendly.found'], compare: ['ranks'] })
    assert.match(three.method.text.en, /Dunn/)
    assert.match(three.conclusion.text.en, /^Yes: S\d is above S3 on “Friendly”/)
  })

  test('yes and no are compared as shares; a small table by Fisher’s exact test', () => {
    const many = ask(visitData, 'differences', { group: ['wave'], figure: ['greets.found'] })
    assert.match(many.conclusion.evidence?.en ?? '', /yes or no, so shares are compared/)
    assert.equal(many.pictures[0]!.kind === 'bars' && many.pictures[0]!.unit, 'share')
    assert.equal(many.pictures[0]!.kind === 'bars' && many.pictures[0]!.axis, 'nil')
    const few = thinned(visitData, 40)
    const small = ask(few, 'differences', { group: ['wave'], figure: ['checks.found'] })
    const [a, b] = samples(few, 'checks.found', 'wave').map(({ sample }) => [sample.filter((x) => x === 1).length, sample.filter((x) => x === 0).length] as const)
    close(cells(small, 1)[0]![6] as number, fisherExact([a!, b!]).p!, 1e-12)
    assert.match(small.conclusion.evidence?.en ?? '', /The table is small, so that Fisher’s exact test is used\./)
    assert.match(small.conclusion.evidence?.zh ?? '', /Fisher精确检验/)
  })

  test('crooked answers in a small group are found by Shapiro and Wilk, and their order is used', () => {
    const crooked = thinned({ ...data, columns: data.columns.map((one) => (one.id === 'a.months' ? { ...one, values: one.values.map((x) => Math.exp(x / 3)) } : one)) }, 110)
    const answer = ask(crooked, 'differences', { group: ['branch'], figure: ['a.months'] })
    assert.match(answer.conclusion.evidence?.en ?? '', /are not normal \(Shapiro–Wilk\), so that only their order is used/)
    const means = ask(crooked, 'differences', { group: ['branch'], figure: ['a.months'], compare: ['welch'] })
    const condition = means.conditions.find(({ text }) => text.en.startsWith('Thirty answers a group'))
    assert.deepEqual([condition?.holds, /smallest p/.test(condition?.detail?.en ?? '')], ['no', true])
    assert.match(ask(crooked, 'differences', { group: ['branch'], figure: ['a.months'], compare: ['shares'] }).conclusion.text.en, /no scale, so that there is no best answer/)
  })
})

/** So many respondents, from the whole length of the table. */
function thinned(of: BenchData, respondents: number): BenchData {
  const rows = Array.from({ length: respondents }, (_, i) => Math.floor((i * of.respondents) / respondents))
  return {
    ...of,
    respondents,
    columns: of.columns.map((one) => ({ ...one, values: Float64Array.from(rows, (row) => one.values[row]!) })),
    labels: of.labels.map((one) => ({ ...one, codes: Int32Array.from(rows, (row) => one.codes[row]!) })),
  }
}

describe('What it would be if answers were weighted', () => {
  test('branches count as they do among customers; n, effective n and design effect stand beside', () => {
    const answer = ask(data, 'weighted', { figure: ['overall.satisfaction'], by: ['branch'], shares: ['branch=north=50', 'branch=south=10', 'branch=east=10', 'branch=west=10', 'branch=centre=10', 'branch=harbour=10'] })
    assert.match(answer.conclusion.text.en, /^Weighted, “All in all” is [\d.]+ rather than [\d.]+: [\d.]+ more/) // north is best
    const north = cells(answer, 2).find(([name]) => name === 'north')!
    close(north[3] as number, 0.5, 1e-9)
    const effective = cells(answer, 1).find(([name]) => name === 'Effective n')![1] as number
    assert.ok(effective < answer.n && effective > 200)
    assert.match(answer.script, /rake\(svydesign/)
  })

  test('as they are, nothing changes', () => {
    assert.match(ask(data, 'weighted').conclusion.text.en, /so far every answer weighs the same\.$/)
  })

  test('a column of weights is used as given, for means and for recommendation', () => {
    const zeroToTen = { ...data, columns: data.columns.map((one) => (one.id === 'recommend.recommendation' ? { ...one, scale: { min: 0, max: 10 } } : one)) }
    const answer = ask(zeroToTen, 'weighted', { figure: ['recommend.recommendation'], weight: ['a.months'], by: [] })
    close(cells(answer, 0)[1]![1] as number, weightedMean(column(data, 'recommend.recommendation').values, column(data, 'a.months').values).value!, 1e-12)
    close(cells(answer, 0)[2]![1] as number, 100 * nps(column(data, 'recommend.recommendation').values).value!, 1e-12)
  })

  test('what cannot be weighted is said', () => {
    assert.match(ask(data, 'weighted', { by: [], weight: [] }).conclusion.text.en, /Choose a column of weights/)
    assert.match(ask(data, 'weighted', { shares: ['branch=north=-1'] }).conclusion.text.en, /not negative/)
    const nobody = { ...data, labels: data.labels.map((label) => (label.id === 'branch' ? { ...label, codes: label.codes.map((code) => (code === 0 ? -1 : code)) } : label)) }
    assert.match(ask(nobody, 'weighted', { shares: ['branch=north=10'] }).conclusion.text.en, /did not answer at all/)
  })
})

describe('Do two answers go together', () => {
  test('satisfaction and recommendation do; with reliability held fixed, less', () => {
    const answer = ask(data, 'related', { first: ['overall.satisfaction'], second: ['recommend.recommendation'], fixed: ['score.reliability'] })
    assert.match(answer.conclusion.text.en, /^Yes: “All in all” and “Recommend” go together closely with the others held fixed\.$/)
    const rows = cells(answer, 0)
    close(rows[2]![1] as number, kendallTest(column(data, 'overall.satisfaction').values, column(data, 'recommend.recommendation').values).estimate!, 1e-12)
    assert.ok((rows[3]![1] as number) < (rows[0]![1] as number))
  })

  test('two coders have nothing to do with satisfaction, and a figure is not related to itself', () => {
    assert.match(ask(data, 'related', { first: ['coder1.other'], second: ['overall.satisfaction'] }).conclusion.text.en, /do not go together beyond chance/)
    assert.match(ask(data, 'related', { first: ['coder1.other'], second: ['coder1.other'] }).conclusion.text.en, /two different figures/)
  })
})

test('coders: names get every coefficient the field uses, steps get weighted kappas, numbers all six forms', () => {
  const coders = ['coder1.other', 'coder2.other']
  const names = (metric: string, of = coders) => cells(ask(data, 'agreement', { coders: of, metric: [metric] }), 0).map(([name]) => name)
  assert.deepEqual(names('nominal').slice(2), ['Cohen’s κ', 'Gwet’s AC1', 'Brennan–Prediger κ', 'Perreault–Leigh I_r', 'Same code (not corrected for chance)'])
  assert.deepEqual(names('ordinal').slice(2), ['Cohen’s κ, linear weights', 'Cohen’s κ, quadratic weights', 'Kendall’s W'])
  assert.deepEqual(names('interval').slice(2), ['ICC(1,1)', 'ICC(2,1)', 'ICC(3,1)', 'ICC(1,k)', 'ICC(2,k)', 'ICC(3,k)'])
  const reads = cells(ask(data, 'agreement', { coders, metric: ['nominal'] }), 0).map((row) => row[4])
  assert.deepEqual(reads.slice(0, 4), ['reliable', null, 'almost perfect', 'almost perfect'])
  const [units, pairs] = cells(ask(data, 'agreement', { coders, metric: ['nominal'] }), 0) as [string, number, number, number][]
  assert.ok(units![1] === pairs![1] && pairs![2] < pairs![1] && pairs![1] < pairs![3] && pairs![2] !== units![2])
  assert.ok(!names('nominal', [...coders, 'coder3.other']).includes('Perreault–Leigh I_r'))
})

test('before and after: the effect stands on both scales of spread', () => {
  const [, dz, dav] = cells(ask(data, 'before-after', { first: ['coder1.other'], second: ['coder3.other'] }), 0)
  assert.deepEqual([dz![0], dav![0], typeof dav![1]], ['Effect size d_z', 'Effect size d_av', 'number'])
})

describe('Critical incidents', () => {
  const names = ['failure', 'request', 'unprompted']
  const label = (id: string, values: readonly string[], codes: (i: number) => number) => ({ id, title: { en: id, zh: `${id}标签` }, groups: values.map((value) => ({ value, title: { en: value, zh: value } })), codes: Int32Array.from({ length: 300 }, (_, i) => codes(i)) })
  const told: BenchData = {
    ...data,
    respondents: 300,
    columns: [],
    labels: [
      label('category', names, (i) => (i === 299 ? -1 : i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2)),
      label('outcome', ['annoyed', 'pleased'], (i) => Number(i % 6 === 5 || i % 12 === 4)),
      label('session', ['a', 'b', 'c'], (i) => Math.floor(i / 100)),
    ],
  }

  test('shares, what goes with which outcome, and that enough was heard', () => {
    const answer = ask(told, 'incidents')
    assert.equal(answer.conclusion.text.en, 'Most incidents are of “failure” (50 % of 299).')
    assert.match(answer.conclusion.evidence?.en ?? '', /“unprompted” more often ends as “pleased” than by chance\. Enough has been heard\./)
    assert.deepEqual(cells(answer, 0)[0]!.slice(5), [150, 0])
    assert.deepEqual(cells(answer, 2).map((row) => row.slice(1)), [[3, 3], [0, 3], [0, 3]])
    assert.deepEqual([answer.n, answer.missing], [299, 1])
  })

  test('categories that keep coming are not enough yet', () => {
    const many = { ...told, labels: [label('category', Array.from({ length: 60 }, (_, i) => `c${i}`), (i) => Math.floor(i / 5)), ...told.labels.slice(1)] }
    const answer = ask(many, 'incidents', { session: [], block: ['50'] })
    assert.match(answer.conclusion.evidence?.en ?? '', /Not enough has been heard: the last hundred brought 20 new categories\./)
    assert.equal(cells(answer, 2).length, 6)
  })

  test('a table of two by two is tested by Fisher as well; what cannot be asked is said', () => {
    const two = { ...told, labels: [label('category', ['a', 'b'], (i) => i % 2), ...told.labels.slice(1)] }
    assert.equal(cells(ask(two, 'incidents'), 1)[2]![0], 'Fisher’s exact test (odds ratio)')
    assert.match(ask(told, 'incidents', { outcome: ['category'] }).conclusion.text.en, /Choose another attribute/)
    assert.match(ask(told, 'incidents', { block: ['0'] }).conclusion.text.en, /one incident at least/)
  })
})

describe('Themes of remarks', () => {
  const yes = (id: string, of: (i: number) => number): BenchColumn => ({ id: `${id}.found`, title: { en: id, zh: `${id}主题` }, kind: 'item', role: 'found', dimension: null, scale: { min: 0, max: 1 }, values: Float64Array.from({ length: 120 }, (_, i) => of(i)) })
  const remarks: BenchData = {
    ...data,
    respondents: 120,
    columns: [yes('waiting', (i) => Number(i % 2 === 0)), yes('parking', (i) => Number(i % 2 === 0 && i % 10 !== 0)), yes('prices', (i) => Number(i >= 80 && i % 2 === 1))],
    labels: [{ id: 'session', title: { en: 'Session', zh: '场次' }, groups: ['1', '2', '3'].map((value) => ({ value, title: { en: value, zh: value } })), codes: Int32Array.from({ length: 120 }, (_, i) => Math.floor(i / 40)) }],
  }

  test('what is said most, what comes together, and that the last session was still new', () => {
    const answer = ask(remarks, 'themes')
    assert.equal(answer.conclusion.text.en, 'Most remarks speak of “waiting” (75 % of 80).')
    assert.match(answer.conclusion.evidence?.en ?? '', /^waiting and parking come together \(φ 0\.82\)\. The last session still brought 1 new\.$/)
    assert.deepEqual(cells(answer, 1)[0], ['waiting', 60, 48, 0])
    assert.deepEqual(cells(answer, 2).map((row) => row.slice(1)), [[2, 2], [0, 2], [1, 3]])
    assert.deepEqual([answer.n, answer.missing], [80, 40])
  })

  test('by blocks where there are no sessions; one code is too few', () => {
    assert.equal(cells(ask(remarks, 'themes', { session: [], block: ['20'] }), 2).length, 4)
    assert.match(ask({ ...remarks, columns: remarks.columns.slice(0, 1) }, 'themes').conclusion.text.en, /two codes at least/)
  })
})

test('two groups are looked at more closely: resampled, in units of the spread, as pairs', () => {
  const answer = ask(data, 'differences', { group: ['left'], figure: ['overall.satisfaction'], compare: ['welch'] })
  assert.deepEqual(cells(answer, 3).map(([name]) => name), ['Difference, bootstrap (BCa, 2,000 resamples)', 'Difference, bootstrap (percentiles)', 'Cohen’s d', 'Hedges’ g', 'Cliff’s δ', 'Ratio of variances'])
  const by = (adjust: string) => cells(ask(data, 'differences', { group: ['branch'], figure: ['score.reliability'], compare: ['ranks'], adjust: [adjust] }), 1).map((row) => row[6] as number)
  assert.ok(by('bonferroni').every((p, at) => p >= by('holm')[at]!))
  assert.ok(by('bh').every((p, at) => p <= by('holm')[at]!))
})

test('levels tell how far those of one branch agree on the questions of a score together', () => {
  const row = cells(ask(data, 'levels', { group: ['branch'], figure: ['score.reliability'] }), 0).find(([name]) => name === 'Agreement within groups over its questions (mean r_wg(J))')
  assert.ok(row && (row[1] as number) > 0.5 && (row[1] as number) < 1)
})
