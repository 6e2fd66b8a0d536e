import { figure, type Text } from '@gap5/contract/language.ts'
import { funnelOfRates, rate, type Funnel } from '@gap5/methods'
import { columnsAt, type BenchColumn, type BenchData, type BenchLabels } from './bench-data.ts'
import { columnsInput, conclusion, condition, ends, labelInput, noAnswer, numbers, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'
import { timesOf } from './staying.ts'

const method: Found['method'] = {
  text: {
    en: 'Events over exposure, unit by unit, against the whole: a unit is conspicuous when its rate lies further off than its own exposure explains (Poisson funnel), with exact tests.',
    zh: '逐单位计算事件数与暴露量之比，并与总体比较：若偏离超出自身暴露量所能解释的范围（泊松漏斗图），即为异常；采用精确检验。',
  },
  sources: ['Spiegelhalter (2005) Statistics in Medicine 24', 'Garwood (1936) Biometrika 28'],
  conventions: [{ en: 'Limits: rate ± z √(rate ÷ exposure), 95 % and 99.8 %. p by Holm over the units. Intervals of a unit’s own rate are exact.', zh: '控制限：比率±z√(比率÷暴露量)，95%与99.8%。p按Holm法对各单位校正。各单位自身比率的区间为精确区间。' }],
}

/** Which units have more complaints than their size explains? */
export const complaintRates: Definition = {
  key: 'complaint-rates',
  group: 'groups',
  title: { en: 'Which units have more complaints than their size explains?', zh: '哪些单位的投诉多于其规模所能解释？' },
  use: { en: 'Needs units, a number attribute that counts events (complaints, failures), and, if there is one, a number attribute of what they come from (contacts, customers, months). Works on a table with one row a unit or many.', zh: '需要单位、一个计数的数字属性（投诉、差错），以及（如有）其来源的数字属性（接触次数、顾客数、月数）。每单位一行或多行均可。' },
  long: false,
  unavailable(data) {
    if (data.labels.length === 0) return { en: 'Nothing tells units apart.', zh: '没有可区分单位的属性。' }
    return timesOf(data).length === 0 ? { en: 'There is no number attribute that could count events.', zh: '没有可计数的数字属性。' } : null
  },
  inputs: (data) => [
    labelInput({ key: 'unit', title: { en: 'Units', zh: '单位' }, least: 1 }, data.labels, data.labels.slice(0, 1)),
    columnsInput({ key: 'events', title: { en: 'Events', zh: '事件数' }, least: 1, most: 1 }, timesOf(data), timesOf(data).filter(({ id, title }) => countsEvents.test(`${id} ${title.en} ${title.zh}`)).slice(0, 1)),
    columnsInput({ key: 'exposure', title: { en: 'Out of (optional; else rows)', zh: '来源（可不选，默认为行数）' }, least: 0, most: 1 }, timesOf(data), []),
  ],
  answer(data, chosen) {
    const label = data.labels.find(({ id }) => id === chosen.one('unit'))
    const [events] = columnsAt(data, chosen.several('events'))
    const [exposure] = columnsAt(data, chosen.several('exposure'))
    if (!events) return unfit(method, { en: 'Choose the number that counts events: complaints, failures, faults.', zh: '请选择计数的数字属性：投诉、差错或故障。' })
    if (!label || events === exposure) return unfit(method, { en: 'Choose units, events, and another attribute they come from.', zh: '请选择单位、事件数，以及另一项来源属性。' })
    const { units, rows } = unitsOf(data, label, events, exposure)
    const code = scriptOf(label, events, exposure)
    const head = { n: rows, missing: data.respondents - rows, deletion: 'listwise' as const }
    if (units === null) return unfit(method, { en: 'Events must be whole numbers, not below 0.', zh: '事件数须为不小于0的整数。' })
    const found = funnelOfRates(units)
    if (found.centre === null || found.reason !== null) return noAnswer({ ...head, reason: found.reason ?? 'too-few' }, method, code)
    const per = perOf(found.centre)
    const titleOf = (id: string): Text => label.groups.find(({ value }) => value === id)?.title ?? { en: id, zh: id }
    const own = new Map(units.map((unit) => [unit.id, rate(unit.count, unit.exposure)]))
    return {
      ...head,
      deletion: { en: 'rows with unit, events and what they come from', zh: '单位、事件数与来源齐全的行' },
      conclusion: sentenceOf(found, perTitle(events, exposure, per), per, titleOf),
      conditions: [
        condition(found.units.every(({ n }) => n * found.centre! >= 5), { en: 'Five events expected in every unit, for the limits; the tests are exact', zh: '每个单位的期望事件数不少于5（控制限所需；检验为精确检验）' }),
        condition(null, { en: 'Events come one by one: one customer’s many complaints count as one', zh: '事件彼此独立：同一顾客的多次投诉宜计为一次' }),
        condition(null, { en: 'All units count alike, and are as easy to complain to', zh: '各单位计数口径一致，投诉同样方便' }),
      ],
      pictures: [{ kind: 'bars', axis: 'nil', title: perTitle(events, exposure, per), unit: 'number', decimals: 1, bars: found.units.toSorted((a, b) => b.value - a.value).map(({ id, value }) => ({ key: id, title: titleOf(id), value: per * value, lower: scaled(ends(own.get(id)?.interval).lower, per), upper: scaled(ends(own.get(id)?.interval).upper, per) })), reference: { value: per * found.centre, title: { en: 'all units', zh: '总体' } } }],
      tables: [
        tableOf({ en: `Units, rates per ${figure(per, 'en')}`, zh: `各单位（每${figure(per, 'zh')}）` }, [words('Unit', '单位'), numbers('Events', '事件数', 0), numbers('Out of', '来源', 0), numbers('Rate', '比率', 2), numbers('Lower limit, 95 %', '下限95%', 2), numbers('Upper limit, 95 %', '上限95%', 2), numbers('Upper limit, 99.8 %', '上限99.8%', 2), numbers('p (all units)', 'p（校正）', 3, 'p'), numbers('Drawn to the whole', '向总体收缩', 2)], found.units.map(({ id, n, value, inner, outer, adjustedP, shrunk }, at) => [titleOf(id), units[at]!.count, n, per * value, per * inner[0], per * inner[1], per * outer[1], adjustedP, per * shrunk])),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

/** Years or amounts are numbers too, and would pass for complaints. */
const countsEvents = /complain|event|fail|fault|error|defect|incident|claim|return|投诉|抱怨|事件|故障|差错|缺陷|索赔|退货|报修/i

type Unit = { id: string; count: number; exposure: number }

/** Events and exposure of each unit; units of respondents below the minimum n are left out, unless every unit is one row of a table. */
function unitsOf(data: BenchData, { groups, codes }: BenchLabels, events: BenchColumn, exposure: BenchColumn | undefined): { units: Unit[] | null; rows: number } {
  const all = groups.map(({ value }) => ({ id: value, count: 0, exposure: 0, rows: 0 }))
  let isWhole = true
  codes.forEach((code, i) => {
    const [count, from] = [events.values[i]!, exposure ? exposure.values[i]! : 1]
    const unit = all[code]
    if (!unit || !Number.isFinite(count + from)) return
    isWhole &&= Number.isInteger(count) && count >= 0
    unit.count += count
    unit.exposure += from
    unit.rows++
  })
  const isTable = all.every(({ rows }) => rows <= 1)
  const kept = all.filter((unit) => unit.exposure > 0 && (isTable || unit.rows >= data.minimumN))
  return { units: isWhole ? kept.map(({ id, count, exposure: from }) => ({ id, count, exposure: from })) : null, rows: kept.reduce((sum, { rows }) => sum + rows, 0) }
}

/** 1, 10, 100, …: so many that rates are read as whole numbers. */
function perOf(centre: number): number {
  return 10 ** Math.max(0, Math.ceil(-Math.log10(centre)))
}

function scaled(x: number | null, per: number): number | null {
  return x === null ? null : per * x
}

/** "Complaints per 100 of Contacts". */
function perTitle({ title }: BenchColumn, exposure: BenchColumn | undefined, per: number): Text {
  const many = figure(per, 'en')
  if (exposure) return { en: `${title.en} per ${many} of “${exposure.title.en}”`, zh: `每${many}“${exposure.title.zh}”的${title.zh}` }
  return { en: per === 1 ? `${title.en} per row` : `${title.en} per ${many} rows`, zh: `每${many}行的${title.zh}` }
}

function sentenceOf({ units, centre }: Funnel, measured: Text, per: number, titleOf: (id: string) => Text): Found['conclusion'] {
  const sure = units.filter(({ adjustedP }) => adjustedP !== null && adjustedP < 0.05)
  const [above, below] = [sure.filter(({ value }) => value > centre!), sure.filter(({ value }) => value < centre!)]
  const names = (some: typeof sure, language: 'en' | 'zh') => some.map(({ id }) => titleOf(id)[language]).join(language === 'en' ? ', ' : '、')
  const evidence: Text = { en: `${measured.en}: ${figure(per * centre!, 'en', 1)} in all; ${figure(units.length, 'en')} units.`, zh: `${measured.zh}：总体${figure(per * centre!, 'zh', 1)}；共${figure(units.length, 'zh')}个单位。` }
  if (above.length > 0) return conclusion('bad', { en: `More than their size explains: ${names(above, 'en')}.${below.length > 0 ? ` Fewer: ${names(below, 'en')}.` : ''}`, zh: `多于规模所能解释：${names(above, 'zh')}。${below.length > 0 ? `少于：${names(below, 'zh')}。` : ''}` }, evidence)
  if (below.length > 0) return conclusion('good', { en: `No unit has more than its size explains; fewer have ${names(below, 'en')}.`, zh: `没有单位多于其规模所能解释；少于的有${names(below, 'zh')}。` }, evidence)
  return conclusion('neutral', { en: 'No unit stands out: the differences are no more than chance makes.', zh: '没有异常单位：差异未超出偶然。' }, evidence)
}

function scriptOf(label: BenchLabels, events: BenchColumn, exposure: BenchColumn | undefined): string {
  const [unit, count] = [rName(label.id), rName(events.id)]
  return script([], [
    `data$from <- ${exposure ? `data$${rName(exposure.id)}` : '1'}`,
    `used <- na.omit(data[, c("${unit}", "${count}", "from")])`,
    `units <- aggregate(cbind(events = used$${count}, from = used$from), list(unit = used$${unit}), sum)`,
    'whole <- sum(units$events) / sum(units$from)',
    'units$rate <- units$events / units$from',
    'units$p <- pmin(1, 2 * pmin(ppois(units$events, whole * units$from), ppois(units$events - 1, whole * units$from, lower.tail = FALSE)))',
    'units$adjusted <- p.adjust(units$p)',
    'print(units)',
  ])
}
