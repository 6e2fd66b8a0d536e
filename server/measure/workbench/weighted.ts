import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { mean, nps, rake, weightedMean, weightedNps, type WeightedEstimate } from '@gap5/methods'
import { columnsAt, type BenchColumn, type BenchData, type BenchLabels } from './bench-data.ts'
import { columnsInput, conclusion, condition, ends, noAnswer, numbers, onScale, numbersInput, tableOf, unfit, words, type Chosen, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const mostGroups = 24
const method: Found['method'] = {
  text: {
    en: 'Each answer counts by its weight: a column of weights, or weights that make the respondents divide as the population does (raking over the attributes chosen). Weighted means and net promoter scores have linearised standard errors; the effective n says how many answers of equal weight would tell as much.',
    zh: '每份作答按权重计：或用文件中的权重列，或由所选属性的总体构成推得（逐项迭代加权，raking）。加权均值与加权净推荐值采用线性化标准误；有效样本量表示相当于多少份等权作答。',
  },
  sources: ['Deming & Stephan (1940) Annals of Mathematical Statistics 11', 'Kish (1965) Survey Sampling, 11.7', 'Särndal, Swensson & Wretman (1992) Model Assisted Survey Sampling, 5.7', 'Lumley (2010) Complex Surveys'],
  conventions: [
    { en: 'Raked weights are taken as given, so that intervals are a little wide rather than too narrow. Weights average 1.', zh: '推得的权重视为给定，区间宁宽勿窄。权重均值为1。' },
  ],
}

/** What would it be if everyone counted as in the population? */
export const weighted: Definition = {
  key: 'weighted',
  group: 'groups',
  title: { en: 'What would it be if answers were weighted?', zh: '加权后是多少？' },
  use: { en: 'When some people answered more readily than others: a mean or a net promoter score with given weights, or weighted so that branches, segments or ages count as they do among all customers.', zh: '当有的人群更愿意作答时：按给定权重，或按各网点、客群、年龄在全体顾客中的构成加权，重新计算均值或净推荐值。' },
  long: false,
  unavailable(data) {
    if (data.columns.length === 0) return { en: 'Nothing is rated.', zh: '没有评分题。' }
    return weightColumns(data).length === 0 && groupable(data).length === 0 ? { en: 'It takes a number attribute that holds weights, or an attribute by which customers divide.', zh: '需要一个权重数值属性，或一个可划分顾客的属性。' } : null
  },
  inputs(data) {
    const labels = groupable(data)
    const given = weightColumns(data)
    const named = given.filter(({ id }) => /weight|权重|^a\.w(t|gt)?$/i.test(id)).slice(0, 1)
    return [
      columnsInput({ key: 'figure', title: { en: 'Figure', zh: '指标' }, least: 1, most: 1 }, figures(data), figures(data).slice(0, 1)),
      ...(given.length > 0 ? [columnsInput({ key: 'weight', title: { en: 'Column of weights (optional)', zh: '权重列（可不选）' }, least: 0, most: 1 }, given, named)] : []),
      ...(labels.length > 0
        ? [
            { key: 'by', title: { en: 'Divide as customers do by', zh: '按总体构成加权的属性' }, kind: 'several' as const, options: labels.map(({ id, title }) => ({ value: id, title })), chosen: named.length > 0 ? [] : labels.slice(0, 1).map(({ id }) => id), least: 0, most: 4 },
            numbersInput('shares', { en: 'Among all customers (%)', zh: '全体顾客中的构成（%）' }, labels.flatMap((label) => label.groups.map((group, at) => ({ value: `${label.id}=${group.value}`, title: { en: `${label.title.en}: ${group.title.en}`, zh: `${label.title.zh}：${group.title.zh}` }, number: shareHere(label, at) }))), { en: 'To begin with as among the respondents; made to add up to 100 by attribute', zh: '默认与受访者相同；每个属性自动折合为100' }),
          ]
        : []),
    ]
  },
  answer(data, chosen) {
    const [column] = columnsAt(data, chosen.several('figure'))
    const [given] = columnsAt(data, chosen.several('weight'))
    const labels = chosen.several('by').flatMap((id) => data.labels.find((label) => label.id === id) ?? [])
    const margins = labels.map((label) => ({ label, shares: sharesOf(label, chosen) }))
    const code = scriptOf(column, given, margins)
    if (!column) return noAnswer({ n: 0, missing: data.respondents, deletion: 'pairwise', reason: 'not-applicable' }, method, code)
    if (!given && labels.length === 0) return unfit(method, { en: 'Choose a column of weights, or an attribute by which customers divide.', zh: '请选择权重列，或一个可划分顾客的属性。' })
    if (margins.some(({ shares }) => shares.some((share) => !(share >= 0)) || !shares.some((share) => share > 0))) return unfit(method, { en: 'Shares are not negative, and one of each attribute lies above 0.', zh: '构成比例不得为负，且每个属性至少有一项大于0。' })
    if (given?.values.some((weight) => weight < 0)) return unfit(method, { en: `“${given.title.en}” holds negative numbers, so that it cannot hold weights.`, zh: `“${given.title.zh}”中有负数，不能作为权重。` })
    const raked = given ? null : rake(margins.map(({ label, shares }) => ({ id: label.id, codes: label.codes, shares })))
    if (raked?.weights === null) return whyNot(raked.reason, raked, code)
    const weights = given?.values ?? raked!.weights!
    const after = weightedMean(column.values, weights)
    if (after.value === null || after.n < data.minimumN) return noAnswer({ ...after, reason: after.reason ?? 'too-few' }, method, code)
    const before = mean(column.values)
    const isNps = column.role === 'recommendation' && column.scale?.min === 0 && column.scale.max === 10
    const scores = isNps ? { before: nps(column.values), after: weightedNps(column.values, weights) } : null
    const used = weights.filter((weight, i) => weight > 0 && Number.isFinite(column.values[i]))
    const ratio = used.reduce((a, b) => Math.max(a, b)) / used.reduce((a, b) => Math.min(a, b))
    const rows: Found['tables'][number]['rows'] = [
      [{ en: 'Mean, every answer alike', zh: '均值，等权' }, before.value, before.interval?.lower ?? null, before.interval?.upper ?? null, before.n],
      [{ en: 'Mean, weighted', zh: '均值，加权' }, after.value, after.interval?.lower ?? null, after.interval?.upper ?? null, after.effectiveN],
      ...(scores
        ? [
            [{ en: 'Net promoter score, every answer alike', zh: '净推荐值，等权' }, hundred(scores.before.value), hundred(scores.before.interval?.lower), hundred(scores.before.interval?.upper), scores.before.n],
            [{ en: 'Net promoter score, weighted', zh: '净推荐值，加权' }, hundred(scores.after.value), hundred(scores.after.interval?.lower), hundred(scores.after.interval?.upper), scores.after.effectiveN],
          ]
        : []),
    ]
    return {
      n: after.n,
      missing: data.respondents - after.n,
      deletion: { en: 'an answer needs a weight above 0', zh: '作答须有大于0的权重' },
      conclusion: sentenceOf(column, before.value!, after),
      conditions: [
        condition(after.effectiveN >= 30, { en: 'Thirty answers’ worth after weighting', zh: '加权后有效样本量至少30' }, { en: `effective n ${figure(after.effectiveN, 'en', 0)} of ${figure(after.n, 'en')}`, zh: `有效样本量${figure(after.effectiveN, 'zh', 0)}，共${figure(after.n, 'zh')}份` }),
        condition(ratio <= 10, { en: 'No answer counts more than ten times another', zh: '最大权重不超过最小权重的十倍' }, { en: `largest over smallest ${figure(ratio, 'en', 1)}`, zh: `最大与最小之比为${figure(ratio, 'zh', 1)}` }),
        condition(null, { en: 'Within a group, those who answered are like those who did not', zh: '同组内作答者与未作答者相似' }),
      ],
      pictures: [{ kind: 'bars', axis: onScale(column), title: column.title, unit: 'number', decimals: 2, bars: [{ key: 'before', title: { en: 'every answer alike', zh: '等权' }, value: before.value, ...ends(before.interval), n: before.n }, { key: 'after', title: { en: 'weighted', zh: '加权' }, value: after.value, ...ends(after.interval), n: after.n }], reference: null }],
      tables: [
        tableOf({ en: 'Figures', zh: '指标' }, [words('Figure', '指标'), numbers('Value', '数值'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('n (effective)', 'n（有效）', 0)], rows),
        tableOf({ en: 'Weights', zh: '权重' }, [words('Figure', '指标'), numbers('Value', '数值')], [
          [{ en: 'Answers with a weight', zh: '有权重的作答' }, { en: figure(after.n, 'en'), zh: figure(after.n, 'zh') }],
          [{ en: 'Effective n', zh: '有效样本量' }, after.effectiveN],
          [{ en: 'Design effect of weighting', zh: '加权的设计效应' }, after.designEffect],
          [{ en: 'Smallest weight', zh: '最小权重' }, used.reduce((a, b) => Math.min(a, b))],
          [{ en: 'Largest weight', zh: '最大权重' }, used.reduce((a, b) => Math.max(a, b))],
        ]),
        ...margins.map(({ label, shares }) => shareTable(label, shares, weights)),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

function figures({ columns }: BenchData): BenchColumn[] {
  const rank = ({ role, kind }: BenchColumn) => (role === 'recommendation' ? 0 : role === 'satisfaction' ? 1 : kind === 'score' ? 2 : 3)
  return columns.filter(({ kind }) => kind !== 'attribute').sort((a, b) => rank(a) - rank(b))
}

function weightColumns({ columns }: BenchData): BenchColumn[] {
  return columns.filter(({ kind }) => kind === 'attribute')
}

function groupable({ labels }: BenchData): BenchLabels[] {
  return labels.filter(({ groups }) => groups.length <= mostGroups)
}

/** Percent of those who belong to a group of the attribute. */
function shareHere({ codes }: BenchLabels, at: number): number {
  const known = codes.reduce((sum, code) => sum + Number(code >= 0), 0)
  return known === 0 ? 0 : Math.round((1000 * codes.reduce((sum, code) => sum + Number(code === at), 0)) / known) / 10
}

function sharesOf(label: BenchLabels, chosen: Chosen): number[] {
  const numbers = chosen.numbers('shares')
  return label.groups.map(({ value }) => numbers.get(`${label.id}=${value}`) ?? 0)
}

function whyNot(reason: string | null, result: Parameters<typeof noAnswer>[0], code: string): Found {
  if (reason === 'empty-group') return { ...unfit(method, { en: 'A group that customers have did not answer at all: no weight can make it up. Join it with another, or set its share to 0.', zh: '有一组顾客无人作答，无法用权重弥补。请与其他组合并，或将其构成设为0。' }), script: code }
  if (reason === 'not-converged') return { ...unfit(method, { en: 'These shares cannot all be met at once. Choose fewer attributes.', zh: '所给构成无法同时满足。请减少属性。' }), script: code }
  return noAnswer(result, method, code)
}

function hundred(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : 100 * value
}

function shareTable(label: BenchLabels, wanted: readonly number[], weights: Float64Array): Found['tables'][number] {
  const total = wanted.reduce((a, b) => a + b, 0)
  const sum = (of: (i: number) => number) => label.groups.map((_, at) => label.codes.reduce((all, code, i) => (code === at && weights[i]! > 0 ? all + of(i) : all), 0))
  const [counts, weighed] = [sum(() => 1), sum((i) => weights[i]!)]
  const of = (parts: readonly number[], at: number) => parts[at]! / parts.reduce((a, b) => a + b, 0)
  return tableOf(label.title, [words('Group', '组'), numbers('Answered', '受访者', 1, 'share'), numbers('Wanted', '目标', 1, 'share'), numbers('After weighting', '加权后', 1, 'share')], label.groups.map(({ title }, at) => [title, of(counts, at), wanted[at]! / total, of(weighed, at)]))
}

function sentenceOf({ title }: BenchColumn, before: number, { value, effectiveN, n, designEffect }: WeightedEstimate): Found['conclusion'] {
  const moved = value! - before
  const evidence: Text = { en: `${figure(n, 'en')} answers tell as much as ${figure(effectiveN, 'en', 0)} of equal weight (design effect ${figure(designEffect!, 'en', 2)}).`, zh: `${figure(n, 'zh')}份作答相当于${figure(effectiveN, 'zh', 0)}份等权作答（设计效应${figure(designEffect!, 'zh', 2)}）。` }
  const tone = effectiveN < 30 ? 'caution' : 'neutral'
  if (designEffect! < 1.0005) return conclusion(tone, { en: `“${title.en}” is ${figure(value!, 'en', 2)}; so far every answer weighs the same.`, zh: `“${title.zh}”为${figure(value!, 'zh', 2)}；目前各份作答权重相同。` }, { en: 'Put in how all customers divide, to see what changes.', zh: '请填入全体顾客的构成，再看有何变化。' })
  if (Math.abs(moved) < 0.005) return conclusion(tone, { en: `“${title.en}” is ${figure(value!, 'en', 2)}, weighted or not.`, zh: `“${title.zh}”为${figure(value!, 'zh', 2)}，加权与否无异。` }, evidence)
  return conclusion(tone, { en: `Weighted, “${title.en}” is ${figure(value!, 'en', 2)} rather than ${figure(before, 'en', 2)}: ${figure(Math.abs(moved), 'en', 2)} ${moved > 0 ? 'more' : 'less'} (${percent(Math.abs(moved) / Math.max(1e-12, Math.abs(before)), 'en', 1)}).`, zh: `加权后，“${title.zh}”为${figure(value!, 'zh', 2)}，未加权为${figure(before, 'zh', 2)}，${moved > 0 ? '高' : '低'}${figure(Math.abs(moved), 'zh', 2)}（${percent(Math.abs(moved) / Math.max(1e-12, Math.abs(before)), 'zh', 1)}）。` }, evidence)
}

function scriptOf(column: BenchColumn | undefined, given: BenchColumn | undefined, margins: readonly { label: BenchLabels; shares: readonly number[] }[]): string {
  const y = rName(column?.id ?? 'y')
  if (given) return script(['survey'], [`used <- subset(data, !is.na(${rName(given.id)}) & ${rName(given.id)} > 0)`, `design <- svydesign(~1, weights = ~${rName(given.id)}, data = used)`, `print(svymean(~${y}, design, na.rm = TRUE))`])
  const names = margins.map(({ label }) => rName(label.id))
  const population = margins.map(({ label, shares }, at) => `data.frame(${names[at]} = c(${label.groups.map(({ value }) => JSON.stringify(value)).join(', ')}), Freq = c(${shares.join(', ')}) / sum(c(${shares.join(', ')})) * nrow(used))`)
  return script(['survey'], [
    `used <- data[complete.cases(data[, c(${names.map((name) => JSON.stringify(name)).join(', ')}), drop = FALSE]), ]`,
    `design <- rake(svydesign(~1, weights = rep(1, nrow(used)), data = used), list(${names.map((name) => `~${name}`).join(', ')}), list(${population.join(', ')}), control = list(maxit = 500, epsilon = 1e-8))`,
    '# weights taken as given, as Gap5 does; svymean(…, design) itself allows for the raking and is a little narrower',
    'w <- weights(design)',
    `m <- weighted.mean(used$${y}, ifelse(is.na(used$${y}), 0, w), na.rm = TRUE)`,
    `ok <- !is.na(used$${y}); n <- sum(ok)`,
    `print(c(mean = m, se = sqrt(n / (n - 1) * sum((w[ok] * (used$${y}[ok] - m))^2)) / sum(w[ok]), n_eff = sum(w[ok])^2 / sum(w[ok]^2)))`,
  ])
}
