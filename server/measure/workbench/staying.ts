import { figure, percent, type Text } from '@gap5/contract/language.ts'
import type { InquiryInput } from '@gap5/contract/measure/workbench.ts'
import { coxRegression, kaplanMeier, logRank, proportionality, restrictedMean, type CoxRegression, type KaplanMeier, type LogRank, type SurvivalInterval } from '@gap5/methods'
import { columnsAt, type BenchColumn, type BenchData, type BenchLabels } from './bench-data.ts'
import { columnsInput, conclusion, condition, ends, enoughCases, noAnswer, numbers, oneOf, tableOf, unfit, warningWords, words, type Chosen, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'Kaplan and Meier’s curve of who is still there, counting those who have not left (yet) for as long as they were seen; log-rank test between groups; Cox’s regression for several causes at once (ties by Efron).',
    zh: 'Kaplan–Meier留存曲线，尚未离开者按已观察的时间计入；组间用对数秩检验；多个原因同时考察用Cox回归（Efron处理并列）。',
  },
  sources: ['Kaplan & Meier (1958) JASA 53', 'Peto & Peto (1972) JRSS A 135', 'Cox (1972) JRSS B 34', 'Grambsch & Therneau (1994) Biometrika 81'],
  conventions: [{ en: 'Greenwood’s standard error; intervals of the curve are 95 %, of the form chosen.', zh: 'Greenwood标准误；曲线区间为95%，形式按所选。' }],
}

/** Who stays, and for how long? */
export const staying: Definition = {
  key: 'staying',
  group: 'customers',
  title: { en: 'Who stays, and for how long?', zh: '谁会留下？留多久？' },
  use: {
    en: 'Needs a number attribute for the time (months as a customer) and an attribute that tells who has left. Customers who are still there count for the time they were seen.',
    zh: '需要一个表示时长的数字属性（如成为客户的月数），以及一个说明谁已离开的属性。仍在的客户按已观察时间计入。',
  },
  long: false,
  unavailable(data) {
    if (timesOf(data).length === 0) return { en: 'There is no number attribute that could be a time.', zh: '没有可作时长的数字属性。' }
    return data.labels.length === 0 ? { en: 'There is no attribute that tells who has left.', zh: '没有说明谁已离开的属性。' } : null
  },
  inputs: (data) => [
    columnsInput({ key: 'time', title: { en: 'Time', zh: '时长' }, least: 1, most: 1 }, timesOf(data), timesOf(data).slice(0, 1)),
    endInput(data),
    { ...oneOf('group', { en: 'Compare by (optional)', zh: '比较分组（可不选）' }, data.labels.map(({ id, title }) => ({ value: id, title }))), chosen: [], least: 0 },
    oneOf('interval', { en: 'Interval of the curve', zh: '曲线区间' }, [
      { value: 'log-log', title: { en: 'log-log (stays within 0–100 %)', zh: '双对数（不越出0–100%）' } },
      { value: 'log', title: { en: 'log', zh: '对数' } },
      { value: 'plain', title: { en: 'plain', zh: '普通' } },
    ]),
    columnsInput({ key: 'causes', title: { en: 'Possible causes (optional)', zh: '可能的原因（可不选）' }, least: 0, most: 12 }, data.columns, []),
  ],
  answer(data, chosen) {
    const [time] = columnsAt(data, chosen.several('time'))
    const ended = endedOf(data, chosen.one('left'))
    const label = data.labels.find(({ id }) => id === chosen.one('group'))
    const causes = columnsAt(data, chosen.several('causes')).filter((cause) => cause !== time)
    const code = scriptOf(time, chosen, label, causes)
    if (!time || !ended) return unfit(method, endAsked)
    const interval = intervals.find((one) => one === chosen.one('interval')) ?? 'log-log'
    const whole = kaplanMeier(time.values, ended, { interval })
    if (whole.n < data.minimumN) return noAnswer({ ...whole, reason: 'too-few' }, method, code)
    if (whole.events === 0) return { ...noAnswer({ ...whole, reason: 'no-variance' }, method, code), conclusion: conclusion('neutral', { en: 'Nobody has left.', zh: '没有人离开。' }) }
    const groups = label ? groupsOf(label, time, ended).filter(({ durations }) => durations.filter(Number.isFinite).length >= data.minimumN) : []
    const curves = groups.length >= 2 ? groups.map(({ id, title, durations, ended: own }) => ({ id, title, curve: kaplanMeier(durations, own, { interval }) })) : [{ id: 'all', title: { en: 'everybody', zh: '全部' }, curve: whole }]
    const test = groups.length >= 2 ? logRank(groups) : null
    const predictors = causes.map(({ id, values }) => ({ id, values }))
    const cox = predictors.length > 0 ? coxRegression(time.values, ended, predictors) : null
    return found(data, time, whole, curves, label ?? null, test, cox, cox?.hazards ? proportionality(time.values, ended, predictors) : [], causes, code)
  },
}

