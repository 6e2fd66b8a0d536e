/** The figure of a measure over a group of respondents, as it enters comparisons and trends. */
import type { Text } from '@gap5/contract/language.ts'
import type { Figure, Measure } from '@gap5/contract/measure/measures.ts'
import type { StoredSample } from '@gap5/methods'
import { overallTitle } from './gap-rows.ts'
import { bestBox, isNps, npsCounts } from './indicators.ts'
import { measureTitle } from './measure-list.ts'
import type { Questions, RatedItem } from './rated-items.ts'
import type { Figures } from './sums/leaves.ts'
import type { Both, StudyScores } from './sums/study-scores.ts'

/**
 * Moments of a group's figures and how many respondents have none: one number a respondent; 0 and 1 for shares; −100, 0
 * and 100 for a net promoter score.
 */
export type Cell = Required<StoredSample>

type Scores = StudyScores<Figures>

/** What the measure is called. Null where the study has no such item or dimension. */
export function titleOf(measure: Measure, questions: Questions): Text | null {
  const subject = subjectOf(measure, questions)
  return subject && measureTitle(subject, measure.figure)
}

function subjectOf({ level, key }: Measure, { items, dimensions }: Questions): Text | null {
  if (level === 'overall') return dimensions.length > 0 ? overallTitle : null
  return (level === 'dimension' ? dimensions : items).find((candidate) => candidate.key === key)?.title ?? null
}

/** Null where the study does not ask what the measure needs. */
export function measureCell(measure: Measure, questions: Questions, scores: Scores): Cell | null {
  const { level, key, figure } = measure
  if (level === 'overall') return overallCell(figure, scores)
  if (level === 'dimension') return dimensionCell(figure, key, scores)
  const item = questions.items.find((candidate) => candidate.key === key)
  return item ? itemCell(figure, item, scores) : null
}

function overallCell(figure: Figure, { zone, gap, adequacy, superiority, performance }: Scores): Cell | null {
  if (figure === 'gap') return gap.placed?.unweighted ?? null
  if (figure === 'adequacy') return zone.placed?.overall.adequacy ?? adequacy.placed?.unweighted ?? null
  if (figure === 'superiority') return zone.placed?.overall.superiority ?? superiority.placed?.unweighted ?? null
  return figure === 'perception' ? (performance.placed?.unweighted ?? null) : null
}

function dimensionCell(figure: Figure, key: string, scores: Scores): Cell | null {
  if (figure === 'importance') return scores.importance.find(({ id }) => id === key)?.score ?? null
  if (figure === 'weight') return scores.weights?.points.find(({ id }) => id === key)?.weight ?? null
  return levelCell(figure, key, scores, 'dimensions')
}

function itemCell(figure: Figure, { key, levels }: RatedItem, scores: Scores): Cell | null {
  const answersTo = (variable: string | undefined) => scores.answers.find((candidate) => candidate.variable === variable)
  if (figure === 'importance') return answersTo(levels.importance?.key)?.values ?? null
  if (figure !== 'mean' && figure !== 'top-box' && figure !== 'nps') return levelCell(figure, key, scores, 'items')
  const variable = levels.satisfaction ?? levels.recommendation ?? levels.effort ?? levels.intention
  const given = answersTo(variable?.key)
  if (!variable || !given) return null
  const { n, missing } = given.values
  if (figure === 'mean') return given.values
  if (figure === 'top-box') return cellOfScores([[1, bestBox(variable, given).count]], n, missing)
  if (!isNps(variable)) return null
  const { promoters, detractors } = npsCounts(given.spread)
  return cellOfScores([[100, promoters], [-100, detractors]], n, missing)
}

/** Over the respondents of the table: valid triples or pairs where something is compared with perception. */
function levelCell(figure: Figure, key: string, scores: Scores, part: 'items' | 'dimensions'): Cell | null {
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
