/** Studies, answers and selections drawn at random from a seed: for tests that must hold whatever is asked and answered. */
import type { Mark } from '@gap5/contract/listen/answers.ts'
import { marks } from '@gap5/contract/listen/answers.ts'
import { definitionSchema, variables, type Definition, type Role } from '@gap5/contract/listen/instrument.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { markPolicies, type Selection } from '@gap5/contract/measure/selection.ts'
import type { RandomStream } from '@gap5/methods'

const same = (text: string) => ({ en: text, zh: text })
const levelSets: Role[][] = [['adequate', 'desired', 'perception'], ['expectation', 'perception', 'importance'], ['perception'], ['adequate', 'perception'], ['desired', 'perception'], ['importance', 'perception'], ['importance', 'satisfaction'], ['ideal', 'normative', 'minimum', 'perception']]
const blockTitles = ['Outcome', 'Process', 'Image', 'Other']

export function pick<T>(random: RandomStream, from: readonly T[]): T {
  return from[random.whole(from.length)]!
}

export function randomDefinition(random: RandomStream): Definition {
  const dimensions = Array.from({ length: random.whole(5) }, (_, d) => ({ key: `d${d}`, title: same(blockTitles[d]!) }))
  const levels = pick(random, levelSets)
  const items = Array.from({ length: 2 + random.whole(6) }, (_, i) => ({
    key: `i${i}`, text: same(`I${i}`), reversed: random.whole(5) === 0,
    ...(dimensions.length > 0 && random.whole(6) > 0 ? { dimension: pick(random, dimensions).key } : {}),
  }))
  const points = { type: 'points' as const, key: 'points', text: same('P'), over: dimensions.map(({ key, title }) => ({ dimension: key, text: title })) }
  const column = (role: Role, scale: string) => ({ role, scale, title: same(role) })
  return definitionSchema.parse({
    key: 'random', title: same('R'), use: same('test'), source: same('test'),
    scales: { own: pick(random, [{ min: 1, max: 9 }, { min: 1, max: 5 }, { min: 0, max: 10 }]), five: { min: 1, max: 5 }, ten: { min: 0, max: 10 }, ease: { min: 1, max: 7 } },
    dimensions,
    blocks: [
      { key: 'main', columns: levels.map((role) => column(role, role === 'importance' && random.whole(2) === 0 ? 'five' : 'own')), items },
      ...(dimensions.length > 1 && random.whole(2) === 0 ? [{ key: 'weights', items: [points] }] : []),
      { key: 'kano', columns: [column('functional', 'five'), column('dysfunctional', 'five'), ...(random.whole(2) === 0 ? [column('importance', 'ten')] : [])], items: [{ key: 'k0', text: same('K') }] },
      { key: 'nps', columns: [column('recommendation', 'ten')], items: [{ key: 'n0', text: same('N') }] },
      { key: 'effort', columns: [column('effort', 'ease')], items: [{ key: 'e0', text: same('E') }] },
      { key: 'sat', columns: [column('satisfaction', 'five')], items: [{ key: 's0', text: same('S') }] },
      ...(random.whole(3) === 0 ? [{ key: 'more', columns: [column('satisfaction', pick(random, ['five', 'ten']))], items: [{ key: 's1', text: same('S') }] }] : []),
      ...(random.whole(2) === 0 ? [{ key: 'met', columns: [column('confirmation', 'five')], items: [{ key: 'c0', text: same('C') }, { key: 'c1', text: same('C'), ...(dimensions.length > 0 ? { dimension: 'd0' } : {}) }] }] : []),
    ],
    scoring: { minimumAnswered: pick(random, [0.5, 0.75, 1, 0]) },
  })
}

export const randomAttributes: Attribute[] = [
  { key: 'branch', title: same('Branch'), type: 'choice', values: ['n', 's', 'e'].map((value) => ({ value, title: same(value) })), settableByLink: false },
  { key: 'age', title: same('Age'), type: 'number', values: [], settableByLink: false },
  { key: 'visited', title: same('Visited'), type: 'date', values: [], settableByLink: false },
  { key: 'note', title: same('Note'), type: 'text', values: [], settableByLink: false },
]