const intervals: readonly SurvivalInterval[] = ['log-log', 'log', 'plain']

/** Which value of an attribute says that somebody has left. */
export function endInput(data: BenchData): InquiryInput {
  const values = data.labels.flatMap(({ id, title, groups }) => groups.map((group) => ({ value: `${id}=${group.value}`, title: { en: `${title.en}: ${group.title.en}`, zh: `${title.zh}：${group.title.zh}` } })))
  const likely = likelyEnd(data)
  return { ...oneOf('left', { en: 'Has left', zh: '已离开' }, values), chosen: likely === null ? [] : [likely] }
}

export const endAsked: Text = { en: 'Choose what tells that somebody has left.', zh: '请选择哪个取值表示已离开。' }

export function timesOf({ columns }: BenchData): BenchColumn[] {
  return columns.filter(({ kind }) => kind === 'attribute')
}

/** A value that says somebody left, or the yes of an attribute that asks it; null where nothing sounds like it: any other guess would count people as gone. */
function likelyEnd({ labels }: BenchData): string | null {
  const asks = /left|leave|churn|lost|gone|cancel|ended|流失|离开|离网|退订|解约|终止/i
  const says = /^(left|has left|churned|lost|gone|cancelled|已?流失|已?离开|已?退订|已?解约|已?终止)$/i
  const agrees = /^(yes|1|true|是)$/i
  for (const { id, title, groups } of labels) {
    const isAsked = groups.length === 2 && asks.test(`${id} ${title.en} ${title.zh}`)
    const end = groups.find(({ value, title: name }) => [value, name.en, name.zh].some((word) => says.test(word) || (isAsked && agrees.test(word))))
    if (end) return `${id}=${end.value}`
  }
  return null
}

/** 1 who has left, 0 who has not, NaN where it is not known. */
export function endedOf({ labels }: BenchData, written: string): Float64Array | null {
  const at = written.indexOf('=')
  const label = labels.find(({ id }) => id === written.slice(0, at))
  const group = label?.groups.findIndex(({ value }) => value === written.slice(at + 1)) ?? -1
  return label && group >= 0 ? Float64Array.from(label.codes, (code) => (code < 0 ? Number.NaN : Number(code === group))) : null
}

function groupsOf({ groups, codes }: BenchLabels, time: BenchColumn, ended: Float64Array) {
  return groups.map(({ value, title }, at) => ({
    id: value,
    title,
    durations: time.values.map((x, i) => (codes[i] === at && Number.isFinite(ended[i]) ? x : Number.NaN)),
    ended,
  }))
}

type Curve = { id: string; title: Text; curve: KaplanMeier }

