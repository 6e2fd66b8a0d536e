/**
 * One measure, compared between the groups an attribute makes.
 *
 * Two groups: Welch's t. More: Welch's analysis of variance, and Games and Howell for every pair. Periods of time: each with the one
 * before, Welch's t adjusted by Holm. Shares: chi-square, and pairs by the test of two proportions adjusted by Holm.
 * Groups below the minimum n show no number and take no part in a test.
 */
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import { measureKey, unitOf, type Measure } from '@gap5/contract/measure/measures.ts'
import type { Estimate, Reason, TestResult } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { asFamily, chiSquareTest, gamesHowell, mean, npsOfCounts, proportion, twoProportions, welchAnova, welchT } from '@gap5/methods'
import type { AnswerTable } from './answer-table.ts'
import { classify, classifyByTime, timeKey, type Classification, type Group } from './attribute-classes.ts'
import { comparisonConclusion } from './conclusions/comparison-rules.ts'
import { estimateOf, testOf } from './estimates.ts'
import { scoringOf } from './level-scores.ts'
import { measureValues } from './measure-values.ts'
import { questionsOf } from './rated-items.ts'
import { SelectedAnswers } from './selected-answers.ts'
import { selectRows } from './selected-rows.ts'
import type { StudyFrame } from './study-result.ts'

export type Question = { attribute: string; measure: Measure }

/** Groups beyond the largest ones are counted but not shown. */
const mostGroups = 24

/** Null where the study has no such attribute or does not ask what the measure needs. */
export function compare(study: StudyFrame, table: AnswerTable, selection: Selection, question: Question): Comparison | null {
  const classification = classificationOf(study, table, question.attribute)
  const answers = new SelectedAnswers(table, selectRows(table, selection, study).rows)
  const found = measureValues(question.measure, questionsOf(study.definition, study.provider), answers, scoringOf(study.definition))
  if (!classification || !found) return null
  const { groups, withoutValue, notShown } = sampled(classification, answers.rows, found.values)
  const unit = unitOf(question.measure.figure)
  const ordered = classification.type === 'time' || classification.type === 'date'
  const estimated = groups.map((group) => ({ ...group, estimate: groupEstimate(group.sample, unit, study.minimumN) }))
  const tests = tested(estimated.filter(({ estimate }) => estimate.value !== null), unit, ordered)
  const result = {
    attribute: classification.key,
    attributeTitle: classification.title,
    ordered,
    measure: measureKey(question.measure),
    measureTitle: found.title,
    unit,
    groups: estimated.map(({ value, title, estimate }) => ({ value, title, estimate })),
    withoutValue,
    notShown,
    ...tests,
  }
  return { ...result, conclusion: comparisonConclusion(result) }
}

function classificationOf(study: StudyFrame, table: AnswerTable, key: string): Classification | null {
  if (key === timeKey) return classifyByTime(table, study.timeZone)
  const attribute = study.attributes.find((candidate) => candidate.key === key)
  return attribute ? classify(attribute, table) : null
}

type Sampled = Group & { sample: Float64Array }

function sampled({ groups, groupOf }: Classification, rows: Int32Array, values: Float64Array) {
  const samples: number[][] = groups.map(() => [])
  let withoutValue = 0
  for (let i = 0; i < rows.length; i++) {
    const sample = samples[groupOf(rows[i]!)]
    if (sample) sample.push(values[i]!)
    else withoutValue++
  }
  const all = groups.map((group, at): Sampled => ({ ...group, sample: Float64Array.from(samples[at] ?? []) }))
  const present = all.filter(({ sample }) => sample.length > 0)
  const kept = new Set(present.toSorted((a, b) => b.sample.length - a.sample.length).slice(0, mostGroups))
  const notShown = present.reduce((sum, group) => sum + (kept.has(group) ? 0 : group.sample.length), 0)
  return { groups: present.filter((group) => kept.has(group)), withoutValue, notShown }
}

