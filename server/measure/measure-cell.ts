/** The figure of a measure over a group of respondents, as it enters comparisons and trends. */
import type { Text } from '@gap5/contract/language.ts'
import type { Variable } from '@gap5/contract/listen/instrument.ts'
import type { Figure, Measure } from '@gap5/contract/measure/measures.ts'
import type { StoredSample } from '@gap5/methods'
import { overallTitle } from './gap-rows.ts'
import { bestBox, isBest, isNps, npsCounts } from './indicators.ts'
import { measureTitle } from './measure-list.ts'
import type { Questions, RatedItem } from './rated-items.ts'
import type { Columns, Figures, Kinds } from './sums/leaves.ts'
import type { Both, Section, StudyScores } from './sums/study-scores.ts'

/**
 * Moments of a group's figures and how many respondents have none: one number a respondent; 0 and 1 for shares; −100, 0
 * and 100 for a net promoter score.
 */
export type Cell = Required<StoredSample>

/** What the measure is called. Null where the study has no such item or dimension. */
export function titleOf(measure: Measure, questions: Questions): Text | null {
  const subject = subjectOf(measure, questions)
  return subject && measureTitle(subject, measure.figure)
}

function subjectOf({ level, key }: Measure, { items, dimensions }: Questions): Text | null {
  if (level === 'overall') return dimensions.length > 0 ? overallTitle : null
  return (level === 'dimension' ? dimensions : items).find((candidate) => candidate.key === key)?.title ?? null
}

/** The sections of the scores a measure is found in. */
export function sectionsOf({ level, figure }: Measure): readonly Section[] {
  if (figure === 'importance') return [level === 'item' ? 'answers' : 'importance']
  if (figure === 'weight') return ['weights']
  return figure === 'mean' || figure === 'top-box' || figure === 'nps' ? ['answers'] : ['zone', 'gap', 'adequacy', 'superiority', 'performance']
}

/** The questions a person's own score in a measure is made of: of weights and of the whole, all. */
export function questionsBehind({ level, key, figure }: Measure, questions: Questions): Questions {
  if (level === 'overall' || figure === 'weight') return questions
  const isOwn = (item: RatedItem) => (level === 'item' ? item.key : item.dimension) === key
  const dimensions = questions.dimensions.map((dimension) => ({ ...dimension, items: dimension.items.filter(isOwn) }))
  return { ...questions, items: questions.items.filter(isOwn), dimensions: dimensions.filter(({ items }) => items.length > 0), points: [] }
}

/** What a measure is made of: a score that adds up, or the answers to a question that are counted. */
export type Source<K extends Kinds> = { score: K['sample'] } | { counted: 'top-box' | 'nps'; variable: Variable; values: K['sample']; spread: K['spread'] }

/** Null where the study does not ask what the measure needs. */
export function sourceOf<K extends Kinds>(measure: Measure, questions: Questions, scores: StudyScores<K>): Source<K> | null {
  const { figure } = measure
  if (figure !== 'top-box' && figure !== 'nps') {
    const score = scoreOf<K>(measure, questions, scores)
    return score && { score }
  }
  const asked = indicatorOf<K>(measure, questions, scores)
  if (!asked || (figure === 'nps' && !isNps(asked.variable))) return null
  return { counted: figure, variable: asked.variable, values: asked.given.values, spread: asked.given.spread }
}

export function cellOf(source: Source<Figures>): Cell {
  if ('score' in source) return source.score
  const { variable, values, spread } = source
  const { n, missing } = values
  if (source.counted === 'top-box') return cellOfScores([[1, bestBox(variable, { variable: variable.key, values, spread }).count]], n, missing)
  const { promoters, detractors } = npsCounts(spread)
  return cellOfScores([[100, promoters], [-100, detractors]], n, missing)
}

/** The figure of every respondent, one position each, NaN where there is none. */
export function columnOf(source: Source<Columns>): Float64Array {
  if ('score' in source) return source.score
  const { variable, values } = source
  if (source.counted === 'top-box') return values.map((x) => (Number.isNaN(x) ? x : Number(isBest(variable, x))))
  return values.map((x) => (Number.isNaN(x) ? x : x >= 9 ? 100 : x >= 7 ? 0 : -100))
}

