import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { johnsonDrivers, regression, shapleyDrivers, tTwoSided, type Driver, type Drivers, type Regression } from '@gap5/methods'
import { named } from '../conclusions/wording.ts'
import { columnsAt, type BenchColumn, type BenchData } from './bench-data.ts'
import { columnsInput, conclusion, condition, deletionWords, ends, enoughCases, noAnswer, numbers, oneOf, tableOf, warningWords, words, type Definition, type Found } from './inquiry.ts'
import { levelsTable, ofBestAnswers } from './driver-share.ts'
import { rName, script } from './r-script.ts'

const outcomeRoles = new Set(['satisfaction', 'recommendation', 'intention', 'effort'])
const mostExact = 15
const resamples = 1000
const method: Found['method'] = {
  text: {
    en: 'Least squares of the outcome on all chosen questions together. A question’s weight is its part of the explained variance, averaged over all orders of entry (Shapley/LMG), or by Johnson’s relative weights beyond 15 questions; intervals are percentiles of 1,000 resamples of respondents. For the share of best answers: logistic regression, and the same averaging of McFadden’s R² (up to 10 questions; intervals from 200 resamples with up to 6).',
    zh: '以全部所选题目对结果做最小二乘回归。每道题的权重是它在解释方差中的份额，按所有进入顺序取平均（Shapley/LMG）；超过15题时用Johnson相对权重。区间为对受访者重抽样1,000次的百分位区间。若看最高分作答的比例，则用逻辑回归，并对McFadden R²作同样的平均（最多10题；6题以内给出重抽样200次的区间）。',
  },
  sources: [
    'Lindeman, Merenda & Gold (1980) Introduction to Bivariate and Multivariate Analysis',
    'Johnson (2000) Multivariate Behavioral Research 35(1)',
    'Pratt (1987); Azen & Traxel (2009) J. of Educational and Behavioral Statistics 34 (McFadden’s R²)',
    'MacKinnon & White (1985) Journal of Econometrics 29 (HC3)',
  ],
  conventions: [{ en: 'Seed 1. Slopes are standardised; their tests use robust standard errors (HC3).', zh: '随机种子1。斜率为标准化值，检验用稳健标准误（HC3）。' }],
}

/** What drives satisfaction? */
export const drivers: Definition = {
  key: 'drivers',
  group: 'causes',
  title: { en: 'What drives satisfaction?', zh: '什么在驱动满意度？' },
  use: {
    en: 'Shows how much each dimension or question contributes to an overall verdict. Needs an overall question and some ratings.',
    zh: '看各维度或题目对总体评价贡献多少。需要一道总体评价题和若干评分题。',
  },
  long: true,
  unavailable(data) {
    if (outcomes(data).length === 0) return { en: 'No overall question (satisfaction, recommendation, effort, intention) is asked.', zh: '没有总体评价题（满意、推荐、费力、意向）。' }
    return predictorsOf(data).length < 2 ? { en: 'It takes two rated questions or dimensions at least.', zh: '至少需要两道评分题或两个维度。' } : null
  },
  inputs(data) {
    const scores = predictorsOf(data).filter(({ kind }) => kind === 'score')
    const chosen = scores.length >= 2 ? scores : predictorsOf(data).slice(0, mostExact)
    return [
      columnsInput({ key: 'outcome', title: { en: 'Outcome', zh: '结果' }, least: 1, most: 1 }, outcomes(data), outcomes(data).slice(0, 1)),
      columnsInput({ key: 'predictors', title: { en: 'Possible drivers', zh: '可能的驱动因素' }, least: 2, most: 40 }, predictorsOf(data), chosen),
      oneOf('weights', { en: 'Weights by', zh: '权重方法' }, [
        { value: 'shapley', title: { en: 'Shapley (LMG)', zh: 'Shapley（LMG）' } },
        { value: 'johnson', title: { en: 'Johnson', zh: 'Johnson相对权重' } },
        { value: 'top', title: { en: 'Shapley, for the share of best answers', zh: 'Shapley（针对最高分作答的比例）' } },
      ]),
    ]
  },
  answer(data, chosen, progress) {
    const [outcome] = columnsAt(data, chosen.several('outcome'))
    const predictors = columnsAt(data, chosen.several('predictors')).filter(({ id }) => id !== outcome?.id)
    if (outcome && chosen.one('weights') === 'top') return ofBestAnswers(data, outcome, predictors, method)
    const isExact = chosen.one('weights') !== 'johnson' && predictors.length <= mostExact
    const code = scriptOf(outcome, predictors, isExact)
    if (!outcome || predictors.length < 2) return noAnswer({ n: 0, missing: data.respondents, deletion: 'listwise', reason: 'not-applicable' }, method, code)
    const x = predictors.map(({ id, values }) => ({ id, values }))
    const fit = regression(outcome.values, x)
    if (fit.reason !== null || fit.n < data.minimumN) return noAnswer({ ...fit, reason: fit.reason ?? 'too-few' }, method, code)
    progress(0.1)
    const weigh = isExact ? shapleyDrivers : johnsonDrivers
    const weights = weigh(outcome.values, x, { bootstrap: { resamples, seed: 1 } })
    if (weights.reason !== null) return noAnswer(weights, method, code)
    return found(outcome, predictors, fit, weights, code)
  },
}

