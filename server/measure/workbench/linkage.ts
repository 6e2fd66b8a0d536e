import { figure, signed, type Text } from '@gap5/contract/language.ts'
import { aggregationIcc, anova, mean, regression, spearmanTest, withinAgreement, type Regression, type Slope } from '@gap5/methods'
import { columnsAt, type BenchColumn, type BenchLabels } from './bench-data.ts'
import { columnsInput, conclusion, condition, ends, labelInput, noAnswer, numberInput, numbers, onScale, oneOf, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'
import { unitTable, type UnitTable } from './unit-table.ts'

const method: Found['method'] = {
  text: {
    en: 'One link of the service–profit chain, tested on units: means of each unit (and period), the effect as much later as chosen, least squares with robust errors (HC3) and what is held fixed; with logarithms the slope is an elasticity. Where units are seen in several periods, also within units over time, which leaves out what always tells them apart.',
    zh: '在单位层面检验服务利润链的一环：各单位（各时段）的均值，结果按所选滞后，最小二乘与稳健标准误（HC3），并控制所选变量；取对数时斜率即弹性。若各单位有多个时段，另给出单位内随时间的关系，排除各单位固有的差异。',
  },
  sources: ['Heskett, Jones, Loveman, Sasser & Schlesinger (1994) Harvard Business Review 72(2)', 'Kamakura, Mittal, de Rosa & Mazzon (2002) Marketing Science 21(3)', 'Bliese (2000) in Klein & Kozlowski, Multilevel Theory', 'James, Demaree & Wolf (1984) Journal of Applied Psychology 69'],
  conventions: [{ en: 'Employees and customers may stand in different rows: each figure uses the rows that have it. A unit counts with the least answers asked for; a table with one row a unit is taken as it is.', zh: '员工与顾客可在不同的行：各项指标使用有该项的行。单位须达到所要求的最少作答数；每单位一行的表格按原样使用。' }],
}

/** Does what happens inside a unit go with what comes out of it, later? */
export const linkage: Definition = {
  key: 'linkage',
  group: 'causes',
  title: { en: 'Do better units have better results, later too?', zh: '做得好的单位结果更好吗？以后也是吗？' },
  use: { en: 'Links units: employees with customers, customers with retention or revenue. Needs an attribute for the unit; with one for the period the result can be taken one or more periods later.', zh: '在单位之间建立联系：员工与顾客、顾客与留存或收入。需要单位属性；如有时段属性，结果可取后一期或更后。' },
  long: false,
  unavailable: (data) => (data.labels.length === 0 || data.columns.length < 2 ? { en: 'It takes an attribute that tells units apart, and two figures.', zh: '需要一个区分单位的属性和两项指标。' } : null),
  inputs: (data) => [
    labelInput({ key: 'unit', title: { en: 'Units', zh: '单位' }, least: 1 }, data.labels, data.labels.slice(0, 1)),
    labelInput({ key: 'period', title: { en: 'Periods, in their order (optional)', zh: '时段，按顺序（可不选）' }, least: 0 }, data.labels, []),
    columnsInput({ key: 'cause', title: { en: 'What may work', zh: '可能的原因' }, least: 1, most: 1 }, data.columns, data.columns.slice(0, 1)),
    columnsInput({ key: 'effect', title: { en: 'On what', zh: '作用于' }, least: 1, most: 1 }, data.columns, data.columns.slice(-1)),
    columnsInput({ key: 'fixed', title: { en: 'With these held fixed (optional)', zh: '控制变量（可不选）' }, least: 0, most: 6 }, data.columns, []),
    numberInput('lag', { en: 'Periods later', zh: '滞后期数' }, 0, { en: 'Customers follow employees by about one period, money customers by one or two', zh: '顾客约滞后员工一期，财务约滞后顾客一至两期' }),
    numberInput('least', { en: 'Answers a unit at least', zh: '每单位最少作答数' }, 10),
    oneOf('form', { en: 'Measured', zh: '衡量方式' }, [
      { value: 'plain', title: { en: 'in their own units', zh: '按原单位' } },
      { value: 'logs', title: { en: 'in per cent (elasticity)', zh: '按百分比（弹性）' } },
    ]),
  ],
  answer(data, chosen) {
    const unit = data.labels.find(({ id }) => id === chosen.one('unit'))
    const period = data.labels.find(({ id }) => id === chosen.one('period'))
    const [cause] = columnsAt(data, chosen.several('cause'))
    const [effect] = columnsAt(data, chosen.several('effect'))
    const fixed = columnsAt(data, chosen.several('fixed')).filter((column) => column !== cause && column !== effect)
    const [lag, least] = [chosen.number('lag'), Math.max(data.minimumN, chosen.number('least'))]
    const inLogs = chosen.one('form') === 'logs'
    if (!unit || !cause || !effect || cause === effect || unit === period || !(Number.isInteger(lag) && lag >= 0 && least >= 1)) return unfit(method, { en: 'Choose two different figures, units other than periods, and a whole number of periods later.', zh: '请选择两项不同的指标、与时段不同的单位，以及整数的滞后期数。' })
    if (lag > 0 && !period) return unfit(method, { en: 'To look later, choose what tells periods apart.', zh: '要看滞后关系，请选择时段属性。' })
    const table = unitTable(data, unit, period, least)
    const code = scriptOf(unit, period, cause, effect, fixed, lag, table.isTable ? 1 : least, inLogs)
    const { y, x, others, units } = linked(table, cause, effect, fixed, lag, inLogs)
    const predictors = [{ id: 'cause', values: x }, ...others.map((values, at) => ({ id: fixed[at]!.id, values }))]
    const found = regression(y, predictors)
    const head = { n: found.n, missing: found.missing, deletion: 'listwise' as const }
    const [slope] = found.slopes ?? []
    if (found.n < 5 && !table.isTable) {
      const few: Text = { en: `${figure(found.n, 'en')} ${found.n === 1 ? 'unit has' : 'units have'} both figures with ${figure(least, 'en')} answers; it takes five to compare.`, zh: `两项指标均有${figure(least, 'zh')}份作答的单位只有${figure(found.n, 'zh')}个；至少需要五个。` }
      return { ...noAnswer({ ...head, reason: 'too-few' }, method, code), conclusion: conclusion('caution', few) }
    }
    if (!slope || found.n < 5) return noAnswer({ ...head, reason: found.reason ?? 'too-few' }, method, code)
    const used = new Set(units.filter((_, at) => Number.isFinite(y[at]! + x[at]! + others.reduce((sum, values) => sum + values[at]!, 0))))
    const within = used.size < found.n && used.size <= 100 ? withinUnits(y, predictors, units) : null
    return {
      ...head,
      deletion: { en: 'units and periods that have every figure, with answers enough', zh: '各项指标齐全且作答数足够的单位与时段' },
      conclusion: sentenceOf(slope, cause, effect, lag, inLogs, used.size, found),
      conditions: [
        condition(used.size >= 30, { en: 'Thirty units; with fewer the figures describe and do not prove', zh: '三十个单位；不足时数字仅供描述，不足以证明' }, { en: `${figure(used.size, 'en')} here`, zh: `现有${figure(used.size, 'zh')}个` }),
        ...(table.isTable ? [] : [cause, effect].flatMap((column) => mayBeAveraged(table, column))),
        condition(null, { en: 'Units that rank alike for other reasons (place, size, customers) are held fixed', zh: '由其他原因（地段、规模、客群）造成的差异已加以控制' }),
      ],
      pictures: [thirds(x, y, cause, effect, inLogs)],
      tables: [
        tableOf({ en: inLogs ? 'Per cent more for one per cent more' : 'More for one more', zh: inLogs ? '每增加1%所伴随的百分比变化' : '每增加一所伴随的变化' }, [words('Figure', '指标'), numbers('Estimate', '估计', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('Robust SE', '稳健标准误', 3), numbers('p', 'p', 3, 'p'), numbers('Partial r', '偏相关', 2)], [
          ...(found.slopes ?? []).map((one) => rowOf(one, one.id === 'cause' ? cause.title : (fixed.find(({ id }) => id === one.id)?.title ?? { en: one.id, zh: one.id }))),
          ...(within ? [rowOf(within, { en: `${cause.title.en}, within units over time`, zh: `${cause.title.zh}（单位内随时间）` })] : []),
        ], { en: `Spearman’s ρ ${signed(spearmanTest(x, y).estimate ?? 0, 'en', 2)}; R² ${figure(found.r2 ?? 0, 'en', 2)}; ${figure(used.size, 'en')} units, ${figure(found.n, 'en')} rows.`, zh: `Spearman ρ ${signed(spearmanTest(x, y).estimate ?? 0, 'zh', 2)}；R² ${figure(found.r2 ?? 0, 'zh', 2)}；${figure(used.size, 'zh')}个单位，${figure(found.n, 'zh')}行。` }),
      ],
      warnings: [{ en: 'Links between units do not prove effects on single customers.', zh: '单位层面的关联不能证明对单个顾客的作用。' }],
      method,
      script: code,
    }
  },
}

/** Each cell's cause and what is held fixed, beside the effect of the same unit `lag` periods later. */
function linked(table: UnitTable, cause: BenchColumn, effect: BenchColumn, fixed: readonly BenchColumn[], lag: number, inLogs: boolean) {
  const taken = (values: Float64Array) => (inLogs ? values.map((value) => (value > 0 ? Math.log(value) : Number.NaN)) : values)
  const later = taken(table.means(effect))
  const at = new Map(table.cells.map(({ unit, period }, i) => [`${unit} ${period}`, i]))
  const y = Float64Array.from(table.cells, ({ unit, period }) => later[at.get(`${unit} ${period + lag}`) ?? -1] ?? Number.NaN)
  return { y, x: taken(table.means(cause)), others: fixed.map((column) => taken(table.means(column))), units: table.cells.map(({ unit }) => unit) }
}

/** The slope with a level of its own for each unit. */
function withinUnits(y: Float64Array, predictors: readonly { id: string; values: Float64Array }[], units: readonly number[]): Slope | null {
  const complete = units.map((_, i) => Number.isFinite(y[i]! + predictors.reduce((sum, { values }) => sum + values[i]!, 0)))
  const seen = [...new Set(units.filter((_, i) => complete[i]))]
  const own = seen.slice(1).map((unit) => ({ id: `unit ${unit}`, values: Float64Array.from(units, (one) => Number(one === unit)) }))
  return regression(y, [...predictors, ...own]).slopes?.[0] ?? null
}

/** Whether answers of people may stand for their unit. */
function mayBeAveraged(table: UnitTable, column: BenchColumn) {
  const samples = table.samples(column).map((sample, at) => ({ id: String(at), sample })).filter(({ sample }) => sample.length >= 2)
  const { icc1, icc2 } = aggregationIcc(samples)
  const { p } = anova(samples)
  const { scale, title } = column
  const agreement = scale ? samples.map(({ sample }) => withinAgreement(sample, { options: scale.max - scale.min + 1 }).value ?? Number.NaN).filter(Number.isFinite) : []
  const rwg = agreement.length > 0 ? agreement.reduce((sum, x) => sum + x, 0) / agreement.length : null
  const holds = icc1 === null || icc2 === null || p === null ? null : icc1 > 0 && p < 0.05 && icc2 >= 0.6 && (rwg === null || rwg >= 0.7)
  const told = (language: 'en' | 'zh') => [icc1 === null ? null : `ICC(1) ${figure(icc1, language, 2)}`, icc2 === null ? null : `ICC(2) ${figure(icc2, language, 2)}`, rwg === null ? null : `r_wg ${figure(rwg, language, 2)}`].filter((part) => part !== null).join(', ')
  return [condition(holds, { en: `“${title.en}” may be averaged by unit: ICC(1) above chance, ICC(2) from .60, r_wg from .70`, zh: `“${title.zh}”可按单位平均：ICC(1)显著，ICC(2)不低于.60，r_wg不低于.70` }, { en: told('en'), zh: told('zh') })]
}

function rowOf({ estimate, interval, robustSe, p, partialCorrelation }: Slope, title: Text): [Text, number, number, number, number, number, number] {
  return [title, estimate, interval.lower, interval.upper, robustSe, p, partialCorrelation]
}

/** Mean effect where the cause is low, middling and high. */
function thirds(x: Float64Array, y: Float64Array, cause: BenchColumn, effect: BenchColumn, inLogs: boolean): Found['pictures'][number] {
  const pairs = Array.from(x, (value, i) => [value, y[i]!] as const).filter(([a, b]) => Number.isFinite(a + b)).sort(([a], [b]) => a - b)
  const names: Text[] = [{ en: 'lowest third', zh: '最低三分之一' }, { en: 'middle third', zh: '中间三分之一' }, { en: 'highest third', zh: '最高三分之一' }]
  const bars = names.map((title, at) => {
    const part = pairs.slice(Math.floor((at * pairs.length) / 3), Math.floor(((at + 1) * pairs.length) / 3)).map(([, value]) => (inLogs ? Math.exp(value) : value))
    const found = mean(part)
    return { key: String(at), title: { en: `${cause.title.en}: ${title.en}`, zh: `${cause.title.zh}：${title.zh}` }, value: found.value, ...ends(found.interval), n: found.n }
  })
  return { kind: 'bars', axis: onScale(effect), title: { en: `Mean of “${effect.title.en}” of units`, zh: `各单位“${effect.title.zh}”的均值` }, unit: 'number', decimals: 2, bars, reference: null }
}

function sentenceOf({ estimate, interval }: Slope, cause: BenchColumn, effect: BenchColumn, lag: number, inLogs: boolean, units: number, { n }: Regression): Found['conclusion'] {
  const isSure = interval.lower * interval.upper > 0
  const later: Text = lag === 0 ? { en: '', zh: '' } : { en: ` ${figure(lag, 'en')} period${lag === 1 ? '' : 's'} later`, zh: `${figure(lag, 'zh')}期之后，` }
  const percent = inLogs ? { en: ' %', zh: '%' } : { en: '', zh: '' }
  const evidence: Text = { en: `95 % interval ${signed(interval.lower, 'en', 2)} to ${signed(interval.upper, 'en', 2)}; ${figure(units, 'en')} units, ${figure(n, 'en')} rows. Units that differ in one thing differ in others: a link is not yet a cause.`, zh: `95%区间${signed(interval.lower, 'zh', 2)}至${signed(interval.upper, 'zh', 2)}；${figure(units, 'zh')}个单位，${figure(n, 'zh')}行。单位之间的差异往往不止一处：有关联不等于有因果。` }
  if (!isSure) return conclusion('caution', { en: `No sure link between “${cause.title.en}” and “${effect.title.en}”${later.en} of units.`, zh: `单位的“${cause.title.zh}”与${later.zh}“${effect.title.zh}”之间没有确定的关联。` }, evidence)
  return conclusion(
    'neutral',
    inLogs
      ? { en: `Units with one per cent more “${cause.title.en}” have ${signed(estimate, 'en', 2)}${percent.en} “${effect.title.en}”${later.en}.`, zh: `单位的“${cause.title.zh}”每高1%，${later.zh}“${effect.title.zh}”变化${signed(estimate, 'zh', 2)}${percent.zh}。` }
      : { en: `Units one higher in “${cause.title.en}” stand ${signed(estimate, 'en', 2)} in “${effect.title.en}”${later.en}.`, zh: `单位的“${cause.title.zh}”每高一，${later.zh}“${effect.title.zh}”变化${signed(estimate, 'zh', 2)}。` },
    evidence,
  )
}

function scriptOf(unit: BenchLabels, period: BenchLabels | undefined, cause: BenchColumn, effect: BenchColumn, fixed: readonly BenchColumn[], lag: number, least: number, inLogs: boolean): string {
  const names = [cause, effect, ...fixed].map(({ id }) => rName(id))
  const order = period ? `match(data$${rName(period.id)}, c(${period.groups.map(({ value }) => JSON.stringify(value)).join(', ')}))` : '1'
  const log = (name: string) => (inLogs ? `log(${name})` : name)
  const [x = 'x', y = 'y', ...rest] = names
  return script([], [
    `data$unit <- data$${rName(unit.id)}`,
    `data$period <- ${order}`,
    `means <- function(name) { all <- na.omit(data[, c("unit", "period", name)]); if (nrow(all) == 0) return(NULL)`,
    `  one <- aggregate(all[[name]], list(unit = all$unit, period = all$period), function(v) if (length(v) >= ${least}) mean(v) else NA); names(one)[3] <- name; one }`,
    `before <- Reduce(merge, lapply(c(${[x, ...rest].map((name) => JSON.stringify(name)).join(', ')}), means))`,
    `after <- means(${JSON.stringify(y)}); after$period <- after$period - ${lag}`,
    'units <- na.omit(merge(before, after))',
    ...(inLogs ? [`units <- units[${[x, y, ...rest].map((name) => `units$${name} > 0`).join(' & ')}, ]`] : []),
    `print(summary(fit <- lm(${log(y)} ~ ${[x, ...rest].map(log).join(' + ')}, units)))`,
    'print(confint(fit))',
  ])
}
