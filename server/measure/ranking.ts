/** Units in order of a measure. Small units stray far by chance alone: each is held against the limits of its own size. */
import { measureKey, type Measure } from '@gap5/contract/measure/measures.ts'
import type { RankedUnit, Ranking } from '@gap5/contract/measure/ranking.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { funnelOfMeans, funnelOfShares, gamesHowell, type Funnel, type FunnelUnit } from '@gap5/methods'
import { Problem } from '../problem.ts'
import type { AnswerRows } from './answer-rows.ts'
import { differencesOf } from './cell-differences.ts'
import { classificationOf, largest, type Estimated } from './comparison.ts'
import { rankingConclusion } from './conclusions/ranking-rules.ts'
import { reasonOf } from './estimates.ts'
import { cellEstimate, figuresBy, shareOf, type Unit } from './figures-by.ts'
import { measureScale } from './measure-scale.ts'
import type { StudyFrame } from './study-result.ts'

/** Chains have many branches; beyond this many nobody reads a list. */
const mostUnits = 200
/** Every pair of more units than this is not tested for the range of places. */
const mostPaired = 60

export function ranking(study: StudyFrame, table: AnswerRows, selection: Selection, attribute: string, measure: Measure): Ranking {
  const classification = classificationOf(study, table, attribute)
  const found = classification && figuresBy(study, table, selection, measure, { count: classification.groups.length, groupOf: classification.groupOf })
  if (!classification || !found) throw new Problem('measure.measure-unknown', { measure: measureKey(measure) })
  const { unit } = found
  const { kept, notShown } = largest(classification.groups.map((group, at) => ({ ...group, cell: found.cells[at]! })), mostUnits)
  const all = kept.map((group): Estimated => ({ ...group, estimate: cellEstimate(group.cell, unit, study.minimumN) }))
  const shown = all.filter(({ estimate }) => estimate.value !== null).toSorted((a, b) => (b.estimate.value ?? 0) - (a.estimate.value ?? 0))
  const funnel = funnelOf(shown, unit)
  const ranks = ranksOf(shown, unit)
  const byId = new Map(funnel.units.map((each) => [each.id, each]))
  const units = [
    ...shown.map((group, at) => ({ ...named(group), ...held(byId.get(group.value)), rank: ranks[at] ?? null })),
    ...all.filter(({ estimate }) => estimate.value === null).map((group) => ({ ...named(group), ...held(undefined), rank: null })),
  ]
  const result = {
    attribute,
    attributeTitle: classification.title,
    measure: measureKey(measure),
    measureTitle: found.title,
    unit,
    scale: measureScale(study, measure),
    centre: funnel.centre,
    units,
    reliability: reliabilityOf(funnel),
    withoutValue: found.withoutGroup,
    notShown,
    minimumN: study.minimumN,
    reason: reasonOf(funnel.reason),
  }
  return { ...result, conclusion: rankingConclusion(result, measure.figure) }
}

function named({ value, title, estimate }: Estimated): Pick<RankedUnit, 'value' | 'title' | 'estimate'> {
  return { value, title, estimate }
}

function funnelOf(shown: readonly Estimated[], unit: Unit): Funnel {
  if (unit === 'share') return funnelOfShares(shown.map(({ value, cell }) => ({ id: value, share: shareOf(cell) })))
  return funnelOfMeans(shown.map(({ value, cell }) => ({ id: value, sample: cell })))
}

type Held = Omit<RankedUnit, 'value' | 'title' | 'estimate' | 'rank'>

function held(found: FunnelUnit | undefined): Held {
  if (!found) return { inner: null, outer: null, shrunk: null, adjustedP: null, standing: null }
  const [statistic, adjustedP] = [found.statistic ?? 0, found.adjustedP ?? 1]
  const range = ([lower, upper]: readonly [number, number]) => ({ lower, upper })
  return {
    inner: range(found.inner),
    outer: range(found.outer),
    shrunk: found.shrunk,
    adjustedP: found.adjustedP,
    standing: adjustedP >= 0.05 ? 'like-the-whole' : statistic < 0 ? 'below' : 'above',
  }
}

/** Share of the spread of figures that is more than chance, for a unit of usual size. */
function reliabilityOf({ between, sigma, units }: Funnel): number | null {
  if (between === null || sigma === null || units.length === 0) return null
  const noise = units.reduce((sum, { n }) => sum + (sigma * sigma) / n, 0) / units.length
  return between + noise > 0 ? between / (between + noise) : null
}

/** A unit surely stands behind those it is told apart from, and before those that are told apart from it. */
function ranksOf(shown: readonly Estimated[], unit: Unit): RankedUnit['rank'][] {
  if (shown.length < 2 || shown.length > mostPaired) return shown.map((_, at) => (shown.length > mostPaired ? { place: at + 1, best: 1, worst: shown.length } : null))
  const apart = new Set(apartPairs(shown, unit))
  const isApart = (a: Estimated, b: Estimated) => apart.has(`${a.value}\u0000${b.value}`) || apart.has(`${b.value}\u0000${a.value}`)
  return shown.map((group, at) => ({
    place: at + 1,
    best: 1 + shown.slice(0, at).filter((other) => isApart(group, other)).length,
    worst: shown.length - shown.slice(at + 1).filter((other) => isApart(group, other)).length,
  }))
}

function apartPairs(shown: readonly Estimated[], unit: Unit): string[] {
  const key = (a: string, b: string) => `${a}\u0000${b}`
  if (unit !== 'share') {
    const pairs = gamesHowell(shown.map(({ value, cell }) => ({ id: value, sample: cell })))
    return pairs.flatMap(({ first, second, adjustedP }) => (adjustedP !== null && adjustedP < 0.05 ? [key(first, second)] : []))
  }
  const pairs = shown.flatMap((a, at) => shown.slice(at + 1).map((b) => ({ a, b })))
  return differencesOf(pairs.map(({ a, b }) => ({ a: a.cell, b: b.cell, unit }))).flatMap(({ test }, at) => (test && test.adjustedP < 0.05 ? [key(pairs[at]!.a.value, pairs[at]!.b.value)] : []))
}
