/** The items of several studies next to each other: gap, importance and performance, Kano; and what they say together. */
import type { Text } from '@gap5/contract/language.ts'
import { importanceOptionsSchema, type IpaPoint } from '@gap5/contract/measure/readings/importance-performance.ts'
import { kanoOptionsSchema, type KanoFeature } from '@gap5/contract/measure/readings/kano.ts'
import type { SideBySideOptions, SideBySideReading, SideBySideRow } from '@gap5/contract/measure/readings/side-by-side.ts'
import { leftOutOf } from '@gap5/contract/measure/left-out.ts'
import type { GapRow } from '@gap5/contract/measure/results.ts'
import { gapRows } from '../gap-rows.ts'
import { scoreLevels, scoringOf } from '../level-scores.ts'
import type { Parts } from '../parts.ts'
import { ofResult } from '../sums/study-scores.ts'
import { needs, requireAsked, type Needs } from './answers.ts'
import { importanceNeeds, importancePerformance } from './importance-performance.ts'
import { kanoNeeds, kanoReading } from './kano.ts'
import { isOffered, offers } from './offers.ts'
import { adviceOf, sideBySideConclusions } from './side-by-side-advice.ts'

/** What one study says of each of its items, by key. */
export type Side = {
  handle: string
  simulated: boolean
  minimumN: number
  title: Text
  responses: number
  items: { item: string; title: Text }[]
  gaps: Map<string, GapRow>
  points: Map<string, IpaPoint>
  kano: Map<string, KanoFeature>
}

export function sideBySide(own: Side, sides: readonly Side[], options: SideBySideOptions): SideBySideReading {
  const hand = handMade(options.pair)
  const rows = own.items.map(({ item, title }): SideBySideRow => {
    const matches = sides.map((side) => matchOf({ item, title }, side, hand))
    const parts = [partOf(own, item), ...matches.flatMap(({ item: other }, at) => (other === null ? [] : [partOf(sides[at]!, other)]))]
    const merged = mergedParts(parts)
    return { item, title, ...merged, matches, advice: adviceOf(merged) }
  })
  const unmatched = sides.map((side) => {
    const taken = new Set(rows.flatMap(({ matches }) => matches.flatMap((match) => (match.study === side.handle && match.item !== null ? [match.item] : []))))
    return { study: side.handle, items: side.items.filter(({ item }) => !taken.has(item)) }
  })
  return {
    studyTitle: own.title,
    simulated: own.simulated || sides.some((side) => side.simulated),
    minimumN: own.minimumN,
    conclusions: sideBySideConclusions(rows, sides.length),
    studies: [own, ...sides].map((side) => ({ handle: side.handle, title: side.title, responses: side.responses, gives: givesOf(side), items: side.items })),
    rows,
    unmatched,
  }
}

const usualImportance = importanceOptionsSchema.parse({})
const usualKano = kanoOptionsSchema.parse({})

export function sideNeeds(): Needs {
  const all = [ofResult, importanceNeeds(usualImportance).wanted, kanoNeeds(usualKano).wanted].flatMap(({ sections }) => (sections === 'all' ? [] : sections))
  return needs([...new Set(all)])
}

export function sideOf(handle: string, parts: Parts): Side {
  const { study, questions, figures } = parts
  requireAsked(isOffered(study.definition, 'side-by-side'), offers['side-by-side'].needs)
  const gaps = gapRows({ questions, figures, scores: scoreLevels(figures, scoringOf(study.definition)), minimumN: study.minimumN }).filter(({ level }) => level === 'item')
  const points = isOffered(study.definition, 'importance-performance') ? importancePerformance(parts, usualImportance) : null
  const kano = isOffered(study.definition, 'kano') ? kanoReading(parts, usualKano) : null
  const rated = questions.items.filter(({ levels }) => levels.perception ?? levels.importance ?? levels.functional)
  return {
    handle,
    simulated: study.simulated,
    minimumN: study.minimumN,
    title: study.studyTitle,
    responses: parts.respondents,
    items: rated.map(({ key, title }) => ({ item: key, title })),
    gaps: new Map(gaps.map((row) => [row.key, row])),
    points: new Map((points?.form === 'stated' ? points.points : []).map((point) => [point.item, point])),
    kano: new Map(kano?.features.map((feature) => [feature.item, feature]) ?? []),
  }
}

