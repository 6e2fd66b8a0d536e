/** How the model of dimensions is estimated: chosen by hand, or by what the answers are like, with the reason in a sentence. */
import { figure, type Text } from '@gap5/contract/language.ts'
import { multivariateNormality, semOrdinalStudy, semStudy, type Columns, type MultivariateNormality, type SemModel, type SemStudy } from '@gap5/methods'
import type { BenchColumn } from './bench-data.ts'
import { numbers, oneOf, tableOf, words } from './inquiry.ts'

export type Estimator = 'ml' | 'robust' | 'ordinal'
export type EstimatorChoice = { estimator: Estimator; why: Text; normality: MultivariateNormality }

/** From so many points on, answers are taken as steps only where somebody asks for it. */
const fewSteps = 4
export const mostSteps = 7
const enoughForSteps = 200

/** Points of the longest scale among questions; null where one has none. */
export function pointsOf(items: readonly BenchColumn[]): number | null {
  return items.reduce<number | null>((most, { scale }) => (most === null || scale === null ? null : Math.max(most, scale.max - scale.min + 1)), 0)
}

export function estimatorInput(offersSteps: boolean) {
  return oneOf(
    'estimator',
    { en: 'Answers taken as', zh: '把作答看作' },
    [
      { value: 'auto', title: { en: 'what they look like', zh: '按数据特征自动选择' } },
      { value: 'ml', title: { en: 'normal numbers (ML)', zh: '正态数值（ML）' } },
      { value: 'robust', title: { en: 'numbers of any shape (MLR)', zh: '任意分布的数值（MLR）' } },
      ...(offersSteps ? [{ value: 'ordinal', title: { en: 'steps (WLSMV)', zh: '有序等级（WLSMV）' } }] : []),
    ],
    'auto',
  )
}

/** Steps are chosen for up to four points and 200 respondents, robust errors where Mardia's tests reject normal answers. */
export function chooseEstimator(asked: string, items: readonly BenchColumn[], usesGaps: boolean): EstimatorChoice {
  const normality = multivariateNormality(items.map(({ id, values }) => ({ id, answers: values })))
  const points = pointsOf(items)
  if (asked === 'ml' || asked === 'robust') return { estimator: asked, why: { en: 'chosen by you', zh: '由您指定' }, normality }
  if (asked === 'ordinal') return { estimator: asked, why: { en: 'chosen by you', zh: '由您指定' }, normality }
  if (points !== null && points > 1 && points <= fewSteps && normality.n >= enoughForSteps && !usesGaps) {
    return { estimator: 'ordinal', why: { en: `with ${figure(points, 'en')} points a question, answers are steps rather than numbers`, zh: `每题只有${figure(points, 'zh')}个等级，作答是有序等级而非数值` }, normality }
  }
  const { skewness, kurtosis } = normality
  if (skewness && kurtosis && Math.min(skewness.p, kurtosis.p) < 0.05) {
    const normal = items.length * (items.length + 2)
    return {
      estimator: 'robust',
      why:
        kurtosis.p < 0.05
          ? { en: `answers are not normal (Mardia’s kurtosis ${figure(kurtosis.value, 'en', 0)} where ${figure(normal, 'en')} is normal)`, zh: `作答不服从正态（Mardia峰度${figure(kurtosis.value, 'zh', 0)}，正态时为${figure(normal, 'zh')}）` }
          : { en: `answers lean to one side (Mardia’s skewness ${figure(skewness.value, 'en', 1)}, p ${figure(skewness.p, 'en', 3)})`, zh: `作答分布偏向一侧（Mardia偏度${figure(skewness.value, 'zh', 1)}，p ${figure(skewness.p, 'zh', 3)}）` },
      normality,
    }
  }
  return { estimator: 'ml', why: normality.reason === null ? { en: 'nothing speaks against normal answers', zh: '没有证据表明作答偏离正态' } : { en: 'whether answers are normal cannot be told', zh: '无法判断作答是否正态' }, normality }
}

export const estimatorWords: Record<Estimator, Text> = {
  ml: { en: 'maximum likelihood', zh: '极大似然' },
  robust: { en: 'maximum likelihood with robust errors and test (MLR)', zh: '稳健极大似然（MLR：稳健标准误与检验）' },
  ordinal: { en: 'least squares of polychoric correlations (WLSMV)', zh: '多列相关的加权最小二乘（WLSMV）' },
}

export function studyBy(estimator: Estimator, columns: Columns, model: SemModel, usesGaps: boolean): SemStudy {
  if (estimator === 'ordinal') return semOrdinalStudy(columns, model, { identification: 'unit-variance' })
  return semStudy(columns, model, { identification: 'unit-variance', missing: usesGaps ? 'fiml' : 'listwise', robust: estimator === 'robust' ? 'yuan-bentler' : 'none' })
}

/** What `cfa` of lavaan is told. */
export function lavaanOptions(estimator: Estimator, usesGaps: boolean): string {
  if (estimator === 'ordinal') return ', ordered = TRUE, estimator = "WLSMV"'
  return `${estimator === 'robust' ? ', estimator = "MLR"' : ''}${usesGaps ? ', missing = "fiml"' : ''}`
}

export function shapesTable({ items, skewness, kurtosis }: MultivariateNormality, titleOf: (id: string) => Text) {
  return tableOf(
    { en: 'Shape of the answers', zh: '作答的分布形状' },
    [words('Question', '题目'), numbers('Skewness', '偏度'), numbers('Excess kurtosis', '超额峰度'), numbers('p', 'p', 3, 'p')],
    [
      ...(items ?? []).map((item) => [titleOf(item.id), item.skewness, item.kurtosis, null]),
      ...(skewness ? [[{ en: 'All together: skewness (Mardia)', zh: '合计：偏度（Mardia）' }, skewness.value, null, skewness.p]] : []),
      ...(kurtosis ? [[{ en: 'All together: kurtosis (Mardia)', zh: '合计：峰度（Mardia）' }, null, kurtosis.value, kurtosis.p]] : []),
    ],
    { en: 'Single questions: 0 is normal. Together: 0 and k (k + 2) for k questions.', zh: '单题：0为正态。合计：正态时偏度为0、峰度为k(k+2)，k为题数。' },
  )
}
