import { cholesky, choleskySolve, symmetricInverse } from '../../numbers/cholesky.ts'
import { symmetricEigen, type Eigen } from '../../numbers/eigen.ts'
import { matrix, type Matrix } from '../../numbers/matrix.ts'

export interface Uniquenesses {
  uniquenesses: Float64Array
  /** Of Psi^-1/2 R Psi^-1/2. */
  eigen: Eigen
  /** `sum over the trailing eigenvalues of (theta - ln theta - 1)`. */
  discrepancy: number
  iterations: number
}

/**
 * Uniquenesses in [lower, 1] that minimise the likelihood discrepancy of a factor model, by Newton's method on their logarithms with the exact
 * second derivatives; those at a bound that the gradient pushes against are held there. Null where R is singular or the minimum is not reached.
 *
 * Sources: Jöreskog (1967) Psychometrika 32; second derivatives, Clarke (1970) British J. of Mathematical and Statistical Psychology 23.
 */
export function likeliestUniquenesses(r: Matrix, factors: number, lower: number): Uniquenesses | null {
  const inverse = symmetricInverse(r)
  if (!inverse) return null
  const k = r.rows
  const floor = Math.log(lower)
  const within = (x: number) => Math.min(0, Math.max(floor, x))
  // Jöreskog's start
  let at = placeOf(r, factors, Float64Array.from({ length: k }, (_, i) => within(Math.log((1 - factors / (2 * k)) / inverse.values[i * (k + 1)]!))))
  for (let iterations = 1; iterations <= 500; iterations++) {
    const { gradient, hessian } = slopes(at, factors)
    const free = [...at.logs.keys()].filter((i) => !(at.logs[i]! <= floor && gradient[i]! > 0) && !(at.logs[i]! >= 0 && gradient[i]! < 0))
    if (free.every((i) => Math.abs(gradient[i]!) < 1e-11)) return { uniquenesses: at.logs.map(Math.exp), eigen: at.eigen, discrepancy: at.discrepancy, iterations }
    const step = descent(hessian, gradient, free)
    const next = improved(r, factors, at, gradient, step, within)
    if (!next) return free.every((i) => Math.abs(gradient[i]!) < 1e-7) ? { uniquenesses: at.logs.map(Math.exp), eigen: at.eigen, discrepancy: at.discrepancy, iterations } : null
    at = next
  }
  return null
}

interface Place {
  logs: Float64Array
  eigen: Eigen
  discrepancy: number
}

function placeOf(r: Matrix, factors: number, logs: Float64Array): Place {
  const k = r.rows
  const scale = logs.map((x) => Math.exp(-x / 2))
  const eigen = symmetricEigen(matrix(k, k, r.values.map((value, at) => value * scale[Math.floor(at / k)]! * scale[at % k]!)))
  let discrepancy = 0
  for (let j = factors; j < k; j++) discrepancy += eigen.values[j]! - Math.log(eigen.values[j]!) - 1
  return { logs, eigen, discrepancy }
}

/** First and second derivatives of the discrepancy by the logarithms of the uniquenesses. */
function slopes({ eigen: { values, vectors } }: Place, factors: number): { gradient: Float64Array; hessian: Matrix } {
  const k = vectors.rows
  const w = vectors.values
  const gradient = new Float64Array(k)
  const hessian = matrix(k, k)
  for (let i = 0; i < k; i++) {
    for (let j = factors; j < k; j++) gradient[i]! += (1 - values[j]!) * w[i * k + j]! ** 2
    for (let h = 0; h <= i; h++) {
      let [common, weighted, mixed] = [0, 0, 0]
      for (let j = factors; j < k; j++) {
        const pair = w[i * k + j]! * w[h * k + j]!
        common += pair
        weighted += values[j]! * pair
        for (let l = 0; l < factors; l++) {
          if (values[l] === values[j]) continue // no direction is preferred between the two
          mixed += ((1 - values[j]!) * (values[l]! + values[j]!) * pair * w[i * k + l]! * w[h * k + l]!) / (values[l]! - values[j]!)
        }
      }
      hessian.values[i * k + h] = common * weighted + mixed
      hessian.values[h * k + i] = common * weighted + mixed
    }
  }
  return { gradient, hessian }
}

/** Newton's step among the free coordinates; where the curvature is not positive, it is made so by adding to the diagonal. */
function descent(hessian: Matrix, gradient: Float64Array, free: readonly number[]): Float64Array {
  const k = hessian.rows
  const step = new Float64Array(k)
  for (let ridge = 0; ridge < 1e9; ridge = ridge === 0 ? 1e-3 : ridge * 10) {
    const part = matrix(free.length, free.length, free.flatMap((i) => free.map((j) => hessian.values[i * k + j]! + (i === j ? ridge : 0))))
    const factor = cholesky(part)
    if (!factor) continue
    const solved = choleskySolve(factor, free.map((i) => -gradient[i]!))
    for (const [a, i] of free.entries()) step[i] = solved[a]!
    return step
  }
  return gradient.map((slope, i) => (free.includes(i) ? -slope : 0))
}

/** The first place along the step, halved as often as needed, that lies lower; null where none does. */
function improved(r: Matrix, factors: number, from: Place, gradient: Float64Array, step: Float64Array, within: (x: number) => number): Place | null {
  for (let length = 1; length > 1e-12; length /= 2) {
    const logs = from.logs.map((x, i) => within(x + length * step[i]!))
    const place = placeOf(r, factors, logs)
    const expected = logs.reduce((sum, x, i) => sum + gradient[i]! * (x - from.logs[i]!), 0)
    if (place.discrepancy <= from.discrepancy + 1e-4 * expected && place.discrepancy < from.discrepancy) return place
  }
  return null
}
