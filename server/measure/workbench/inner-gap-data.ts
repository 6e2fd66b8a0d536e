/** Who answered what about the inner gaps: managers what they believe and which standards there are, staff what can be kept. */
import type { Text } from '@gap5/contract/language.ts'
import type { Role } from '@gap5/contract/listen/instrument.ts'
import { conformityGap, knowledgeGap, scaleScores, servqual, weightsFromPoints, type ConformityGap, type KnowledgeGap, type MeanEstimate } from '@gap5/methods'
import type { BenchColumn, BenchData } from './bench-data.ts'

export const innerGaps = ['gap1', 'gap2', 'gap3', 'gap4'] as const
export type InnerGapKey = (typeof innerGaps)[number]

export const gapTitles: Record<InnerGapKey | 'gap5', Text> = {
  gap1: { en: 'Gap 1: knowing what customers expect', zh: '差距一：了解顾客期望' },
  gap2: { en: 'Gap 2: standards for it', zh: '差距二：服务标准' },
  gap3: { en: 'Gap 3: delivery to the standard', zh: '差距三：按标准交付' },
  gap4: { en: 'Gap 4: keeping what is promised', zh: '差距四：兑现承诺' },
  gap5: { en: 'Gap 5: perceived against expected', zh: '差距五：感知与期望' },
}
export const shortTitles: Record<InnerGapKey | 'gap5', Text> = {
  gap1: { en: 'Gap 1', zh: '差距一' },
  gap2: { en: 'Gap 2', zh: '差距二' },
  gap3: { en: 'Gap 3', zh: '差距三' },
  gap4: { en: 'Gap 4', zh: '差距四' },
  gap5: { en: 'Gap 5', zh: '差距五' },
}
const conformityRoles = { gap2: 'standard', gap3: 'delivery', gap4: 'promise' } as const satisfies Partial<Record<InnerGapKey, Role>>

/** Constructs of Zeithaml, Berry & Parasuraman (1988) by the keys of their dimensions, and the gap they lead to. */
const antecedentKeys: Record<InnerGapKey, readonly string[]> = {
  gap1: ['market-research', 'upward-communication', 'management-levels'],
  gap2: ['management-commitment', 'goal-setting', 'task-standardisation', 'feasibility'],
  gap3: ['teamwork', 'job-fit', 'technology-fit', 'perceived-control', 'supervision', 'role-conflict', 'role-ambiguity'],
  gap4: ['horizontal-communication', 'overpromising'],
}

export type GapOf = {
  key: InnerGapKey | 'gap5'
  overall: Figure
  dimensions: { id: string; figure: Figure; p: number | null; managers: number | null }[]
  items: { id: string; figure: Figure; p: number | null; topTwo: number | null }[]
  /** Of the gap, positive, one a respondent who can have one; for gap 1 by manager. */
  size: Float64Array
}
export type Figure = { value: number | null; lower: number | null; upper: number | null; n: number; reason: MeanEstimate['reason'] }

const sides = /manag|director|经理|管理|主管|领导/i

/** Groups whose name says that they manage. */
export function managerGroups(data: BenchData): { value: string; title: Text }[] {
  return data.labels.flatMap(({ id, title, groups }) =>
    groups.filter((group) => sides.test(`${group.value} ${group.title.en} ${group.title.zh}`)).map((group) => ({ value: `${id}=${group.value}`, title: { en: `${title.en}: ${group.title.en}`, zh: `${title.zh}：${group.title.zh}` } })),
  )
}

function itemsOf({ columns }: BenchData, role: Role): BenchColumn[] {
  return columns.filter((column) => column.kind === 'item' && column.role === role && column.scale !== null)
}

/** Roles of the provider's own side that the answers hold. */
export function hasInnerGaps(data: BenchData): boolean {
  return (['believed', 'standard', 'delivery', 'promise'] as const).some((role) => itemsOf(data, role).length > 0) || (itemsOf(data, 'expectation').length > 0 && managerGroups(data).length > 0)
}

