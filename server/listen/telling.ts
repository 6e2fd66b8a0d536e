/** Fewer ratings, fewer different points, or fewer that differ from the commonest one are given alike by two people now and then. */
const fewest = 8
const fewestPoints = 4
const leastApart = 0.5

/**
 * Whether ratings are so many and so varied that two people do not give the same ones by chance. Straight lines, nearly straight ones
 * and blocks of two neighbouring points are not telling: honest people share them. In a survey of 14 questions on four points, 767 of
 * 2,833 people answer like somebody before them, and none of them tellingly; on nine or ten points most answers are telling.
 */
export function isTelling(ratings: Iterable<unknown>): boolean {
  const counts = new Map<number, number>()
  let given = 0
  for (const rating of ratings) {
    if (typeof rating !== 'number') continue
    given++
    counts.set(rating, (counts.get(rating) ?? 0) + 1)
  }
  return given >= fewest && counts.size >= fewestPoints && given - Math.max(...counts.values()) >= given * leastApart
}
