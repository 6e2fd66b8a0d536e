import { completeRows, pick, type Vector } from '../../columns.ts'
import { covarianceMatrix } from '../../numbers/covariance.ts'
import { matrix, submatrix, type Matrix } from '../../numbers/matrix.ts'

/** What the likelihood needs of respondents who answered the same items. */
export interface Pattern {
  /** Positions of the items answered. */
  at: readonly number[]
  n: number
  means: Float64Array
  /** Sums of squares and products about those means, over the weight. */
  covariances: Matrix
  /** n, or n - 1 where covariances have that divisor. */
  weight: number
  /** The answers themselves, item by item; absent where only moments were given. */
  answers?: readonly Float64Array[]
}

/** One pattern for each set of answered items among the given rows; respondents who answered nothing are left out. */
export function patternsOf(columns: readonly Vector[], rows: Int32Array): Pattern[] {
  const found = new Map<string, number[]>()
  for (const row of rows) {
    const key = columns.map((values) => (Number.isFinite(values[row]) ? '1' : '0')).join('')
    const members = found.get(key)
    if (members) members.push(row)
    else found.set(key, [row])
  }
  return [...found].filter(([key]) => key.includes('1')).map(([key, members]) => {
    const at = [...key].flatMap((digit, i) => (digit === '1' ? [i] : []))
    return patternOf(at.map((i) => columns[i]!), at, Int32Array.from(members))
  })
}

/** The respondents without a gap, as one pattern. */
export function completePattern(columns: readonly Vector[], rows: Int32Array, divisor: 'n' | 'n-1'): Pattern {
  const given = columns.map((values) => pick(values, rows))
  const complete = completeRows(given)
  const pattern = patternOf(given, columns.map((_, i) => i), complete)
  return divisor === 'n' ? pattern : unbiased(pattern)
}

function patternOf(columns: readonly Vector[], at: readonly number[], rows: Int32Array): Pattern {
  const n = rows.length
  const answers = columns.map((values) => pick(values, rows))
  const { matrix: values, means } = covarianceMatrix(answers)
  return { at, n, means, answers, covariances: matrix(at.length, at.length, values.map((x) => (n < 2 ? 0 : (x * (n - 1)) / n))), weight: n }
}

export function unbiased({ covariances, n, ...rest }: Pattern): Pattern {
  const k = covariances.rows
  return { ...rest, n, weight: n - 1, covariances: matrix(k, k, covariances.values.map((x) => (n < 2 ? 0 : (x * n) / (n - 1)))) }
}

/** A pattern with some of the items only. */
export function narrowed(pattern: Pattern, items: readonly number[]): Pattern[] {
  const places = items.map((item) => pattern.at.indexOf(item))
  const at = places.flatMap((place, i) => (place < 0 ? [] : [i]))
  const kept = places.filter((place) => place >= 0)
  return at.length === 0 ? [] : [{ n: pattern.n, weight: pattern.weight, at, ...(pattern.answers && { answers: kept.map((place) => pattern.answers![place]!) }), means: Float64Array.from(kept, (place) => pattern.means[place]!), covariances: submatrix(pattern.covariances, kept) }]
}
