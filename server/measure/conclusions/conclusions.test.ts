import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Text } from '@gap5/contract/language.ts'
import type { Conclusion, Estimate, GapRow, Indicator, KanoRow } from '@gap5/contract/measure/results.ts'
import { conclude } from './conclusions.ts'
import type { Facts } from './facts.ts'

const names: Record<string, Text> = {
  reliability: { en: 'Reliability', zh: '可靠性' },
  responsiveness: { en: 'Responsiveness', zh: '响应性' },
  assurance: { en: 'Assurance', zh: '保证性' },
  empathy: { en: 'Empathy', zh: '移情性' },
  tangibles: { en: 'Tangibles', zh: '有形性' },
}

const of = (value: number | null, reach = 0.1, n = 300): Estimate =>
  value === null
    ? { value: null, lower: null, upper: null, sd: null, n: 4, missing: 0, reason: 'below-minimum-n' }
    : { value, lower: value - reach, upper: value + reach, sd: 1, n, missing: 2, reason: null }

const empty: Omit<GapRow, 'key' | 'title'> = {
  level: 'dimension', dimension: null, weight: null, importance: null, expectation: null, adequate: null, desired: null,
  perception: null, gap: null, gapTest: null, adequacy: null, adequacyTest: null, superiority: null, superiorityTest: null,
  zoneWidth: null, zonePosition: null, zoneStatus: null, shareInside: null, violations: 0, perception100: null,
}

type Status = NonNullable<GapRow['zoneStatus']>

/** A dimension on 1–9, adequate at 6, desired at 8. */
function zone(key: string, perceived: number, status: Status, weight: number | null = null): GapRow {
  return {
    ...empty,
    key,
    dimension: key,
    title: names[key] ?? { en: key, zh: key },
    weight: weight === null ? null : of(weight),
    adequate: of(6),
    desired: of(8),
    perception: of(perceived),
    adequacy: of(perceived - 6),
    superiority: of(perceived - 8),
    zoneStatus: status,
    zonePosition: (perceived - 6) / 2,
  }
}

function gap(key: string, value: number, adjustedP: number): GapRow {
  const test = { method: 'paired-t' as const, statistic: 1, df: 299, df2: null, p: adjustedP, adjustedP, family: 5 }
  return { ...empty, key, dimension: key, title: names[key] ?? { en: key, zh: key }, expectation: of(6), perception: of(6 + value), gap: of(value), gapTest: test }
}

const nothing: Estimate = { value: null, lower: null, upper: null, sd: null, n: 0, missing: 0, reason: 'not-asked' }

function facts(part: Partial<Facts>): Facts {
  return {
    studyTitle: { en: 'S', zh: 'S' }, instrumentTitle: { en: 'I', zh: 'I' }, simulated: false, responses: 300, incomplete: 0,
    leftOut: [], marked: [], firstAt: null, lastAt: null, minimumN: 10, scale: { min: 1, max: 9 }, gaps: [], servqual: null,
    zone: null, servperf: null, weights: { from: 'none', used: 0, rescaled: 0, rejected: 0, missing: 0 }, indicators: [],
    kano: [], reliability: [], distributions: [], contrasts: [], breakdowns: [], measures: [], warnings: [],
    conventions: { minimumAnswered: 0.5, intervalLevel: 0.95 }, ...part,
  }
}

function said(part: Partial<Facts>, kind: string): Conclusion {
  const found = conclude(facts(part)).find((conclusion) => conclusion.kind === kind)
  assert.ok(found, `nothing of kind ${kind}`)
  return found
}

function contrast(of: 'gap' | 'perception', a: string, b: string, difference: number, adjustedP: number): Facts['contrasts'][number] {
  return { of, a, b, difference: { ...nothing, value: difference, reason: null }, test: { method: 'paired-t', statistic: 1, df: 299, df2: null, p: adjustedP, adjustedP, family: 10 } }
}