function givesOf({ gaps, points, kano }: Side): SideBySideReading['studies'][number]['gives'] {
  const rows = [...gaps.values()]
  return [
    ...(rows.some((row) => row.gap ?? row.adequacy) ? (['gap'] as const) : []),
    ...(points.size > 0 ? (['importance'] as const) : []),
    ...(points.size > 0 || rows.some((row) => row.perception) ? (['performance'] as const) : []),
    ...(kano.size > 0 ? (['kano'] as const) : []),
  ]
}

type Part = Omit<SideBySideRow, 'item' | 'title' | 'matches' | 'advice'>

function partOf({ gaps, points, kano }: Side, item: string): Part {
  const [gap, point, feature] = [gaps.get(item), points.get(item), kano.get(item)]
  const difference = gap?.gap ?? gap?.adequacy ?? null
  const test = gap?.gap ? gap.gapTest : (gap?.adequacyTest ?? null)
  return {
    gap: difference,
    leftOut: { gap: difference !== null && gap ? leftOutOf(gap) : 0, performance: !point && gap ? leftOutOf(gap) : 0 },
    gapCertain: test !== null && test.adjustedP < 0.05,
    importance: point?.importance ?? null,
    performance: point?.performance ?? gap?.perception ?? null,
    quadrant: point?.quadrant ?? null,
    kano: feature ? { category: feature.wording === 'withheld' ? null : feature.category, combination: feature.combination, better: feature.better, worse: feature.worse } : null,
  }
}

/** What the study at hand says stands; the others fill in what it does not. */
function mergedParts(parts: readonly Part[]): Part {
  const withGap = parts.find(({ gap }) => gap !== null)
  const withPoint = parts.find(({ quadrant, importance }) => importance !== null || quadrant !== null)
  const withPerformance = withPoint?.performance ? withPoint : parts.find(({ performance }) => performance !== null)
  return {
    gap: withGap?.gap ?? null,
    leftOut: { gap: withGap?.leftOut.gap ?? 0, performance: withPerformance?.leftOut.performance ?? 0 },
    gapCertain: withGap?.gapCertain ?? false,
    importance: withPoint?.importance ?? null,
    performance: withPerformance?.performance ?? null,
    quadrant: withPoint?.quadrant ?? null,
    kano: parts.find(({ kano }) => kano !== null)?.kano ?? null,
  }
}

/** "item~handle:other" by "item~handle"; the other is empty where nothing shall match. */
function handMade(pairs: readonly string[]): Map<string, string> {
  return new Map(
    pairs.flatMap((pair) => {
      const [, item, study, other] = /^([^~]+)~([^:]+):(.*)$/.exec(pair) ?? []
      return item === undefined || study === undefined || other === undefined ? [] : [[`${item}~${study}`, other] as const]
    }),
  )
}

/** By hand, else the same wording, else the same key where the wording of neither tells more than the key. */
function matchOf({ item, title }: Side['items'][number], side: Side, hand: ReadonlyMap<string, string>): SideBySideRow['matches'][number] {
  const matched = (other: Side['items'][number], by: 'key' | 'text' | 'hand') => ({ study: side.handle, item: other.item, title: other.title, by })
  const none = { study: side.handle, item: null, title: null, by: 'none' as const }
  const chosen = hand.get(`${item}~${side.handle}`)
  if (chosen !== undefined) {
    const other = side.items.find((one) => one.item === chosen)
    return other ? matched(other, 'hand') : { ...none, by: 'hand' }
  }
  const taken = new Set([...hand].flatMap(([at, other]) => (at.endsWith(`~${side.handle}`) ? [other] : [])))
  const free = side.items.filter((one) => !taken.has(one.item))
  const alike = free.find((one) => sameText(one.title, title))
  if (alike) return matched(alike, 'text')
  const named = free.find((one) => one.item === item)
  return named ? matched(named, 'key') : none
}

function sameText(a: Text, b: Text): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[\s\p{P}]+/gu, '')
  return plain(a.en) === plain(b.en) || plain(a.zh) === plain(b.zh)
}
