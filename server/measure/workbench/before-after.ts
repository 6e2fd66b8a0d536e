import { figure, probability, signed, type Text } from '@gap5/contract/language.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import { averagedEffect, differences, equivalence, mcNemar, mean, npsPaired, pairedEffect, pairedT, shapiroWilk, wilcoxonSignedRank, type MeanTest } from '@gap5/methods'
import { columnsAt, type BenchColumn, type BenchData } from './bench-data.ts'
import { columnsInput, conclusion, condition, deletionWords, ends, noAnswer, numberInput, numbers, onScale, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'Two answers of the same respondents: paired t test with the effect size of the differences, Wilcoxon’s signed ranks, McNemar’s test of the best answers, and two one-sided tests that the difference stays within a margin.',
    zh: '同一批受访者的两个回答：配对t检验及差值效应量、Wilcoxon符号秩、对最佳选项的McNemar检验，以及差异是否在界限之内的双单侧检验。',
  },
  sources: ['Student (1908) Biometrika 6', 'Wilcoxon (1945) Biometrics Bulletin 1', 'McNemar (1947) Psychometrika 12', 'Schuirmann (1987) (two one-sided tests)', 'Shapiro & Wilk (1965), Royston (1995)', 'Cumming (2012) (d_av)'],
  conventions: [{ en: 'Second minus first. Best answers: the two highest points.', zh: '第二项减第一项。最佳选项：最高的两个点。' }],
}