describe('The zone of tolerance', () => {
  const inside = ['reliability', 'assurance', 'empathy', 'tangibles'].map((key, i) => zone(key, 6.8 + i / 10, 'inside', 19 - i))

  test('one dimension below, the others inside', () => {
    const headline = said({ gaps: [...inside, zone('responsiveness', 5.6, 'below', 18)] }, 'zone')
    assert.equal(headline.text.en, 'Responsiveness falls below what customers find adequate; the other four dimensions stay inside the zone')
    assert.equal(headline.text.zh, '响应性低于顾客认为适当的水平；其余四个维度都在容忍区域之内')
    assert.equal(headline.evidence?.en, 'Perceived 5.6 against adequate 6.0 (difference −0.4, 95 % interval −0.5 to −0.3). It is also their second most important dimension.')
    assert.equal(headline.evidence?.zh, '感知5.6，适当水平6.0（差值−0.4，95%置信区间−0.5至−0.3）。它同时也是顾客第二看重的维度。')
    assert.equal(headline.tone, 'bad')
  })

  test('two below, one at the limit, one inside, one above: each has its clause, plurals agree', () => {
    const gaps = [
      zone('reliability', 5.2, 'below'), zone('responsiveness', 5.6, 'below'), zone('assurance', 6.05, 'at-lower-limit'),
      zone('empathy', 7, 'inside'), zone('tangibles', 8.5, 'above'),
    ]
    const headline = said({ gaps }, 'zone')
    assert.equal(headline.text.en, 'Reliability and Responsiveness fall below what customers find adequate; Assurance is at the lower limit of the zone of tolerance; Tangibles exceeds what customers desire; Empathy stays inside the zone')
    assert.equal(headline.text.zh, '可靠性和响应性低于顾客认为适当的水平；保证性处在容忍区域的下限；有形性超出顾客的理想水平；移情性在容忍区域之内')
    assert.match(headline.evidence?.en ?? '', /^Reliability: perceived 5\.2 against/)
  })

  test('an interval that includes zero is never called below', () => {
    const headline = said({ gaps: [...inside, zone('responsiveness', 5.95, 'at-lower-limit')] }, 'zone')
    assert.match(headline.text.en, /^Responsiveness is at the lower limit of the zone of tolerance; /)
    assert.equal(headline.tone, 'caution')
  })

  test('all inside names the nearest to the limit', () => {
    const headline = said({ gaps: inside }, 'zone')
    assert.equal(headline.text.en, 'All four dimensions stay inside the zone')
    assert.equal(headline.text.zh, '四个维度都在容忍区域之内')
    assert.match(headline.evidence?.en ?? '', /^Nearest to the lower limit is Reliability: perceived 6\.8 against adequate 6\.0/)
    assert.equal(headline.tone, 'good')
    assert.equal(said({ gaps: inside.slice(0, 2) }, 'zone').text.en, 'Both dimensions stay inside the zone')
  })

  test('a difference too small for one decimal is said with two', () => {
    const headline = said({ gaps: [...inside, { ...zone('responsiveness', 5.96, 'below'), adequacy: of(-0.04, 0.01) }] }, 'zone')
    assert.match(headline.evidence?.en ?? '', /difference −0\.04, 95 % interval −0\.05 to −0\.03/)
  })

  test('the weakest statement of the weakest dimension is quoted', () => {
    const item = (key: string, perceived: number): GapRow => ({ ...zone('responsiveness', perceived, 'below'), key, level: 'item', title: { en: `Statement ${key}`, zh: `题项${key}` } })
    const found = said({ gaps: [...inside, zone('responsiveness', 5.6, 'below'), item('s1', 5.8), item('s2', 5.3)] }, 'weakest-statement')
    assert.equal(found.text.en, 'Within Responsiveness, “Statement s2” comes off worst')
    assert.equal(found.text.zh, '响应性中表现最弱的是“题项s2”')
  })

  test('the most important dimension is placed in its zone, unless the headline is about it', () => {
    const gaps = [zone('reliability', 6.3, 'inside', 40), zone('empathy', 6.2, 'inside', 20), zone('tangibles', 7, 'inside', 40 - 1)]
    assert.equal(said({ gaps }, 'most-important').text.en, 'Reliability matters most to customers (40 of 100 points) and lies in the lower third of its zone of tolerance')
    const headlineIsIt = [zone('reliability', 5.3, 'below', 40), ...gaps.slice(1)]
    assert.equal(conclude(facts({ gaps: headlineIsIt })).some(({ kind }) => kind === 'most-important'), false)
  })
})

