import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared, type Json } from '../testing/golden.ts'
import { kaplanMeier, lifeTable, restrictedMean } from './kaplanMeier.ts'
import { expectedTenure, lifetimeValue, lifetimeValueOfCurve, presentValue, returnOnQuality, valueOfRetention } from './lifetimeValue.ts'
import { logRank } from './logRank.ts'
import { marketDamage, type DamageScenario } from './marketDamage.ts'
import { discountedLifetime, discountedResidualLifetime, retentionAt, shiftedBetaGeometric, shiftedBetaGeometricOf, survivalCurve } from './shiftedBetaGeometric.ts'

/** Fader & Hardie (2007), table 1: per thousand customers still there at 0 … 7 renewals. */
const highEnd = [1000, 869, 743, 653, 593, 551, 517, 491]
const regular = [1000, 631, 468, 382, 326, 289, 262, 241]

test('seven thousand subscribers equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/survival_clv.json').at('telco_overall')
  const table = sharedTable('data/telco_customer_churn_ibm.csv')
  const tenure = table.numbers('tenure')
  const churned = Float64Array.from(table.text('Churn'), (answer) => (answer === 'Yes' ? 1 : 0))
  const result = kaplanMeier(tenure, churned)
  assert.deepEqual([result.n, result.events], [golden.at('n').number, golden.at('events').number])
  const plain = kaplanMeier(tenure, churned, { interval: 'plain' }).steps
  const log = kaplanMeier(tenure, churned, { interval: 'log' }).steps
  for (const [i, row] of golden.at('table_loglog').list.entries()) {
    const step = result.steps[i]!
    assert.deepEqual([step.time, step.atRisk, step.events, step.censored], ['time', 'n_risk', 'n_event', 'n_censor'].map((name) => row.at(name).number))
    close(step.survival, row.at('surv').number, 1e-12)
    close(step.se, row.at('se_greenwood').number, 1e-10)
    if (step.interval === null) continue
    close(step.interval.lower, row.at('lower').number, 1e-10)
    close(step.interval.upper, row.at('upper').number, 1e-10)
    close(plain[i]!.interval!.lower, golden.at('ci_plain', 'lower', i).number, 1e-10)
    close(plain[i]!.interval!.upper, golden.at('ci_plain', 'upper', i).number, 1e-10)
    close(log[i]!.interval!.lower, golden.at('ci_log', 'lower', i).number, 1e-10)
    close(log[i]!.interval!.upper, golden.at('ci_log', 'upper', i).number, 1e-10)
  }
  close(restrictedMean(result, 72).value, golden.at('rmean72').number, 1e-10)
  close(restrictedMean(result, 72).se, golden.at('rmean72_se').number, 1e-8)
})

test('the maintained-chemotherapy data equal the reference', skipWithoutShared, () => {
  const aml = sharedJson('golden/survival_clv.json').at('aml')
  const group = (id: string) => {
    const at = (aml.at('data', 'x').raw as string[]).flatMap((x, i) => (x === id ? [i] : []))
    const of = (name: string) => at.map((i) => aml.at('data', name, i).number)
    return { id, durations: of('time'), ended: of('status') }
  }
  const groups = [group('Maintained'), group('Nonmaintained')]
  close(logRank(groups).statistic, aml.at('logrank').number, 1e-12)
  close(logRank(groups.toReversed()).statistic, aml.at('logrank').number, 1e-12)
  for (const [i, name] of ['maintained', 'non'].entries()) {
    const { steps } = kaplanMeier(groups[i]!.durations, groups[i]!.ended, { interval: 'log' })
    for (const [j, row] of (aml.at(name).list as Json[]).entries()) {
      close(steps[j]!.survival, row.at('surv').number, 1e-12)
      close(steps[j]!.interval?.lower ?? 0, steps[j]!.interval ? row.at('lower').number : 0, 1e-12)
    }
  }
})

test('without censoring survival is the share that is left', () => {
  const { steps, median } = kaplanMeier([3, 1, 2, 4], [1, 1, 1, 1])
  assert.deepEqual(steps.map(({ survival }) => Math.round(survival * 100)), [75, 50, 25, 0])
  assert.equal(median, 2.5)
  assert.deepEqual(lifeTable([2, 2], [1, 0]), [{ time: 2, atRisk: 2, events: 1, censored: 1 }])
})

