import { figure, type Text } from '@gap5/contract/language.ts'
import { plsEstimate, plsIntervals, plsJackknife, plsReplicates, plsSampleSize, plsScores, type BootstrapFigure, type PlsModel, type PlsSettings, type PlsSolution, type PlsStudy } from '@gap5/methods'
import type { BenchData } from './bench-data.ts'
import { chainOf, constructsOf, formativeInput, pathsInput, placesOf, plspmModel, seminrModel, type Construct } from './chain-model.ts'
import { chainOfFactors, scoresOfFactors } from './chain-factors.ts'
import { conclusion, condition, deletionWords, enoughCases, noAnswer, numberInput, numbers, oneOf, tableOf, unfit, warningWords, words, type Chosen, type Definition, type Found, type Progress, type ScoreColumn } from './inquiry.ts'
import { script } from './r-script.ts'

const chunk = 100
const methodOf = (isScaled: boolean): Found['method'] => ({
  text: {
    en: 'A path model of composites by partial least squares: a part shows in its questions (mode A) or is made up by them (mode B), as chosen. Intervals are percentiles of resamples of respondents, or corrected for bias and skewness (BCa), signs aligned with the estimate; resamples that fail are counted. Whether two composites are two: HTMT with its interval, and the criterion of Fornell and Larcker.',
    zh: '以偏最小二乘估计路径模型：各部分体现于题目（模式A）或由题目构成（模式B），按所选。区间为对受访者重抽样的百分位区间，或经偏差与偏度校正（BCa），符号与估计对齐；失败的重抽样会计数。并以HTMT及其区间和Fornell–Larcker准则判断两个复合变量是否确为两个。',
  },
  sources: [
    'Tenenhaus, Esposito Vinzi, Chatelin & Lauro (2005) CSDA 48',
    'Hair, Hult, Ringle & Sarstedt (2022) A Primer on PLS-SEM',
    'Dijkstra & Henseler (2015) MIS Quarterly 39 (consistent form)',
  ],
  conventions: [
    isScaled ? { en: 'Questions standardised.', zh: '题目标准化。' } : { en: 'Questions centred only: those with more spread count more, as in Tenenhaus et al. (2005).', zh: '题目仅中心化：离散大的题目权重更大，如Tenenhaus等（2005）。' },
    { en: 'Respondents who answered everything; seed 1; f² with scores held fixed.', zh: '仅用答全的受访者；随机种子1；f²固定得分计算。' },
  ],
})

/** Does the chain hold? */
export const chain: Definition = {
  key: 'chain',
  group: 'causes',
  title: { en: 'Does the chain hold?', zh: '这条链成立吗？' },
  use: {
    en: 'From quality to satisfaction to loyalty: whether each link is there, and how strong. Draw your own links between the dimensions and overall questions.',
    zh: '从质量到满意到忠诚：每一环是否存在、有多强。可在维度与总体题之间自行连线。',
  },
  long: true,
  unavailable: (data) => (constructsOf(data).length < 2 ? { en: 'It takes two dimensions or overall questions at least.', zh: '至少需要两个维度或总体题。' } : null),
  inputs(data) {
    return [
      pathsInput(data),
      oneOf('form', { en: 'Form', zh: '形式' }, [
        { value: 'composite', title: { en: 'Composites (PLS)', zh: '复合变量（PLS）' } },
        { value: 'consistent', title: { en: 'Factors (consistent PLS)', zh: '因子（一致性PLS）' } },
        { value: 'ml', title: { en: 'Factors (maximum likelihood, SEM)', zh: '因子（极大似然，SEM）' } },
      ]),
      ...formativeInput(data),
      oneOf('scaling', { en: 'Questions count', zh: '题目尺度' }, [
        { value: 'standardised', title: { en: 'alike, standardised', zh: '标准化，等量计入' } },
        { value: 'own', title: { en: 'by their own spread (not scaled)', zh: '保留原有离散（不标准化）' } },
      ]),
      oneOf('scheme', { en: 'Neighbours pull by', zh: '内部权重' }, [
        { value: 'path', title: { en: 'causes and effects (path scheme)', zh: '因果方向（路径加权）' } },
        { value: 'factorial', title: { en: 'correlation (factorial scheme)', zh: '相关（因子加权）' } },
        { value: 'centroid', title: { en: 'its sign alone (centroid scheme)', zh: '仅相关符号（重心加权）' } },
      ]),
      oneOf('interval', { en: 'Intervals', zh: '区间' }, [
        { value: 'percentile', title: { en: 'percentiles', zh: '百分位' } },
        { value: 'bca', title: { en: 'corrected for bias and skewness (BCa)', zh: '偏差与偏度校正（BCa）' } },
      ]),
      numberInput('resamples', { en: 'Resamples', zh: '重抽样次数' }, 1000, { en: '500 for a look, 5,000 for a report', zh: '初看用500，报告用5000' }),
    ]
  },
  answer(data, chosen, progress) {
    if (chosen.one('form') === 'ml') return chainOfFactors(data, chosen, progress)
    const isScaled = chosen.one('scaling') !== 'own'
    const method = methodOf(isScaled)
    if (!isScaled && chosen.one('form') === 'consistent') return unfit(method, { en: 'Consistent PLS works on correlations: let questions count alike.', zh: '一致性PLS基于相关：请选择标准化。' })
    const ready = readyChain(data, chosen)
    if ('problem' in ready) return unfit(method, ready.problem)
    const { constructs, model, study } = ready
    const code = scriptOf(model, chosen)
    const estimate = plsEstimate(study)
    if (!estimate.solution || estimate.n < data.minimumN) return noAnswer({ ...estimate, reason: estimate.reason ?? 'too-few' }, method, code)
    const resamples = Math.min(10_000, Math.max(100, Math.round(chosen.number('resamples') || 1000)))
    const jackknife = chosen.one('interval') === 'bca' ? [plsJackknife(study)] : []
    const bootstrap = plsIntervals(study, replicates(study, resamples, progress), { jackknife })
    return found(model, constructs, estimate.solution, bootstrap.figures ?? [], { ...estimate, warnings: [...estimate.warnings, ...bootstrap.warnings] }, resamples, method, code)
  },
  scores: scoresOf,
}

