/** The four outcomes of a service encounter: shares, and how they shift over periods or for the same people. */
import type { Text } from '@gap5/contract/language.ts'
import type { Role } from '@gap5/contract/listen/instrument.ts'
import { confirmationForms, outcomeKeys, type ConfirmationOptions, type ConfirmationReading } from '@gap5/contract/measure/readings/confirmation.ts'
import type { Choice } from '@gap5/contract/measure/readings/readings.ts'
import {
  outcomeCounts,
  outcomesAsked,
  outcomesFromExpectation,
  outcomesFromZone,
  outcomeShares,
  outcomeShift,
  asFamily,
  scaleScores,
  type Outcomes,
} from '@gap5/methods'
import { timeKey } from '../attribute-classes.ts'
import { differenceOf } from '../cell-differences.ts'
import { estimateOf, testOf } from '../estimates.ts'
import { level } from '../level-scores.ts'
import { itemsWith, type Questions, type RatedItem } from '../rated-items.ts'
import type { SelectedAnswers } from '../selected-answers.ts'
import { classificationOf, groupsOf, headOf, isOrdered, requireAsked, requireChoice, type ReadingInput } from './answers.ts'
import { confirmationConclusions } from './confirmation-conclusions.ts'
import { isOffered, offers } from './offers.ts'
import { personChoices, transitionsOf } from './transitions.ts'

type Form = ConfirmationReading['form']

const rolesOf: Record<Form, readonly Role[]> = { asked: ['confirmation'], zone: ['adequate', 'desired', 'perception'], expectation: ['expectation', 'perception'] }

const formTitles: Record<Form, Text> = {
  asked: { en: 'As respondents said', zh: '按受访者自述' },
  zone: { en: 'From the zone of tolerance', zh: '按容忍区域推断' },
  expectation: { en: 'From expected and perceived', zh: '按期望与感知推断' },
}

export function confirmationReading(input: ReadingInput, options: ConfirmationOptions): ConfirmationReading {
  const { study, questions, answers } = input
  requireAsked(isOffered(study.definition, 'confirmation'), offers.confirmation.needs)
  const forms = formsOf(questions)
  const form = options.form ?? forms.find(({ unfit }) => unfit === null)?.key ?? 'asked'
  requireChoice(forms.find(({ key }) => key === form)?.unfit, 'form')
  const items = itemsWith(questions.items, ...rolesOf[form])
  const classed = (of: readonly RatedItem[], part: SelectedAnswers) => outcomesOf(form, of, part, { ...options, ...input.scoring })
  const shares = (of: Outcomes) => sharesOf(of, study.minimumN)
  const whole = wholeOf(form, items)
  const classification = classificationOf(input, options.along)
  const groups = groupsOf(input, classification).map((group) => ({ ...group, outcomes: classed(whole, group.answers) }))
  const ordered = isOrdered(classification) || options.along !== timeKey
  const figures = {
    form,
    forms,
    margin: form === 'asked' ? null : options.margin,
    shares: shares(classed(whole, answers)),
    items: items.map((item) => {
      const own = classed([item], answers)
      const n = countOf(own)
      return { item: item.key, title: item.title, n, missing: own.length - n, shares: shares(own) }
    }),
    along: { key: classification.key, title: classification.title, ordered },
    alongs: alongsOf(input),
    periods: groups.map(({ value, title, outcomes }) => ({ value, title, n: countOf(outcomes), missing: outcomes.length - countOf(outcomes), shares: shares(outcomes) })),
    shifts: shiftsOf(groups, study.minimumN),
    transitions: options.person === undefined ? null : transitionsOf(input, options.person, classification, (part) => classed(whole, part)),
    persons: personChoices(input),
  }
  return { ...headOf(input, { conclusions: confirmationConclusions(figures) }), ...figures }
}

