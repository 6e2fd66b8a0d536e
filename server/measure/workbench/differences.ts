import { figure, type Text } from '@gap5/contract/language.ts'
import { anova, gamesHowell, kruskalWallis, mean, moments, welchAnova, welchT, type PairTest } from '@gap5/methods'
import { named } from '../conclusions/wording.ts'
import { columnsAt, grouped, type BenchColumn, type BenchData, type BenchLabels } from './bench-data.ts'
import { columnsInput, conclusion, condition, ends, noAnswer, numbers, oneOf, tableOf, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'Welch’s analysis of variance, which does not assume equal spread, then every pair by Games and Howell (intervals hold for all pairs together). Beside it the rank test of Kruskal and Wallis.',
    zh: 'Welch方差分析（不要求方差相等），再用Games–Howell做两两比较（区间对所有比较同时成立）；并列Kruskal–Wallis秩检验。',
  },
  sources: ['Welch (1951) Biometrika 38', 'Games & Howell (1976) Journal of Educational Statistics 1', 'Kruskal & Wallis (1952) JASA 47'],
  conventions: [{ en: 'Groups below the minimum n are not shown and take no part.', zh: '低于最小份数的组不显示，也不参与检验。' }],
}

/** Are these branches different? */
export const differences: Definition = {
  key: 'differences',
  group: 'groups',
  title: { en: 'Are these groups different?', zh: '这些组有差异吗？' },
  use: { en: 'Compares branches, segments or other groups on one figure, and says which differences are more than chance.', zh: '在一项指标上比较分支、客群或其他分组，指出哪些差异超出偶然。' },
  long: false,
  unavailable: (data) => (data.labels.length === 0 ? { en: 'Nothing tells groups of respondents apart.', zh: '没有可区分受访者的属性。' } : null),
  inputs: (data) => [
    oneOf('group', { en: 'Groups by', zh: '分组依据' }, data.labels.map(({ id, title }) => ({ value: id, title }))),
    columnsInput({ key: 'figure', title: { en: 'Figure', zh: '指标' }, least: 1, most: 1 }, data.columns, usualFigure(data)),
  ],
  answer(data, chosen) {
    const label = data.labels.find(({ id }) => id === chosen.one('group'))
    const [column] = columnsAt(data, chosen.several('figure'))
    const code = scriptOf(column, label)
    if (!label || !column) return noAnswer({ n: 0, missing: data.respondents, deletion: 'available', reason: 'not-applicable' }, method, code)
    const all = grouped(column.values, label)
    const groups = all.filter(({ sample }) => moments(sample).n >= data.minimumN)
    const n = groups.reduce((sum, { sample }) => sum + moments(sample).n, 0)
    const head = { n, missing: data.respondents - n, deletion: 'available' as const }
    if (groups.length < 2) return noAnswer({ ...head, reason: 'one-group' }, method, code)
    const test = groups.length === 2 ? welchT(groups[0]!.sample, groups[1]!.sample) : welchAnova(groups)
    if (test.p === null) return noAnswer({ ...head, reason: test.reason }, method, code)
    const pairs = gamesHowell(groups)
    const effect = anova(groups).omegaSquared
    const ranks = kruskalWallis(groups)
    const titleOf = (id: string): Text => groups.find((group) => group.id === id)?.title ?? { en: id, zh: id }
    return {
      ...head,
      deletion: { en: 'whoever answered the question and belongs to a group', zh: '答了该题且属于某一组者' },
      conclusion: sentenceOf(column, label, test.p, pairs, titleOf, effect),
      conditions: [
        condition(groups.every(({ sample }) => moments(sample).n >= 30), { en: 'Thirty answers a group, so that means are about normal', zh: '每组三十份以上，均值近似正态' }),
        condition(null, { en: 'Answers are independent of each other (nobody answered twice, no household or team answered together)', zh: '作答彼此独立（无人重复作答，亦无成组作答）' }),
      ],
      pictures: [
        {
          kind: 'bars',
          title: column.title,
          unit: 'number',
          decimals: 2,
          bars: groups.map(({ id, title, sample }) => {
            const { value, interval } = mean(sample)
            return { key: id, title, value, ...ends(interval) }
          }),
          reference: { value: mean(column.values).value ?? 0, title: { en: 'all together', zh: '总体' } },
        },
      ],
      tables: [
        tableOf({ en: 'Groups', zh: '各组' }, [words('Group', '组'), numbers('Mean', '均值'), numbers('SD', '标准差'), numbers('n', 'n', 0)], groups.map(({ title, sample }) => {
          const found = mean(sample)
          return [title, found.value, found.sd, found.n]
        })),
        tableOf({ en: 'Every pair', zh: '两两比较' }, [words('Group', '组'), words('against', '对比'), numbers('Difference', '差值'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('p (all pairs)', 'p（同时）', 3, 'p')], pairs.map((pair) => [titleOf(pair.first), titleOf(pair.second), pair.estimate, pair.interval?.lower ?? null, pair.interval?.upper ?? null, pair.adjustedP])),
        tableOf({ en: 'Tests of all groups together', zh: '总体检验' }, [words('Test', '检验'), numbers('Statistic', '统计量'), numbers('df', '自由度', 1), numbers('df 2', '自由度2', 1), numbers('p', 'p', 3, 'p')], [
          [groups.length === 2 ? { en: 'Welch t', zh: 'Welch t' } : { en: 'Welch F', zh: 'Welch F' }, test.statistic, test.df?.[0] ?? null, test.df?.[1] ?? null, test.p],
          [{ en: 'Kruskal–Wallis χ²', zh: 'Kruskal–Wallis χ²' }, ranks.statistic, ranks.df?.[0] ?? null, null, ranks.p],
        ]),
      ],
      warnings: all.length > groups.length ? [{ en: `${figure(all.length - groups.length, 'en')} of ${figure(all.length, 'en')} groups are below ${data.minimumN} answers and not shown.`, zh: `${figure(all.length, 'zh')}组中有${figure(all.length - groups.length, 'zh')}组不足${data.minimumN}份，未显示。` }] : [],
      method,
      script: code,
    }
  },
}

function usualFigure({ columns }: BenchData): BenchColumn[] {
  const overall = columns.find(({ role }) => role === 'satisfaction') ?? columns.find(({ kind }) => kind === 'score') ?? columns[0]
  return overall ? [overall] : []
}

function sentenceOf(column: BenchColumn, label: BenchLabels, p: number, pairs: readonly PairTest[], titleOf: (id: string) => Text, effect: number | null): Found['conclusion'] {
  const sure = pairs.filter(({ adjustedP }) => adjustedP !== null && adjustedP < 0.05).sort((a, b) => Math.abs(b.estimate ?? 0) - Math.abs(a.estimate ?? 0))
  const [most] = sure
  const size: Text | null = effect === null ? null : { en: `Groups account for ${figure(Math.max(0, 100 * effect), 'en', 1)} % of the variance (ω²).`, zh: `分组解释方差的${figure(Math.max(0, 100 * effect), 'zh', 1)}%（ω²）。` }
  if (p >= 0.05 || !most) {
    return conclusion('neutral', { en: `“${column.title.en}” does not differ by ${label.title.en.toLowerCase()} beyond chance.`, zh: `“${column.title.zh}”在“${label.title.zh}”各组之间没有超出偶然的差异。` }, size)
  }
  const [high, low] = (most.estimate ?? 0) > 0 ? [most.first, most.second] : [most.second, most.first]
  const gap = Math.abs(most.estimate ?? 0)
  const pair = named([titleOf(high)])
  return conclusion(
    'neutral',
    {
      en: `Yes: ${pair.en} is ${figure(gap, 'en', 2)} above ${titleOf(low).en} on “${column.title.en}”; ${sure.length === 1 ? 'this pair differs' : `${sure.length} pairs differ`} more than by chance.`,
      zh: `有差异：“${column.title.zh}”上，${pair.zh}比${titleOf(low).zh}高${figure(gap, 'zh', 2)}；共有${sure.length}对差异超出偶然。`,
    },
    size,
  )
}

function scriptOf(column: BenchColumn | undefined, label: BenchLabels | undefined): string {
  const [y, g] = [rName(column?.id ?? 'y'), rName(label?.id ?? 'group')]
  return script([], [
    `used <- na.omit(data[, c("${y}", "${g}")])`,
    `used$${g} <- factor(used$${g})`,
    `print(oneway.test(${y} ~ ${g}, used))`,
    `print(kruskal.test(${y} ~ ${g}, used))`,
    '# Games and Howell, pair by pair',
    `m <- tapply(used$${y}, used$${g}, mean); v <- tapply(used$${y}, used$${g}, var) / table(used$${g}); n <- table(used$${g})`,
    'for (i in 1:(length(m) - 1)) for (j in (i + 1):length(m)) {',
    '  q <- abs(m[i] - m[j]) / sqrt((v[i] + v[j]) / 2)',
    '  df <- (v[i] + v[j])^2 / (v[i]^2 / (n[i] - 1) + v[j]^2 / (n[j] - 1))',
    '  cat(names(m)[i], names(m)[j], m[i] - m[j], ptukey(q, length(m), df, lower.tail = FALSE), "\\n")',
    '}',
  ])
}