function scoresOf(data: BenchData, chosen: Chosen): ScoreColumn[] | null {
  if (chosen.one('form') === 'ml') return scoresOfFactors(data, chosen)
  const ready = readyChain(data, chosen)
  if ('problem' in ready) return null
  const { scores } = plsScores(ready.study)
  return scores && Object.entries(scores).map(([id, values]) => ({ id: `pls.${id}`, title: { en: `${ready.titleOf(id).en} (score of the path model)`, zh: `${ready.titleOf(id).zh}（路径模型得分）` }, values }))
}

/** The chain as chosen, in the form chosen. */
function readyChain(data: BenchData, chosen: Chosen) {
  return chainOf(data, chosen, { consistent: chosen.one('form') === 'consistent', scheme: schemeOf(chosen), scaled: chosen.one('scaling') !== 'own' })
}

function schemeOf(chosen: Chosen): PlsSettings['scheme'] {
  const scheme = chosen.one('scheme')
  return scheme === 'factorial' || scheme === 'centroid' ? scheme : 'path'
}

function replicates(study: PlsStudy, resamples: number, progress: Progress) {
  const ranges = []
  for (let from = 0; from < resamples; from += chunk) {
    ranges.push(plsReplicates(study, { from, count: Math.min(chunk, resamples - from), seed: 1 }))
    progress((from + chunk) / resamples)
  }
  return ranges
}

