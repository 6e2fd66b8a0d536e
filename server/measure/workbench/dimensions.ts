import { figure, type Text } from '@gap5/contract/language.ts'
import type { Role } from '@gap5/contract/listen/instrument.ts'
import { factorQuality, htmt, pearsonTest, semEstimate, semModifications, semScores, type Columns, type FactorQuality, type FitIndices, type Htmt, type SemEstimate, type SemStudy } from '@gap5/methods'
import { named } from '../conclusions/wording.ts'
import type { BenchColumn, BenchData } from './bench-data.ts'
import { conclusion, condition, deletionWords, enoughCases, noAnswer, numbers, oneOf, tableOf, unfit, warningWords, words, type Chosen, type Definition, type Found, type ScoreColumn } from './inquiry.ts'
import { chooseEstimator, estimatorInput, estimatorWords, lavaanOptions, mostSteps, pointsOf, shapesTable, studyBy, type Estimator, type EstimatorChoice } from './estimator.ts'
import { fitClass, fitTable, readFit } from './fit-words.ts'
import { rName, script } from './r-script.ts'

const resamples = 1000
const distinctBelow = 0.9
export const levelTitles: Partial<Record<Role, Text>> = {
  perception: { en: 'Perception', zh: '感知' },
  expectation: { en: 'Expectation', zh: '期望' },
  adequate: { en: 'Adequate', zh: '适当' },
  desired: { en: 'Desired', zh: '理想' },
  importance: { en: 'Importance', zh: '重要性' },
}
const method: Found['method'] = {
  text: {
    en: 'A factor for each dimension (confirmatory factor analysis), estimated by maximum likelihood; with robust errors and test where answers are not normal; from polychoric correlations where they are taken as steps. Fit, loadings, average variance extracted (AVE), composite reliability (CR), and whether two dimensions are two: HTMT with an interval from 1,000 resamples, and HTMT2.',
    zh: '每个维度一个因子（验证性因子分析），用极大似然估计；作答偏离正态时采用稳健标准误与检验；视作等级时基于多列相关估计。给出拟合、载荷、平均变异抽取量（AVE）、组合信度（CR），并以重抽样1,000次的HTMT区间及HTMT2判断两个维度是否确为两个。',
  },
  sources: [
    'Jöreskog (1970) Biometrika 57',
    'Fornell & Larcker (1981) JMR 18',
    'Henseler, Ringle & Sarstedt (2015) JAMS 43',
    'Roemer, Schuberth & Henseler (2021) IMDS 121 (HTMT2)',
    'Yuan & Bentler (2000) Sociological Methodology 30; Brosseau-Liard & Savalei (2014); Zhang & Savalei (2023) Psychological Methods 28 with gaps (robust test and indices)',
    'Muthén (1984) Psychometrika 49; Asparouhov & Muthén (2010) (answers in steps)',
    'Mardia (1970) Biometrika 57 (normality)',
    'Hu & Bentler (1999) Structural Equation Modeling 6 (cut-offs are guidance only)',
  ],
  conventions: [{ en: 'Factors have variance 1; chi-square is n × F; expected information. HTMT of arithmetic means, seed 1.', zh: '因子方差为1；卡方为n×F；期望信息阵。HTMT用算术平均，随机种子1。' }],
}