function outcomes({ columns }: BenchData): BenchColumn[] {
  return columns.filter(({ role }) => role !== null && outcomeRoles.has(role))
}

/** Perceptions item by item and dimension by dimension; with no perception, whatever else is rated within a dimension. */
function predictorsOf({ columns }: BenchData): BenchColumn[] {
  return columns.filter(({ kind, role }) => kind === 'score' || (kind === 'item' && role === 'perception') || kind === 'attribute')
}

function found(outcome: BenchColumn, predictors: readonly BenchColumn[], fit: Regression, weights: Drivers, code: string): Found {
  const titleOf = (id: string): Text => predictors.find((one) => one.id === id)?.title ?? { en: id, zh: id }
  const ranked = [...(weights.drivers ?? [])].sort((a, b) => b.value - a.value)
  const slopeOf = (id: string) => fit.slopes?.find((slope) => slope.id === id) ?? null
  return {
    n: fit.n,
    missing: fit.missing,
    deletion: deletionWords[fit.deletion],
    conclusion: sentenceOf(outcome, ranked, fit, titleOf),
    conditions: conditionsOf(fit, predictors.length),
    pictures: [
      {
        kind: 'bars',
        axis: 'nil',
        title: { en: 'Part of the variance of the outcome that each explains (they add up to R²)', zh: '各因素解释结果方差的份额（合计为R²）' },
        unit: 'share',
        decimals: 1,
        bars: ranked.map(({ id, value, interval }) => ({ key: id, title: titleOf(id), value, ...ends(interval) })),
        reference: { value: fit.r2! / ranked.length, title: { en: 'if all counted the same', zh: '若各项相同' } },
      },
    ],
    tables: [
      tableOf(
        { en: 'Drivers', zh: '驱动因素' },
        [words('Driver', '因素'), numbers('Share', '份额', 0, 'share'), numbers('of R²', '占R²', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('Slope (std.)', '标准化斜率'), numbers('p', 'p', 3, 'p'), numbers('r', '相关'), numbers('VIF', 'VIF', 1)],
        ranked.map(({ id, value, share, interval, correlation }) => {
          const slope = slopeOf(id)
          const p = slope === null ? null : robustP(slope.estimate, slope.robustSe, fit)
          return [titleOf(id), share, value, interval?.lower ?? null, interval?.upper ?? null, slope?.standardised ?? null, p, correlation, slope?.vif ?? null]
        }),
        { en: `R² ${figure(fit.r2!, 'en', 3)}, adjusted ${figure(fit.adjustedR2!, 'en', 3)}.`, zh: `R² ${figure(fit.r2!, 'zh', 3)}，调整后 ${figure(fit.adjustedR2!, 'zh', 3)}。` },
      ),
      otherWeights(ranked, slopeOf, titleOf),
      ...levelsTable(ranked, predictors),
    ],
    warnings: warningWords([...fit.warnings, ...weights.warnings], titleOf),
    method,
    script: code,
  }
}

/** What else is called importance; where these rank otherwise, drivers overlap. */
function otherWeights(ranked: readonly Driver[], slopeOf: (id: string) => NonNullable<Regression['slopes']>[number] | null, titleOf: (id: string) => Text) {
  return tableOf(
    { en: 'Other measures of importance', zh: '其他重要性指标' },
    [words('Driver', '因素'), numbers('Alone (r²)', '单独（r²）', 3), numbers('Last (semipartial r²)', '最后进入（半偏r²）', 3), numbers('Pratt (β·r)', 'Pratt（β·r）', 3), numbers('Partial r', '偏相关', 3), numbers('Slope', '斜率', 3), numbers('SE', '标准误', 3), numbers('Robust SE (HC3)', '稳健标准误（HC3）', 3)],
    ranked.map(({ id, correlation }) => {
      const slope = slopeOf(id)
      return [titleOf(id), correlation ** 2, slope?.semipartialSquared ?? null, slope && slope.standardised * correlation, slope?.partialCorrelation ?? null, slope?.estimate ?? null, slope?.se ?? null, slope?.robustSe ?? null]
    }),
    { en: 'Pratt’s may be negative where a driver works against the others.', zh: 'Pratt值可为负：该因素与其他因素作用相反。' },
  )
}

function robustP(estimate: number, robustSe: number, { n, slopes }: Regression): number | null {
  return robustSe > 0 ? tTwoSided(estimate / robustSe, n - (slopes?.length ?? 0) - 1) : null
}

/** The first, and those whose share cannot be told from it; then how much is explained at all. */
function sentenceOf(outcome: BenchColumn, ranked: readonly Driver[], { r2, n }: Regression, titleOf: (id: string) => Text): Found['conclusion'] {
  const [first, ...rest] = ranked
  const low = first?.interval?.lower ?? Infinity
  const level = rest.filter(({ interval }) => (interval?.upper ?? 0) >= low).slice(0, 3)
  const most = first ? titleOf(first.id) : { en: '', zh: '' }
  const beside = named(level.map(({ id }) => titleOf(id)))
  const text: Text =
    level.length === 0
      ? { en: `${most.en} matters most for “${outcome.title.en}”.`, zh: `对“${outcome.title.zh}”影响最大的是${most.zh}。` }
      : { en: `${most.en} comes first for “${outcome.title.en}”, but cannot be told from ${beside.en}.`, zh: `对“${outcome.title.zh}”影响居首的是${most.zh}，但与${beside.zh}难分先后。` }
  const explained = { en: `Together they explain ${percent(r2!, 'en')} of it (n ${figure(n, 'en')}). This shows what goes together, not what causes what.`, zh: `合计解释${percent(r2!, 'zh')}（n ${figure(n, 'zh')}）。这里是相关，不等于因果。` }
  return conclusion(r2! < 0.1 ? 'caution' : 'neutral', text, explained)
}

function conditionsOf({ n, slopes }: Regression, predictors: number): Found['conditions'] {
  const worst = Math.max(...(slopes ?? []).map(({ vif }) => vif))
  return [
    enoughCases(n, 10 * predictors, { en: 'Ten respondents for each driver', zh: '每个因素至少十位受访者' }),
    condition(worst <= 5, { en: 'Drivers do not overlap too much (VIF up to 5)', zh: '因素之间重叠不过大（VIF不超过5）' }, { en: `largest VIF ${figure(worst, 'en', 1)}`, zh: `最大VIF为${figure(worst, 'zh', 1)}` }),
    condition(null, { en: 'The outcome is treated as a number, its steps as equal', zh: '把结果当作等距数值处理' }),
  ]
}

function scriptOf(outcome: BenchColumn | undefined, predictors: readonly BenchColumn[], isExact: boolean): string {
  const y = rName(outcome?.id ?? 'y')
  const x = predictors.map(({ id }) => rName(id))
  return script(['relaimpo', 'sandwich', 'lmtest'], [
    `fit <- lm(${y} ~ ${x.join(' + ')}, data)`,
    'print(summary(fit))',
    'print(coeftest(fit, vcov = vcovHC(fit, type = "HC3")))',
    ...(isExact
      ? ['set.seed(1)', 'weights <- calc.relimp(fit, type = "lmg")', 'print(weights$lmg)']
      : [
          '# Johnson (2000), equations 3 to 8',
          `used <- na.omit(data[, c("${y}", ${x.map((name) => `"${name}"`).join(', ')})])`,
          'r <- cor(used)',
          'e <- eigen(r[-1, -1])',
          'lambda <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)',
          'print(lambda^2 %*% solve(lambda, r[-1, 1])^2)',
        ]),
  ])
}
