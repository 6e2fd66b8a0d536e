/** Mystery visits as scores: every row a visit, every question a point of the checklist, every dimension a section of it. */
import type { Text } from '@gap5/contract/language.ts'
import { checklistScore, mean, moments, randomIntercept, type MeanEstimate, type Vector } from '@gap5/methods'
import type { BenchColumn, BenchData, BenchLabels } from './bench-data.ts'

export type Section = { id: string; title: Text; points: BenchColumn[] }

/** Key of the section of points that belong to no dimension. */
export const restOfList = 'checklist'

export function pointsOf({ columns }: BenchData): BenchColumn[] {
  return columns.filter(({ kind, role, scale }) => kind === 'item' && role === 'found' && scale !== null)
}

export function sectionsOf(data: BenchData): Section[] {
  const points = pointsOf(data)
  const named = data.dimensions.map(({ key, title }) => ({ id: key, title, points: points.filter(({ dimension }) => dimension === key) }))
  const rest = points.filter(({ dimension }) => dimension === null || !data.dimensions.some(({ key }) => key === dimension))
  return [...named, { id: restOfList, title: { en: 'Checklist', zh: '检查表' }, points: rest }].filter((section) => section.points.length > 0)
}

export type Weighing = { sections: ReadonlyMap<string, number>; points: ReadonlyMap<string, number>; critical: ReadonlySet<string>; cap: number }

export type Visit = { row: number; value: number; uncapped: number; sections: (number | null)[]; failed: readonly string[] }

/** Every visit with a point that applies. */
export function visitsOf({ respondents }: BenchData, sections: readonly Section[], { sections: weights, points: pointWeights, critical, cap }: Weighing): Visit[] {
  return Array.from({ length: respondents }, (_, row): Visit | null => {
    const scored = checklistScore(
      sections.map(({ id, points }) => ({
        id,
        weight: weights.get(id) ?? 1,
        points: points.map((point) => ({ id: point.id, weight: pointWeights.get(point.id) ?? 1, found: foundOf(point, row), critical: critical.has(point.id) })),
      })),
      { cap },
    )
    if (scored.value === null || scored.uncapped === null) return null
    return { row, value: scored.value, uncapped: scored.uncapped, sections: scored.sections.map(({ value }) => value), failed: scored.failed }
  }).filter((visit) => visit !== null)
}

/** What was found, as a share of the way up its scale. */
export function foundOf({ values, scale }: BenchColumn, row: number): number {
  return (values[row]! - scale!.min) / (scale!.max - scale!.min)
}

/** A mean with its t interval, cut off where scores end. */
export function scoreOf(scores: Vector): MeanEstimate {
  const found = mean(scores)
  return { ...found, interval: found.interval && { ...found.interval, lower: Math.max(0, found.interval.lower), upper: Math.min(100, found.interval.upper) } }
}

export type VisitGroup = { id: string; title: Text; scores: Float64Array; figure: MeanEstimate }

export function groupsOf(visits: readonly Visit[], label: BenchLabels | undefined): VisitGroup[] {
  if (label === undefined) return []
  return label.groups.flatMap(({ value, title }, at) => {
    const scores = Float64Array.from(visits.filter(({ row }) => label.codes[row] === at), (visit) => visit.value)
    return scores.length === 0 ? [] : [{ id: value, title, scores, figure: scoreOf(scores) }]
  })
}

export type Shopper = { title: Text; visits: number; mean: number; deviation: number; severity: number }

/**
 * Who scores low or high: a mean deviation from the units visited, drawn towards nought by how little is known of a shopper (best linear prediction of a random
 * intercept). Null where there are fewer than two shoppers with visits, or shoppers do not differ.
 */
export function shoppersOf(visits: readonly Visit[], shopper: BenchLabels | undefined, unit: BenchLabels | undefined): { shoppers: Shopper[]; share: number; lower: number; upper: number; p: number | null } | null {
  if (shopper === undefined) return null
  const known = visits.filter(({ row }) => shopper.codes[row]! >= 0)
  const unitMeans = new Map(groupsByCode(known, unit).map(([code, own]) => [code, moments(own.map(({ value }) => value)).mean]))
  const deviations = known.map(({ row, value }) => value - unitMeans.get(unit?.codes[row] ?? -1)!)
  const model = randomIntercept(deviations, known.map(({ row }) => shopper.codes[row]!))
  if (model.icc === null || model.between === null || model.within === null) return null
  const centre = model.effects![0]!.estimate
  const shoppers = groupsByCode(known.map((visit, at) => ({ ...visit, deviation: deviations[at]! })), shopper).map(([code, own]) => {
    const deviation = moments(own.map((visit) => visit.deviation)).mean - centre
    const shrunk = model.between! / (model.between! + model.within! / own.length)
    return { title: shopper.groups[code]!.title, visits: own.length, mean: moments(own.map(({ value }) => value)).mean, deviation, severity: shrunk * deviation }
  })
  return { shoppers, share: model.icc.value, lower: model.icc.interval.lower, upper: model.icc.interval.upper, p: model.groupsTest?.p ?? null }
}

function groupsByCode<V extends { row: number }>(visits: readonly V[], label: BenchLabels | undefined): [code: number, own: V[]][] {
  return [...Map.groupBy(visits, ({ row }) => label?.codes[row] ?? -1)].sort(([a], [b]) => a - b)
}