/** Did it change for the same people? */
export const beforeAfter: Definition = {
  key: 'before-after',
  group: 'groups',
  title: { en: 'Do two answers of the same people differ?', zh: '同一批人的两个回答有差异吗？' },
  use: { en: 'Before against after, expected against received, one service against another: whether they differ, or are as good as the same.', zh: '前后、期望与感知、一项服务与另一项：是否不同，或可视为相同。' },
  long: false,
  unavailable: (data) => (data.columns.length < 2 ? { en: 'It takes two figures.', zh: '至少需要两项指标。' } : null),
  inputs: (data) => [
    columnsInput({ key: 'first', title: { en: 'First', zh: '第一项' }, least: 1, most: 1 }, named(data), data.columns.slice(0, 1)),
    columnsInput({ key: 'second', title: { en: 'Second', zh: '第二项' }, least: 1, most: 1 }, named(data), data.columns.slice(1, 2)),
    numberInput('margin', { en: 'As good as the same within', zh: '视为相同的界限' }, 0.3, { en: 'on the scale of the answers', zh: '以量表单位计' }),
  ],
  answer(data, chosen) {
    const [first] = columnsAt(data, chosen.several('first'))
    const [second] = columnsAt(data, chosen.several('second'))
    const margin = Math.abs(chosen.number('margin'))
    if (!first || !second || first === second || !(margin > 0)) return unfit(method, { en: 'Choose two different figures and a margin above 0.', zh: '请选择两项不同的指标，以及大于0的界限。' })
    const code = scriptOf(first, second, margin)
    const test = pairedT(second.values, first.values)
    if (test.estimate === null || test.n < data.minimumN) return noAnswer({ ...test, reason: test.n < data.minimumN ? 'too-few' : test.reason }, method, code)
    const ranks = wilcoxonSignedRank(second.values, first.values)
    const effect = pairedEffect(second.values, first.values)
    const same = equivalence(test, { lower: -margin, upper: margin })
    const boxes = boxChange(first, second)
    const change = boxes ? mcNemar(boxes) : null
    const pairs = Array.from(first.values, (x, i) => [x, second.values[i]!] as const).filter(([x, y]) => Number.isFinite(x + y))
    return {
      n: test.n,
      missing: test.missing,
      deletion: deletionWords.pairwise,
      conclusion: sentenceOf(first, second, test, same.p, margin),
      conditions: [normality(first, second, test.n), condition(sameScale(first, second), { en: 'Both on one scale', zh: '两项同一量表' })],
      pictures: [
        {
          kind: 'bars',
          axis: sameScale(first, second) ? onScale(first) : 'nil',
          title: { en: 'Means of the same respondents', zh: '同一批受访者的均值' },
          unit: 'number',
          decimals: 2,
          bars: [first, second].map(({ id }, at) => {
            const { value, interval, n } = mean(pairs.map((pair) => pair[at]!))
            return { key: id, n, title: titlesOf(first, second)[at]!, value, ...ends(interval) }
          }),
          reference: null,
        },
      ],
      tables: [
        tableOf({ en: 'Difference', zh: '差异' }, [words('Figure', '指标'), numbers('Value', '数值', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3)], [
          [{ en: 'Mean difference', zh: '平均差值' }, test.estimate, test.interval?.lower ?? null, test.interval?.upper ?? null],
          [{ en: 'Effect size d_z', zh: '效应量d_z' }, effect.value, effect.interval?.lower ?? null, effect.interval?.upper ?? null],
          [{ en: 'Effect size d_av', zh: '效应量d_av' }, averagedEffect(second.values, first.values).value, null, null],
          ...promoters(first, second),
        ]),
        tableOf({ en: 'Tests', zh: '检验' }, [words('Test', '检验'), numbers('Statistic', '统计量', 2), numbers('df', '自由度', 0), numbers('p', 'p', 3, 'p')], [
          [{ en: 'Paired t', zh: '配对t' }, test.statistic, test.df?.[0] ?? null, test.p],
          [{ en: 'Wilcoxon', zh: 'Wilcoxon' }, ranks.statistic, null, ranks.p],
          [{ en: `Equivalence within ±${figure(margin, 'en', 2)}`, zh: `等价（±${figure(margin, 'zh', 2)}）` }, same.statistic, null, same.p],
          ...(change ? [[{ en: 'McNemar, best answers', zh: 'McNemar（最佳选项）' }, change.statistic, null, change.p]] : []),
        ]),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

/** Of two recommendations from 0 to 10 by the same customers, the change of the net promoter score. */
function promoters(first: BenchColumn, second: BenchColumn): Found['tables'][number]['rows'] {
  const isNps = ({ role, scale }: BenchColumn) => role === 'recommendation' && scale?.min === 0 && scale.max === 10
  if (!isNps(first) || !isNps(second)) return []
  const { estimate, interval } = npsPaired(second.values, first.values)
  const hundred = (x: number | undefined | null) => (x === undefined || x === null ? null : 100 * x)
  return [[{ en: 'Net promoter score, same customers', zh: '净推荐值（同一批顾客）' }, hundred(estimate), hundred(interval?.lower), hundred(interval?.upper)]]
}

/** Thirty pairs, or differences that Shapiro and Wilk’s test does not tell from normal ones. */
function normality(first: BenchColumn, second: BenchColumn, n: number): Found['conditions'][number] {
  const text: Text = { en: 'Thirty pairs, or about normal differences, so that their mean is about normal', zh: '三十对以上，或差值近似正态，其均值方近似正态' }
  if (n >= 30) return condition(true, text)
  const { p } = shapiroWilk(differences(second.values, first.values))
  return condition(p === null ? null : p >= 0.05, text, p === null ? null : { en: `Shapiro–Wilk of the differences: p ${probability(p)}`, zh: `差值的Shapiro–Wilk检验：p为${probability(p)}` })
}

/** Levels of one statement have one title; their role tells them apart. */
function named({ columns }: BenchData): BenchColumn[] {
  return columns.map((column) => (column.kind === 'item' && columns.some((other) => other !== column && other.title.en === column.title.en) ? { ...column, title: { en: `${column.title.en} (${column.role})`, zh: `${column.title.zh}（${column.role}）` } } : column))
}

/** Two levels of one question are told apart by what was asked of it. */
function titlesOf(first: BenchColumn, second: BenchColumn): [Text, Text] {
  if (first.title.en !== second.title.en) return [first.title, second.title]
  const named = ({ title, role }: BenchColumn): Text => (role ? { en: `${title.en} (${roleWords[role].en.toLowerCase()})`, zh: `${title.zh}（${roleWords[role].zh}）` } : title)
  return [named(first), named(second)]
}

function sameScale({ scale: a }: BenchColumn, { scale: b }: BenchColumn): boolean {
  return a !== null && b !== null && a.min === b.min && a.max === b.max
}

/** How many came to one of the two best answers, and how many left it; null where the answers have no scale. */
function boxChange(first: BenchColumn, second: BenchColumn): { yesToNo: number; noToYes: number } | null {
  const [a, b] = [first.scale, second.scale]
  if (!a || !b) return null
  let [yesToNo, noToYes] = [0, 0]
  first.values.forEach((x, i) => {
    const y = second.values[i]!
    if (!Number.isFinite(x + y)) return
    const [was, is] = [x >= a.max - 1, y >= b.max - 1]
    if (was && !is) yesToNo++
    if (!was && is) noToYes++
  })
  return { yesToNo, noToYes }
}

function sentenceOf(first: BenchColumn, second: BenchColumn, test: MeanTest, p: number | null, margin: number): Found['conclusion'] {
  const difference = test.estimate ?? 0
  const [a, b] = titlesOf(first, second)
  const range = (language: 'en' | 'zh') => [test.interval?.lower, test.interval?.upper].map((end) => (end === undefined ? '–' : signed(end, language, 2)))
  const [en, zh] = [range('en'), range('zh')]
  const size: Text = { en: `Mean difference ${signed(difference, 'en', 2)} (second minus first), 95 % interval ${en[0]} to ${en[1]}, n ${figure(test.n, 'en')}.`, zh: `平均差值${signed(difference, 'zh', 2)}（第二项减第一项），95%区间${zh[0]}至${zh[1]}，n ${figure(test.n, 'zh')}。` }
  const isSame = p !== null && p < 0.05
  if ((test.p ?? 1) < 0.05 && !isSame) {
    return conclusion(difference > 0 ? 'good' : 'bad', difference > 0 ? { en: `“${b.en}” stands above “${a.en}”.`, zh: `“${b.zh}”高于“${a.zh}”。` } : { en: `“${b.en}” falls below “${a.en}”.`, zh: `“${b.zh}”低于“${a.zh}”。` }, size)
  }
  if (isSame) return conclusion('neutral', { en: `“${a.en}” and “${b.en}” are as good as the same: they differ by less than ${figure(margin, 'en', 2)}.`, zh: `“${a.zh}”与“${b.zh}”可视为相同：差异小于${figure(margin, 'zh', 2)}。` }, size)
  return conclusion('caution', { en: `Between “${a.en}” and “${b.en}”, neither a difference nor sameness is shown: too few answers to tell.`, zh: `“${a.zh}”与“${b.zh}”之间，既不能说有差异，也不能说相同：数据不足以判断。` }, size)
}

function scriptOf(first: BenchColumn, second: BenchColumn, margin: number): string {
  const [a, b] = [rName(first.id), rName(second.id)]
  return script([], [
    `used <- na.omit(data[, c("${a}", "${b}")])`,
    `print(t.test(used$${b}, used$${a}, paired = TRUE))`,
    `print(wilcox.test(used$${b}, used$${a}, paired = TRUE, exact = FALSE))`,
    `print(max(t.test(used$${b} - used$${a}, mu = -${margin}, alternative = "greater")$p.value, t.test(used$${b} - used$${a}, mu = ${margin}, alternative = "less")$p.value))`,
  ])
}