/** Are my dimensions real? */
export const dimensions: Definition = {
  key: 'dimensions',
  group: 'questionnaire',
  title: { en: 'Are my dimensions real?', zh: '我的维度成立吗？' },
  use: {
    en: 'Checks that the questions of a dimension belong together and that dimensions differ from each other. Needs two dimensions of two questions at least; three or more each are better.',
    zh: '检验同一维度的题目是否同属一体、不同维度是否彼此有别。至少两个维度、每个两题；每个三题以上更好。',
  },
  long: true,
  unavailable: (data) => (levelsOf(data).length === 0 ? { en: 'There are no two dimensions of two questions each.', zh: '没有两个各含两题以上的维度。' } : null),
  inputs: (data) => [
    oneOf('level', { en: 'Of which answers', zh: '用哪类作答' }, levelsOf(data).map((role) => ({ value: role, title: levelTitles[role] ?? { en: role, zh: role } }))),
    oneOf('gaps', { en: 'Unanswered questions', zh: '未答的题目' }, [
      { value: 'listwise', title: { en: 'leave the respondent out', zh: '剔除该受访者' } },
      { value: 'fiml', title: { en: 'use what was answered (FIML)', zh: '使用已答部分（FIML）' } },
    ]),
    estimatorInput(offersSteps(data)),
  ],
  answer(data, chosen, progress) {
    const blocks = blocksOf(data, chosen.one('level'))
    const usesGaps = chosen.one('gaps') === 'fiml'
    const choice = chooseEstimator(chosen.one('estimator'), blocks.flatMap(({ items }) => items), usesGaps)
    const code = scriptOf(blocks, choice.estimator, usesGaps)
    if (choice.estimator === 'ordinal' && usesGaps) return unfit(method, { en: 'Answers taken as steps need respondents without gaps: leave those with gaps out.', zh: '把作答看作等级时须用答全的受访者：请选择剔除有缺失者。' })
    const { columns, study } = modelOf(blocks, choice.estimator, usesGaps)
    const estimate = semEstimate(study)
    progress(0.3)
    if (!estimate.solution || estimate.n < data.minimumN) return noAnswer({ ...estimate, reason: estimate.reason ?? 'too-few' }, method, code)
    const sides = blocks.map(({ key, items }) => ({ id: key, items: items.map(({ values }) => values) }))
    const pairs = htmt(sides, { bootstrap: { resamples, seed: 1 } })
    progress(0.9)
    return found({ blocks, estimate, quality: factorQuality(study, estimate), pairs, geometric: htmt(sides, { mean: 'geometric' }), hints: semModifications(study, estimate), choice, means: meansAsScores(blocks, columns, study, estimate), code })
  },
  scores: scoresOf,
}

function modelOf(blocks: readonly ItemBlock[], estimator: Estimator, usesGaps: boolean): { columns: Columns; study: SemStudy } {
  const model = { factors: blocks.map(({ key, items }) => ({ id: key, items: items.map(({ id }) => id) })) }
  const columns = Object.fromEntries(blocks.flatMap(({ items }) => items.map(({ id, values }) => [id, values])))
  return { columns, study: studyBy(estimator, columns, model, usesGaps) }
}

/** Regression scores of the dimensions' factors. Of answers taken as steps there are none: their factors stand behind the steps. */
function scoresOf(data: BenchData, chosen: Chosen): ScoreColumn[] | null {
  const blocks = blocksOf(data, chosen.one('level'))
  const usesGaps = chosen.one('gaps') === 'fiml'
  const { estimator } = chooseEstimator(chosen.one('estimator'), blocks.flatMap(({ items }) => items), usesGaps)
  if (estimator === 'ordinal') return null
  const { columns, study } = modelOf(blocks, estimator, usesGaps)
  const { scores } = semScores(columns, study, semEstimate(study))
  return scores && blocks.flatMap(({ key, title }) => (scores[key] ? [{ id: `factor.${key}`, title: { en: `${title.en} (factor score)`, zh: `${title.zh}（因子得分）` }, values: scores[key] }] : []))
}

function offersSteps(data: BenchData): boolean {
  return levelsOf(data).some((level) => (pointsOf(blocksOf(data, level).flatMap(({ items }) => items)) ?? Infinity) <= mostSteps)
}

/** By dimension, how close the plain mean of its questions comes to its factor's scores; nulls where the model gives none. */
function meansAsScores(blocks: readonly ItemBlock[], columns: Columns, study: SemStudy, estimate: SemEstimate): { regression: number | null; bartlett: number | null }[] {
  const by = (kind: 'regression' | 'bartlett') => (study.settings.estimator === 'dwls' ? null : semScores(columns, study, estimate, { kind }).scores)
  const [regression, bartlett] = [by('regression'), by('bartlett')]
  return blocks.map(({ key, items }) => {
    const mean = items[0]!.values.map((_, i) => items.reduce((sum, { values }) => sum + values[i]!, 0) / items.length)
    return { regression: regression && pearsonTest(mean, regression[key]!).estimate, bartlett: bartlett && pearsonTest(mean, bartlett[key]!).estimate }
  })
}

