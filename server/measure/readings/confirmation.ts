/** The four outcomes of a service encounter: shares, and how they shift over periods or for the same people. */
import type { Text } from '@gap5/contract/language.ts'
import { confirmationForms, outcomeKeys, type ConfirmationOptions, type ConfirmationReading } from '@gap5/contract/measure/readings/confirmation.ts'
import type { Choice } from '@gap5/contract/measure/readings/readings.ts'
import { asFamily, outcomeCountsOfGrades, outcomeShares, outcomeShift } from '@gap5/methods'
import { timeKey } from '../attribute-classes.ts'
import { differenceOf } from '../cell-differences.ts'
import { estimateOf, testOf } from '../estimates.ts'
import { groupsIn, type PartFigures, type Parts, type Split } from '../parts.ts'
import type { Questions } from '../rated-items.ts'
import { confirmable, usualMargins, type OutcomeForm } from '../sums/expectation-scores.ts'
import type { CodeCounts } from '../sums/leaves.ts'
import { headOf, isOrdered, needs, requireAsked, requireChoice, shownGroups, type Needs } from './answers.ts'
import { confirmationConclusions } from './confirmation-conclusions.ts'
import { isOffered, offers } from './offers.ts'

const formTitles: Record<OutcomeForm, Text> = {
  asked: { en: 'As respondents said', zh: '按受访者自述' },
  zone: { en: 'From the zone of tolerance', zh: '按容忍区域推断' },
  expectation: { en: 'From expected and perceived', zh: '按期望与感知推断' },
}

export function confirmationNeeds({ along, margin }: ConfirmationOptions): Needs {
  return needs(['outcomes'], { by: along, margins: usualMargins.includes(margin) ? usualMargins : [margin] })
}

/** `transitions` are told of persons, see `transitionsOf`. */
export function confirmationReading(parts: Parts, options: ConfirmationOptions, transitions: ConfirmationReading['transitions']): ConfirmationReading {
  const { study, questions } = parts
  const { minimumN } = study
  requireAsked(isOffered(study.definition, 'confirmation'), offers.confirmation.needs)
  const forms = formsOf(questions)
  const form = formOf(questions, options)
  requireChoice(forms.find(({ key }) => key === form)?.unfit, 'form')
  const split = parts.split!
  const of = ({ figures }: PartFigures) => figures.outcomes.find((each) => each.form === form)!
  const counted = (grades: CodeCounts) => countedAt(grades, of(parts).margins.indexOf(options.margin))
  const shares = (found: Counted) => sharesOf(found, minimumN)
  const groups = groupsIn(parts, shownGroups(split)).map((group) => ({ value: group.value, title: group.title, outcomes: counted(of(group).whole) }))
  const figures = {
    form,
    forms,
    margin: form === 'asked' ? null : options.margin,
    shares: shares(counted(of(parts).whole)),
    items: confirmable(questions.items, form).map(({ key, title }) => {
      const { n, missing, counts } = counted(of(parts).items.find(({ item }) => item === key)!.grades)
      return { item: key, title, n, missing, shares: shares({ n, missing, counts }) }
    }),
    along: { key: split.key, title: split.title, ordered: isOrdered(split) || options.along !== timeKey },
    alongs: alongsOf(parts),
    periods: groups.map(({ value, title, outcomes }) => ({ value, title, n: outcomes.n, missing: outcomes.missing, shares: shares(outcomes) })),
    shifts: shiftsOf(groups, minimumN),
    transitions,
    persons: personsOf(parts, split),
  }
  return { ...headOf(parts, { conclusions: confirmationConclusions(figures) }), ...figures }
}

/** The form that is asked for, else the first the instrument gives. */
export function formOf(questions: Questions, { form }: ConfirmationOptions): OutcomeForm {
  return form ?? formsOf(questions).find(({ unfit }) => unfit === null)?.key ?? 'asked'
}

function formsOf({ items }: Questions): (Choice & { key: OutcomeForm })[] {
  const unfit = { en: 'this instrument does not ask it', zh: '本问卷没有询问' }
  return confirmationForms.map((key) => ({ key, title: formTitles[key], unfit: confirmable(items, key).length > 0 ? null : unfit }))
}

type Counted = { counts: number[]; n: number; missing: number }

function countedAt({ counts: grades, missing }: CodeCounts, margin: number): Counted {
  const counts = outcomeCountsOfGrades(grades, Math.max(0, margin))
  return { counts, n: counts.reduce((sum, count) => sum + count, 0), missing }
}

function sharesOf({ counts, missing }: Counted, minimumN: number): ConfirmationReading['shares'] {
  return outcomeShares(counts, { missing }).map((share, o) => ({ outcome: outcomeKeys[o]!, share: estimateOf(share, minimumN) }))
}

function shiftsOf(groups: readonly { value: string; outcomes: Counted }[], minimumN: number): ConfirmationReading['shifts'] {
  const counted = groups.map(({ value, outcomes }) => ({ value, counts: outcomes.counts, n: outcomes.n })).filter(({ n }) => n > 0 && n >= minimumN)
  const pairs = counted.slice(1).map((now, at) => ({ before: counted[at]!, now, shift: outcomeShift(counted[at]!.counts, now.counts) }))
  const tests = asFamily(pairs.map(({ shift }) => shift.test))
  return pairs.map(({ before, now, shift }, at) => ({
    from: before.value,
    to: now.value,
    shifts: shift.shifts.map((one, o) => ({ outcome: outcomeKeys[o]!, difference: differenceOf(one) })),
    test: testOf(tests[at]!),
  }))
}

function alongsOf({ study }: Parts): Choice[] {
  const fit = study.attributes.filter(({ type }) => type !== 'text')
  return [{ key: timeKey, title: { en: 'Time of answer', zh: '作答时间' }, unfit: null }, ...fit.map(({ key, title }) => ({ key, title, unfit: null }))]
}

/** Attributes that may tell people apart: texts and choices that the answers carry. */
function personsOf({ study }: Parts, { carries }: Split): Choice[] {
  return study.attributes.filter(({ key, type }) => (type === 'text' || type === 'choice' || type === 'number') && carries(key)).map(({ key, title }) => ({ key, title, unfit: null }))
}