describe('Gaps of two columns', () => {
  const contrasts = [contrast('gap', 'reliability', 'responsiveness', -0.1, 0.6), contrast('gap', 'reliability', 'empathy', -0.9, 0.001), contrast('gap', 'responsiveness', 'empathy', -0.8, 0.001)]

  test('the widest are named together with those that cannot be told from them', () => {
    const gaps = [gap('reliability', -1.5, 0.0001), gap('responsiveness', -1.4, 0.0001), gap('empathy', -0.6, 0.001), gap('tangibles', 0.02, 0.8)]
    const headline = said({ gaps, contrasts }, 'gap')
    assert.equal(headline.text.en, 'Reliability, Responsiveness and Empathy fall short of what customers expect, Reliability and Responsiveness most; for Tangibles no difference can be shown')
    assert.equal(headline.text.zh, '可靠性、响应性和移情性低于顾客期望，其中可靠性和响应性差距最大；有形性未见明显差异')
    assert.equal(headline.evidence?.en, 'Reliability: perceived 4.5 against expected 6.0 (gap −1.5, 95 % interval −1.6 to −1.4; adjusted p < .001).')
  })

  test('all short, none standing out: nobody is called worst', () => {
    const gaps = [gap('reliability', -1.5, 0.0001), gap('responsiveness', -1.4, 0.0001)]
    assert.equal(said({ gaps, contrasts }, 'gap').text.en, 'Both dimensions fall short of what customers expect')
    assert.equal(said({ gaps, contrasts }, 'gap').text.zh, '两个维度都低于顾客期望')
  })

  test('beyond expectations, and no difference at all', () => {
    assert.equal(said({ gaps: [gap('reliability', 0.4, 0.01), gap('empathy', 0.1, 0.5)] }, 'gap').text.en, 'Reliability exceeds expectations; for Empathy no difference can be shown')
    assert.equal(said({ gaps: [gap('reliability', 0.1, 0.5), gap('empathy', -0.1, 0.5)] }, 'gap').text.en, 'No dimension differs clearly from what customers expect')
    assert.equal(said({ gaps: [gap('reliability', 0.1, 0.5), gap('empathy', -0.1, 0.5)] }, 'gap').text.zh, '各维度与顾客期望都没有明显差异')
  })

  test('the whole, weighted and not', () => {
    const servqual = { unweighted: of(-1.08, 0.1), weighted: of(-1.19, 0.1), weightedFromMeanWeights: -1.15 }
    const weights = { from: 'points' as const, used: 280, rescaled: 3, rejected: 2, missing: 18 }
    const found = said({ gaps: [gap('reliability', -1.5, 0.001)], servqual, weights }, 'servqual-overall')
    assert.equal(found.text.en, 'Overall, perceived service lies 1.08 points below expectations')
    assert.equal(found.evidence?.en, 'SERVQUAL score −1.08 (95 % interval −1.18 to −0.98). Weighted by each customer’s own points: −1.19.')
    assert.equal(found.evidence?.zh, 'SERVQUAL得分−1.08（95%置信区间−1.18至−0.98）。按每位顾客自己分配的分数加权：−1.19。')
  })
})

