import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { aggregationIcc, contextualEffect, moments, randomIntercept, withinAgreement, withinAgreementOfScale, type RandomIntercept } from '@gap5/methods'
import { columnsAt, grouped, type BenchColumn, type BenchData, type BenchLabels } from './bench-data.ts'
import { columnsInput, conclusion, condition, deletionWords, ends, noAnswer, numbers, oneOf, tableOf, warningWords, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'A linear model whose intercept varies between groups, by restricted maximum likelihood. The share between groups is the intraclass correlation, its interval by profile likelihood. A predictor is taken apart into its part within groups and its part between them.',
    zh: '截距随组变化的线性模型，用限制性极大似然估计。组间份额即组内相关系数，区间用轮廓似然。自变量拆成组内部分与组间部分。',
  },
  sources: ['Raudenbush & Bryk (2002) Hierarchical Linear Models', 'Patterson & Thompson (1971) Biometrika 58', 'Bliese (2000) in Klein & Kozlowski, Multilevel Theory'],
  conventions: [{ en: 'Effects are tested by z; generous below some thirty groups.', zh: '效应用z检验；不足三十组时偏宽松。' }],
}

/** How much lies with the branch? */
export const levels: Definition = {
  key: 'levels',
  group: 'groups',
  title: { en: 'How much lies with the branch?', zh: '有多少取决于所在分支？' },
  use: {
    en: 'Parts the spread of a figure into what lies between groups and what lies between the customers of one group, and tells whether a cause works within groups or only between them.',
    zh: '把一项指标的差异分成组间与组内两部分，并判断某一原因是在组内起作用，还是只在组间。',
  },
  long: false,
  unavailable: (data) => (data.labels.some(({ groups }) => groups.length >= 5) ? null : { en: 'It takes an attribute with five groups at least, such as the branch.', zh: '需要至少有五个组的属性，例如分支。' }),
  inputs: (data) => [
    oneOf('group', { en: 'Groups by', zh: '分组依据' }, data.labels.filter(({ groups }) => groups.length >= 5).map(({ id, title }) => ({ value: id, title }))),
    columnsInput({ key: 'figure', title: { en: 'Figure', zh: '指标' }, least: 1, most: 1 }, data.columns, data.columns.filter(({ role, kind }) => role === 'satisfaction' || kind === 'score').slice(0, 1)),
    { ...columnsInput({ key: 'cause', title: { en: 'Possible cause (optional)', zh: '可能的原因（可不选）' }, least: 0, most: 1 }, data.columns, []), least: 0 },
  ],
  answer(data, chosen) {
    const label = data.labels.find(({ id }) => id === chosen.one('group'))
    const [column] = columnsAt(data, chosen.several('figure'))
    const [cause] = columnsAt(data, chosen.several('cause')).filter((one) => one !== column)
    const code = scriptOf(column, label, cause)
    if (!label || !column) return noAnswer({ n: 0, missing: data.respondents, deletion: 'listwise', reason: 'not-applicable' }, method, code)
    const groups = Float64Array.from(label.codes, (at) => (at < 0 ? Number.NaN : at))
    const empty = randomIntercept(column.values, groups)
    if (empty.reason !== null || empty.n < data.minimumN) return noAnswer({ ...empty, reason: empty.reason ?? 'too-few' }, method, code)
    const model = cause ? contextualEffect(column.values, groups, cause) : null
    const samples = grouped(column.values, label).filter(({ sample }) => moments(sample).n >= 2)
    const aggregation = aggregationIcc(samples)
    const { scale } = column
    const agreement = scale === null ? [] : samples.map(({ sample }) => withinAgreement(sample, { options: scale.max - scale.min + 1 }).value).filter((value) => value !== null)
    const together = scaleAgreement(data, column, label)
    const titleOf = (id: string): Text => effectTitles(cause)[id] ?? { en: id, zh: id }
    return {
      n: (model ?? empty).n,
      missing: (model ?? empty).missing,
      deletion: deletionWords.listwise,
      conclusion: sentenceOf(column, label, empty, cause, model),
      conditions: [
        condition(empty.groups >= 30, { en: 'Thirty groups', zh: '三十个组' }, { en: `${empty.groups} here`, zh: `现有${empty.groups}个` }),
        condition(aggregation.icc2 === null ? null : aggregation.icc2 >= 0.6, { en: 'Group means can be told apart (ICC(2) from .60)', zh: '组均值可靠（ICC(2)不低于.60）' }, aggregation.icc2 === null ? null : { en: `ICC(2) ${figure(aggregation.icc2, 'en', 2)}`, zh: `ICC(2) ${figure(aggregation.icc2, 'zh', 2)}` }),
      ],
      pictures: [
        {
          kind: 'bars',
          axis: 'nil',
          title: { en: 'Share of the spread that lies between groups', zh: '差异中属于组间的份额' },
          unit: 'share',
          decimals: 1,
          bars: [{ key: 'icc', title: column.title, value: empty.icc!.value, ...ends(empty.icc!.interval) }],
          reference: null,
        },
      ],
      tables: [
        tableOf({ en: 'Spread', zh: '差异' }, [words('Figure', '指标'), numbers('Value', '数值', 4), numbers('Lower', '下限', 4), numbers('Upper', '上限', 4)], [
          [{ en: 'Variance between groups', zh: '组间方差' }, empty.between, null, null],
          [{ en: 'Variance within groups', zh: '组内方差' }, empty.within, null, null],
          [{ en: 'ICC(1), from the model', zh: 'ICC(1)，由模型得出' }, empty.icc!.value, empty.icc!.interval.lower, empty.icc!.interval.upper],
          [{ en: 'ICC(1), from the analysis of variance', zh: 'ICC(1)，由方差分析得出' }, aggregation.icc1, null, null],
          [{ en: 'ICC(2)', zh: 'ICC(2)' }, aggregation.icc2, null, null],
          [{ en: 'Agreement within groups (mean r_wg)', zh: '组内一致性（平均r_wg）' }, agreement.length === 0 ? null : agreement.reduce((sum, x) => sum + x, 0) / agreement.length, null, null],
          ...(together === null ? [] : [[{ en: 'Agreement within groups over its questions (mean r_wg(J))', zh: '组内一致性，按各题（平均r_wg(J)）' }, together, null, null]]),
        ]),
        ...(model?.effects
          ? [
              tableOf({ en: 'Effects', zh: '效应' }, [words('Effect', '效应'), numbers('Estimate', '估计', 3), numbers('SE', '标准误', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('p', 'p', 3, 'p')], [...model.effects, ...(model.contextual ? [{ ...model.contextual, id: 'contextual' }] : [])].map(({ id, estimate, se, interval, p }) => [titleOf(id), estimate, se, interval.lower, interval.upper, p])),
            ]
          : []),
      ],
      warnings: warningWords((model ?? empty).warnings, titleOf),
      method,
      script: code,
    }
  },
}

/** Of a score, how much those of one group agree on its questions together; null where it is no score. */
function scaleAgreement({ columns }: BenchData, { kind, dimension, scale }: BenchColumn, label: BenchLabels): number | null {
  const items = kind === 'score' ? columns.filter((one) => one.kind === 'item' && one.role === 'perception' && one.dimension === dimension) : []
  if (items.length === 0 || scale === null) return null
  const values = label.groups.flatMap((_, at) => withinAgreementOfScale(items.map((item) => item.values.filter((__, i) => label.codes[i] === at)), { options: scale.max - scale.min + 1 }).value ?? [])
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function effectTitles(cause: BenchColumn | undefined): Record<string, Text> {
  const of = (id: string) => ({ [`${cause?.id} ${id}`]: id === 'within' ? { en: 'Within groups', zh: '组内' } : { en: 'Between groups', zh: '组间' } })
  return { '(intercept)': { en: 'Intercept', zh: '截距' }, contextual: { en: 'Context (between − within)', zh: '情境效应（组间−组内）' }, ...of('within'), ...of('between') }
}

function sentenceOf(column: BenchColumn, label: BenchLabels, empty: RandomIntercept, cause: BenchColumn | undefined, model: ReturnType<typeof contextualEffect> | null): Found['conclusion'] {
  const { value, interval } = empty.icc!
  const share: Text = {
    en: `${percent(value, 'en')} of the spread of “${column.title.en}” lies between groups (${label.title.en.toLowerCase()}), the rest between customers of one group.`,
    zh: `“${column.title.zh}”的差异中，${percent(value, 'zh')}在各${label.title.zh}之间，其余在同组顾客之间。`,
  }
  const range = `${figure(100 * interval.lower, 'en', 1)}–${figure(100 * interval.upper, 'en', 1)}`
  const evidence: Text = { en: `95 % interval ${range} %; ${empty.groups} groups, n ${figure(empty.n, 'en')}.`, zh: `95%区间${range}%；${empty.groups}个组，n ${figure(empty.n, 'zh')}。` }
  const [, within, between] = model?.effects ?? []
  if (!cause || !within || !between) return conclusion('neutral', share, evidence)
  const isSure = (effect: typeof within) => effect.interval.lower * effect.interval.upper > 0
  const where: Text = isSure(within)
    ? isSure(between)
      ? { en: `“${cause.title.en}” matters both within and between groups.`, zh: `“${cause.title.zh}”在组内和组间都有作用。` }
      : { en: `“${cause.title.en}” matters within groups; between them it is not sure.`, zh: `“${cause.title.zh}”在组内有作用；组间不确定。` }
    : isSure(between)
      ? { en: `“${cause.title.en}” matters between groups only: it is about the branch, not the customer.`, zh: `“${cause.title.zh}”只在组间有作用：关乎分支，而非顾客个人。` }
      : { en: `“${cause.title.en}” shows no sure effect on either level.`, zh: `“${cause.title.zh}”在两个层次上都没有确定的作用。` }
  return conclusion('neutral', { en: `${share.en} ${where.en}`, zh: share.zh + where.zh }, evidence)
}

function scriptOf(column: BenchColumn | undefined, label: BenchLabels | undefined, cause: BenchColumn | undefined): string {
  const [y, g] = [rName(column?.id ?? 'y'), rName(label?.id ?? 'group')]
  const lines = [`empty <- lmer(${y} ~ 1 + (1 | ${g}), data)`, 'print(summary(empty))', 'v <- as.data.frame(VarCorr(empty))$vcov', 'print(v[1] / sum(v))']
  if (cause === undefined) return script(['lme4'], lines)
  const x = rName(cause.id)
  return script(['lme4'], [
    ...lines,
    `used <- na.omit(data[, c("${y}", "${g}", "${x}")])`,
    `used$between <- ave(used$${x}, used$${g})`,
    `used$within <- used$${x} - used$between`,
    `print(summary(lmer(${y} ~ within + between + (1 | ${g}), used)))`,
  ])
}