/** A score that adds up as it is; shares of answers are counted instead. */
function scoreOf<K extends Kinds>(measure: Measure, questions: Questions, scores: StudyScores<K>): K['sample'] | null {
  const { level, key, figure } = measure
  if (level === 'overall') return overallScore(figure, scores)
  if (level === 'dimension') return dimensionScore(figure, key, scores)
  const item = questions.items.find((candidate) => candidate.key === key)
  if (!item) return null
  if (figure === 'mean') return indicatorOf(measure, questions, scores)?.given.values ?? null
  if (figure === 'importance') return scores.answers.find(({ variable }) => variable === item.levels.importance?.key)?.values ?? null
  return levelScore(figure, key, scores, 'items')
}

/** The answers of a question that stands alone: satisfaction, recommendation, effort, intention. */
function indicatorOf<K extends Kinds>({ level, key }: Measure, { items }: Questions, { answers }: StudyScores<K>) {
  const levels = level === 'item' ? items.find((candidate) => candidate.key === key)?.levels : undefined
  const variable = levels?.satisfaction ?? levels?.recommendation ?? levels?.effort ?? levels?.intention
  const given = answers.find((candidate) => candidate.variable === variable?.key)
  return variable && given ? { variable, given } : null
}

function overallScore<K extends Kinds>(figure: Figure, { zone, gap, adequacy, superiority, performance }: StudyScores<K>): K['sample'] | null {
  if (figure === 'gap') return gap.placed?.unweighted ?? null
  if (figure === 'adequacy') return zone.placed?.overall.adequacy ?? adequacy.placed?.unweighted ?? null
  if (figure === 'superiority') return zone.placed?.overall.superiority ?? superiority.placed?.unweighted ?? null
  return figure === 'perception' ? (performance.placed?.unweighted ?? null) : null
}

function dimensionScore<K extends Kinds>(figure: Figure, key: string | null, scores: StudyScores<K>): K['sample'] | null {
  if (figure === 'importance') return scores.importance.find(({ id }) => id === key)?.score ?? null
  if (figure === 'weight') return scores.weights?.points.find(({ id }) => id === key)?.weight ?? null
  return levelScore(figure, key, scores, 'dimensions')
}

/** Over the respondents of the table: valid triples or pairs where something is compared with perception. */
function levelScore<K extends Kinds>(figure: Figure, key: string | null, scores: StudyScores<K>, part: 'items' | 'dimensions'): K['sample'] | null {
  const { zone, gap, adequacy, superiority, performance } = scores
  const of = <Item extends { id: string }, Dimension extends { id: string }>({ placed, loose }: Both<{ items: Item[]; dimensions: Dimension[] }>) => {
    const listed: (Item | Dimension)[] = [...(placed?.[part] ?? []), ...(loose?.[part] ?? [])]
    return listed.find(({ id }) => id === key)
  }
  const zoned = of(zone)
  const paired = of(gap)
  switch (figure) {
    case 'perception':
      return zoned?.perceived ?? paired?.perception ?? of(performance)?.perception ?? null
    case 'gap':
      return paired?.gap ?? null
    case 'expectation':
      return paired?.expectation ?? null
    case 'adequacy':
      return zoned?.adequacy ?? of(adequacy)?.gap ?? null
    case 'superiority':
      return zoned?.superiority ?? of(superiority)?.gap ?? null
    case 'adequate':
      return zoned?.adequate ?? of(adequacy)?.expectation ?? null
    case 'desired':
      return zoned?.desired ?? of(superiority)?.expectation ?? null
    case 'inside':
      return zoned?.inside ?? null
    default:
      return null
  }
}

/** Of n respondents so many with each score, the others with 0. */
function cellOfScores(scores: readonly (readonly [number, number])[], n: number, missing: number): Cell {
  const total = scores.reduce((sum, [score, count]) => sum + score * count, 0)
  const squared = scores.reduce((sum, [score, count]) => sum + score * score * count, 0)
  return { n, mean: total / n, squares: n === 0 ? 0 : squared - (total * total) / n, missing }
}