export type RandomAnswer = { ratings: Record<string, number | 'na' | 'dk'>; attributes: Record<string, string>; submittedAt: Date; marks: Mark[] }

const day = 86_400_000

export function randomAnswer(random: RandomStream, definition: Definition, since: Date): RandomAnswer {
  const [low, spread] = [random.uniform(), random.uniform()]
  const points = randomPoints(random, definition)
  const ratings = variables(definition).flatMap(({ key, role, min, max }): [string, number | 'na' | 'dk'][] => {
    if (role === 'weight') return points && key in points ? [[key, points[key]!]] : []
    const kind = random.whole(40)
    if (kind < 3) return []
    if (kind === 3) return [[key, 'na']]
    if (kind === 4) return [[key, 'dk']]
    const at = min + (max - min) * Math.min(1, Math.max(0, low + (random.uniform() - 0.5) * spread))
    return [[key, kind === 5 ? Math.round(at * 3) / 3 : Math.round(at)]]
  })
  const attributes: [string, string][] = [
    ['branch', pick(random, ['n', 's', 'e', 'x', ''])],
    ['age', pick(random, ['18', '19', '20', '25', '30', '31', '40', '44', '50', '61', '72', 'old', ''])],
    ['visited', new Date(since.getTime() + random.whole(90) * day).toISOString().slice(0, 10)],
    ['note', random.whole(3) === 0 ? `note ${random.whole(5)}` : ''],
  ]
  return {
    ratings: Object.fromEntries(ratings),
    attributes: Object.fromEntries(attributes.filter(([, value]) => value !== '')),
    submittedAt: new Date(since.getTime() + random.whole(430 * 24) * 3_600_000 + random.whole(1000)),
    marks: randomMarks(random),
  }
}

export function randomMarks(random: RandomStream): Mark[] {
  return random.whole(4) > 0 ? [] : marks.filter((mark) => mark !== 'withdrawn' && random.whole(4) === 0)
}

/** Totals of 100, of nearly 100, of something else, and incomplete ones. */
function randomPoints(random: RandomStream, definition: Definition): Record<string, number> | null {
  const keys = variables(definition).filter(({ role }) => role === 'weight').map(({ key }) => key)
  if (keys.length === 0 || random.whole(10) === 0) return null
  const shares = keys.map(() => 1 + random.whole(50))
  const total = pick(random, [100, 100, 100, 97, 120]) / shares.reduce((a, b) => a + b, 0)
  const given = keys.map((key, at) => [key, Math.round(shares[at]! * total)] as const)
  const missing = 100 - given.reduce((sum, [, x]) => sum + x, 0)
  const whole = given.map(([key, x], at) => [key, at === 0 && Math.abs(missing) < 3 ? Math.max(0, x + missing) : x] as const)
  return Object.fromEntries(random.whole(12) === 0 ? whole.slice(1) : whole)
}

export function randomSelection(random: RandomStream, since: Date): Selection {
  const dayAt = (n: number) => new Date(since.getTime() + n * day).toISOString().slice(0, 10)
  const first = random.whole(430)
  const narrowing: Selection['attributes'][] = [
    {}, {}, { branch: ['n'] }, { branch: ['s', 'x'] }, { age: ['20..40'] }, { age: ['25'] }, { visited: [dayAt(10).slice(0, 7)] }, { note: ['note 1'] }, { branch: ['e'], age: ['18..31'] },
  ]
  return {
    ...(random.whole(2) === 0 ? { from: dayAt(first) } : {}),
    ...(random.whole(2) === 0 ? { to: dayAt(first + random.whole(200)) } : {}),
    marks: pick(random, markPolicies),
    attributes: pick(random, narrowing),
  }
}