function found(data: BenchData, time: BenchColumn, whole: KaplanMeier, curves: readonly Curve[], label: BenchLabels | null, test: LogRank | null, cox: CoxRegression | null, proportions: ReturnType<typeof proportionality>, causes: readonly BenchColumn[], code: string): Found {
  const titleOf = (id: string): Text => causes.find((cause) => cause.id === id)?.title ?? { en: id, zh: id }
  const horizon = Math.min(...curves.map(({ curve }) => curve.steps.at(-1)?.time ?? 0))
  const crossing = proportions.filter(({ p }) => p < 0.05)
  return {
    n: whole.n,
    missing: data.respondents - whole.n,
    deletion: { en: 'whoever has a time and is known to have left or not', zh: '有时长且已知是否离开者' },
    conclusion: sentenceOf(time.title, whole, curves, label, test, cox, titleOf),
    conditions: [
      condition(null, { en: 'Those still there are no likelier to leave soon than others seen for as long', zh: '仍在者与观察时间相同的其他人，离开的可能性相当' }),
      ...(cox?.hazards
        ? [
            enoughCases(cox.events, 10 * cox.hazards.length, { en: 'Ten who left for each cause', zh: '每个原因至少十位离开者' }),
            condition(crossing.length === 0, { en: 'Causes matter the same early and late', zh: '各原因在前期与后期作用相同' }, crossing.length === 0 ? null : { en: crossing.map(({ id }) => titleOf(id).en).join(', '), zh: crossing.map(({ id }) => titleOf(id).zh).join('、') }),
          ]
        : []),
    ],
    pictures: [
      {
        kind: 'curves',
        title: { en: 'Share still there', zh: '仍留存的比例' },
        across: time.title,
        up: { en: 'still there', zh: '留存' },
        unit: 'share',
        steps: true,
        curves: curves.map(({ id, title, curve }) => ({ key: id, title, points: [{ x: 0, y: 1, lower: null, upper: null }, ...curve.steps.filter(({ events }) => events > 0).map(({ time: x, survival, interval }) => ({ x, y: survival, lower: interval?.lower ?? null, upper: interval?.upper ?? null }))] })),
      },
      ...(cox?.hazards
        ? [
            {
              kind: 'bars' as const,
              axis: 'ratio' as const,
              title: { en: 'Hazard ratio for one unit more (below 1: stays longer)', zh: '每增加一单位的风险比（小于1：留得更久）' },
              unit: 'number' as const,
              decimals: 2,
              bars: cox.hazards.map(({ id, ratio, interval }) => ({ key: id, title: titleOf(id), value: ratio, ...ends(interval) })),
              reference: { value: 1, title: { en: 'no effect', zh: '无作用' } },
            },
          ]
        : []),
    ],
    tables: [
      tableOf(
        { en: 'How long they stay', zh: '留存时长' },
        [words('Group', '组'), numbers('n', 'n', 0), numbers('Left', '离开', 0), numbers('Median time', '中位时长', 1), numbers('Mean up to the horizon', '限期内平均', 1)],
        curves.map(({ title, curve }) => [title, curve.n, curve.events, curve.median, restrictedMean(curve, horizon).value]),
        { en: `Horizon ${figure(horizon, 'en')}. No median: more than half are still there.`, zh: `限期为${figure(horizon, 'zh')}。无中位数：过半仍留存。` },
      ),
      ...(test && test.p !== null ? [tableOf({ en: 'Difference between groups', zh: '组间差异' }, [words('Test', '检验'), numbers('χ²', 'χ²'), numbers('df', '自由度', 0), numbers('p', 'p', 3, 'p')], [[{ en: 'Log-rank', zh: '对数秩' }, test.statistic, test.df?.[0] ?? null, test.p]])] : []),
      ...(cox?.hazards
        ? [
            tableOf(
              { en: 'Causes', zh: '原因' },
              [words('Cause', '原因'), numbers('Hazard ratio', '风险比', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('p', 'p', 3, 'p'), numbers('p (proportional)', 'p（比例性）', 3, 'p')],
              cox.hazards.map(({ id, ratio, interval, p }) => [titleOf(id), ratio, interval.lower, interval.upper, p, proportions.find((one) => one.id === id)?.p ?? null]),
            ),
          ]
        : []),
    ],
    warnings: cox ? warningWords(cox.warnings, titleOf) : [],
    method,
    script: code,
  }
}

function sentenceOf(unit: Text, whole: KaplanMeier, curves: readonly Curve[], label: BenchLabels | null, test: LogRank | null, cox: CoxRegression | null, titleOf: (id: string) => Text): Found['conclusion'] {
  const last = whole.steps.at(-1)
  const half: Text =
    whole.median === null
      ? { en: `More than half are still there at the end: ${percent(last?.survival ?? 1, 'en')} at ${figure(last?.time ?? 0, 'en')} of “${unit.en}”.`, zh: `观察期末仍有过半留存：“${unit.zh}”为${figure(last?.time ?? 0, 'zh')}时留存${percent(last?.survival ?? 1, 'zh')}。` }
      : { en: `Half have left by ${figure(whole.median, 'en', Number.isInteger(whole.median) ? 0 : 1)} of “${unit.en}”.`, zh: `“${unit.zh}”到${figure(whole.median, 'zh', Number.isInteger(whole.median) ? 0 : 1)}时半数已离开。` }
  const between: Text | null =
    test === null || test.p === null || !label
      ? null
      : test.p < 0.05
        ? { en: `Groups by ${label.title.en.toLowerCase()} differ more than by chance.`, zh: `按${label.title.zh}分组，差异超出偶然。` }
        : { en: `Groups by ${label.title.en.toLowerCase()} do not differ beyond chance.`, zh: `按${label.title.zh}分组，没有超出偶然的差异。` }
  const [first] = [...(cox?.hazards ?? [])].filter(({ p }) => p < 0.05).sort((a, b) => a.p - b.p)
  const cause: Text | null = first
    ? { en: `“${titleOf(first.id).en}”: one more changes the rate of leaving by ${figure(100 * (first.ratio - 1), 'en')} %.`, zh: `“${titleOf(first.id).zh}”每增加一，离开的速率变化${figure(100 * (first.ratio - 1), 'zh')}%。` }
    : cox !== null && cox.hazards === null
      ? { en: 'The causes chosen could not be estimated together.', zh: '所选原因无法同时估计。' }
      : null
  const parts = [half, between, cause].filter((part) => part !== null)
  return conclusion('neutral', { en: parts.map(({ en }) => en).join(' '), zh: parts.map(({ zh }) => zh).join('') }, { en: `${figure(whole.events, 'en')} of ${figure(whole.n, 'en')} left; ${curves.length === 1 ? 'one curve' : `${curves.length} groups`}.`, zh: `${figure(whole.n, 'zh')}位中有${figure(whole.events, 'zh')}位离开；${curves.length === 1 ? '一条曲线' : `${curves.length}组`}。` })
}

function scriptOf(time: BenchColumn | undefined, chosen: Chosen, label: BenchLabels | undefined, causes: readonly BenchColumn[]): string {
  const written = chosen.one('left')
  const at = written.indexOf('=')
  const [t, e, value] = [rName(time?.id ?? 'time'), rName(written.slice(0, at)), JSON.stringify(written.slice(at + 1))]
  const g = label ? rName(label.id) : '1'
  return script(['survival'], [
    `data$left <- as.integer(data$${e} == ${value})`,
    `curve <- survfit(Surv(${t}, left) ~ ${g}, data, conf.type = "${chosen.one('interval') || 'log-log'}")`,
    'print(summary(curve))',
    ...(label ? [`print(survdiff(Surv(${t}, left) ~ ${g}, data))`] : []),
    ...(causes.length > 0 ? [`fit <- coxph(Surv(${t}, left) ~ ${causes.map(({ id }) => rName(id)).join(' + ')}, data)`, 'print(summary(fit))', 'print(cox.zph(fit, transform = "rank"))'] : []),
  ])
}
