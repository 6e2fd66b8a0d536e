/** The same people at two times: who moved from which outcome to which. */
import { outcomeKeys, type ConfirmationOptions, type ConfirmationReading } from '@gap5/contract/measure/readings/confirmation.ts'
import { outcomeTransitions, type Proportion } from '@gap5/methods'
import { attributeOf } from '../attributes-of.ts'
import { estimateOf } from '../estimates.ts'
import { classificationBy } from '../parts.ts'
import { SelectedAnswers } from '../selected-answers.ts'
import { wholeOutcomes } from '../sums/expectation-scores.ts'
import type { PersonsInput } from './answers.ts'
import { formOf } from './confirmation.ts'

/** Steps between neighbouring groups in which somebody answered twice; a person counts with the last answer in each group. */
export function transitionsOf({ study, table, selected, questions, scoring }: PersonsInput, person: string, options: ConfirmationOptions): ConfirmationReading['transitions'] {
  const { groups, groupOf } = classificationBy(study, table, options.along)
  const form = formOf(questions, options)
  const { title } = attributeOf(person, study.attributes)
  const column = table.attribute(person)
  const last: Map<string, number>[] = groups.map(() => new Map())
  for (const row of selected.rows) {
    const who = column?.values[column.code(row)]
    const group = last[groupOf(row)]
    if (who === undefined || who === '' || !group) continue
    const known = group.get(who)
    if (known === undefined || table.submittedAt(known) <= table.submittedAt(row)) group.set(who, row)
  }
  const inUse = groups.flatMap(({ value }, at) => (last[at]!.size > 0 ? [{ value, people: last[at]! }] : []))
  const steps = inUse.slice(1).flatMap((to, at) => {
    const [before, now] = [inUse[at]!.people, to.people]
    const both = [...before.keys()].filter((who) => now.has(who))
    if (both.length === 0) return []
    const answersIn = (of: Map<string, number>) => new SelectedAnswers(table, Int32Array.from(both, (who) => of.get(who)!))
    const outcomes = (of: Map<string, number>) => wholeOutcomes(form, questions, answersIn(of), scoring, options.margin)
    const found = outcomeTransitions(outcomes(before), outcomes(now))
    const share = (of: Proportion) => estimateOf(of, study.minimumN)
    return [
      {
        from: inUse[at]!.value,
        to: to.value,
        counts: found.n >= study.minimumN ? found.counts : null,
        n: found.n,
        better: share(found.better),
        same: share(found.same),
        worse: share(found.worse),
        net: found.net.map((difference, o) => ({ outcome: outcomeKeys[o]!, difference: estimateOf(difference, study.minimumN) })),
      },
    ]
  })
  return { person, title, steps }
}