test('the log-rank test of two groups by adding up its tables', () => {
  const [a, b] = [{ id: 'a', durations: [1, 3, 4, 6], ended: [1, 1, 0, 1] }, { id: 'b', durations: [2, 3, 5, 7], ended: [1, 0, 1, 1] }]
  let [difference, variance] = [0, 0]
  for (const time of [1, 2, 3, 5, 6, 7]) {
    const atRisk = (g: typeof a) => g.durations.filter((t) => t >= time).length
    const events = (g: typeof a) => g.durations.filter((t, i) => t === time && g.ended[i] === 1).length
    const [n, d] = [atRisk(a) + atRisk(b), events(a) + events(b)]
    difference += events(a) - (d * atRisk(a)) / n
    if (n > 1) variance += (d * atRisk(a) * atRisk(b) * (n - d)) / (n * n * (n - 1))
  }
  close(logRank([a, b]).statistic, difference ** 2 / variance, 1e-12)
})

test('the shifted-beta-geometric model comes out as its authors printed it', () => {
  const printed = [[highEnd, 0.668, 3.806, -1611.158], [regular, 0.704, 1.182, -1680.265]] as const
  for (const [survivors, alpha, beta, logLikelihood] of printed) {
    const result = shiftedBetaGeometric(survivors)
    close(result.alpha, alpha, 1e-3)
    close(result.beta, beta, 1e-3)
    close(result.logLikelihood, logLikelihood, 1e-6)
    honest(result)
  }
})

test('the shifted-beta-geometric model equals the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/survival_clv.json').at('sbg')
  for (const [name, survivors] of [['high_end', highEnd], ['regular', regular]] as const) {
    const result = shiftedBetaGeometric(survivors)
    close(result.alpha, golden.at(name, 'alpha').number, 1e-5)
    close(result.beta, golden.at(name, 'beta').number, 1e-5)
    close(result.logLikelihood, golden.at(name, 'loglik').number, 1e-9)
    const curve = survivalCurve(result.alpha!, result.beta!, 12)
    for (const [t, share] of golden.at(name, 'survival_0_12').numbers.entries()) close(curve[t], share, 1e-5)
    for (const [t, rate] of golden.at(name, 'retention_1_12').numbers.entries()) close(retentionAt(result.alpha!, result.beta!, t + 1), rate, 1e-5)
  }
})

test('what a lifetime is worth without a horizon is what adding up the curve comes to', () => {
  for (const [alpha, beta, discount] of [[0.668, 3.806, 0.1], [0.704, 1.182, 0.02], [3, 1.5, 0.4]] as const) {
    let [there, sum] = [1, 1]
    for (let t = 1; t < 20_000; t++) {
      there *= retentionAt(alpha, beta, t)
      sum += there / (1 + discount) ** t
    }
    close(discountedLifetime(alpha, beta, discount), sum, 1e-10)
    const afterFirst = (discountedLifetime(alpha, beta, discount) - 1) * (1 + discount)
    close(discountedResidualLifetime(alpha, beta, discount, 1), afterFirst, 1e-10)
    close(discountedResidualLifetime(alpha, beta, discount, 3), retentionAt(alpha, beta, 3) * (1 + discountedResidualLifetime(alpha, beta, discount, 4) / (1 + discount)), 1e-10)
  }
  assert.throws(() => discountedLifetime(1, 1, 0), { code: 'invalid-parameter' })
})

test('twelve periods of the published cohorts at ten per cent equal the reference, and no horizon adds to them', skipWithoutShared, () => {
  const golden = sharedJson('golden/survival_clv.json').at('sbg')
  for (const name of ['high_end', 'regular']) {
    const [alpha, beta] = [golden.at(name, 'alpha').number, golden.at(name, 'beta').number]
    const twelve = lifetimeValueOfCurve(survivalCurve(alpha, beta, 12), 1, { discount: 0.1 })
    close(twelve, golden.at(name, 'del_d10').number, 1e-12, name)
    assert.ok(discountedLifetime(alpha, beta, 0.1) > twelve)
  }
})

