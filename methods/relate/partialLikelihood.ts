import { matrix, type Matrix } from '../numbers/matrix.ts'
import { moments, standardDeviation } from '../numbers/moments.ts'
import { ranks as ranksOf } from '../numbers/ranks.ts'

export type CoxTies = 'efron' | 'breslow'

/** Cases from the longest duration to the shortest, predictors centred and in standard deviations. */
export interface RiskOrder {
  durations: Float64Array
  ended: Uint8Array
  columns: readonly Float64Array[]
  /** Standard deviation of each predictor, in its own unit. */
  scales: Float64Array
  events: number
}

export function riskOrder(durations: Float64Array, ended: Float64Array, columns: readonly Float64Array[]): RiskOrder {
  const order = Int32Array.from(durations.keys()).sort((a, b) => durations[b]! - durations[a]!)
  const spreads = columns.map((column) => moments(column))
  const scales = Float64Array.from(spreads, standardDeviation)
  return {
    durations: Float64Array.from(order, (row) => durations[row]!),
    ended: Uint8Array.from(order, (row) => Number(ended[row]! > 0)),
    columns: columns.map((column, j) => Float64Array.from(order, (row) => (column[row]! - spreads[j]!.mean) / scales[j]!)),
    scales,
    events: ended.reduce((sum, x) => sum + Number(x > 0), 0),
  }
}

export interface Likelihood {
  value: number
  gradient: Float64Array
  information: Matrix
  /** Residuals of Schoenfeld, one row an event from the latest to the earliest. */
  residuals: Float64Array
  /** Rank of the time of each event, in the same order. */
  ranks: Float64Array
}

/** The partial log-likelihood at `at` with its derivatives. Everybody with the same or a longer duration is at risk. */
export function partialLikelihood({ durations, ended, columns, events }: RiskOrder, at: Float64Array, ties: CoxTies): Likelihood {
  const k = at.length
  const n = durations.length
  const gradient = new Float64Array(k)
  const information = matrix(k, k)
  const residuals = new Float64Array(events * k)
  const times = new Float64Array(events)
  const risk = sums(k)
  let value = 0
  let event = 0
  for (let first = 0; first < n; ) {
    const leaving = sums(k)
    const here: number[] = []
    let next = first
    for (; next < n && durations[next] === durations[first]; next++) {
      let score = 0
      for (let j = 0; j < k; j++) score += at[j]! * columns[j]![next]!
      const weight = Math.exp(score)
      add(risk, columns, next, weight)
      if (ended[next] === 0) continue
      add(leaving, columns, next, weight)
      here.push(next)
      value += score
    }
    const mean = new Float64Array(k)
    for (let l = 0; l < here.length; l++) {
      const share = ties === 'efron' ? l / here.length : 0
      const total = risk.weight - share * leaving.weight
      value -= Math.log(total)
      for (let j = 0; j < k; j++) {
        const average = (risk.first[j]! - share * leaving.first[j]!) / total
        gradient[j]! -= average
        mean[j]! += average / here.length
        for (let m = 0; m <= j; m++) {
          const other = (risk.first[m]! - share * leaving.first[m]!) / total
          const second = (risk.second[j * k + m]! - share * leaving.second[j * k + m]!) / total - average * other
          information.values[j * k + m]! += second
          if (m < j) information.values[m * k + j]! += second
        }
      }
    }
    for (const row of here) {
      for (let j = 0; j < k; j++) {
        gradient[j]! += columns[j]![row]!
        residuals[event * k + j] = columns[j]![row]! - mean[j]!
      }
      times[event++] = durations[row]!
    }
    first = next
  }
  return { value, gradient, information, residuals, ranks: Float64Array.from(ranksOf(times).ranks) }
}

interface Sums {
  weight: number
  first: Float64Array
  second: Float64Array
}

function sums(k: number): Sums {
  return { weight: 0, first: new Float64Array(k), second: new Float64Array(k * k) }
}

function add(to: Sums, columns: readonly Float64Array[], row: number, weight: number): void {
  const k = columns.length
  to.weight += weight
  for (let j = 0; j < k; j++) {
    const x = weight * columns[j]![row]!
    to.first[j]! += x
    for (let m = 0; m <= j; m++) to.second[j * k + m]! += x * columns[m]![row]!
  }
}
