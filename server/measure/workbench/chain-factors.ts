/** The chain as a structural model of factors by maximum likelihood, with intervals of what acts by way of something else. */
import { figure, type Text } from '@gap5/contract/language.ts'
import { semBootstrap, semEstimate, semScores, semStudy, type BootstrappedEffect, type Columns, type SemModel } from '@gap5/methods'
import type { BenchData } from './bench-data.ts'
import { chainOf, placesOf, type ReadyChain } from './chain-model.ts'
import { fitClass, fitTable } from './fit-words.ts'
import { conclusion, condition, deletionWords, ends, enoughCases, noAnswer, numbers, tableOf, unfit, warningWords, words, type Chosen, type Found, type Progress, type ScoreColumn } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'A structural model of factors by maximum likelihood. Direct, indirect and total effects in units of each factor’s first question; intervals from resampled respondents, as products of estimates are skewed; resamples that cannot be estimated are counted.',
    zh: '以极大似然估计因子的结构方程模型。直接、间接与总效应以各因子首题的单位表示；估计之积分布偏斜，故区间取自对受访者的重抽样；无法估计的重抽样会计数。',
  },
  sources: ['Jöreskog (1970) Biometrika 57', 'Bollen & Stine (1990) Sociological Methodology 20'],
  conventions: [{ en: 'Respondents who answered everything; a part of one question is taken as measured without error; seed 1.', zh: '仅用答全的受访者；只有一题的部分视为无测量误差；随机种子1。' }],
}
const mostResamples = 2000

export function chainOfFactors(data: BenchData, chosen: Chosen, progress: Progress): Found {
  if (chosen.several('formative').length > 0) return unfit(method, { en: 'Factors show in their questions: choose none as made up by them.', zh: '因子体现于题目：请不要选择由题目构成的部分。' })
  const ready = chainOf(data, chosen)
  if ('problem' in ready) return unfit(method, ready.problem)
  const { columns, model, paths, nameOf } = factorsOf(ready)
  const titleOf = (name: string) => ready.titleOf(ready.model.constructs.find(({ id }) => nameOf(id) === name)?.id ?? name)
  const resamples = Math.min(mostResamples, Math.max(100, Math.round(chosen.number('resamples') || 1000)))
  const interval = chosen.one('interval') === 'bca' ? 'bca' : 'percentile'
  const code = scriptOf(ready, model, paths, resamples, interval)
  const estimate = semEstimate(semStudy(columns, model))
  if (!estimate.solution || estimate.n < data.minimumN) return noAnswer({ ...estimate, reason: estimate.reason ?? 'too-few' }, method, code)
  const found = semBootstrap(columns, model, { resamples, seed: 1, interval, progress })
  if (!found.effects) return noAnswer(found, method, code)
  const of = (kind: BootstrappedEffect['kind'], from: string, to: string) => found.effects!.find((one) => one.kind === kind && one.from === from && one.to === to)
  const pairs = [...new Map(found.effects.map(({ from, to }) => [`${from}>${to}`, { from, to }])).values()]
  const places = placesOf(ready.model.paths)
  const { fit } = estimate.solution
  const grade = fitClass(fit)
  return {
    n: estimate.n,
    missing: estimate.missing,
    deletion: deletionWords[estimate.deletion],
    conclusion: sentenceOf(found.effects, grade, titleOf),
    conditions: [
      condition(grade !== 'badly', { en: 'The model fits (CFI from .90, RMSEA up to .08, SRMR up to .10)', zh: '模型拟合（CFI不低于.90，RMSEA不高于.08，SRMR不高于.10）' }),
      condition(!estimate.warnings.some(({ code: warning }) => warning === 'improper'), { en: 'The solution can be true (no Heywood case)', zh: '解合理（无Heywood现象）' }),
      enoughCases(estimate.n, 200, { en: 'Two hundred respondents', zh: '二百位受访者' }),
    ],
    pictures: [
      {
        kind: 'paths',
        title: { en: 'Direct effects with 95 % intervals', zh: '直接效应及95%区间' },
        nodes: ready.model.constructs.map(({ id }) => ({ key: id, title: ready.titleOf(id), place: places.get(id) ?? 0, note: null })),
        edges: ready.model.paths.map(({ from, to }) => {
          const effect = of('direct', nameOf(from), nameOf(to))
          return { from, to, value: effect?.estimate ?? null, ...ends(effect?.interval), sure: effect !== undefined && isSure(effect) }
        }),
      },
    ],
    tables: [
      tableOf(
        { en: 'Direct and indirect effects', zh: '直接与间接效应' },
        [words('From', '从'), words('To', '到'), ...['Direct', 'Indirect', 'Total'].flatMap((name, at) => [numbers(name, ['直接', '间接', '总效应'][at]!, 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3)])],
        pairs.map(({ from, to }) => [
          titleOf(from),
          titleOf(to),
          ...(['direct', 'indirect', 'total'] as const).flatMap((kind) => {
            const effect = of(kind, from, to)
            return [effect?.estimate ?? null, effect?.interval?.lower ?? null, effect?.interval?.upper ?? null]
          }),
        ]),
        { en: `${figure(resamples, 'en')} resamples, in units of each factor’s first question.`, zh: `重抽样${figure(resamples, 'zh')}次；以各因子首题的单位表示。` },
      ),
      fitTable(fit),
    ],
    warnings: warningWords([...estimate.warnings, ...found.warnings], ready.titleOf),
    method,
    script: code,
  }
}

