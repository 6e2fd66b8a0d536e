/** What is said of perception against what was expected: the four outcomes, ratios, and how far up the levels it reaches. */
import type { Role } from '@gap5/contract/listen/instrument.ts'
import { confirmationForms } from '@gap5/contract/measure/readings/confirmation.ts'
import { ratioBases } from '@gap5/contract/measure/readings/satisfaction.ts'
import { gradedOutcomes, mapped, meanOfAll, outcomeGrades, outcomesAsked, outcomesFromExpectation, outcomesFromZone, rescaled, scaleScores, type Outcomes } from '@gap5/methods'
import { itemsWith, type Questions, type RatedItem } from '../rated-items.ts'
import type { SelectedAnswers } from '../selected-answers.ts'
import { CodeColumn, ItemColumns, type Columns, type Kinds } from './leaves.ts'
import type { Scoring } from './study-scores.ts'

export type OutcomeForm = (typeof confirmationForms)[number]
export type RatioBase = (typeof ratioBases)[number]

export type ExpectationScores<K extends Kinds> = {
  /** Graded by the margins (see `gradedOutcomes`): of the whole, and of each item by itself. */
  outcomes: { form: OutcomeForm; margins: readonly number[]; whole: K['codes']; items: { item: string; grades: K['codes'] }[] }[]
  /** Perceived and expected on 0–100, over the pairs with both answers; the whole over dimensions where the pairs lie in two or more. */
  ratios: { base: RatioBase; whole: K['items']; dimensions: { id: string; pair: K['items'] }[] }[]
  /** Of the whole, of dimensions and of items; the scores of items are their answers. */
  ladder: { key: string; levels: { role: Role; score: K['sample'] }[]; outOfOrder: K['sample'] }[]
}

/** Margins that can be chosen on the page, in points of the scale; cells hold these. */
export const usualMargins: readonly number[] = [0.5, 1, 1.5, 2]

export function expectationScores(
  questions: Questions,
  answers: SelectedAnswers,
  scoring: Scoring,
  has: (section: keyof ExpectationScores<Kinds>) => boolean,
  margins: readonly number[],
): ExpectationScores<Columns> {
  return {
    outcomes: has('outcomes') ? confirmationForms.flatMap((form) => outcomesOf(form, questions, answers, scoring, margins)) : [],
    ratios: has('ratios') ? ratioBases.flatMap((base) => ratiosOf(base, questions, answers, scoring)) : [],
    ladder: has('ladder') ? ladderParts(questions).map((part) => rungs(part, answers, scoring)) : [],
  }
}

const rolesOf: Record<OutcomeForm, readonly Role[]> = { asked: ['confirmation'], zone: ['adequate', 'desired', 'perception'], expectation: ['expectation', 'perception'] }

export function confirmable(items: readonly RatedItem[], form: OutcomeForm): RatedItem[] {
  return itemsWith(items, ...rolesOf[form])
}

function outcomesOf(form: OutcomeForm, questions: Questions, answers: SelectedAnswers, scoring: Scoring, margins: readonly number[]): ExpectationScores<Columns>['outcomes'] {
  const items = confirmable(questions.items, form)
  if (items.length === 0) return []
  const graded = (of: readonly RatedItem[]) => {
    const at = outcomesAt(form, of, answers, scoring)
    return new CodeColumn(gradedOutcomes(margins.map(at)), outcomeGrades(margins.length))
  }
  return [{ form, margins, whole: graded(wholeOf(form, items)), items: items.map((item) => ({ item: item.key, grades: graded([item]) })) }]
}

/** Where the service as a whole was judged against expectation, that answer is the outcome: a mean over parts hardly ever reaches an end. */
function wholeOf(form: OutcomeForm, items: readonly RatedItem[]): readonly RatedItem[] {
  const whole = form === 'asked' ? items.filter(({ dimension }) => dimension === null) : []
  return whole.length > 0 ? whole : items
}

/** The outcome of the whole, a respondent each. */
export function wholeOutcomes(form: OutcomeForm, { items }: Questions, answers: SelectedAnswers, scoring: Scoring, margin: number): Outcomes {
  return outcomesAt(form, wholeOf(form, confirmable(items, form)), answers, scoring)(margin)
}

/** The mapping from answers to outcomes: one a respondent, from the means over the items (those with every level, half of them at least). */
function outcomesAt(form: OutcomeForm, items: readonly RatedItem[], answers: SelectedAnswers, scoring: Scoring): (margin: number) => Outcomes {
  if (form === 'asked') {
    const placed = items.map(({ levels }) => {
      const { min, max, lowIsGood } = levels.confirmation!
      return mapped(answers.values(levels.confirmation!), (x) => (lowIsGood ? -1 : 1) * ((2 * x - min - max) / (max - min)))
    })
    const outcomes = outcomesAsked(scaleScores(placed, scoring), { min: -1, max: 1 })
    return () => outcomes
  }
  const roles = rolesOf[form]
  const given = items.map(({ levels }) => roles.map((role) => answers.values(levels[role]!)))
  const [a, b, c] = given.length === 1 ? given[0]! : scoresOfWhole(given, form, scoring)
  return form === 'zone' ? (margin) => outcomesFromZone(c!, a!, b!, margin) : (margin) => outcomesFromExpectation(b!, a!, margin)
}