describe('Perception alone', () => {
  const rated = (key: string, value: number): GapRow => ({ ...empty, key, title: names[key] ?? { en: key, zh: key }, perception: of(value) })
  const gaps = [rated('reliability', 6.1), rated('empathy', 4.9)]

  test('strongest and weakest, with the test between them', () => {
    const found = said({ gaps, scale: { min: 1, max: 7 }, contrasts: [contrast('perception', 'reliability', 'empathy', 1.2, 0.0001)] }, 'performance')
    assert.equal(found.text.en, 'Reliability is rated highest (6.1), Empathy lowest (4.9)')
    assert.equal(found.evidence?.en, 'Their difference of 1.2 is beyond chance (paired t test, adjusted p < .001).')
    assert.equal(found.text.zh, '可靠性评价最高（6.1），移情性最低（4.9）')
  })

  test('of two that are alike at the top, no value is taken for both', () => {
    const three = [...gaps, rated('assurance', 5.9)]
    const contrasts = [contrast('perception', 'reliability', 'empathy', 1.2, 0.0001), contrast('perception', 'assurance', 'empathy', 1, 0.0001)]
    const found = said({ gaps: three, scale: { min: 1, max: 7 }, contrasts }, 'performance')
    assert.match(found.text.en, /are rated highest \(5\.9 to 6\.1\), Empathy lowest \(4\.9\)/)
    assert.match(found.text.zh, /评价最高（5\.9至6\.1）/)
  })

  test('a difference within chance ranks nobody', () => {
    const found = said({ gaps, scale: { min: 1, max: 7 }, contrasts: [contrast('perception', 'reliability', 'empathy', 1.2, 0.2)] }, 'performance')
    assert.equal(found.text.en, 'The two dimensions are rated about alike')
    assert.match(found.evidence?.en ?? '', /within chance \(paired t test, adjusted p = \.200\)/)
  })
})

describe('Figures that stand alone', () => {
  const share = (value: number) => ({ ...of(value, 0.02), reason: null })
  const indicator = (kind: Indicator['kind'], role: Indicator['role'], estimate: Estimate, parts: [string, Text, number][]): Indicator => ({
    key: 'x', item: 'x', kind, role, estimate, title: { en: 'X', zh: 'X' }, scale: { min: 1, max: 7, lowIsGood: false },
    parts: parts.map(([key, title, value]) => ({ key, title, share: share(value) })),
  })
  const nps = (value: number, reach: number) =>
    indicator('nps', 'recommendation', of(value, reach), [['promoters', { en: 'Promoters', zh: '推荐者' }, 0.45], ['passives', { en: 'Passives', zh: '中立者' }, 0.31], ['detractors', { en: 'Detractors', zh: '贬损者' }, 0.24]])

  test('recommendation, by where its interval lies', () => {
    const good = said({ indicators: [nps(21, 9)] }, 'nps-x')
    assert.equal(good.text.en, 'More customers recommend than advise against: NPS +21')
    assert.equal(good.evidence?.en, 'NPS +21 (95 % interval +12 to +30), n 300: 45 % promoters, 31 % passives, 24 % detractors.')
    assert.equal(good.evidence?.zh, '净推荐值+21（95%置信区间+12至+30），n = 300：推荐者45%，中立者31%，贬损者24%。')
    assert.equal(said({ indicators: [nps(-21, 9)] }, 'nps-x').tone, 'bad')
    assert.match(said({ indicators: [nps(4, 9)] }, 'nps-x').text.en, /balance out/)
  })

  test('effort and satisfaction', () => {
    const easy = indicator('effort', 'effort', of(5.9), [['easy', { en: 'Easy', zh: '轻松' }, 0.78]])
    assert.equal(said({ indicators: [easy] }, 'effort-x').text.en, 'Most customers found it easy (78 %)')
    const half = indicator('effort', 'effort', of(4), [['easy', { en: 'Easy', zh: '轻松' }, 0.51]])
    assert.equal(said({ indicators: [half] }, 'effort-x').text.en, 'About half of the customers found it easy (51 %)')
    const happy = indicator('mean', 'satisfaction', of(5.5), [['top', { en: 'Two best', zh: '最好两档' }, 0.64]])
    assert.equal(said({ indicators: [happy] }, 'satisfaction-x').text.zh, '64%的顾客在总体满意度上选择了最好的两档')
  })
})

