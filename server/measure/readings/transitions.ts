/** The same people at two times: who moved from which outcome to which. */
import { outcomeKeys, type ConfirmationReading } from '@gap5/contract/measure/readings/confirmation.ts'
import type { Choice } from '@gap5/contract/measure/readings/readings.ts'
import { outcomeTransitions, type Outcomes, type Proportion } from '@gap5/methods'
import type { Classification } from '../attribute-classes.ts'
import { estimateOf } from '../estimates.ts'
import { SelectedAnswers } from '../selected-answers.ts'
import { attributeOf } from '../attributes-of.ts'
import type { ReadingInput } from './answers.ts'

/** Attributes that may tell people apart: texts and choices that the answers carry. */
export function personChoices({ study, table }: ReadingInput): Choice[] {
  return study.attributes.filter(({ key, type }) => (type === 'text' || type === 'choice' || type === 'number') && table.attribute(key)).map(({ key, title }) => ({ key, title, unfit: null }))
}

/** Steps between neighbouring groups in which somebody answered twice; a person counts with the last answer in each group. */
export function transitionsOf(
  { study, table, selected }: ReadingInput,
  person: string,
  { groups, groupOf }: Classification,
  classed: (answers: SelectedAnswers) => Outcomes,
): ConfirmationReading['transitions'] {
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
    const outcomes = (of: Map<string, number>) => classed(new SelectedAnswers(table, Int32Array.from(both, (who) => of.get(who)!)))
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
