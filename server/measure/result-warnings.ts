import { figure, percent } from '@gap5/contract/language.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import type { LevelScores } from './level-scores.ts'
import type { Questions } from './rated-items.ts'
import { named } from './conclusions/wording.ts'

/** What a careful reader must know before the figures are passed on. */
export function resultWarnings(
  questions: Questions,
  scores: LevelScores,
  { servqual, weights, kano, responses }: Pick<StudyResult, 'servqual' | 'weights' | 'kano' | 'responses'>,
): StudyResult['warnings'] {
  const warnings: StudyResult['warnings'] = []
  const violations = (scores.zone.placed?.violations ?? 0) + (scores.zone.loose?.violations ?? 0)
  if (violations > 0) {
    warnings.push({
      code: 'violations',
      text: {
        en: `${figure(violations, 'en')} ${violations === 1 ? 'answer puts' : 'answers put'} the adequate level above the desired one; ${violations === 1 ? 'it was' : 'they were'} left out, item by item.`,
        zh: `有${figure(violations, 'zh')}处回答的适当水平高于理想水平，已逐题剔除。`,
      },
    })
  }
  if (weights.rescaled > 0) {
    warnings.push({
      code: 'weights-rescaled',
      text: {
        en: `${figure(weights.rescaled, 'en')} ${weights.rescaled === 1 ? 'respondent’s' : 'respondents’'} points came to 95–105 and were brought to 100.`,
        zh: `有${figure(weights.rescaled, 'zh')}位受访者的分数合计在95至105之间，已折算为100。`,
      },
    })
  }
  if (weights.rejected > 0) {
    warnings.push({
      code: 'weights-rejected',
      text: {
        en: `${figure(weights.rejected, 'en')} ${weights.rejected === 1 ? 'respondent’s' : 'respondents’'} points were further from 100 and are not used as weights.`,
        zh: `有${figure(weights.rejected, 'zh')}位受访者的分数合计与100相差过大，未用作权重。`,
      },
    })
  }
  if (weights.from === 'importance' && servqual) {
    warnings.push({
      code: 'weights-from-importance',
      text: {
        en: 'No points were asked: the weights are each respondent’s mean importance of a dimension, made to sum to 100.',
        zh: '本次未询问100分分配：权重取每位受访者对各维度重要性评分的均值，折算为合计100。',
      },
    })
  }
  if (questions.mixed.length > 0) {
    const names = named(questions.mixed)
    warnings.push({
      code: 'mixed-scales',
      text: {
        en: `The items of ${names.en} do not share one scale, so there is no score; they are shown one by one.`,
        zh: `${names.zh}的题项量表不一致，无法合成得分，仅逐题显示。`,
      },
    })
  }
  const doubtful = kano.filter(({ counts, n }) => counts !== null && counts.Q > 0.02 * n)
  if (doubtful.length > 0) {
    const share = Math.max(...doubtful.map(({ counts, n }) => (counts?.Q ?? 0) / n))
    warnings.push({
      code: 'questionable-answers',
      text: {
        en: `For ${doubtful.length === 1 ? 'one feature' : `${figure(doubtful.length, 'en')} features`} more than 2 % of the answers contradict themselves (up to ${percent(share, 'en')}): check the wording.`,
        zh: `有${figure(doubtful.length, 'zh')}项功能的自相矛盾回答超过2%（最高${percent(share, 'zh')}），请检查措辞。`,
      },
    })
  }
  if (responses > 0 && responses < 30) {
    warnings.push({
      code: 'small-sample',
      text: {
        en: `With ${figure(responses, 'en')} responses the intervals are wide; single answers still move the figures.`,
        zh: `目前只有${figure(responses, 'zh')}份答卷，置信区间较宽，个别回答即可明显影响结果。`,
      },
    })
  }
  return warnings
}