function formsOf({ items }: Questions): (Choice & { key: Form })[] {
  const unfit = { en: 'this instrument does not ask it', zh: '本问卷没有询问' }
  return confirmationForms.map((key) => ({ key, title: formTitles[key], unfit: itemsWith(items, ...rolesOf[key]).length > 0 ? null : unfit }))
}

/** Where the service as a whole was judged against expectation, that answer is the outcome: a mean over parts hardly ever reaches an end. */
function wholeOf(form: Form, items: readonly RatedItem[]): readonly RatedItem[] {
  const whole = form === 'asked' ? items.filter(({ dimension }) => dimension === null) : []
  return whole.length > 0 ? whole : items
}

/** The mapping from answers to outcomes: one a respondent, from the means over the items (those with every level, half of them at least). */
function outcomesOf(form: Form, items: readonly RatedItem[], answers: SelectedAnswers, { margin, minimumAnswered }: { margin: number; minimumAnswered: number }): Outcomes {
  if (form === 'asked') {
    const placed = items.map((item) => {
      const { min, max, lowIsGood } = item.levels.confirmation!
      return level(item, 'confirmation', answers).map((x) => (lowIsGood ? -1 : 1) * ((2 * x - min - max) / (max - min)))
    })
    return outcomesAsked(scaleScores(placed, { minimumAnswered }), { min: -1, max: 1 })
  }
  const roles = rolesOf[form]
  const whole = items.map((item) => wholeAnswers(roles.map((role) => level(item, role, answers)), form))
  const score = (role: Role) => scaleScores(whole.map((levels) => levels[roles.indexOf(role)]!), { minimumAnswered })
  if (form === 'zone') return outcomesFromZone(score('perception'), score('adequate'), score('desired'), margin)
  return outcomesFromExpectation(score('perception'), score('expectation'), margin)
}

/** Levels of an item for those who gave all of them, in order; NaN for others. */
function wholeAnswers(levels: readonly Float64Array[], form: Form): Float64Array[] {
  const [adequate, desired] = levels
  const counts = (i: number) => levels.every((values) => !Number.isNaN(values[i]!)) && (form !== 'zone' || adequate![i]! <= desired![i]!)
  return levels.map((values) => values.map((x, i) => (counts(i) ? x : Number.NaN)))
}

function countOf(of: Outcomes): number {
  return outcomeCounts(of).reduce((sum, count) => sum + count, 0)
}

function sharesOf(of: Outcomes, minimumN: number): ConfirmationReading['shares'] {
  const counts = outcomeCounts(of)
  const missing = of.length - counts.reduce((sum, count) => sum + count, 0)
  return outcomeShares(counts, { missing }).map((share, o) => ({ outcome: outcomeKeys[o]!, share: estimateOf(share, minimumN) }))
}

function shiftsOf(groups: readonly { value: string; outcomes: Outcomes }[], minimumN: number): ConfirmationReading['shifts'] {
  const counted = groups.map(({ value, outcomes }) => ({ value, counts: outcomeCounts(outcomes), n: countOf(outcomes) })).filter(({ n }) => n > 0 && n >= minimumN)
  const pairs = counted.slice(1).map((now, at) => ({ before: counted[at]!, now, shift: outcomeShift(counted[at]!.counts, now.counts) }))
  const tests = asFamily(pairs.map(({ shift }) => shift.test))
  return pairs.map(({ before, now, shift }, at) => ({
    from: before.value,
    to: now.value,
    shifts: shift.shifts.map((one, o) => ({ outcome: outcomeKeys[o]!, difference: differenceOf(one) })),
    test: testOf(tests[at]!),
  }))
}

function alongsOf({ study }: ReadingInput): Choice[] {
  const fit = study.attributes.filter(({ type }) => type !== 'text')
  return [{ key: timeKey, title: { en: 'Time of answer', zh: '作答时间' }, unfit: null }, ...fit.map(({ key, title }) => ({ key, title, unfit: null }))]
}
