import { counted, figure, percent, probability, type Text } from '@gap5/contract/language.ts'
import { adjust, welchAnova, welchT, type MeanEstimate } from '@gap5/methods'
import { named } from '../conclusions/wording.ts'
import type { BenchColumn, BenchData, BenchLabels } from './bench-data.ts'
import { columnsInput, conclusion, condition, ends, labelInput, noAnswer, numberInput, numbers, onHundred, numbersInput, tableOf, unfit, words, type Chosen, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'
import { foundOf, groupsOf, pointsOf, scoreOf, sectionsOf, shoppersOf, visitsOf, type Section, type Visit, type VisitGroup, type Weighing } from './visit-scores.ts'

const mostVisits = 200
const method: Found['method'] = {
  text: {
    en: 'A section scores 100 × the weighted share of what was found over the points that apply; a visit is the weighted mean of its sections. What does not apply drops out above and below the line. A must that fails caps the visit. Units get a mean with a t interval over their visits; waves are compared by Welch’s test with visits as cases; how severe a shopper is, by a random intercept of the deviations from the units visited.',
    zh: '分区得分＝100×适用各项中加权达成的比例；探访得分为各分区的加权平均。不适用的项目在分子与分母中同时剔除。否决项未达成则整次探访封顶。各单位给出均值及其t区间（以探访为个案）；各轮次用Welch检验比较；探访员宽严用对所访单位离差的随机截距模型估计。',
  },
  sources: ['Wilson (1998) Service Industries Journal 18 (mystery shopping)', 'Welch (1947) Biometrika 34; (1951) Biometrika 38', 'Raudenbush & Bryk (2002) Hierarchical Linear Models, chapter 3'],
  conventions: [
    { en: 'A scale counts as the share of the way up: no 0, yes 1. A section without a point that applies drops out.', zh: '量表按升幅比例计：否为0，是为1。没有适用项目的分区不计入。' },
    { en: 'Visits are made to be shown one by one, so no minimum per unit applies; a unit with one visit has no interval. Intervals are cut off at 0 and 100.', zh: '探访本就逐次查看，因此不设每单位最少次数；只有一次探访的单位没有区间。区间截止于0与100。' },
  ],
}

/** How did our mystery visits score? */
export const visitsInquiry: Definition = {
  key: 'visits',
  group: 'inside',
  title: { en: 'How did our mystery visits score?', zh: '神秘顾客探访得分如何？' },
  use: {
    en: 'One row a visit, one question a point of the checklist (columns such as greeting.found, with no and yes or a scale), dimensions as its sections: scores of visits, units, sections and waves, which musts failed, and whether shoppers score alike. To see whether two shoppers of one visit agree, ask “Do my coders agree?”.',
    zh: '一行一次探访，一道题一个检查项（列名如greeting.found，取值为是/否或量表），维度即分区：给出各次探访、单位、分区与轮次的得分，哪些否决项未达成，探访员宽严是否一致。若同一探访由两人打分，请用“评定者之间一致吗？”。',
  },
  long: false,
  unavailable: (data) => (pointsOf(data).length === 0 ? { en: 'It takes points of a checklist (columns such as greeting.found).', zh: '需要检查表的项目（列名如greeting.found）。' } : null),
  inputs(data) {
    const sections = sectionsOf(data)
    const points = pointsOf(data)
    const equal = Math.round(1000 / sections.length) / 10
    const like = (words: RegExp) => data.labels.filter(({ id, title }) => words.test(`${id} ${title.en} ${title.zh}`)).slice(0, 1)
    const labels = (key: string, title: Text, chosen: readonly BenchLabels[]) => labelInput({ key, title, least: 0 }, data.labels, chosen)
    return [
      labels('unit', { en: 'Units', zh: '单位' }, like(/branch|unit|store|shop(?!per)|outlet|网点|门店|分店|支行|分支/i)),
      labels('wave', { en: 'Waves', zh: '轮次' }, like(/wave|round|quarter|month|轮|批次|季|月/i)),
      labels('shopper', { en: 'Shoppers', zh: '探访员' }, like(/shopper|visitor|assessor|探访员|访客|评估员|神秘顾客/i)),
      numbersInput('weights', { en: 'Weights of sections', zh: '分区权重' }, sections.map(({ id, title }) => ({ value: id, title, number: equal })), { en: 'Only their ratios count', zh: '只看相对大小' }),
      numbersInput('point-weights', { en: 'Weights of points', zh: '项目权重' }, points.map(({ id, title }) => ({ value: id, title, number: 1 })), { en: 'Within their section', zh: '在所属分区内' }),
      columnsInput({ key: 'critical', title: { en: 'Musts', zh: '否决项' }, hint: { en: 'Failing one caps the visit', zh: '未达成即封顶' }, least: 0, most: null }, points, []),
      numberInput('cap', { en: 'Capped at', zh: '封顶分' }, 0, { en: '0 to 100', zh: '0至100' }),
    ]
  },
  answer(data, chosen) {
    const sections = sectionsOf(data)
    const weighing = weighingOf(chosen, sections)
    if (weighing === null) return unfit(method, { en: 'Weights lie above 0, and the cap between 0 and 100.', zh: '权重须大于0，封顶分须在0至100之间。' })
    const labelAt = (key: string) => data.labels.find(({ id }) => id === chosen.one(key))
    const [unit, wave, shopper] = [labelAt('unit'), labelAt('wave'), labelAt('shopper')]
    const visits = visitsOf(data, sections, weighing)
    const code = scriptOf(sections, weighing, unit, wave, shopper)
    const whole = scoreOf(visits.map(({ value }) => value))
    if (whole.value === null || whole.n < 2) return noAnswer({ ...whole, missing: data.respondents - whole.n, reason: whole.reason ?? 'too-few' }, method, code)
    const units = groupsOf(visits, unit)
    const waves = groupsOf(visits, wave)
    const ofSections = sections.map((section, at) => ({ ...section, figure: scoreOf(visits.map((visit) => visit.sections[at] ?? Number.NaN)) }))
    const severity = shoppersOf(visits, shopper, unit)
    const capped = visits.filter(({ failed }) => failed.length > 0)
    return {
      n: visits.length,
      missing: data.respondents - visits.length,
      deletion: { en: 'a visit needs a point that applies', zh: '一次探访至少有一项适用' },
      conclusion: sentenceOf(whole, ofSections, units, waves, capped.length),
      conditions: [
        condition(units.length === 0 ? null : units.every(({ scores }) => scores.length >= 3), { en: 'Three visits a unit, so that its mean says something', zh: '每个单位至少三次探访，均值才有意义' }),
        condition(severity === null ? null : severity.share < 0.1, { en: 'Shoppers score alike', zh: '探访员宽严一致' }, severity === null ? null : { en: `${percent(severity.share, 'en')} of the spread within units lies between shoppers`, zh: `单位内差异有${percent(severity.share, 'zh')}在探访员之间` }),
        condition(null, { en: 'Two shoppers of one visit agree (ask “Do my coders agree?” of double-scored visits)', zh: '同一探访由两人打分时结果一致（对双评探访用“评定者之间一致吗？”）' }),
      ],
      pictures: [
        bars({ en: 'Units', zh: '各单位' }, units, whole),
        bars({ en: 'Sections', zh: '各分区' }, ofSections, whole),
        bars({ en: 'Waves', zh: '各轮次' }, waves, whole),
      ].flatMap((picture) => picture ?? []),
      tables: [
        ...(units.length > 0 ? [unitTable(units)] : []),
        sectionTable(ofSections, weighing),
        pointTable(sections, visits, weighing),
        ...waveTables(waves),
        ...severityTables(severity),
        visitTable(data, visits, [unit, wave, shopper].filter((label) => label !== undefined)),
      ],
      warnings: visits.length > mostVisits ? [{ en: `The ${mostVisits} lowest of ${figure(visits.length, 'en')} visits are listed.`, zh: `${figure(visits.length, 'zh')}次探访中列出得分最低的${mostVisits}次。` }] : [],
      method,
      script: code,
    }
  },
}

function weighingOf(chosen: Chosen, sections: readonly Section[]): Weighing | null {
  const weighing = { sections: chosen.numbers('weights'), points: chosen.numbers('point-weights'), critical: new Set(chosen.several('critical')), cap: chosen.number('cap') }
  const all = [...sections.map(({ id }) => weighing.sections.get(id) ?? 1), ...sections.flatMap(({ points }) => points.map(({ id }) => weighing.points.get(id) ?? 1))]
  return all.every((weight) => weight > 0) && weighing.cap >= 0 && weighing.cap <= 100 ? weighing : null
}

function bars(title: Text, of: readonly { id: string; title: Text; figure: MeanEstimate }[], whole: MeanEstimate): Found['pictures'][number] | null {
  if (of.length < 2) return null
  return {
    kind: 'bars',
    axis: onHundred,
    title,
    unit: 'number',
    decimals: 1,
    bars: of.map(({ id, title: name, figure: { value, interval, n } }) => ({ key: id, title: name, value, ...ends(interval), n })),
    reference: { value: whole.value!, title: { en: 'all visits', zh: '全部探访' } },
  }
}

function unitTable(units: readonly VisitGroup[]): Found['tables'][number] {
  const columns = [words('Unit', '单位'), numbers('Mean', '均值', 1), numbers('Lower', '下限', 1), numbers('Upper', '上限', 1), numbers('Visits', '探访次数', 0), numbers('Lowest visit', '最低一次', 1), numbers('Highest visit', '最高一次', 1)]
  return tableOf({ en: 'Units', zh: '各单位' }, columns, units.map(({ title, scores, figure: { value, interval, n } }) => [title, value, interval?.lower ?? null, interval?.upper ?? null, n, Math.min(...scores), Math.max(...scores)]))
}

function sectionTable(sections: readonly (Section & { figure: MeanEstimate })[], { sections: weights }: Weighing): Found['tables'][number] {
  const total = sections.reduce((sum, { id }) => sum + (weights.get(id) ?? 1), 0)
  return tableOf({ en: 'Sections', zh: '各分区' }, [words('Section', '分区'), numbers('Weight', '权重', 0, 'share'), numbers('Points', '项数', 0), numbers('Mean', '均值', 1), numbers('Lower', '下限', 1), numbers('Upper', '上限', 1), numbers('Visits', '探访次数', 0)], sections.map(({ id, title, points, figure: { value, interval, n } }) => [title, (weights.get(id) ?? 1) / total, points.length, value, interval?.lower ?? null, interval?.upper ?? null, n]))
}

/** Point by point, the least found first. */
function pointTable(sections: readonly Section[], visits: readonly Visit[], { critical }: Weighing): Found['tables'][number] {
  const rows = sections.flatMap(({ title, points }) => points.map((point) => ({ point, section: title, ...shareFound(point, visits) })))
  rows.sort((a, b) => (a.share ?? 2) - (b.share ?? 2))
  const must = { yes: { en: 'must', zh: '否决项' }, no: '' }
  return tableOf({ en: 'Points, the least found first', zh: '逐项：达成最少者在前' }, [words('Point', '项目'), words('Section', '分区'), words('Kind', '类别'), numbers('Found', '达成', 0, 'share'), numbers('Applied', '适用次数', 0), numbers('Not wholly', '未全达成', 0)], rows.map(({ point, section, share, n, failed }) => [point.title, section, critical.has(point.id) ? must.yes : must.no, share, n, failed]))
}

function shareFound(point: BenchColumn, visits: readonly Visit[]) {
  const found = visits.map(({ row }) => foundOf(point, row)).filter(Number.isFinite)
  return { share: found.length === 0 ? null : found.reduce((a, b) => a + b, 0) / found.length, n: found.length, failed: found.filter((share) => share < 1).length }
}

/** Each wave against the one before, and all together. */
function waveTables(waves: readonly VisitGroup[]): Found['tables'] {
  if (waves.length < 2) return []
  const changes = waves.slice(1).map((wave, at) => welchT(wave.scores, waves[at]!.scores))
  const adjusted = adjust(changes.map(({ p }) => p))
  const whole = welchAnova(waves.map(({ id, scores }) => ({ id, sample: scores })))
  const note: Text | null = whole.p === null ? null : { en: `All waves together: Welch F ${figure(whole.statistic!, 'en', 2)}, p ${probability(whole.p)}.`, zh: `全部轮次：Welch F ${figure(whole.statistic!, 'zh', 2)}，p ${probability(whole.p)}。` }
  return [
    tableOf(
      { en: 'Waves', zh: '各轮次' },
      [words('Wave', '轮次'), numbers('Mean', '均值', 1), numbers('Visits', '探访次数', 0), numbers('Change', '变化', 1), numbers('Lower', '下限', 1), numbers('Upper', '上限', 1), numbers('p (Holm)', 'p（Holm）', 3, 'p')],
      waves.map(({ title, figure: { value, n } }, at) => {
        const change = changes[at - 1]
        return [title, value, n, change?.estimate ?? null, change?.interval?.lower ?? null, change?.interval?.upper ?? null, at === 0 ? null : adjusted[at - 1]!]
      }),
      note,
    ),
  ]
}

function severityTables(severity: ReturnType<typeof shoppersOf>): Found['tables'] {
  if (severity === null) return []
  const rows = [...severity.shoppers].sort((a, b) => a.severity - b.severity)
  return [
    tableOf({ en: 'Shoppers, the most severe first', zh: '探访员：最严者在前' }, [words('Shopper', '探访员'), numbers('Visits', '探访次数', 0), numbers('Mean', '均值', 1), numbers('Against the units visited', '与所访单位之差', 1), numbers('Severity, drawn in', '宽严（收缩后）', 1)], rows.map(({ title, visits, mean: own, deviation, severity: drawn }) => [title, visits, own, deviation, drawn]), {
      en: `${percent(severity.share, 'en')} of the spread lies between shoppers (${percent(severity.lower, 'en')} to ${percent(severity.upper, 'en')}).`,
      zh: `差异有${percent(severity.share, 'zh')}在探访员之间（${percent(severity.lower, 'zh')}至${percent(severity.upper, 'zh')}）。`,
    }),
  ]
}

function visitTable(data: BenchData, visits: readonly Visit[], labels: readonly BenchLabels[]): Found['tables'][number] {
  const titleOf = (id: string) => data.columns.find((column) => column.id === id)?.title ?? { en: id, zh: id }
  const rows = [...visits].sort((a, b) => a.value - b.value || a.uncapped - b.uncapped).slice(0, mostVisits)
  return tableOf({ en: 'Visits, the lowest first', zh: '各次探访：最低者在前' }, [numbers('No.', '序号', 0), ...labels.map(({ title }) => words(title.en, title.zh)), numbers('Score', '得分', 1), numbers('Before a cap', '封顶前', 1), words('Musts that failed', '未达成的否决项')], rows.map(({ row, value, uncapped, failed }) => [row + 1, ...labels.map(({ groups, codes }) => groups[codes[row] ?? -1]?.title ?? null), value, uncapped, failed.length === 0 ? '' : named(failed.map(titleOf))]))
}

function sentenceOf(whole: MeanEstimate, sections: readonly (Section & { figure: MeanEstimate })[], units: readonly VisitGroup[], waves: readonly VisitGroup[], capped: number): Found['conclusion'] {
  const lowest = sections.length < 2 ? undefined : sections.filter(({ figure: { value } }) => value !== null).sort((a, b) => a.figure.value! - b.figure.value!)[0]
  const text: Text = {
    en: `Visits scored ${figure(whole.value!, 'en', 1)} of 100 on average${lowest ? `; least on ${lowest.title.en} (${figure(lowest.figure.value!, 'en', 1)})` : ''}.`,
    zh: `探访平均得${figure(whole.value!, 'zh', 1)}分（满分100）${lowest ? `；最低的分区是${lowest.title.zh}（${figure(lowest.figure.value!, 'zh', 1)}分）` : ''}。`,
  }
  const worst = units.length < 2 ? undefined : [...units].sort((a, b) => a.figure.value! - b.figure.value!)[0]
  const change = waves.length < 2 ? null : welchT(waves.at(-1)!.scores, waves.at(-2)!.scores)
  const moved = change !== null && change.p !== null && change.p < 0.05 ? change.estimate! : null
  const parts: Text[] = [
    ...(whole.interval ? [{ en: `95 % interval ${figure(whole.interval.lower, 'en', 1)} to ${figure(whole.interval.upper, 'en', 1)}; ${counted(whole.n, 'visit', 'visits')}.`, zh: `95%区间${figure(whole.interval.lower, 'zh', 1)}至${figure(whole.interval.upper, 'zh', 1)}，共${figure(whole.n, 'zh')}次。` }] : []),
    ...(capped > 0 ? [{ en: `${counted(capped, 'visit was', 'visits were')} capped by a must that failed.`, zh: `${figure(capped, 'zh')}次因否决项未达成而封顶。` }] : []),
    ...(worst ? [{ en: `Lowest unit: ${worst.title.en} (${figure(worst.figure.value!, 'en', 1)}).`, zh: `得分最低的单位：${worst.title.zh}（${figure(worst.figure.value!, 'zh', 1)}分）。` }] : []),
    ...(moved === null ? [] : [{ en: `The last wave stands ${figure(Math.abs(moved), 'en', 1)} ${moved > 0 ? 'above' : 'below'} the one before.`, zh: `最近一轮比上一轮${moved > 0 ? '高' : '低'}${figure(Math.abs(moved), 'zh', 1)}分。` }]),
  ]
  return conclusion(capped > 0 ? 'caution' : 'neutral', text, parts.length === 0 ? null : { en: parts.map(({ en }) => en).join(' '), zh: parts.map(({ zh }) => zh).join('') })
}

function scriptOf(sections: readonly Section[], { sections: weights, points: pointWeights, critical, cap }: Weighing, unit: BenchLabels | undefined, wave: BenchLabels | undefined, shopper: BenchLabels | undefined): string {
  const section = ({ id, points }: Section) => [
    `# ${id}`,
    `found <- sapply(data[, c(${points.map((point) => JSON.stringify(rName(point.id))).join(', ')}), drop = FALSE], identity)`,
    `low <- c(${points.map(({ scale }) => scale!.min).join(', ')}); wide <- c(${points.map(({ scale }) => scale!.max - scale!.min).join(', ')}); w <- c(${points.map((point) => pointWeights.get(point.id) ?? 1).join(', ')})`,
    'a <- sweep(sweep(found, 2, low), 2, wide, "/")',
    'scores <- cbind(scores, 100 * rowSums(sweep(a, 2, w, "*"), na.rm = TRUE) / rowSums(sweep(!is.na(a), 2, w, "*")))',
  ]
  const musts = sections.flatMap(({ points }) => points).filter(({ id }) => critical.has(id))
  return script(shopper ? ['lme4'] : [], [
    'scores <- NULL',
    ...sections.flatMap(section),
    'scores[is.nan(scores)] <- NA',
    `W <- c(${sections.map(({ id }) => weights.get(id) ?? 1).join(', ')})`,
    'visit <- rowSums(sweep(scores, 2, W, "*"), na.rm = TRUE) / rowSums(sweep(!is.na(scores), 2, W, "*"))',
    ...musts.map((point) => `failed <- !is.na(data$${rName(point.id)}) & data$${rName(point.id)} < ${point.scale!.max}; visit[failed] <- pmin(visit[failed], ${cap})`),
    'print(t.test(visit))',
    ...(unit ? [`print(aggregate(visit ~ ${rName(unit.id)}, data, function(x) c(mean = mean(x), n = length(x))))`] : []),
    ...(wave ? [`print(oneway.test(visit ~ ${rName(wave.id)}, data))`] : []),
    ...(shopper ? [`deviation <- ${unit ? `visit - ave(visit, data$${rName(unit.id)})` : 'visit - mean(visit)'}`, `print(ranef(lmer(deviation ~ 1 + (1 | ${rName(shopper.id)}), data)))`] : []),
  ])
}