test('customers one by one give the same model as their cohort counted, and those who came later count for as long as they were seen', () => {
  const durations: number[] = []
  const ended: number[] = []
  regular.slice(1).forEach((left, t) => {
    for (let i = 0; i < regular[t]! - left; i++) {
      durations.push(t + 1)
      ended.push(1)
    }
  })
  for (let i = 0; i < regular.at(-1)!; i++) {
    durations.push(7)
    ended.push(0)
  }
  const counted = shiftedBetaGeometric(regular)
  const found = shiftedBetaGeometricOf(durations, ended)
  close(found.alpha, counted.alpha!, 1e-9)
  close(found.logLikelihood, counted.logLikelihood!, 1e-12)
  const later = shiftedBetaGeometricOf([...durations, 1, 1, 2, Number.NaN], [...ended, 0, 0, 0, 1])
  assert.deepEqual([later.n, later.missing], [1003, 1])
  assert.ok(later.meanChurn! < found.meanChurn!)
  for (const [d, e, reason] of [[[], [], 'no-answers'], [[1, 1], [1, 0], 'too-few'], [[3, 2], [0, 0], 'no-variance']] as const) {
    const nothing = shiftedBetaGeometricOf(d, e)
    honest(nothing)
    assert.equal(nothing.reason, reason)
  }
})

test('lifetime value for ever is the sum of its periods', () => {
  const options = { retention: 0.8, discount: 0.1 }
  const curve = Array.from({ length: 400 }, (_, t) => 0.8 ** t)
  close(lifetimeValue(50, options), lifetimeValueOfCurve(curve, 50, { discount: 0.1 }), 1e-12)
  close(lifetimeValue(50, { ...options, first: 'after-one-period' }), lifetimeValueOfCurve(curve, 50, { discount: 0.1 }) - 50, 1e-12)
  close(valueOfRetention(50, { from: 0.8, to: 0.81, discount: 0.1, customers: 1000 }), 1000 * (55 / 0.29 - 55 / 0.3), 1e-12)
  assert.equal(expectedTenure(0.75), 4)
  close(presentValue([100, 110], 0.1), 200, 1e-12)
  close(returnOnQuality([0, 110], [50], 0.1), 2, 1e-12)
  assert.throws(() => lifetimeValue(1, { retention: 1, discount: 0 }), { code: 'invalid-parameter' })
})

test('more complaints heard and better handled lose fewer customers', () => {
  const scenario: DamageScenario = {
    customers: 10000,
    problem: 0.2,
    complaining: 0.25,
    outcomes: [
      { id: 'satisfied', share: 0.4, loyalty: 0.9, told: 4, influence: 0.01 },
      { id: 'dissatisfied', share: 0.6, loyalty: 0.3, told: 9, influence: -0.02 },
    ],
    loyaltyOfSilent: 0.5,
    loyaltyWithoutProblem: 0.95,
    value: 100,
  }
  const now = marketDamage(scenario)
  close(now.lost, 500 * (0.4 * 0.05 + 0.6 * 0.65) + 1500 * 0.45, 1e-12)
  close(now.byWordOfMouth, 500 * (0.4 * 0.04 - 0.6 * 0.18), 1e-12)
  close(now.lostValue, (now.lost - now.byWordOfMouth) * 100, 1e-12)
  assert.throws(() => marketDamage({ ...scenario, outcomes: [] }), { code: 'invalid-parameter' })
})

test('retention says why it cannot be had', () => {
  const cases = [
    [kaplanMeier([], []), 'no-answers'],
    [kaplanMeier([1, 2], [0, 0]), 'not-applicable'],
    [logRank([]), 'no-answers'],
    [logRank([{ id: 'a', durations: [1], ended: [1] }]), 'one-group'],
    [logRank([{ id: 'a', durations: [1], ended: [0] }, { id: 'b', durations: [2], ended: [0] }]), 'no-variance'],
    [shiftedBetaGeometric([]), 'no-answers'],
    [shiftedBetaGeometric([10, 8]), 'too-few'],
    [shiftedBetaGeometric([10, 10, 10]), 'no-variance'],
  ] as const
  for (const [result, reason] of cases) {
    assert.equal(result.reason, reason, result.method)
    honest(result)
  }
  honest(kaplanMeier([1, 2, 3], [1, 0, 1]))
  honest(shiftedBetaGeometric([100, 50, 25, 12]))
  assert.throws(() => shiftedBetaGeometric([10, 11]), { code: 'invalid-parameter' })
})
