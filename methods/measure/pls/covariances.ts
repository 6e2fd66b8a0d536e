import { momentsFinder, type DrawnMoments, type DrawnRows } from '../../numbers/drawnMoments.ts'
import type { PlsStudy } from './study.ts'

/** Covariances of the items over some respondents, in the study's metric; correlations when the study is scaled. */
export type ItemMoments = DrawnMoments

/** The respondents of a study as rows to draw from. */
export function respondentsOf({ plan, deviations, settings, n }: PlsStudy): DrawnRows {
  return { n, items: plan.items, deviations, scaled: settings.scaled }
}

/** The moments of every respondent of the study. */
export function studyMoments(study: PlsStudy): ItemMoments {
  return momentsFinder(respondentsOf(study))(new Float64Array(study.n).fill(1))
}
