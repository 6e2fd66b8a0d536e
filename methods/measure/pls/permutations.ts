import { momentsFinder } from '../../numbers/drawnMoments.ts'
import { shuffled } from '../../numbers/shuffled.ts'
import { requireParameter, type Reason } from '../../result.ts'
import { respondentsOf, studyMoments, type ItemMoments } from './covariances.ts'
import type { PlsGrouping } from './grouping.ts'
import { parameterFinder, type PlsParameters } from './parameters.ts'
import type { RangeOfDraws } from './ranges.ts'
import { ownCovariances } from './replicates.ts'
import { composites } from './scores.ts'
import { alignConstructs } from './signs.ts'

/**
 * Group differences under a range of permutations of the labels: what a worker hands back. A row per permutation that could be
 * estimated: compositional correlations, differences of means and of log variances by construct, then differences of paths.
 */
export type PlsPermutations = RangeOfDraws

/** Permutations `from` to `from + count - 1`, each with a random stream of its own: any division into ranges gives the same. */
export function plsPermutations(grouping: PlsGrouping, { from, count, seed }: { from: number; count: number; seed: number }): PlsPermutations {
  requireParameter([from, count].every((x) => Number.isInteger(x) && x >= 0), 'A range of permutations is given by whole numbers')
  const { pooled, members } = grouping
  const differ = groupDifferences(grouping)
  const width = differenceWidth(grouping)
  const values = new Float64Array(count * width)
  const failures: PlsPermutations['failures'] = {}
  let kept = 0
  for (let b = from; b < from + count; b++) {
    const order = shuffled(pooled.n, seed, b)
    const found = differ(Uint8Array.from(order, (place) => members[place]!))
    if (found instanceof Float64Array) values.set(found, width * kept++)
    else failures[found.reason] = (failures[found.reason] ?? 0) + 1
  }
  return { seed, from, count, values: values.slice(0, kept * width), kept, failures }
}

/** How many figures one labelling gives. */
export function differenceWidth({ pooled: { plan } }: PlsGrouping): number {
  return 3 * plan.constructs + plan.paths.length
}

/** A function that gives the differences between the groups under some labels (0 and 1). */
export function groupDifferences({ pooled }: PlsGrouping): (labels: ArrayLike<number>) => Float64Array | { reason: Reason } {
  const { plan } = pooled
  const whole = studyMoments(pooled)
  const estimate = parameterFinder(pooled)
  const together = estimate(whole)
  if ('reason' in together) return () => ({ reason: together.reason })
  const own = ownCovariances(plan, whole, together)
  const scores = composites(pooled, whole, together.weights)
  const moments = momentsFinder(respondentsOf(pooled))
  return (labels) => {
    const first = groupFit(0)
    if ('reason' in first) return first
    const second = groupFit(1)
    if ('reason' in second) return second
    return Float64Array.from([
      ...plan.modeB.map((_, q) => compositional(q, first.weights, second.weights)),
      ...scores.map((score) => spreadOf(score, labels, 0).mean - spreadOf(score, labels, 1).mean),
      ...scores.map((score) => Math.log(spreadOf(score, labels, 0).variance / spreadOf(score, labels, 1).variance)),
      ...first.paths.map((path, at) => path - second.paths[at]!),
    ])

    function groupFit(group: number): Pick<PlsParameters, 'weights' | 'paths'> | { reason: Reason } {
      const found = estimate(moments(Float64Array.from(labels, (label) => (label === group ? 1 : 0))))
      if ('reason' in found) return { reason: found.reason }
      alignConstructs(plan, own, found)
      return { weights: found.weights.slice(), paths: found.paths.slice() }
    }
  }

  /** Correlation, over both groups, of the composites that the two groups' weights make. */
  function compositional(q: number, a: Float64Array, b: Float64Array): number {
    const between = product(whole, q, a, b)
    return between / Math.sqrt(product(whole, q, a, a) * product(whole, q, b, b))
  }

  function product({ matrix }: ItemMoments, q: number, a: Float64Array, b: Float64Array): number {
    let sum = 0
    for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) {
      for (let j = plan.starts[q]!; j < plan.starts[q + 1]!; j++) sum += a[i]! * b[j]! * matrix[i * plan.items + j]!
    }
    return sum
  }
}

function spreadOf(score: Float64Array, labels: ArrayLike<number>, group: number): { mean: number; variance: number } {
  let n = 0
  let sum = 0
  let squares = 0
  for (let r = 0; r < score.length; r++) {
    if (labels[r] !== group) continue
    n++
    sum += score[r]!
    squares += score[r]! ** 2
  }
  return { mean: sum / n, variance: (squares - (sum * sum) / n) / (n - 1) }
}
