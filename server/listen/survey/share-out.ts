/**
 * Points given by feeling, brought to a total: in proportion, in whole points, the largest remainders rounded up. Nothing
 * given at all is shared evenly.
 */
export function sharedOut(points: readonly number[], total: number): number[] {
  const sum = points.reduce((a, b) => a + b, 0)
  const exact = points.map((given) => (sum === 0 ? total / points.length : (given * total) / sum))
  const shares = exact.map(Math.floor)
  const left = total - shares.reduce((a, b) => a + b, 0)
  const byRemainder = exact.map((share, index) => ({ index, rest: share - Math.floor(share) }))
  byRemainder.sort((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) shares[index]! += 1
  return shares
}
