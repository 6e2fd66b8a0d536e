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
import { imperfection, improvement, levels, spread, weakBranch } from './truth.ts'

export type Situation = { branch: string; month: number }

type Person = {
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
      if (item.type === 'rating') rate(definition, block, item, person, ratings, stream)
      if (item.type === 'points') shareOut(item, ratings, stream)
    }
  }
  return { answers: { ratings, choices: {}, texts: {} }, hurried: person.hurried }
}

/** Overall verdicts move more than the levels they rest on: the weak and the strong moments are what is remembered. */
const steepness = 2

/** How the person sees the service as a whole, on the nine-point scale: what overall questions follow. */
function overall(person: Person): number {
  const total = Object.values(levels).reduce((sum, { points }) => sum + points, 0)
  return Object.entries(levels).reduce((sum, [key, { points }]) => sum + (person.perceived.get(key)! * points) / total, 0)
}

function draw({ branch, month }: Situation, stream: RandomStream): Person {
  const leniency = stream.normal() * spread.leniency
  const demand = stream.normal() * spread.demand
  const person: Person = { adequate: new Map(), desired: new Map(), perceived: new Map(), hurried: false }
  for (const [dimension, level] of Object.entries(levels)) {
    person.adequate.set(dimension, level.adequate + demand + stream.normal() * spread.dimension)
    const width = level.desired - level.adequate + stream.normal() * spread.width
    person.desired.set(dimension, person.adequate.get(dimension)! + Math.max(0.4, width))
    const shift = shiftOf(dimension, branch, month)
    person.perceived.set(dimension, level.perceived + shift + leniency + stream.normal() * spread.dimension)
  }
  person.hurried = stream.uniform() < imperfection.hurried
  return person
}

function shiftOf(dimension: string, branch: string, month: number): number {
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
    const level = person.hurried ? 5 : latent(column.role, item.dimension, person) + noise
    const onScale = item.dimension ? level : min + ((level - 1) / 8) * (max - min)
    ratings[`${item.key}.${column.role}`] = skipped && item.dimension ? notApplicable : clip(onScale, min, max)
  }
  orderZone(item.key, ratings, stream)
}

function latent(role: Role, dimension: string | undefined, person: Person): number {
  if (dimension === undefined) return 7 + (overall(person) - 6.6) * steepness
  if (role === 'adequate') return person.adequate.get(dimension) ?? 5
  if (role === 'desired' || role === 'expectation') return person.desired.get(dimension) ?? 7
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
