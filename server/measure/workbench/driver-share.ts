/** What drives the share of best answers, and how drivers stand. */
import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { logisticRegression, mean, rescaled, shapleyLogistic, type Driver, type Drivers, type Logistic } from '@gap5/methods'
import { boxWidth, isBest } from '../indicators.ts'
import type { BenchColumn, BenchData } from './bench-data.ts'
import { conclusion, deletionWords, ends, enoughCases, noAnswer, numbers, tableOf, unfit, warningWords, words, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const mostOfShare = 10

/** Importance beside performance on 0–100, for drivers with a scale: what matters more than most and stands lower than most comes first. */
export function levelsTable(ranked: readonly Driver[], predictors: readonly BenchColumn[]): Found['tables'] {
  const points = ranked.flatMap(({ id, share }) => {
    const column = predictors.find((one) => one.id === id)
    const level = column?.scale ? mean(rescaled(column.values, column.scale)).value : null
    return column && level !== null ? [{ title: column.title, share, level }] : []
  })
  if (points.length < 2) return []
  const usual = { share: 1 / ranked.length, level: points.reduce((sum, { level }) => sum + level, 0) / points.length }
  return [
    tableOf(
      { en: 'Importance beside performance', zh: '重要性与表现' },
      [words('Driver', '因素'), numbers('Share', '份额', 0, 'share'), numbers('Performance (0–100)', '表现（0–100）', 1), words('Place', '位置')],
      points.map(({ title, share, level }) => [title, share, level, places[share >= usual.share ? 'more' : 'less'][level < usual.level ? 'lower' : 'higher']]),
      { en: 'Against an even share and the mean performance.', zh: '以平均份额与平均表现为界。' },
    ),
  ]
}

const places: Record<'more' | 'less', Record<'lower' | 'higher', Text>> = {
  more: { lower: { en: 'improve first', zh: '优先改进' }, higher: { en: 'keep up', zh: '继续保持' } },
  less: { lower: { en: 'can wait', zh: '可缓一缓' }, higher: { en: 'enough is done', zh: '投入已足' } },
}

/** Whether somebody gives one of the best answers, in place of which answer it is. */
export function ofBestAnswers(data: BenchData, outcome: BenchColumn, predictors: readonly BenchColumn[], method: Found['method']): Found {
  const x = predictors.slice(0, mostOfShare).map(({ id, values }) => ({ id, values }))
  const code = shareScript(outcome, predictors.slice(0, mostOfShare))
  const { scale } = outcome
  if (!scale) return noAnswer({ n: 0, missing: data.respondents, deletion: 'listwise', reason: 'not-applicable' }, method, code)
  if (predictors.length > mostOfShare) return unfit(method, { en: `For the share of best answers choose up to ${mostOfShare} drivers.`, zh: `针对最高分作答的比例，请最多选择${mostOfShare}个因素。` })
  const best = outcome.values.map((value) => (Number.isNaN(value) ? value : Number(isBest({ ...scale, lowIsGood: false }, value))))
  const fit = logisticRegression(best, x)
  const weights = shapleyLogistic(best, x, x.length <= 6 ? { bootstrap: { resamples: 200, seed: 1 } } : {})
  if (fit.reason !== null || weights.reason !== null || fit.n < data.minimumN) return noAnswer({ ...fit, reason: fit.reason ?? weights.reason ?? 'too-few' }, method, code)
  return { ...shareFound(outcome, predictors, fit, weights), method, script: code }
}

function shareFound(outcome: BenchColumn, predictors: readonly BenchColumn[], fit: Logistic, weights: Drivers): Omit<Found, 'method' | 'script'> {
  const titleOf = (id: string): Text => predictors.find((one) => one.id === id)?.title ?? { en: id, zh: id }
  const ranked = [...(weights.drivers ?? [])].sort((a, b) => b.value - a.value)
  const slopeOf = (id: string) => fit.slopes?.find((slope) => slope.id === id) ?? null
  const from = outcome.scale!.max - boxWidth(outcome.scale!) + 1
  const most = titleOf(ranked[0]!.id)
  const rarer = Math.round(fit.n * Math.min(fit.share!, 1 - fit.share!))
  return {
    n: fit.n,
    missing: fit.missing,
    deletion: deletionWords[fit.deletion],
    conclusion: conclusion(
      'neutral',
      { en: `${most.en} matters most for who answers “${outcome.title.en}” with ${figure(from, 'en')} or more (${percent(fit.share!, 'en')} do).`, zh: `对“${outcome.title.zh}”给出${figure(from, 'zh')}分及以上（占${percent(fit.share!, 'zh')}）影响最大的是${most.zh}。` },
      { en: `One point more there multiplies the odds by ${figure(slopeOf(ranked[0]!.id)!.oddsRatio, 'en', 2)}, the others held constant. McFadden’s R² ${figure(fit.r2!, 'en', 2)}.`, zh: `其他因素不变时，该项每高1分，胜算乘以${figure(slopeOf(ranked[0]!.id)!.oddsRatio, 'zh', 2)}。McFadden R²为${figure(fit.r2!, 'zh', 2)}。` },
    ),
    conditions: [enoughCases(rarer, 10 * ranked.length, { en: 'Ten of the rarer outcome for each driver', zh: '每个因素对应十位较少一方的受访者' })],
    pictures: [{ kind: 'bars', axis: 'nil', title: { en: 'Part of McFadden’s R² that each explains', zh: '各因素在McFadden R²中的份额' }, unit: 'number', decimals: 3, bars: ranked.map(({ id, value, interval }) => ({ key: id, title: titleOf(id), value, ...ends(interval) })), reference: { value: fit.r2! / ranked.length, title: { en: 'if all counted the same', zh: '若各项相同' } } }],
    tables: [
      tableOf(
        { en: 'Drivers', zh: '驱动因素' },
        [words('Driver', '因素'), numbers('Share', '份额', 0, 'share'), numbers('of R²', '占R²', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('Odds ratio', '胜算比'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('p', 'p', 3, 'p')],
        ranked.map(({ id, share, value, interval }) => {
          const slope = slopeOf(id)
          return [titleOf(id), share, value, interval?.lower ?? null, interval?.upper ?? null, slope?.oddsRatio ?? null, slope?.oddsInterval.lower ?? null, slope?.oddsInterval.upper ?? null, slope?.p ?? null]
        }),
      ),
      ...levelsTable(ranked, predictors),
    ],
    warnings: warningWords([...fit.warnings, ...weights.warnings], titleOf),
  }
}

function shareScript({ id, scale }: BenchColumn, predictors: readonly BenchColumn[]): string {
  const names = [id, ...predictors.map((one) => one.id)].map((one) => JSON.stringify(rName(one)))
  return script([], [
    `used <- na.omit(data[, c(${names.join(', ')})])`,
    `used$best <- as.integer(used[[1]] >= ${scale ? scale.max - boxWidth(scale) + 1 : 'Inf'})`,
    `names <- c(${names.slice(1).join(', ')})`,
    'fit <- glm(reformulate(names, "best"), binomial, used)',
    'print(summary(fit)); print(exp(cbind(coef(fit), confint.default(fit))))',
    'r2 <- function(set) as.numeric(1 - logLik(glm(reformulate(if (length(set) == 0) "1" else set, "best"), binomial, used)) / logLik(glm(best ~ 1, binomial, used)))',
    'weights <- sapply(names, function(j) { rest <- setdiff(names, j); k <- length(names)',
    '  sum(sapply(0:length(rest), function(s) sum(sapply(if (s == 0) list(character()) else combn(rest, s, simplify = FALSE), function(set) r2(c(set, j)) - r2(set))) * factorial(s) * factorial(k - s - 1) / factorial(k))) })',
    'print(weights)',
  ])
}
