/** Fewer ratings than these are given alike by two people now and then. */
const fewest = 8
/** And so are ratings that are nearly all the same: the commonest of them may not stand for more than all but these. */
const fewestApart = 4

/**
 * Whether ratings are so many and so varied that two people do not give the same ones by chance. Straight and nearly straight
 * lines are not telling: honest people share them.
 */
export function isTelling(ratings: Iterable<unknown>): boolean {
  const counts = new Map<number, number>()
  let given = 0
  for (const rating of ratings) {
    if (typeof rating !== 'number') continue
    given++
    counts.set(rating, (counts.get(rating) ?? 0) + 1)
  }
  return given >= fewest && given - Math.max(...counts.values()) >= fewestApart
}
