/**
 * Where in a vector of sums each quantity of a study stands. The layout is got by scoring nobody at all, so that it can never
 * differ from what is scored; it belongs to one published definition, which is frozen.
 */
import { createHash } from 'node:crypto'
import { variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import { covariancesOfSums, momentsOfSums } from '@gap5/methods'
import { AnswerTable } from '../answer-table.ts'
import { Histogram, binsOf } from '../histogram.ts'
import { questionsOf, type Questions } from '../rated-items.ts'
import { SelectedAnswers } from '../selected-answers.ts'
import { absentKinds, CodeColumn, ItemColumns, ScaleColumn, type Columns, type Figures } from './leaves.ts'
import { held, ofResult, studyScores, type Scoring, type StudyScores, type Wanted } from './study-scores.ts'

export type Leaf = Float64Array | ScaleColumn | ItemColumns | CodeColumn
export type Part = { kind: 'sample' | 'spread' | 'items' | 'codes'; at: number; size: number }

/** Vectors of sums: respondents first, then each part at its place. */
export type Layout = {
  wanted: Wanted
  questions: Questions
  scoring: Scoring
  variables: readonly string[]
  parts: readonly Part[]
  length: number
  /** Where the sums begin that only readings need; results need those before. */
  readingsAt: number
  /** Another text as soon as anything above is another. */
  fingerprint: string
  skeleton: StudyScores<Columns>
}

const layouts = new WeakMap<Definition, Map<string, Layout>>()
const mostLayouts = 40
const nobody = { en: '', zh: '' }
/** Raised when the meaning of a sum changes although its place does not, or when cells lack what is read of them. */
const edition = 2

/** The layout of what cells hold, or of a part of the scores that rows are asked for. */
export function layoutOf(definition: Definition, wanted: Wanted = held): Layout {
  const ofDefinition = layouts.get(definition) ?? new Map<string, Layout>()
  layouts.set(definition, ofDefinition)
  const name = JSON.stringify(wanted)
  const known = ofDefinition.get(name)
  if (known) return known
  const layout = newLayout(definition, wanted)
  ofDefinition.set(name, layout)
  // Whoever asks for margins of their own asks for another layout each time.
  const [oldest] = ofDefinition.keys()
  if (ofDefinition.size > mostLayouts && oldest !== undefined) ofDefinition.delete(oldest)
  return layout
}

function newLayout(definition: Definition, wanted: Wanted): Layout {
  const questions = questionsOf(definition, nobody)
  const scoring = { minimumAnswered: definition.scoring.minimumAnswered }
  const keys = variables(definition).map(({ key }) => key)
  const skeleton = studyScores(questions, new SelectedAnswers(new AnswerTable(keys), new Int32Array(0)), scoring, wanted)
  const parts: Part[] = []
  let length = 1
  for (const leaf of leavesOf(skeleton)) {
    const part = { kind: kindOf(leaf), at: length, size: sizeOf(leaf) }
    parts.push(part)
    length += part.size
  }
  const shape = JSON.stringify([edition, scoring, keys, replaced(skeleton, (_, at) => parts[at]!)])
  const fingerprint = createHash('sha256').update(shape).digest('hex').slice(0, 32)
  const readingsAt = wanted === held ? layoutOf(definition, ofResult).length : length
  return { wanted, questions, scoring, variables: keys, parts, length, readingsAt, fingerprint, skeleton }
}

/** Whether cells hold all that is wanted. */
export function isHeld(definition: Definition, wanted: Wanted): boolean {
  const part = layoutOf(definition, wanted)
  const known = heldLayouts.get(part)
  if (known !== undefined) return known
  const whole = layoutOf(definition)
  const shape = (of: unknown) => JSON.stringify(replaced(of, (leaf) => [kindOf(leaf), sizeOf(leaf)]))
  const isPart = wanted.sections === 'all' ? part === whole : wanted.sections.every((section) => shape(whole.skeleton[section]) === shape(part.skeleton[section]))
  heldLayouts.set(part, isPart)
  return isPart
}

const heldLayouts = new WeakMap<Layout, boolean>()

/** The columns of scores, always in the same order. */
export function leavesOf(scores: StudyScores<Columns>): Leaf[] {
  const leaves: Leaf[] = []
  replaced(scores, (leaf) => leaves.push(leaf))
  return leaves
}

/** Where in a vector of sums the leaves stand, or null for one that is left out. */
export type Places = { parts: readonly (Pick<Part, 'at'> | null)[]; length: number }

/** Some leaves of a layout, next to each other after the respondents. */
export type PickedPlaces = Places & { layout: Layout; leaves: readonly Leaf[]; /** From where in the whole vector they come, in order. */ ranges: readonly { from: number; size: number; at: number }[] }

export function pickedFrom(layout: Layout, wanted: ReadonlySet<Leaf>): PickedPlaces {
  const leaves = leavesOf(layout.skeleton)
  const ranges = [{ from: 0, size: 1, at: 0 }]
  let length = 1
  const parts = layout.parts.map(({ at: from, size }, index) => {
    if (!wanted.has(leaves[index]!)) return null
    const part = { from, size, at: length }
    ranges.push(part)
    length += size
    return part
  })
  return { parts, length, layout, leaves, ranges }
}

/** What one of the leaves comes to. */
export function pickedFigure({ parts, leaves }: PickedPlaces, leaf: Leaf, sums: Float64Array) {
  return figureOf(leaf, sums.subarray(parts[leaves.indexOf(leaf)]!.at), sums[0]!)
}

/** Sums read again as what they come to, in the shape of the scores. */
export function figuresOf(layout: Layout, sums: Float64Array): StudyScores<Figures> {
  const respondents = sums[0]!
  return replaced(layout.skeleton, (leaf, index) => figureOf(leaf, sums.subarray(layout.parts[index]!.at), respondents)) as StudyScores<Figures>
}

function figureOf(leaf: Leaf, sums: Float64Array, respondents: number) {
  if (leaf instanceof Float64Array) return { ...momentsOfSums(sums[0]!, sums[1]!, sums[2]!), missing: respondents - sums[0]! }
  if (leaf instanceof ScaleColumn) {
    const bins = binsOf(leaf.scale)
    const [notApplicable = 0, dontKnow = 0, blank = 0] = sums.subarray(bins, bins + absentKinds.length)
    return new Histogram(leaf.scale, sums.slice(0, bins), { notApplicable, dontKnow, blank })
  }
  if (leaf instanceof CodeColumn) {
    const counts = [...sums.subarray(0, leaf.count)]
    return { counts, missing: respondents - counts.reduce((sum, count) => sum + count, 0) }
  }
  const k = leaf.columns.length
  const n = sums[0]!
  const { matrix, means } = covariancesOfSums(n, sums.subarray(1, 1 + k), sums.subarray(1 + k))
  return { covariances: matrix, means, n, missing: respondents - n }
}

/** A copy of the shape with every column replaced. */
function replaced(shape: unknown, replace: (leaf: Leaf, index: number) => unknown): unknown {
  let index = 0
  const walk = (node: unknown): unknown => {
    if (node instanceof Float64Array || node instanceof ScaleColumn || node instanceof ItemColumns || node instanceof CodeColumn) return replace(node, index++)
    if (Array.isArray(node)) return node.map(walk)
    if (node === null || typeof node !== 'object') return node
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value)]))
  }
  return walk(shape)
}

function kindOf(leaf: Leaf): Part['kind'] {
  if (leaf instanceof CodeColumn) return 'codes'
  return leaf instanceof Float64Array ? 'sample' : leaf instanceof ScaleColumn ? 'spread' : 'items'
}

function sizeOf(leaf: Leaf): number {
  if (leaf instanceof Float64Array) return 3
  if (leaf instanceof ScaleColumn) return binsOf(leaf.scale) + absentKinds.length
  if (leaf instanceof CodeColumn) return leaf.count
  const k = leaf.columns.length
  return 1 + k + (k * (k + 1)) / 2
}
