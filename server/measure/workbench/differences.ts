import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { mean, moments, proportion, type Adjustment } from '@gap5/methods'
import { named } from '../conclusions/wording.ts'
import { columnsAt, grouped, type BenchColumn, type BenchData, type BenchLabels } from './bench-data.ts'
import { adjustmentTitles, comparisonKinds, isBest, shareIn, testGroups, type ComparisonKind, type FoundKind, type PairFound, type SampleGroup, type TestsFound } from './difference-tests.ts'
import { columnsInput, conclusion, condition, ends, noAnswer, numbers, onScale, oneOf, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const methods: Record<FoundKind, Found['method']['text']> = {
  welch: {
    en: 'Welch’s analysis of variance, which does not assume equal spread, then every pair by Games and Howell (intervals hold for all pairs together). Beside it the rank test of Kruskal and Wallis and the classic F.',
    zh: 'Welch方差分析（不要求方差相等），再用Games–Howell做两两比较（区间对所有比较同时成立）；并列Kruskal–Wallis秩检验与经典F检验。',
  },
  tukey: {
    en: 'The classic analysis of variance with one spread for all groups, then every pair by Tukey and Kramer (intervals hold for all pairs together); whether spreads are alike is tested by Brown and Forsythe.',
    zh: '经典方差分析（假定方差相等），再用Tukey–Kramer做两两比较（区间对所有比较同时成立）；方差齐性用Brown–Forsythe检验。',
  },
  ranks: {
    en: 'The rank test of Kruskal and Wallis, then every pair by Dunn with Holm’s adjustment; for two groups Mann and Whitney’s test. Only the order of answers counts.',
    zh: 'Kruskal–Wallis秩检验，再用Dunn检验做两两比较（Holm校正）；两组时用Mann–Whitney检验。只用作答的顺序。',
  },
  shares: {
    en: 'Shares of yes, or of the two best answers: χ² for all groups, two shares pair by pair (z, Newcombe’s interval, Holm), and Fisher’s exact test where a cell would hold fewer than five.',
    zh: '比较“是”或最佳两项的比例：总体用χ²，两两用两比例检验（z，Newcombe区间，Holm校正）；期望频数不足5时用Fisher精确检验。',
  },
}
const sources: Record<FoundKind, readonly string[]> = {
  welch: ['Welch (1951) Biometrika 38', 'Games & Howell (1976) Journal of Educational Statistics 1', 'Kruskal & Wallis (1952) JASA 47', 'Shapiro & Wilk (1965) Biometrika 52; Royston (1995) Applied Statistics 44'],
  tukey: ['Tukey (1953), Kramer (1956) Biometrics 12', 'Brown & Forsythe (1974) JASA 69', 'Shapiro & Wilk (1965) Biometrika 52; Royston (1995) Applied Statistics 44'],
  ranks: ['Kruskal & Wallis (1952) JASA 47', 'Dunn (1964) Technometrics 6', 'Mann & Whitney (1947) Annals of Mathematical Statistics 18', 'Cliff (1993) Psychological Bulletin 114'],
  shares: ['Fisher (1935) The Design of Experiments', 'Newcombe (1998) Statistics in Medicine 17', 'Cramér (1946)', 'Cohen (1988) (h)'],
}
const convention: Text = { en: 'Groups below the minimum n are not shown and take no part.', zh: '低于最小份数的组不显示，也不参与检验。' }

function methodOf(kind: FoundKind): Found['method'] {
  return { text: methods[kind], sources: [...sources[kind]], conventions: [convention] }
}

const adjustments = Object.keys(adjustmentTitles) as Adjustment[]
const kindTitles: Record<ComparisonKind, Text> = {
  fitting: { en: 'what fits the answers', zh: '按数据选用' },
  welch: { en: 'means (Welch, Games–Howell)', zh: '均值（Welch，Games–Howell）' },
  tukey: { en: 'means with equal spread (Tukey)', zh: '均值且方差相等（Tukey）' },
  ranks: { en: 'order of answers (Kruskal–Wallis, Mann–Whitney)', zh: '作答的顺序（Kruskal–Wallis，Mann–Whitney）' },
  shares: { en: 'shares of best answers (χ², Fisher)', zh: '最佳选项的比例（χ²，Fisher）' },
}

/** Are these branches different? */
export const differences: Definition = {
  key: 'differences',
  group: 'groups',
  title: { en: 'Are these groups different?', zh: '这些组有差异吗？' },
  use: { en: 'Compares branches, segments or other groups on one figure, by the test that fits it, and says which differences are more than chance.', zh: '在一项指标上比较分支、客群或其他分组，按数据选用检验方法，指出哪些差异超出偶然。' },
  long: false,
  unavailable: (data) => (data.labels.length === 0 ? { en: 'Nothing tells groups of respondents apart.', zh: '没有可区分受访者的属性。' } : null),
  inputs: (data) => [
    oneOf('group', { en: 'Groups by', zh: '分组依据' }, data.labels.map(({ id, title }) => ({ value: id, title }))),
    columnsInput({ key: 'figure', title: { en: 'Figure', zh: '指标' }, least: 1, most: 1 }, data.columns, usualFigure(data)),
    oneOf('compare', { en: 'Compare', zh: '比较' }, comparisonKinds.map((value) => ({ value, title: kindTitles[value] }))),
    oneOf('adjust', { en: 'Adjust for many pairs by', zh: '多重比较校正' }, adjustments.map((value) => ({ value, title: adjustmentTitles[value] })), 'holm', { en: 'Of ranks and shares; Games–Howell and Tukey hold for all pairs by themselves', zh: '用于秩与比例；Games–Howell与Tukey本身已对全部比较成立' }),
  ],
  answer(data, chosen) {
    const label = data.labels.find(({ id }) => id === chosen.one('group'))
    const [column] = columnsAt(data, chosen.several('figure'))
    const asked = comparisonKinds.find((one) => one === chosen.one('compare')) ?? 'fitting'
    if (!label || !column) return noAnswer({ n: 0, missing: data.respondents, deletion: 'available', reason: 'not-applicable' }, methodOf('welch'), '')
    const all = grouped(column.values, label)
    const groups = all.filter(({ sample }) => moments(sample).n >= data.minimumN)
    const n = groups.reduce((sum, { sample }) => sum + moments(sample).n, 0)
    const head = { n, missing: data.respondents - n, deletion: 'available' as const }
    if (groups.length < 2) return noAnswer({ ...head, reason: 'one-group' }, methodOf(asked === 'fitting' ? 'welch' : asked), scriptOf(column, label, asked === 'fitting' ? 'welch' : asked))
    if (asked === 'shares' && isBest(column) === null) return unfit(methodOf('shares'), { en: 'This figure has no scale, so that there is no best answer. Compare means or ranks.', zh: '该指标没有量表，无所谓最佳选项。请比较均值或秩。' })
    const found = testGroups(column, groups, asked, adjustments.find((one) => one === chosen.one('adjust')) ?? 'holm')
    const code = scriptOf(column, label, found.kind)
    if (found.p === null) return noAnswer({ ...head, reason: found.reason }, methodOf(found.kind), code)
    return {
      ...head,
      deletion: { en: 'whoever answered the question and belongs to a group', zh: '答了该题且属于某一组者' },
      conclusion: sentenceOf(column, label, groups, found),
      conditions: [...found.conditions, condition(null, { en: 'Answers are independent of each other (nobody answered twice, no household or team answered together)', zh: '作答彼此独立（无人重复作答，亦无成组作答）' })],
      pictures: [picture(column, groups, found.kind)],
      tables: tablesOf(column, groups, found),
      warnings: all.length > groups.length ? [{ en: `${figure(all.length - groups.length, 'en')} of ${figure(all.length, 'en')} groups are below ${data.minimumN} answers and not shown.`, zh: `${figure(all.length, 'zh')}组中有${figure(all.length - groups.length, 'zh')}组不足${data.minimumN}份，未显示。` }] : [],
      method: methodOf(found.kind),
      script: code,
    }
  },
}

function usualFigure({ columns }: BenchData): BenchColumn[] {
  const overall = columns.find(({ role }) => role === 'satisfaction') ?? columns.find(({ kind }) => kind === 'score') ?? columns[0]
  return overall ? [overall] : []
}

function figureOf(column: BenchColumn, sample: Float64Array, kind: FoundKind) {
  if (kind !== 'shares') return mean(sample)
  const { count, n } = shareIn(sample, isBest(column)!)
  return proportion(count, n)
}

/** A few groups keep their own order (age, size); many are read from the highest to the lowest. */
const mostInOrder = 7

function picture(column: BenchColumn, groups: readonly SampleGroup[], kind: FoundKind): Found['pictures'][number] {
  const whole = Float64Array.from(groups.flatMap(({ sample }) => [...sample]))
  const bars = groups.map(({ id, title, sample }) => {
    const { value, interval, n } = figureOf(column, sample, kind)
    return { key: id, title, value, ...ends(interval), n }
  })
  return {
    kind: 'bars',
    axis: kind === 'shares' ? 'nil' : onScale(column),
    title: column.title,
    unit: kind === 'shares' ? 'share' : 'number',
    decimals: kind === 'shares' ? 0 : 2,
    bars: groups.length > mostInOrder ? bars.sort((a, b) => (b.value ?? 0) - (a.value ?? 0)) : bars,
    reference: { value: figureOf(column, whole, kind).value ?? 0, title: { en: 'all together', zh: '总体' } },
  }
}

function tablesOf(column: BenchColumn, groups: readonly SampleGroup[], { kind, pairs, pairTitles, tests, closer }: TestsFound): Found['tables'] {
  const titleOf = titles(groups)
  const share = kind === 'shares' ? ('share' as const) : ('number' as const)
  const decimals = kind === 'shares' ? 0 : 2
  return [
    tableOf({ en: 'Groups', zh: '各组' }, [words('Group', '组'), numbers(kind === 'shares' ? 'Share' : 'Mean', kind === 'shares' ? '比例' : '均值', decimals, share), numbers('Median', '中位数'), numbers('SD', '标准差'), numbers('n', 'n', 0)], groups.map(({ title, sample }) => {
      const found = mean(sample)
      return [title, figureOf(column, sample, kind).value, medianOf(sample), found.sd, found.n]
    })),
    tableOf({ en: 'Every pair', zh: '两两比较' }, [words('Group', '组'), words('against', '对比'), numbers(pairTitles.estimate.en, pairTitles.estimate.zh, decimals, share), numbers('Lower', '下限', decimals, share), numbers('Upper', '上限', decimals, share), numbers(pairTitles.effect.en, pairTitles.effect.zh), numbers(pairTitles.p.en, pairTitles.p.zh, 3, 'p')], pairs.map((pair) => [titleOf(pair.first), titleOf(pair.second), pair.estimate, pair.lower, pair.upper, pair.effect, pair.p])),
    tableOf({ en: 'Tests of all groups together', zh: '总体检验' }, [words('Test', '检验'), numbers('Statistic', '统计量'), numbers('df', '自由度', 1), numbers('df 2', '自由度2', 1), numbers('p', 'p', 3, 'p')], tests),
    ...(closer.length === 0 ? [] : [tableOf({ en: 'The two groups, first less second', zh: '两组之差（前减后）' }, [words('Figure', '指标'), numbers('Value', '数值', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3)], closer)]),
  ]
}

function medianOf(sample: Float64Array): number | null {
  const sorted = sample.filter(Number.isFinite).sort()
  return sorted.length === 0 ? null : (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}

function titles(groups: readonly SampleGroup[]): (id: string) => Text {
  return (id) => groups.find((group) => group.id === id)?.title ?? { en: id, zh: id }
}

function sentenceOf(column: BenchColumn, label: BenchLabels, groups: readonly SampleGroup[], { kind, p, pairs, effect, why }: TestsFound): Found['conclusion'] {
  const sure = pairs.filter((pair) => pair.p !== null && pair.p < 0.05).sort((a, b) => Math.abs(b.estimate ?? 0) - Math.abs(a.estimate ?? 0))
  const [most] = sure
  const evidence: Text = effect === null ? why : { en: `${effect.en} ${why.en}`, zh: effect.zh + why.zh }
  if (p! >= 0.05 || !most) {
    return conclusion('neutral', { en: `“${column.title.en}” does not differ by ${label.title.en.toLowerCase()} beyond chance.`, zh: `“${column.title.zh}”在“${label.title.zh}”各组之间没有超出偶然的差异。` }, evidence)
  }
  const [high, low] = (most.estimate ?? 0) > 0 ? [most.first, most.second] : [most.second, most.first]
  const titleOf = titles(groups)
  const pair = named([titleOf(high)])
  const above = distance(kind, most)
  return conclusion(
    'neutral',
    {
      en: `Yes: ${pair.en} is ${above.en} ${titleOf(low).en} on “${column.title.en}”; ${sure.length === 1 ? 'this pair differs' : `${sure.length} pairs differ`} more than by chance.`,
      zh: `有差异：“${column.title.zh}”上，${pair.zh}比${titleOf(low).zh}${above.zh}；共有${sure.length}对差异超出偶然。`,
    },
    evidence,
  )
}

function distance(kind: FoundKind, { estimate }: PairFound): Text {
  const gap = Math.abs(estimate ?? 0)
  if (kind === 'ranks') return { en: 'above', zh: '高' }
  if (kind === 'shares') return { en: `${percent(gap, 'en')} of answers above`, zh: `高${percent(gap, 'zh')}` }
  return { en: `${figure(gap, 'en', 2)} above`, zh: `高${figure(gap, 'zh', 2)}` }
}

function scriptOf(column: BenchColumn, label: BenchLabels, kind: FoundKind): string {
  const [y, g] = [rName(column.id), rName(label.id)]
  const head = [`used <- na.omit(data[, c("${y}", "${g}")])`, `used$${g} <- factor(used$${g})`]
  if (kind === 'shares') {
    const { scale } = column
    const from = scale === null ? 0 : scale.max - scale.min <= 2 ? scale.max : scale.max - 1
    return script([], [...head, `counts <- table(used$${g}, used$${y} >= ${from})`, 'print(chisq.test(counts, correct = FALSE))', 'print(fisher.test(counts, workspace = 2e7))', '# pair by pair', `for (pair in combn(levels(used$${g}), 2, simplify = FALSE)) cat(pair, fisher.test(counts[pair, ])$p.value, prop.test(counts[pair, ], correct = FALSE)$p.value, "\\n")`])
  }
  if (kind === 'ranks') {
    return script([], [
      ...head,
      `print(kruskal.test(${y} ~ ${g}, used))`,
      `if (nlevels(used$${g}) == 2) print(wilcox.test(${y} ~ ${g}, used, exact = FALSE))`,
      '# Dunn, pair by pair, adjusted by Holm',
      `r <- rank(used$${y}); N <- length(r); ties <- sum(table(r)^3 - table(r)) / (12 * (N - 1))`,
      `m <- tapply(r, used$${g}, mean); n <- table(used$${g}); pairs <- combn(names(m), 2)`,
      'z <- apply(pairs, 2, function(p) (m[p[1]] - m[p[2]]) / sqrt((N * (N + 1) / 12 - ties) * (1 / n[p[1]] + 1 / n[p[2]])))',
      'print(data.frame(t(pairs), z, p = p.adjust(2 * pnorm(-abs(z)), "holm")))',
    ])
  }
  const spreads = [`med <- ave(used$${y}, used$${g}, FUN = median)`, `print(anova(lm(abs(used$${y} - med) ~ used$${g})))`, `print(tapply(used$${y}, used$${g}, function(x) if (length(x) < 3 || length(x) > 5000) NA else shapiro.test(x)$p.value))`]
  if (kind === 'tukey') return script([], [...head, `fit <- aov(${y} ~ ${g}, used)`, 'print(summary(fit))', 'print(TukeyHSD(fit))', ...spreads])
  return script([], [
    ...head,
    `print(oneway.test(${y} ~ ${g}, used))`,
    `print(kruskal.test(${y} ~ ${g}, used))`,
    ...spreads,
    '# Games and Howell, pair by pair',
    `m <- tapply(used$${y}, used$${g}, mean); v <- tapply(used$${y}, used$${g}, var) / table(used$${g}); n <- table(used$${g})`,
    'for (i in 1:(length(m) - 1)) for (j in (i + 1):length(m)) {',
    '  q <- abs(m[i] - m[j]) / sqrt((v[i] + v[j]) / 2)',
    '  df <- (v[i] + v[j])^2 / (v[i]^2 / (n[i] - 1) + v[j]^2 / (n[j] - 1))',
    '  cat(names(m)[i], names(m)[j], m[i] - m[j], ptukey(q, length(m), df, lower.tail = FALSE), "\\n")',
    '}',
  ])
}
