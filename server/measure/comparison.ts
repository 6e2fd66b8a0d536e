/**
 * One measure, compared between the groups an attribute makes.
 *
 * Two groups: Welch's t. More: Welch's analysis of variance, and Games and Howell for every pair. Periods of time: each with the one
 * before, Welch's t adjusted by Holm. Shares: chi-square, and pairs by the test of two proportions adjusted by Holm.
 * Groups below the minimum n show no number and take no part in a test.
 */
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import { measureKey, type Measure } from '@gap5/contract/measure/measures.ts'
import type { Estimate, Reason, TestResult } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { chiSquareTest, gamesHowell, twoProportions, welchAnova, welchT } from '@gap5/methods'
import type { AnswerRows } from './answer-rows.ts'
import { classify, classifyByTime, timeKey, type Classification, type Group } from './attribute-classes.ts'
import { differenceOf, differencesOf } from './cell-differences.ts'
import { comparisonConclusion } from './conclusions/comparison-rules.ts'
import { testOf } from './estimates.ts'
import { cellEstimate, figuresBy, respondentsOf, shareOf, type Cell, type Unit } from './figures-by.ts'
import type { StudyFrame } from './study-result.ts'

export type Question = { attribute: string; measure: Measure }

/** Groups beyond the largest ones are counted but not shown. */
const mostGroups = 24

/** Null where the study has no such attribute or does not ask what the measure needs. */
export function compare(study: StudyFrame, table: AnswerRows, selection: Selection, question: Question): Comparison | null {
  const classification = classificationOf(study, table, question.attribute)
  if (!classification) return null
  const { groups, groupOf } = classification
  const found = figuresBy(study, table, selection, question.measure, { count: groups.length, groupOf })
  if (!found) return null
  const { unit } = found
  const { kept, notShown } = largest(groups.map((group, at): Cellular => ({ ...group, cell: found.cells[at]! })))
  const ordered = classification.type === 'time' || classification.type === 'date'
  const estimated = kept.map((group) => ({ ...group, estimate: cellEstimate(group.cell, unit, study.minimumN) }))
  const tests = groupTests(estimated.filter(({ estimate }) => estimate.value !== null), unit, ordered)
  const result = {
    attribute: classification.key,
    attributeTitle: classification.title,
    ordered,
    measure: measureKey(question.measure),
    measureTitle: found.title,
    unit,
    groups: estimated.map(({ value, title, estimate }) => ({ value, title, estimate })),
    withoutValue: found.withoutGroup,
    notShown,
    ...tests,
  }
  return { ...result, conclusion: comparisonConclusion(result) }
}

/** The groups an attribute of the study makes, or the time of answer; null where it has no such attribute. */
export function classificationOf(study: StudyFrame, table: AnswerRows, key: string): Classification | null {
  if (key === timeKey) return classifyByTime(table, study.timeZone)
  const attribute = study.attributes.find((candidate) => candidate.key === key)
  return attribute ? classify(attribute, table) : null
}

export type Cellular = Group & { cell: Cell }

/** The groups somebody is in, the largest of them. */
export function largest(groups: readonly Cellular[], most = mostGroups): { kept: Cellular[]; notShown: number } {
  const present = groups.filter(({ cell }) => respondentsOf(cell) > 0)
  const kept = new Set(present.toSorted((a, b) => respondentsOf(b.cell) - respondentsOf(a.cell)).slice(0, most))
  const notShown = present.reduce((sum, group) => sum + (kept.has(group) ? 0 : respondentsOf(group.cell)), 0)
  return { kept: present.filter((group) => kept.has(group)), notShown }
}

type Tests = Pick<Comparison, 'overall' | 'pairs' | 'reason'>
export type Estimated = Cellular & { estimate: Estimate }

/** Whether groups differ, and which: neighbours only where they are ordered in time. */
export function groupTests(groups: readonly Estimated[], unit: Unit, ordered: boolean): Tests {
  if (groups.length < 2) return { overall: null, pairs: [], reason: 'one-group' }
  const overall = unit === 'share' ? overallOfShares(groups) : overallOfMeans(groups)
  const pairs = ordered ? neighbours(groups, unit) : unit === 'share' ? allShares(groups) : allMeans(groups)
  const reason: Reason | null = overall === null ? 'no-variance' : null
  return { overall, pairs, reason }
}

function overallOfMeans(groups: readonly Estimated[]): TestResult | null {
  const [first, second] = groups
  if (groups.length === 2 && first && second) return testOf(welchT(first.cell, second.cell))
  return testOf(welchAnova(groups.map(({ value, cell }) => ({ id: value, sample: cell }))))
}

function overallOfShares(groups: readonly Estimated[]): TestResult | null {
  const counts = groups.map(({ cell }) => shareOf(cell))
  const [first, second] = counts
  if (counts.length === 2 && first && second) return testOf(twoProportions(first, second))
  return testOf(chiSquareTest(counts.map(({ count, n }) => [count, n - count])))
}

type Pair = Comparison['pairs'][number]

function allMeans(groups: readonly Estimated[]): Pair[] {
  const [first, second] = groups
  if (groups.length === 2 && first && second) return testedPairs([[first, second]], 'level')
  return gamesHowell(groups.map(({ value, cell }) => ({ id: value, sample: cell }))).flatMap((pair) => {
    const test = testOf(pair)
    return test ? [{ a: pair.first, b: pair.second, difference: differenceOf(pair), test }] : []
  })
}

function allShares(groups: readonly Estimated[]): Pair[] {
  return testedPairs(groups.flatMap((a, at) => groups.slice(at + 1).map((b) => [a, b] as const)), 'share')
}

/** Each period with the one before: later minus earlier. */
function neighbours(groups: readonly Estimated[], unit: Unit): Pair[] {
  return testedPairs(groups.slice(1).map((group, at) => [group, groups[at] ?? group] as const), unit)
}

function testedPairs(pairs: readonly (readonly [Estimated, Estimated])[], unit: Unit): Pair[] {
  const differences = differencesOf(pairs.map(([a, b]) => ({ a: a.cell, b: b.cell, unit })))
  return pairs.flatMap(([a, b], at) => {
    const { difference, test } = differences[at]!
    return test ? [{ a: a.value, b: b.value, difference, test }] : []
  })
}
