/**
 * What is computed once for all dimensions: zones, gaps and performance, each over the items whose levels were asked.
 * Items of no dimension are computed alone; their tests join the family of all items.
 */
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import {
  gapsOfScores,
  performanceOfScores,
  weightsOfScores,
  zoneOfScores,
  type GapFigures,
  type PerformanceFigures,
  type WeightFigures,
  type ZoneFigures,
} from '@gap5/methods'
import type { Figures } from './sums/leaves.ts'
import type { Both, Scoring, StudyScores } from './sums/study-scores.ts'

export { level, type Both, type Scoring } from './sums/study-scores.ts'

export type LevelScores = {
  zone: Both<ZoneFigures>
  /** perception − expectation */
  gap: Both<GapFigures>
  /** perception − adequate and perception − desired where only one of the two was asked */
  adequacy: Both<GapFigures>
  superiority: Both<GapFigures>
  performance: Both<PerformanceFigures>
  weights: WeightFigures | null
  weightsFrom: 'points' | 'importance' | 'none'
}

export function scoreLevels(scores: StudyScores<Figures>, scoring: Scoring): LevelScores {
  return {
    zone: ofBoth(scores.zone, (part) => zoneOfScores(part, scoring)),
    gap: ofBoth(scores.gap, (part) => gapsOfScores(part, scoring)),
    adequacy: ofBoth(scores.adequacy, (part) => gapsOfScores(part, scoring)),
    superiority: ofBoth(scores.superiority, (part) => gapsOfScores(part, scoring)),
    performance: ofBoth(scores.performance, (part) => performanceOfScores(part)),
    weights: scores.weights && weightsOfScores(scores.weights),
    weightsFrom: scores.weights?.from ?? 'none',
  }
}

function ofBoth<Scores, Result>({ placed, loose }: Both<Scores>, compute: (part: Scores) => Result): Both<Result> {
  return { placed: placed && compute(placed), loose: loose && compute(loose) }
}

export function scoringOf(definition: Definition): Scoring {
  return { minimumAnswered: definition.scoring.minimumAnswered }
}