function found(model: PlsModel, constructs: readonly Construct[], solution: PlsSolution, figures: readonly BootstrapFigure[], estimate: { n: number; missing: number; deletion: keyof typeof deletionWords; warnings: Parameters<typeof warningWords>[0] }, resamples: number, method: Found['method'], code: string): Found {
  const titleOf = (id: string): Text => constructs.find((one) => one.id === id)?.title ?? constructs.flatMap(({ items }) => items).find((item) => item.id === id)?.title ?? { en: id, zh: id }
  const of = (kind: BootstrapFigure['kind'], from: string, to?: string) => figures.find((one) => one.kind === kind && one.of === from && (to === undefined || one.to === to))
  const paths = solution.paths.map((path) => {
    const interval = of('path', path.from, path.to)?.interval ?? null
    return { ...path, interval, sure: interval !== null && interval.lower * interval.upper > 0 }
  })
  const formative = new Set(model.constructs.flatMap(({ id, mode }) => (mode === 'B' ? [id] : [])))
  const linked = new Set(paths.map(({ from, to }) => `${from}>${to}`))
  const smallest = Math.min(...paths.map(({ estimate: b }) => Math.abs(b)))
  const places = placesOf(paths)
  return {
    n: estimate.n,
    missing: estimate.missing,
    deletion: deletionWords[estimate.deletion],
    conclusion: sentenceOf(paths, solution, titleOf),
    conditions: [
      enoughCases(estimate.n, plsSampleSize(Math.max(0.1, smallest)) ?? 0, { en: 'Enough respondents to find the smallest link (or one of .10)', zh: '样本足以发现最小的一环（或.10的一环）' }),
      condition(solution.constructs.every(({ id, items, reliability }) => items === 1 || formative.has(id) || (reliability.rhoC ?? 0) >= 0.7), { en: 'Composites are reliable (ρc from .70)', zh: '各复合变量可靠（ρc不低于.70）' }),
      ...(formative.size > 0 ? [condition(solution.indicators.every(({ construct, vif }) => !formative.has(construct) || (vif ?? 0) < 5), { en: 'Questions that make up a part do not overlap too much (VIF below 5)', zh: '构成同一部分的题目重叠不过大（VIF小于5）' })] : []),
      condition(paths.every(({ vif }) => vif < 5), { en: 'Causes of one effect do not overlap too much (VIF below 5)', zh: '同一结果的原因之间重叠不过大（VIF小于5）' }),
    ],
    pictures: [
      {
        kind: 'paths',
        title: { en: 'Standardised links with 95 % intervals; R² in the boxes', zh: '标准化路径及95%区间；方框内为R²' },
        nodes: solution.constructs.map(({ id }) => {
          const r2 = solution.explained.find((one) => one.id === id)?.r2
          return { key: id, title: titleOf(id), place: places.get(id) ?? 0, note: r2 === undefined ? null : { en: `R² ${figure(r2, 'en', 2)}`, zh: `R² ${figure(r2, 'zh', 2)}` } }
        }),
        edges: paths.map(({ from, to, estimate: value, interval, sure }) => ({ from, to, value, lower: interval?.lower ?? null, upper: interval?.upper ?? null, sure })),
      },
    ],
    tables: [
      tableOf(
        { en: 'Links', zh: '路径' },
        [words('From', '从'), words('To', '到'), numbers('Link', '路径', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('t', 't', 1), numbers('f²', 'f²', 3), numbers('VIF', 'VIF', 1)],
        paths.map(({ from, to, estimate: value, interval, f2, vif }) => [titleOf(from), titleOf(to), value, interval?.lower ?? null, interval?.upper ?? null, of('path', from, to)?.t ?? null, f2, vif]),
        { en: `${figure(resamples, 'en')} resamples. f²: .02 small, .15 medium, .35 large.`, zh: `重抽样${figure(resamples, 'zh')}次。f²：.02小，.15中，.35大。` },
      ),
      tableOf(
        { en: 'Direct and indirect effects', zh: '直接与间接效应' },
        [words('From', '从'), words('To', '到'), numbers('Direct', '直接', 3), numbers('Indirect', '间接', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('Total', '总效应', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3)],
        solution.effects.map(({ from, to, direct, indirect, total }) => {
          const [through, whole] = [of('indirect', from, to)?.interval, of('total', from, to)?.interval]
          return [titleOf(from), titleOf(to), linked.has(`${from}>${to}`) ? direct : null, through ? indirect : null, through?.lower ?? null, through?.upper ?? null, total, whole?.lower ?? null, whole?.upper ?? null]
        }),
      ),
      tableOf(
        { en: 'Composites', zh: '复合变量' },
        [words('Composite', '复合变量'), numbers('Items', '题数', 0), numbers('Alpha', 'α'), numbers('ρA', 'ρA'), numbers('ρc', 'ρc'), numbers('AVE', 'AVE'), numbers('R²', 'R²'), numbers('R² adjusted', '调整R²')],
        solution.constructs.map(({ id, items, reliability }) => {
          const explained = solution.explained.find((one) => one.id === id)
          return [titleOf(id), items, reliability.alpha, reliability.rhoA, reliability.rhoC, reliability.ave, explained?.r2 ?? null, explained?.adjustedR2 ?? null]
        }),
        fitOf(solution),
      ),
      tableOf(
        { en: 'Pairs of composites', zh: '复合变量之间' },
        [words('First', '之一'), words('Second', '之二'), numbers('Correlation', '相关', 3), numbers('HTMT', 'HTMT', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), words('Fornell–Larcker', 'Fornell–Larcker')],
        solution.pairs.map(({ first, second, correlation, htmt, fornellLarcker }) => {
          const interval = (of('htmt', first, second) ?? of('htmt', second, first))?.interval
          return [titleOf(first), titleOf(second), correlation, htmt, interval?.lower ?? null, interval?.upper ?? null, fornellLarcker === null ? null : fornellLarcker ? { en: 'two', zh: '有别' } : { en: 'hardly two', zh: '难分' }]
        }),
        { en: 'HTMT: the upper end should stay below .90.', zh: 'HTMT：区间上限应低于.90。' },
      ),
      tableOf(
        { en: 'Items', zh: '题目' },
        [words('Item', '题目'), words('Composite', '复合变量'), numbers('Loading', '载荷', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('Weight', '权重', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('Highest elsewhere', '与他者最高', 3), numbers('VIF', 'VIF', 1)],
        solution.indicators.map(({ id, construct, loading, weight, crossLoadings, vif }) => {
          const [interval, own] = [of('loading', id)?.interval, of('weight', id)?.interval]
          const elsewhere = Object.entries(crossLoadings).filter(([other]) => other !== construct).map(([, value]) => value)
          const highest = elsewhere.reduce<number | null>((most, value) => (most === null || Math.abs(value) > Math.abs(most) ? value : most), null)
          return [titleOf(id), titleOf(construct), loading, interval?.lower ?? null, interval?.upper ?? null, weight, own?.lower ?? null, own?.upper ?? null, highest, vif]
        }),
        { en: 'Highest elsewhere: the largest correlation with another composite (cross loading).', zh: '与他者最高：与其他复合变量的最大相关（交叉载荷）。' },
      ),
    ],
    warnings: warningWords(estimate.warnings, titleOf),
    method,
    script: code,
  }
}

/** What is told of the fit of the whole; composites have no test of it. */
function fitOf({ goodnessOfFit: { value }, srmr }: PlsSolution): Text {
  const residual = {
    en: `SRMR ${figure(srmr.estimated, 'en', 3)} with the links of the chain, ${figure(srmr.saturated, 'en', 3)} with all links (below .08 is usual).`,
    zh: `SRMR：按链条路径为${figure(srmr.estimated, 'zh', 3)}，全部相连为${figure(srmr.saturated, 'zh', 3)}（通常低于.08）。`,
  }
  if (value === null) return residual
  return {
    en: `${residual.en} Goodness of fit (root of mean communality times mean R², descriptive only): ${figure(value, 'en', 3)}.`,
    zh: `${residual.zh}拟合优度GoF（平均共同度与平均R²乘积之根，仅供描述）：${figure(value, 'zh', 3)}。`,
  }
}

function sentenceOf(paths: readonly { from: string; to: string; estimate: number; sure: boolean }[], { explained }: PlsSolution, titleOf: (id: string) => Text): Found['conclusion'] {
  const unsure = paths.filter(({ sure }) => !sure)
  const strongest = [...paths].sort((a, b) => Math.abs(b.estimate) - Math.abs(a.estimate))[0]!
  const best = explained.reduce((most, one) => (one.r2 > most.r2 ? one : most), explained[0]!)
  const evidence: Text = {
    en: `The strongest link runs from ${titleOf(strongest.from).en} to ${titleOf(strongest.to).en} (${figure(strongest.estimate, 'en', 2)}). ${titleOf(best.id).en}: ${figure(100 * best.r2, 'en')} % explained.`,
    zh: `最强的一环是从${titleOf(strongest.from).zh}到${titleOf(strongest.to).zh}（${figure(strongest.estimate, 'zh', 2)}）。${titleOf(best.id).zh}被解释${figure(100 * best.r2, 'zh')}%。`,
  }
  if (unsure.length === 0) return conclusion('good', { en: 'Yes: every link is there.', zh: '成立：每一环都存在。' }, evidence)
  const missing = unsure.slice(0, 3).map(({ from, to }) => ({ en: `${titleOf(from).en} → ${titleOf(to).en}`, zh: `${titleOf(from).zh}→${titleOf(to).zh}` }))
  const more = unsure.length > 3 ? { en: ` and ${unsure.length - 3} more`, zh: `等${unsure.length}环` } : { en: '', zh: '' }
  return conclusion(
    'caution',
    { en: `In part: ${paths.length - unsure.length} of ${paths.length} links are sure. Not sure: ${missing.map(({ en }) => en).join('; ')}${more.en}.`, zh: `部分成立：${paths.length}环中有${paths.length - unsure.length}环可以确定。不确定的是：${missing.map(({ zh }) => zh).join('；')}${more.zh}。` },
    evidence,
  )
}

function scriptOf(model: PlsModel, chosen: Chosen): string {
  if (chosen.one('scaling') === 'own') return script(['plspm'], [...plspmModel(model, schemeOf(chosen)), 'print(summary(model))'])
  return script(['seminr'], [
    ...seminrModel(model, chosen.one('form') === 'consistent', schemeOf(chosen)),
    'print(summary(model))',
    'print(summary(model)$validity)',
    `print(summary(bootstrap_model(model, nboot = ${Math.round(chosen.number('resamples') || 1000)}, seed = 1)))`,
  ])
}
