import { binOf } from '../histogram.ts'
import { leavesOf, type Places } from './layout.ts'
import { absentKinds, CodeColumn, ScaleColumn, type Columns, type ItemColumns } from './leaves.ts'
import type { StudyScores } from './study-scores.ts'

/** Adds the respondents at some positions of the columns to a vector of sums. */
export function rowAdder({ parts }: Places, scores: StudyScores<Columns>): (positions: Int32Array, sums: Float64Array) => void {
  const leaves = leavesOf(scores)
  return (positions, sums) => {
    sums[0]! += positions.length
    for (let index = 0; index < leaves.length; index++) {
      const leaf = leaves[index]!
      const part = parts[index]
      if (!part) continue
      const { at } = part
      if (leaf instanceof Float64Array) addSample(leaf, positions, sums, at)
      else if (leaf instanceof ScaleColumn) addSpread(leaf, positions, sums, at)
      else if (leaf instanceof CodeColumn) addCodes(leaf, positions, sums, at)
      else addItems(leaf, positions, sums, at)
    }
  }
}

/** n, sum, sum of squares. */
export function addSample(values: Float64Array, positions: Int32Array, sums: Float64Array, at: number): void {
  let n = 0
  let total = 0
  let squared = 0
  for (let i = 0; i < positions.length; i++) {
    const x = values[positions[i]!]!
    if (!Number.isFinite(x)) continue
    n++
    total += x
    squared += x * x
  }
  sums[at]! += n
  sums[at + 1]! += total
  sums[at + 2]! += squared
}

/** Counts by bin, then by the kind of blank. */
function addSpread({ values, scale: { min, max }, kinds }: ScaleColumn, positions: Int32Array, sums: Float64Array, at: number): void {
  const bins = 2 * (max - min + 1) + 1
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i]!
    const bin = binOf(values[position]!, min, max)
    if (bin >= 0) sums[at + bin]!++
    else if (kinds !== null) sums[at + bins + kinds[position]! - 1]!++
    else sums[at + bins + absentKinds.length - 1]!++
  }
}

/** Counts by code. */
function addCodes({ codes }: CodeColumn, positions: Int32Array, sums: Float64Array, at: number): void {
  for (let i = 0; i < positions.length; i++) {
    const code = codes[positions[i]!]!
    if (code >= 0) sums[at + code]!++
  }
}

/** n, sums, and sums of products of the complete cases. */
function addItems({ columns }: ItemColumns, positions: Int32Array, sums: Float64Array, at: number): void {
  const k = columns.length
  const given = new Float64Array(k)
  const products = at + 1 + k
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i]!
    let check = 0
    for (let j = 0; j < k; j++) {
      const x = columns[j]![position]!
      given[j] = x
      check += x
    }
    if (!Number.isFinite(check)) continue
    sums[at]!++
    let place = products
    for (let j = 0; j < k; j++) {
      const x = given[j]!
      sums[at + 1 + j]! += x
      for (let l = 0; l <= j; l++) sums[place++]! += x * given[l]!
    }
  }
}
