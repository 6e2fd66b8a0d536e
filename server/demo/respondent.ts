/**
 * One simulated respondent: latent levels first, then the answers they lead to.
 *
 * perceived = level(dimension) + shift(branch, month) + leniency + dimension noise + item noise, and likewise adequate
 * and desired with the person's demand in place of leniency; rounded and clipped to the scale. Overall questions follow
 * the perceived levels weighted by the true importance. Everything is drawn from the stream given, in a fixed order.
 */
import { notApplicable, type Answers } from '@gap5/contract/listen/answers.ts'
import type { Block, Definition, Item, Role } from '@gap5/contract/listen/instrument.ts'
import type { RandomStream } from '@gap5/methods/numbers/random.ts'
import { blockLevel, confirmationLevel, importanceLevel, isExpected, type View } from './blocks.ts'
import { answerFeatures } from './features.ts'
import type { Brand } from './market.ts'
import { attributeShifts, imperfection, improvement, levels, spread, tenure, weakBranch } from './truth.ts'

/** Who answers: a customer of a branch, or of a competitor's brand, in a month. */
export type Situation = { branch: string | null; brand: Brand | null; month: number; segment: string; years: number }

type Person = Omit<View, 'overall' | 'perceived' | 'adequate' | 'desired'> & {
  adequate: Map<string, number>
  desired: Map<string, number>
  perceived: Map<string, number>
  hurried: boolean
}

export function answer(definition: Definition, situation: Situation, stream: RandomStream): { answers: Answers; hurried: boolean } {
  const person = draw(situation, stream)
  const ratings: Answers['ratings'] = {}
  for (const block of definition.blocks) {
    for (const item of block.items) {
      if (item.type === 'rating' && !isPaired(block)) rate(definition, block, item, person, ratings, stream)
      if (item.type === 'points') shareOut(item, ratings, stream)
    }
  }
  Object.assign(ratings, answerFeatures(definition, situation.segment, stream))
  return { answers: { ratings, choices: {}, texts: {} }, hurried: person.hurried }
}

/** Pairs about features are answered as such. */
function isPaired({ columns }: Block): boolean {
  return columns.some(({ role }) => role === 'functional')
}

/** Overall verdicts move more than the levels they rest on: the weak and the strong moments are what is remembered. */
const steepness = 2

/** How the person sees the service as a whole, on the nine-point scale: what overall questions follow. */
function overall(person: Person): number {
  const total = Object.values(levels).reduce((sum, { points }) => sum + points, 0)
  return Object.entries(levels).reduce((sum, [key, { points }]) => sum + (person.perceived.get(key)! * points) / total, 0)
}

function draw({ branch, brand, month, years }: Situation, stream: RandomStream): Person {
  const leniency = stream.normal() * spread.leniency
  const demand = stream.normal() * spread.demand
  const person: Person = { adequate: new Map(), desired: new Map(), perceived: new Map(), brand, hurried: false }
  const habit = tenure.perYear * (years - tenure.usual)
  for (const [dimension, level] of Object.entries(levels)) {
    person.adequate.set(dimension, level.adequate + habit + demand + stream.normal() * spread.dimension)
    const width = level.desired - level.adequate - habit + stream.normal() * spread.width
    person.desired.set(dimension, person.adequate.get(dimension)! + Math.max(0.4, width))
    const shift = brand === null ? shiftOf(dimension, branch, month) : (brand.shifts[dimension] ?? 0)
    person.perceived.set(dimension, level.perceived + shift + leniency + stream.normal() * spread.dimension)
  }
  person.hurried = stream.uniform() < imperfection.hurried
  return person
}

function shiftOf(dimension: string, branch: string | null, month: number): number {
  const weak = dimension === weakBranch.dimension && branch === weakBranch.code ? weakBranch.shift : 0
  const better = dimension === improvement.dimension && month >= improvement.month ? improvement.shift : 0
  return weak + better
}

function rate(
  definition: Definition,
  block: Block,
  item: Extract<Item, { type: 'rating' }>,
  person: Person,
  ratings: Answers['ratings'],
  stream: RandomStream,
): void {
  const skipped = stream.uniform() < imperfection.notApplicable
  for (const column of block.columns) {
    const { min, max } = definition.scales[column.scale]!
    const noise = stream.normal() * spread.item
    const isBlank = stream.uniform() < imperfection.blank
    if (isBlank && !item.required) continue
    const level = person.hurried ? 5 : latent(column.role, item, person) + noise
    const onScale = min + ((level - 1) / 8) * (max - min)
    ratings[`${item.key}.${column.role}`] = skipped && item.dimension ? notApplicable : clip(onScale, min, max)
  }
  orderZone(item.key, ratings, stream)
}

/** On the nine-point scale, whatever the scale of the answer. */
function latent(role: Role, { key, dimension }: { key: string; dimension?: string | undefined }, person: Person): number {
  const view: View = { ...person, overall: overall(person) }
  if (role === 'importance') return importanceLevel(key, view)
  if (role === 'confirmation') return confirmationLevel(dimension, view)
  if (dimension === undefined) return 7 + (view.overall - 6.6) * steepness
  const block = blockLevel(dimension, view)
  if (block !== null) return block + (attributeShifts[key] ?? 0)
  if (role === 'adequate') return person.adequate.get(dimension) ?? 5
  if (isExpected(role)) return person.desired.get(dimension) ?? 7
  return person.perceived.get(dimension) ?? 6
}

/** Noise alone would turn too many zones upside down; a real few do mix the two up, and they stay. */
function orderZone(item: string, ratings: Answers['ratings'], stream: RandomStream): void {
  const adequate = ratings[`${item}.adequate`]
  const desired = ratings[`${item}.desired`]
  const mixedUp = stream.uniform() < imperfection.zoneUpsideDown
  if (typeof adequate !== 'number' || typeof desired !== 'number') return
  if (adequate > desired !== mixedUp) {
    ratings[`${item}.adequate`] = desired
    ratings[`${item}.desired`] = adequate
  }
}

/** Points in steps of five around the true importance; now and then somebody's total is off. */
function shareOut(item: Extract<Item, { type: 'points' }>, ratings: Answers['ratings'], stream: RandomStream): void {
  const raw = item.over.map(({ dimension }) => Math.max(1, (levels[dimension]?.points ?? 10) * (1 + stream.normal() * 0.3)))
  const sum = raw.reduce((a, b) => a + b, 0)
  const points = raw.map((value) => Math.max(0, Math.round(((value / sum) * item.total) / 5) * 5))
  const off = item.total - points.reduce((a, b) => a + b, 0)
  const largest = points.indexOf(Math.max(...points))
  points[largest] = points[largest]! + off + (stream.uniform() < imperfection.pointsOff ? 5 : 0)
  for (const [index, { dimension }] of item.over.entries()) ratings[`${item.key}.${dimension}`] = points[index]!
}

function clip(level: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, Math.round(level)))
}