/** Each level over the items of which all levels were given, in order. */
function scoresOfWhole(items: readonly (readonly Float64Array[])[], form: OutcomeForm, scoring: Scoring): Float64Array[] {
  const whole = items.map(([a, b, c]) => {
    const counts = form === 'zone' ? mapped(a!, (x, i) => (x <= b![i]! ? c![i]! : Number.NaN)) : mapped(a!, (x, i) => x + b![i]!)
    return [a, b, ...(c ? [c] : [])].map((values) => mapped(values!, (x, i) => (Number.isNaN(counts[i]) ? Number.NaN : x)))
  })
  return whole[0]!.map((_, at) => scaleScores(whole.map((levels) => levels[at]!), scoring))
}

function ratiosOf(base: RatioBase, { items, dimensions }: Questions, answers: SelectedAnswers, scoring: Scoring): ExpectationScores<Columns>['ratios'] {
  const pairs = itemsWith(items, base, 'perception')
  if (pairs.length === 0) return []
  const of = (part: readonly RatedItem[]) => ratioColumns(part, base, answers, scoring)
  const placed = dimensions.flatMap(({ key, items }) => {
    const own = itemsWith(items, base, 'perception')
    return own.length > 0 ? [{ id: key, pair: of(own) }] : []
  })
  return [{ base, whole: placed.length < 2 ? of(pairs) : overDimensions(placed.map(({ pair }) => pair)), dimensions: placed }]
}

/** Each dimension counts alike, for respondents who have all of them, as in the overall gap. */
function overDimensions(pairs: readonly ItemColumns[]): ItemColumns {
  return new ItemColumns([0, 1].map((at) => meanOfAll(pairs.map(({ columns }) => columns[at]!))))
}

/** Each respondent's perceived and expected level on 0–100, over the pairs with both answers: half of them at least. */
function ratioColumns(pairs: readonly RatedItem[], base: RatioBase, answers: SelectedAnswers, scoring: Scoring): ItemColumns {
  const both = pairs.map(({ levels }) => {
    const [perceived, expected] = [answers.values(levels.perception!), answers.values(levels[base]!)]
    const whole = (values: Float64Array, other: Float64Array) => rescaled(mapped(values, (x, i) => (Number.isNaN(other[i]!) ? Number.NaN : x)), levels.perception!)
    return { perceived: whole(perceived, expected), expected: whole(expected, perceived) }
  })
  return new ItemColumns([scaleScores(both.map((one) => one.perceived), scoring), scaleScores(both.map((one) => one.expected), scoring)])
}

/** From high to low. */
export const expectationLevels = ['ideal', 'desired', 'normative', 'expectation', 'experienced', 'adequate', 'minimum'] as const satisfies readonly Role[]
export type ExpectationLevel = (typeof expectationLevels)[number]

export type LadderPart = {
  key: string
  level: 'overall' | 'dimension' | 'item'
  /** Parts count equally, as dimensions do in the whole of a result. */
  parts: readonly (readonly RatedItem[])[]
  roles: readonly ExpectationLevel[]
}

/** What the ladder is told of: the whole, then each dimension with its items, then items of none. */
export function ladderParts(questions: Questions): LadderPart[] {
  const items = questions.items.filter((item) => levelsOf(item).length >= 2 && itemsWith([item], ...levelsOf(item), 'perception').length > 0)
  const dimensions = questions.dimensions.map((d) => ({ ...d, items: d.items.filter((item) => items.includes(item)) })).filter((d) => d.items.length > 0)
  if (items.length === 0) return []
  const part = (key: string, level: LadderPart['level'], parts: LadderPart['parts']): LadderPart => ({
    key,
    level,
    parts,
    roles: expectationLevels.filter((role) => parts.flat().every((item) => item.levels[role])),
  })
  const single = (item: RatedItem) => part(item.key, 'item', [[item]])
  return [
    ...(dimensions.length === 1 ? [] : [part('overall', 'overall', dimensions.length === 0 ? [items] : dimensions.map((d) => d.items))]),
    ...dimensions.flatMap((d) => [part(d.key, 'dimension', [d.items]), ...d.items.map(single)]),
    ...items.filter((item) => !dimensions.some((d) => d.items.includes(item))).map(single),
  ]
}

function levelsOf({ levels }: RatedItem): ExpectationLevel[] {
  return expectationLevels.filter((role) => levels[role])
}

/** Each respondent's mean over the items of a part, half of them at least. */
function rungs({ key, level, parts, roles }: LadderPart, answers: SelectedAnswers, scoring: Scoring): ExpectationScores<Columns>['ladder'][number] {
  const values = ({ levels }: RatedItem, role: Role) => answers.values(levels[role]!)
  const score = (role: Role) =>
    level === 'item' ? values(parts[0]![0]!, role) : meanOfAll(parts.map((items) => scaleScores(items.map((item) => values(item, role)), scoring)))
  const scores = roles.map((role) => ({ role, score: score(role) }))
  const outOfOrder = orderBreaks(scores.map((each) => each.score), answers.respondents)
  return { key, levels: level === 'item' ? [] : [...scores, { role: 'perception', score: score('perception') }], outOfOrder }
}

/** 1 where at least one higher level lies below a lower one, NaN without all of them. */
function orderBreaks(scores: readonly Float64Array[], respondents: number): Float64Array {
  const breaks = new Float64Array(respondents)
  for (let i = 0; i < respondents; i++) {
    let check = 0
    for (let at = 0; at < scores.length; at++) {
      const x = scores[at]![i]!
      check += x
      if (at > 0 && x > scores[at - 1]![i]!) breaks[i] = 1
    }
    if (!Number.isFinite(check)) breaks[i] = Number.NaN
  }
  return breaks
}
