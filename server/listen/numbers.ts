import type { Answers } from '@gap5/contract/listen/answers.ts'
import type { Variable } from '@gap5/contract/listen/instrument.ts'

/** One number a variable, in the order of `variables`, as answered; null where left blank, not applicable or unknown. */
export function numbersOf(variables: readonly Variable[], { ratings }: Pick<Answers, 'ratings'>): (number | null)[] {
  return variables.map(({ key }) => {
    const given = ratings[key]
    return typeof given === 'number' ? given : null
  })
}