export type ItemBlock = { key: string; title: Text; items: BenchColumn[] }

/** Dimensions with at least two questions answered at a level. */
export function blocksOf({ columns, dimensions }: BenchData, level: string): ItemBlock[] {
  return dimensions
    .map(({ key, title }) => ({ key, title, items: columns.filter((column) => column.kind === 'item' && column.role === level && column.dimension === key) }))
    .filter(({ items }) => items.length >= 2)
}

export function levelsOf(data: BenchData): Role[] {
  return (Object.keys(levelTitles) as Role[]).filter((role) => blocksOf(data, role).length >= 2)
}

type Parts = {
  blocks: readonly ItemBlock[]
  estimate: SemEstimate
  quality: FactorQuality
  pairs: readonly Htmt[]
  geometric: readonly Htmt[]
  hints: ReturnType<typeof semModifications>
  choice: EstimatorChoice
  means: ReturnType<typeof meansAsScores>
  code: string
}

function found({ blocks, estimate, quality, pairs, geometric, hints, choice, means, code }: Parts): Found {
  const { fit, parameters } = estimate.solution!
  const titleOf = titles(blocks)
  const loadings = parameters.filter(({ kind }) => kind === 'loading')
  const pairOf = (first: string, second: string, among: readonly Htmt[] = pairs) => among.find((pair) => (pair.first === first && pair.second === second) || (pair.first === second && pair.second === first))
  return {
    n: estimate.n,
    missing: estimate.missing,
    deletion: deletionWords[estimate.deletion],
    conclusion: sentenceOf(blocks, fit, quality, pairs, choice, titleOf),
    conditions: [
      enoughCases(estimate.n, Math.max(200, 10 * loadings.length), { en: 'Ten respondents a question, and 200 in all', zh: '每题十位受访者，且总数不少于200' }),
      condition(blocks.every(({ items }) => items.length >= 3), { en: 'Three questions a dimension', zh: '每个维度至少三题' }),
      condition(!estimate.warnings.some(({ code: warning }) => warning === 'improper'), { en: 'The solution can be true (no Heywood case)', zh: '解合理（无Heywood现象）' }),
      ...treatment(choice),
    ],
    pictures: [
      {
        kind: 'heat',
        title: { en: 'How far dimensions are one thing (HTMT; from .90 on hardly two)', zh: '维度之间的重合程度（HTMT；达到.90即难以区分）' },
        rows: blocks.map(({ title }) => title),
        columns: blocks.map(({ title }) => title),
        values: blocks.map((a) => blocks.map((b) => (a === b ? null : (pairOf(a.key, b.key)?.value ?? null)))),
        strong: distinctBelow,
      },
      {
        kind: 'bars',
        axis: 'nil',
        title: { en: 'How well each question shows its dimension (standardised loading)', zh: '各题反映其维度的程度（标准化载荷）' },
        unit: 'number',
        decimals: 2,
        bars: loadings.map(({ to, standardised, standardisedSe }) => ({
          key: to,
          title: titleOf(to),
          value: standardised,
          lower: around(standardised, standardisedSe, -1.96),
          upper: around(standardised, standardisedSe, 1.96),
        })),
        reference: { value: 0.708, title: { en: 'half of the variance shared', zh: '共享一半方差' } },
      },
    ],
    tables: [
      fitTable(fit),
      tableOf(
        { en: 'Dimensions', zh: '维度' },
        [words('Dimension', '维度'), numbers('Questions', '题数', 0), numbers('AVE', 'AVE'), numbers('AVE (raw units)', 'AVE（原单位）'), numbers('CR', 'CR'), numbers('Omega', 'ω'), numbers('r of mean and factor score', '均值与因子得分的相关', 3), numbers('(Bartlett)', '（Bartlett）', 3)],
        (quality.factors ?? []).map((row, i) => [titleOf(row.id), blocks.find(({ key }) => key === row.id)?.items.length ?? null, row.ave, row.rawAve, row.compositeReliability, row.omega, means[i]?.regression ?? null, means[i]?.bartlett ?? null]),
        { en: 'AVE: mean of squared standardised loadings; in raw units, questions with more spread count more. A correlation near 1 says that the plain mean does for the factor score.', zh: 'AVE：标准化载荷平方的均值；原单位时，离散大的题目权重更大。相关接近1说明用简单均值即可代替因子得分。' },
      ),
      tableOf(
        { en: 'Pairs of dimensions', zh: '维度之间' },
        [words('First', '维度一'), words('Second', '维度二'), numbers('Correlation', '相关'), numbers('HTMT', 'HTMT'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('HTMT2', 'HTMT2')],
        (quality.pairs ?? []).map((row) => {
          const pair = pairOf(row.first, row.second)
          return [titleOf(row.first), titleOf(row.second), row.correlation, pair?.value ?? null, pair?.interval?.lower ?? null, pair?.interval?.upper ?? null, pairOf(row.first, row.second, geometric)?.value ?? null]
        }),
      ),
      tableOf(
        { en: 'Loadings', zh: '载荷' },
        [words('Question', '题目'), words('Dimension', '维度'), numbers('Loading', '载荷'), numbers('SE', '标准误', 3), numbers('z', 'z'), numbers('p', 'p', 3, 'p'), numbers('Standardised', '标准化')],
        loadings.map(({ from, to, estimate: value, se, z, p, standardised }) => [titleOf(to), titleOf(from), value, se, z, p, standardised]),
      ),
      ...hintsTable(hints.list, titleOf),
      shapesTable(choice.normality, titleOf),
    ],
    warnings: warningWords(estimate.warnings, titleOf),
    method,
    script: code,
  }
}

/** None where the estimator gives no hints. */
function hintsTable(list: ReturnType<typeof semModifications>['list'], titleOf: (id: string) => Text) {
  if (list === null) return []
  return [
    tableOf(
      { en: 'What the model leaves unsaid', zh: '模型未说明的部分' },
      [words('Between', '之间'), words('and', '与'), numbers('Index', '修正指数', 1), numbers('Expected', '期望变化')],
      list.slice(0, 8).map(({ from, to, index, expected }) => [titleOf(from), titleOf(to), index, expected]),
      { en: 'A question that also belongs elsewhere, or two that say the same. Change a model for its sense, not for its fit.', zh: '某题还属于别处，或两题意思相同。改模型应据其含义，而非为拟合。' },
    ),
  ]
}

export function titles(blocks: readonly ItemBlock[]): (id: string) => Text {
  const known = new Map(blocks.flatMap(({ key, title, items }) => [[key, title] as const, ...items.map((item) => [item.id, item.title] as const)]))
  return (id) => known.get(id) ?? { en: id, zh: id }
}

function around(value: number | null, se: number | null, z: number): number | null {
  return value === null || se === null ? null : value + z * se
}

/** What is assumed of the answers, and whether it holds. */
function treatment({ estimator, normality: { skewness, kurtosis } }: EstimatorChoice): Found['conditions'] {
  if (estimator === 'ordinal') {
    return [
      condition(null, { en: 'Behind the steps of a question lies something normal', zh: '每题的等级背后是一个正态变量' }),
      condition(null, { en: 'The usual marks of fit were found for normal numbers; for steps they are lenient', zh: '常用拟合标准来自正态数值；对等级数据偏宽松' }),
    ]
  }
  if (estimator === 'robust') return [condition(null, { en: 'Answers are treated as numbers, of any shape', zh: '把作答当作任意分布的数值处理' })]
  const normal = skewness && kurtosis ? Math.min(skewness.p, kurtosis.p) >= 0.05 : null
  return [condition(normal, { en: 'Answers are numbers, about normally distributed (Mardia)', zh: '作答为近似正态的数值（Mardia检验）' })]
}

function sentenceOf(blocks: readonly ItemBlock[], fit: FitIndices, quality: FactorQuality, pairs: readonly Htmt[], { estimator, why }: EstimatorChoice, titleOf: (id: string) => Text): Found['conclusion'] {
  const merged = pairs.filter(({ value, interval }) => (interval?.upper ?? value ?? 0) >= distinctBelow).sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  const loose = (quality.factors ?? []).filter(({ ave }) => ave !== null && ave < 0.5).map(({ id }) => titleOf(id))
  const grade = fitClass(fit)
  const { cfi, rmsea, srmr } = readFit(fit)
  const evidence: Text = {
    en: `Estimated by ${estimatorWords[estimator].en}: ${why.en}. CFI ${figure(cfi ?? 0, 'en', 3)}, RMSEA ${figure(rmsea ?? 0, 'en', 3)}, SRMR ${figure(srmr, 'en', 3)}.${loose.length > 0 ? ` Less than half of the variance of the questions is shared in ${named(loose).en}.` : ''}`,
    zh: `估计方法：${estimatorWords[estimator].zh}，${why.zh}。CFI ${figure(cfi ?? 0, 'zh', 3)}，RMSEA ${figure(rmsea ?? 0, 'zh', 3)}，SRMR ${figure(srmr, 'zh', 3)}。${loose.length > 0 ? `${named(loose).zh}的题目共享方差不足一半。` : ''}`,
  }
  if (merged.length > 0) {
    const [worst] = merged
    const pair = named([titleOf(worst!.first), titleOf(worst!.second)])
    const more = merged.length > 1 ? { en: `, and ${merged.length - 1} more ${merged.length === 2 ? 'pair' : 'pairs'}`, zh: `，另有${merged.length - 1}对` } : { en: '', zh: '' }
    return conclusion('caution', { en: `Not all of them: ${pair.en} can hardly be told apart${more.en}. Report them together, or word the questions more sharply.`, zh: `不全成立：${pair.zh}难以区分${more.zh}。可合并报告，或把题目写得更有区别。` }, evidence)
  }
  if (grade === 'badly') {
    return conclusion('bad', { en: 'Not as drawn: the questions do not group the way the dimensions say. Ask how many factors there are.', zh: '与设想不符：题目并不按这些维度聚合。请看“题目分成几组”。' }, evidence)
  }
  const count = blocks.length
  return conclusion('good', { en: `Yes: the ${count} dimensions hold together, differ from each other, and the model fits ${grade}.`, zh: `成立：${count}个维度各自聚合、彼此有别，模型拟合${grade === 'well' ? '良好' : '尚可'}。` }, evidence)
}

function scriptOf(blocks: readonly ItemBlock[], estimator: Estimator, usesGaps: boolean): string {
  const model = blocks.map(({ key, items }) => `${rName(`f.${key}`)} =~ ${items.map(({ id }) => rName(id)).join(' + ')}`).join('\n')
  return script(['lavaan'], [
    `model <- '\n${model}\n'`,
    `used <- data[, c(${blocks.flatMap(({ items }) => items.map(({ id }) => JSON.stringify(rName(id)))).join(', ')})]`,
    `fit <- cfa(model, used, std.lv = TRUE${lavaanOptions(estimator, usesGaps)})`,
    'summary(fit, fit.measures = TRUE, standardized = TRUE)',
    ...(estimator === 'ordinal' ? ['print(lavInspect(fit, "sampstat")$cov)'] : ['print(head(modindices(fit, sort. = TRUE), 8))', 'print(head(lavPredict(fit)))', 'print(head(lavPredict(fit, method = "Bartlett")))']),
    'if (requireNamespace("psych", quietly = TRUE)) print(psych::mardia(used, plot = FALSE))',
    'if (requireNamespace("semTools", quietly = TRUE)) {',
    '  print(semTools::AVE(fit))',
    '  print(semTools::htmt(model, data, htmt2 = FALSE))',
    '  print(semTools::htmt(model, data, htmt2 = TRUE))',
    '}',
  ])
}