/** 1 for a respondent who answered as a manager: in the group chosen, or, without one, by having been asked what customers expect. */
export function managersOf(data: BenchData, group: string): Uint8Array {
  const is = new Uint8Array(data.respondents)
  const label = data.labels.find(({ id }) => group.startsWith(`${id}=`))
  if (label) {
    const at = label.groups.findIndex(({ value }) => value === group.slice(label.id.length + 1))
    return is.map((_, i) => Number(at >= 0 && label.codes[i] === at))
  }
  for (const { values } of itemsOf(data, 'believed')) for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) is[i] = 1
  return is
}

/** The gaps that the answers give, those of an item without a dimension under its own name. */
export function gapsOf(data: BenchData, managers: Uint8Array): GapOf[] {
  return [knowledge(data, managers), ...(['gap2', 'gap3', 'gap4'] as const).map((key) => conformity(data, key)), customersGap(data, managers)].filter((gap) => gap !== null)
}

/** The feature behind a question: one questionnaire for all sides asks managers about `managers-l1` and staff about `staff-l1`. */
function itemKey(id: string): string {
  return id.slice(0, id.lastIndexOf('.')).replace(/^(?:managers|staff)-/, '')
}

function knowledge(data: BenchData, managers: Uint8Array): GapOf | null {
  const expected = itemsOf(data, 'expectation')
  const believed = new Map(itemsOf(data, 'believed').map((column) => [itemKey(column.id), column]))
  const only = (values: Float64Array, manager: number) => values.map((x, i) => (managers[i] === manager ? x : Number.NaN))
  const items = expected.flatMap((column) => {
    const own = believed.get(itemKey(column.id))
    if (own && (own.scale!.min !== column.scale!.min || own.scale!.max !== column.scale!.max)) return []
    const pair = { id: itemKey(column.id), dimension: column.dimension ?? itemKey(column.id), managers: own ? own.values : only(column.values, 1), customers: only(column.values, 0) }
    return pair.managers.some(Number.isFinite) && pair.customers.some(Number.isFinite) ? [pair] : []
  })
  if (items.length === 0) return null
  const found = knowledgeGap(items)
  const byManager = [...Map.groupBy(items, ({ dimension }) => dimension).values()].map((group) => {
    const centre = group.map(({ customers }) => meanOf(customers))
    return scaleScores(group.map((item, at) => Float64Array.from(item.managers, (x) => x - centre[at]!)))
  })
  return { key: 'gap1', overall: ofTest(found.overall), dimensions: partsOf(found.dimensions), items: partsOf(found.items).map((item) => ({ ...item, topTwo: null })), size: meanOver(byManager).map(Math.abs) }
}

function partsOf(parts: KnowledgeGap['items']) {
  return parts.map(({ id, managers, result }) => ({ id, managers, figure: ofTest(result), p: result.adjustedP }))
}

function ofTest({ estimate, interval, n, reason }: KnowledgeGap['overall']): Figure {
  return { value: estimate, lower: interval?.lower ?? null, upper: interval?.upper ?? null, n, reason }
}

function conformity(data: BenchData, key: keyof typeof conformityRoles): GapOf | null {
  const asked = itemsOf(data, conformityRoles[key]).filter(({ values }) => values.some(Number.isFinite))
  const max = asked[0]?.scale?.max
  const items = asked.filter(({ scale }) => scale!.max === max)
  if (max === undefined || items.length === 0) return null
  const found = conformityGap(items.map(({ id, dimension, values }) => ({ id: itemKey(id), dimension: dimension ?? itemKey(id), answers: values })), { max })
  const scores = [...Map.groupBy(items, ({ dimension, id }) => dimension ?? id).values()].map((group) => scaleScores(group.map(({ values }) => values.map((x) => max - x))))
  return { key, ...figuresOf(found), size: meanOver(scores) }
}