describe('Kano', () => {
  const feature = (item: string, category: KanoRow['category'], clear = true): KanoRow => ({
    item, title: { en: item.toUpperCase(), zh: item.toUpperCase() }, counts: { A: 1, O: 1, M: 1, I: 1, R: 0, Q: 0 }, n: 200, missing: 0,
    category, runnerUp: clear ? null : 'I', clear, better: of(0.5), worse: of(-0.5), reason: null,
  })

  test('one sentence a category; what is not clear is named apart', () => {
    const kano = [feature('a', 'M'), feature('b', 'M'), feature('c', 'A'), feature('d', 'O', false)]
    assert.equal(said({ kano }, 'kano-M').text.en, '“A” and “B” are musts')
    assert.equal(said({ kano }, 'kano-A').text.en, '“C” delights')
    assert.equal(said({ kano }, 'kano-M').text.zh, '“A”和“B”都属于必备品质')
    assert.equal(said({ kano }, 'kano-undecided').text.en, 'For one feature the first category cannot be told from the second')
  })

  test('many features are counted', () => {
    const kano = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => feature(key, 'M'))
    assert.equal(said({ kano }, 'kano-M').text.en, '“A”, “B”, “C” and three more features are musts')
    assert.equal(said({ kano }, 'kano-M').text.zh, '“A”、“B”、“C”等六项都属于必备品质')
  })
})

describe('Too little, or to be read with care', () => {
  test('no answers and too few answers are all that is said', () => {
    const gaps = [zone('empathy', 7, 'inside')]
    assert.deepEqual(conclude(facts({ gaps, responses: 0 })).map(({ text }) => text.en), ['No answers yet'])
    const few = conclude(facts({ gaps, responses: 7 }))
    assert.deepEqual(few.map(({ text }) => text), [{ en: 'Too few answers to conclude from: 7 of at least 10', zh: '答卷太少，尚不能下结论：7份，至少需要10份' }])
  })

  test('a dimension with too few answers is named', () => {
    const thin = { ...zone('empathy', 7, 'inside'), perception: of(null), adequacy: of(null), superiority: of(null), zoneStatus: null }
    const found = said({ gaps: [zone('reliability', 7, 'inside'), thin] }, 'thin')
    assert.equal(found.text.en, 'For Empathy too few customers answered enough statements')
    assert.equal(found.evidence?.en, 'At least 10 are needed; there are 4.')
  })

  test('low reliability', () => {
    const row = { dimension: 'empathy', title: names['empathy'] ?? { en: '', zh: '' }, of: 'perception' as const, items: 4, alpha: 0.58, differenceScore: null, lower: 0.5, upper: 0.65, n: 300, missing: 0, reason: null, ifDeleted: [] }
    assert.equal(said({ reliability: [row] }, 'low-reliability').evidence?.en, 'Cronbach’s alpha below .7: Empathy .58.')
    assert.equal(said({ reliability: [row] }, 'low-reliability').text.zh, '解读移情性时请谨慎：其题项的内部一致性偏低')
  })

  test('points that do not add up, where they are many', () => {
    const weights = { from: 'points' as const, used: 100, rescaled: 0, rejected: 12, missing: 0 }
    assert.equal(said({ weights }, 'rejected-weights').text.en, 'Twelve customers shared out points that do not add up to 100')
    assert.equal(conclude(facts({ weights: { ...weights, rejected: 2 } })).length, 0)
  })
})