export function scoresOfFactors(data: BenchData, chosen: Chosen): ScoreColumn[] | null {
  const ready = chainOf(data, chosen)
  if ('problem' in ready) return null
  const { columns, model } = factorsOf(ready)
  const study = semStudy(columns, model)
  const { scores } = semScores(columns, study, semEstimate(study))
  return scores && Object.entries(scores).map(([id, values]) => ({ id: `factor.${id}`, title: { en: `${ready.titleOf(id).en} (factor score)`, zh: `${ready.titleOf(id).zh}（因子得分）` }, values }))
}

type Factors = { columns: Columns; model: SemModel; paths: readonly { from: string; to: string }[]; nameOf: (id: string) => string }

/** Parts of several questions are factors; a part of one question is that question. */
function factorsOf({ constructs, model: { constructs: used, paths } }: ReadyChain): Factors {
  const columns = Object.fromEntries(constructs.flatMap(({ items }) => items.map(({ id, values }) => [id, values])))
  const nameOf = (id: string) => {
    const items = used.find((one) => one.id === id)?.items ?? []
    return items.length === 1 ? items[0]! : id
  }
  const named = paths.map(({ from, to }) => ({ from: nameOf(from), to: nameOf(to) }))
  return { columns, model: { factors: used.filter(({ items }) => items.length > 1).map(({ id, items }) => ({ id, items })), regressions: named }, paths: named, nameOf }
}

function isSure({ interval }: BootstrappedEffect): boolean {
  return interval !== null && interval.lower * interval.upper > 0
}

function sentenceOf(effects: readonly BootstrappedEffect[], grade: ReturnType<typeof fitClass>, titleOf: (id: string) => Text): Found['conclusion'] {
  const fits: Text = grade === 'badly' ? { en: 'The model fits badly: take it as a hint.', zh: '模型拟合欠佳，仅供参考。' } : { en: `The model fits ${grade}.`, zh: grade === 'well' ? '模型拟合良好。' : '模型拟合尚可。' }
  const through = effects.filter(({ kind }) => kind === 'indirect')
  const [most] = through.filter(isSure).sort((a, b) => Math.abs(b.estimate) - Math.abs(a.estimate))
  if (most) {
    const [from, to] = [titleOf(most.from), titleOf(most.to)]
    const range = (language: 'en' | 'zh') => [most.interval!.lower, most.interval!.upper].map((end) => figure(end, language, 2))
    return conclusion(grade === 'badly' ? 'caution' : 'good', { en: `${from.en} acts on ${to.en} by way of what lies between: ${figure(most.estimate, 'en', 2)} for one more.`, zh: `${from.zh}通过中间环节影响${to.zh}：每提高1，带来${figure(most.estimate, 'zh', 2)}。` }, { en: `95 % interval ${range('en').join(' to ')}. ${fits.en}`, zh: `95%区间${range('zh').join('至')}。${fits.zh}` })
  }
  const direct = effects.filter((effect) => effect.kind === 'direct')
  const sure = direct.filter(isSure).length
  const told: Text = { en: `${figure(sure, 'en')} of ${figure(direct.length, 'en')} links are sure`, zh: `${figure(direct.length, 'zh')}环中有${figure(sure, 'zh')}环可以确定` }
  if (through.length === 0) return conclusion(sure === direct.length && grade !== 'badly' ? 'good' : 'caution', { en: `${told.en}.`, zh: `${told.zh}。` }, fits)
  return conclusion('caution', { en: `${told.en}; nothing acts surely by way of something else.`, zh: `${told.zh}；没有可以确定的间接作用。` }, fits)
}

function scriptOf({ model: { constructs } }: ReadyChain, { factors }: SemModel, paths: Factors['paths'], resamples: number, interval: 'bca' | 'percentile'): string {
  const name = (id: string) => rName(factors.some((one) => one.id === id) ? `f.${id}` : id)
  const label = new Map(paths.map(({ from, to }, at) => [`${from}>${to}`, `b${at + 1}`]))
  const routes = (from: string, to: string): string[][] => paths.filter((path) => path.from === from).flatMap((path) => (path.to === to ? [[label.get(`${from}>${to}`)!]] : routes(path.to, to).map((rest) => [label.get(`${from}>${path.to}`)!, ...rest])))
  const nodes = [...new Set(paths.flatMap(({ from, to }) => [from, to]))]
  const indirect = nodes.flatMap((from) => nodes.map((to) => routes(from, to).filter((route) => route.length > 1))).filter((ways) => ways.length > 0)
  const lines = [
    ...factors.map(({ id, items }) => `${name(id)} =~ ${items.map(rName).join(' + ')}`),
    ...[...new Set(paths.map(({ to }) => to))].map((to) => `${name(to)} ~ ${paths.filter((path) => path.to === to).map(({ from }) => `${label.get(`${from}>${to}`)} * ${name(from)}`).join(' + ')}`),
    ...indirect.map((ways, at) => `through${at + 1} := ${ways.map((way) => way.join(' * ')).join(' + ')}`),
  ]
  return script(['lavaan'], [
    `model <- '\n${lines.join('\n')}\n'`,
    `used <- na.omit(data[, c(${constructs.flatMap(({ items }) => items).map((id) => JSON.stringify(rName(id))).join(', ')})])`,
    `fit <- sem(model, used, se = "bootstrap", bootstrap = ${resamples}, iseed = 1)`,
    `print(parameterEstimates(fit, boot.ci.type = "${interval === 'bca' ? 'bca.simple' : 'perc'}"))`,
  ])
}