function figuresOf({ overall, dimensions, items }: ConformityGap): Pick<GapOf, 'overall' | 'dimensions' | 'items'> {
  return {
    overall: ofMean(overall),
    dimensions: dimensions.map(({ id, gap }) => ({ id, figure: ofMean(gap), p: null, managers: null })),
    items: items.map(({ id, gap, topTwo }) => ({ id, figure: ofMean(gap), p: null, topTwo: topTwo.value })),
  }
}

function ofMean({ value, interval, n, reason }: MeanEstimate): Figure {
  return { value, lower: interval?.lower ?? null, upper: interval?.upper ?? null, n, reason }
}

/** Perceived less expected of those who are no managers, where customers answer in the same study. */
function customersGap(data: BenchData, managers: Uint8Array): GapOf | null {
  const perceived = new Map(itemsOf(data, 'perception').map((column) => [itemKey(column.id), column.values]))
  const customer = (values: Float64Array) => values.map((x, i) => (managers[i] === 1 ? Number.NaN : x))
  const items = itemsOf(data, 'expectation').flatMap(({ id, dimension, values }) => {
    const perception = perceived.get(itemKey(id))
    return perception ? [{ id: itemKey(id), dimension: dimension ?? itemKey(id), expectation: customer(values), perception: customer(perception) }] : []
  })
  if (items.length === 0) return null
  const found = servqual({ items })
  const scores = [...Map.groupBy(items, ({ dimension }) => dimension).values()].map((group) => scaleScores(group.map(({ expectation, perception }) => expectation.map((x, i) => x - perception[i]!))))
  return {
    key: 'gap5',
    overall: ofMean(found.unweighted),
    dimensions: found.dimensions.map(({ id, gap, test }) => ({ id, figure: ofMean(gap), p: test.adjustedP, managers: null })),
    items: found.items.map(({ id, gap, test }) => ({ id, figure: ofMean(gap), p: test.adjustedP, topTwo: null })),
    size: meanOver(scores),
  }
}

function meanOf(values: Float64Array): number {
  const there = values.filter(Number.isFinite)
  return there.reduce((a, b) => a + b, 0) / there.length
}

/** Mean over dimensions of those a respondent has; a manager is asked of all of them, or of some. */
function meanOver(scores: readonly Float64Array[]): Float64Array {
  return scaleScores(scores)
}

/** The points of managers, who allot them as customers would, against those of customers, dimension by dimension. */
export function pointsOf(data: BenchData, managers: Uint8Array): { dimension: string; managers: Figure; customers: Figure }[] {
  const by = Map.groupBy(data.points, ({ dimension }) => dimension)
  if (by.size < 2) return []
  const of = (manager: number) => {
    const points = Object.fromEntries([...by].map(([dimension, columns]) => [dimension, Float64Array.from({ length: data.respondents }, (_, i) => (managers[i] === manager ? (columns.map(({ values }) => values[i]!).find(Number.isFinite) ?? Number.NaN) : Number.NaN))]))
    return weightsFromPoints(points)
  }
  const [own, theirs] = [of(1), of(0)]
  if (own.n === 0 || theirs.n === 0) return []
  return [...by.keys()].map((dimension) => ({ dimension, managers: ofMean(own.mean[dimension]!), customers: ofMean(theirs.mean[dimension]!) }))
}

/** Scores of constructs that may stand behind a gap: those the field names, by the keys of their dimensions. */
export function usualAntecedents({ columns }: BenchData, gap: InnerGapKey): BenchColumn[] {
  return antecedents(columns).filter((column) => antecedentKeys[gap].includes(column.dimension ?? ''))
}

/** Scores, and single ratings of a dimension without a score: a construct may be one question. */
export function antecedents(columns: readonly BenchColumn[]): BenchColumn[] {
  const scored = new Set(columns.filter(({ kind }) => kind === 'score').map(({ dimension }) => dimension))
  return columns.filter(({ kind, role, dimension }) => kind === 'score' || (kind === 'item' && (role === 'perception' || role === 'other') && dimension !== null && !scored.has(dimension)))
}