function groupEstimate(sample: Float64Array, unit: Comparison['unit'], minimumN: number): Estimate {
  if (unit === 'share') {
    const { count, n, missing } = countOf(sample)
    return estimateOf(proportion(count, n, { missing }), minimumN)
  }
  if (unit !== 'points') return estimateOf(mean(sample), minimumN)
  const number = (score: number) => sample.reduce((sum, x) => sum + (x === score ? 1 : 0), 0)
  const found = npsOfCounts({ promoters: number(100), passives: number(0), detractors: number(-100) })
  return estimateOf({ ...found, missing: sample.length - found.n }, minimumN, 100)
}

function countOf(sample: Float64Array): { count: number; n: number; missing: number } {
  let count = 0
  let n = 0
  for (const x of sample) {
    if (Number.isNaN(x)) continue
    n++
    count += x
  }
  return { count, n, missing: sample.length - n }
}

type Tests = Pick<Comparison, 'overall' | 'pairs' | 'reason'>
type Estimated = Sampled & { estimate: Estimate }

function tested(groups: readonly Estimated[], unit: Comparison['unit'], ordered: boolean): Tests {
  if (groups.length < 2) return { overall: null, pairs: [], reason: 'one-group' }
  const overall = unit === 'share' ? overallOfShares(groups) : overallOfMeans(groups)
  const pairs = ordered ? neighbours(groups, unit) : unit === 'share' ? allShares(groups) : allMeans(groups)
  const reason: Reason | null = overall === null ? 'no-variance' : null
  return { overall, pairs, reason }
}

function overallOfMeans(groups: readonly Estimated[]): TestResult | null {
  const [first, second] = groups
  if (groups.length === 2 && first && second) return testOf(welchT(first.sample, second.sample))
  return testOf(welchAnova(groups.map(({ value, sample }) => ({ id: value, sample }))))
}

function overallOfShares(groups: readonly Estimated[]): TestResult | null {
  const counts = groups.map(({ sample }) => countOf(sample))
  const [first, second] = counts
  if (counts.length === 2 && first && second) return testOf(twoProportions(first, second))
  return testOf(chiSquareTest(counts.map(({ count, n }) => [count, n - count])))
}

type Pair = Comparison['pairs'][number]

function allMeans(groups: readonly Estimated[]): Pair[] {
  const [first, second] = groups
  if (groups.length === 2 && first && second) return adjusted([meanPair(first, second)])
  return gamesHowell(groups.map(({ value, sample }) => ({ id: value, sample }))).flatMap((pair) => {
    const test = testOf(pair)
    return test ? [{ a: pair.first, b: pair.second, difference: differenceOf(pair), test }] : []
  })
}

function allShares(groups: readonly Estimated[]): Pair[] {
  return adjusted(groups.flatMap((a, at) => groups.slice(at + 1).map((b) => sharePair(a, b))))
}

/** Each period with the one before: later minus earlier. */
function neighbours(groups: readonly Estimated[], unit: Comparison['unit']): Pair[] {
  const pairOf = unit === 'share' ? sharePair : meanPair
  return adjusted(groups.slice(1).map((group, at) => pairOf(group, groups[at] ?? group)))
}

type Untested = { a: string; b: string; found: ReturnType<typeof welchT> | ReturnType<typeof twoProportions> }

function meanPair(a: Estimated, b: Estimated): Untested {
  return { a: a.value, b: b.value, found: welchT(a.sample, b.sample) }
}

function sharePair(a: Estimated, b: Estimated): Untested {
  return { a: a.value, b: b.value, found: twoProportions(countOf(a.sample), countOf(b.sample)) }
}

function adjusted(pairs: readonly Untested[]): Pair[] {
  const tests = asFamily(pairs.map(({ found }) => found))
  return pairs.flatMap(({ a, b, found }, at) => {
    const test = testOf(tests[at] ?? found)
    return test ? [{ a, b, difference: differenceOf(found), test }] : []
  })
}

function differenceOf(found: Pick<Untested['found'], 'estimate' | 'interval' | 'n' | 'missing'>): Estimate {
  const { estimate, interval, n, missing } = found
  return { value: estimate, lower: interval?.lower ?? null, upper: interval?.upper ?? null, sd: null, n, missing, reason: estimate === null ? 'not-computable' : null }
}
