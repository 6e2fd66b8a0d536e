import { figure, probability, signed, type Text } from '@gap5/contract/language.ts'
import { adjust, cohenD, equivalence, mean, moments, welchT, type MeanTest } from '@gap5/methods'
import { columnsAt, type BenchColumn, type BenchData } from './bench-data.ts'
import { columnsInput, conclusion, condition, ends, noAnswer, numberInput, numbers, onScale, oneOf, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'
import { endedOf } from './staying.ts'

const method: Found['method'] = {
  text: {
    en: 'The recovery paradox: are customers whose problem was solved well more loyal than those who never had one? Welch’s test of the difference, and two one-sided tests whether the two are as good as the same; beside it those whose problem was not solved.',
    zh: '补救悖论：问题得到妥善解决的顾客，是否比从未遇到问题的顾客更忠诚？用Welch检验差异，并用双单侧检验判断两者是否等同；并列问题未解决者。',
  },
  sources: ['McCollough & Bharadwaj (1992) in Marketing Theory and Applications', 'Smith, Bolton & Wagner (1999) Journal of Marketing Research 36(3)', 'Schuirmann (1987) Journal of Pharmacokinetics and Biopharmaceutics 15'],
  conventions: [{ en: 'p of the differences from “no problem” by Holm. As good as the same: the difference lies within the margin (p < .05 on either side).', zh: '与“没有问题”比较的p按Holm法校正。等同：差异在界限之内（两侧p均<.05）。' }],
}

/** Do customers whose problem was solved end up more loyal than those who had none? */
export const recovery: Definition = {
  key: 'recovery',
  group: 'customers',
  title: { en: 'Does solving a problem well win customers back, or more?', zh: '妥善解决问题能挽回顾客，甚至更好吗？' },
  use: { en: 'Needs an attribute that tells who had no problem and whose problem was solved (such as “problem: none, solved, not solved”) and a figure of loyalty.', zh: '需要一个属性说明谁没有问题、谁的问题已解决（如“问题：无、已解决、未解决”），以及一项忠诚指标。' },
  long: false,
  unavailable: (data) => (data.labels.length === 0 || data.columns.length === 0 ? { en: 'It takes an attribute that tells whose problem was solved, and a rated question.', zh: '需要一个说明问题是否解决的属性和一道评分题。' } : null),
  inputs(data) {
    const values = data.labels.flatMap(({ id, title, groups }) => groups.map((group) => ({ value: `${id}=${group.value}`, title: { en: `${title.en}: ${group.title.en}`, zh: `${title.zh}：${group.title.zh}` } })))
    const sounding = (pattern: RegExp) => values.find(({ value, title }) => pattern.test(value.slice(value.indexOf('=') + 1)) || pattern.test(title.zh))?.value
    const group = (key: string, title: Text, pattern: RegExp) => ({ ...oneOf(key, title, values), chosen: [sounding(pattern) ?? []].flat() })
    return [
      columnsInput({ key: 'figure', title: { en: 'Loyalty', zh: '忠诚指标' }, least: 1, most: 1 }, data.columns, usualLoyalty(data)),
      group('without', { en: 'Had no problem', zh: '没有问题' }, /^(none|without|no problem)$|无问题|没有问题/i),
      group('recovered', { en: 'Problem solved well', zh: '问题已妥善解决' }, /^(solved|resolved|recovered)$|[^未]解决/i),
      { ...group('unsolved', { en: 'Problem not solved (optional)', zh: '问题未解决（可不选）' }, /^(not solved|unsolved|unresolved)$|未解决/i), least: 0 },
      numberInput('margin', { en: 'Differences below this do not matter', zh: '小于此值的差异无关紧要' }, 0.5),
    ]
  },
  answer(data, chosen) {
    const [column] = columnsAt(data, chosen.several('figure'))
    const names = ['without', 'recovered', 'unsolved'].map((key) => chosen.one(key))
    const margin = chosen.number('margin')
    if (names[0] === '' || names[1] === '') return unfit(method, { en: 'Choose who had no problem, and whose problem was solved well.', zh: '请选择谁没有问题，以及谁的问题已妥善解决。' })
    if (!column || names[0] === names[1] || names[2] === names[0] || names[2] === names[1] || !(margin > 0)) return unfit(method, { en: 'Choose different groups and a margin above 0.', zh: '请选择不同的组和大于0的界限。' })
    const [without, recovered, unsolved] = names.map((name) => sampleOf(data, column, name))
    const code = scriptOf(column, names, margin)
    const groups = [without, recovered, ...(unsolved ? [unsolved] : [])].filter((sample) => sample !== undefined && sample !== null)
    const n = groups.reduce((sum, sample) => sum + moments(sample).n, 0)
    const head = { n, missing: data.respondents - n, deletion: 'available' as const }
    if (!without || !recovered || groups.some((sample) => moments(sample).n < Math.max(2, data.minimumN))) return noAnswer({ ...head, reason: n === 0 ? 'no-answers' : 'too-few' }, method, code)
    const test = welchT(recovered, without)
    const other = unsolved ? welchT(unsolved, without) : null
    if (test.p === null) return noAnswer({ ...head, reason: test.reason }, method, code)
    const [p = null, q = null] = adjust([test.p, ...(other ? [other.p] : [])])
    const same = equivalence(test, { lower: -margin, upper: margin })
    const effect = cohenD(recovered, without)
    const titles: Text[] = [{ en: 'No problem', zh: '没有问题' }, { en: 'Solved well', zh: '妥善解决' }, { en: 'Not solved', zh: '未解决' }]
    return {
      ...head,
      deletion: { en: 'whoever answered and belongs to one of the groups', zh: '已作答且属于其中一组者' },
      conclusion: sentenceOf(test, p, same.p, margin, other),
      conditions: [
        condition(groups.every((sample) => moments(sample).n >= 30), { en: 'Thirty answers a group', zh: '每组三十份以上' }),
        condition(null, { en: 'The groups differ by the problem only: those who stayed to answer may be the loyal ones', zh: '各组只在有无问题上不同；仍愿作答者可能本就忠诚' }),
      ],
      pictures: [{ kind: 'bars', axis: onScale(column), title: column.title, unit: 'number', decimals: 2, bars: groups.map((sample, at) => ({ key: String(at), title: titles[at]!, value: mean(sample).value, ...ends(mean(sample).interval), n: mean(sample).n })), reference: { value: mean(without).value ?? 0, title: titles[0]! } }],
      tables: [
        tableOf({ en: 'Groups', zh: '各组' }, [words('Group', '组'), numbers('Mean', '均值'), numbers('SD', '标准差'), numbers('n', 'n', 0)], groups.map((sample, at) => [titles[at]!, mean(sample).value, mean(sample).sd, moments(sample).n])),
        tableOf({ en: 'Against those without a problem', zh: '与没有问题者比较' }, [words('Test', '检验'), numbers('Difference', '差值'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('t', 't'), numbers('df', '自由度', 1), numbers('p', 'p', 3, 'p')], [
          [{ en: 'Solved well (Welch)', zh: '妥善解决（Welch）' }, test.estimate, test.interval?.lower ?? null, test.interval?.upper ?? null, test.statistic, test.df?.[0] ?? null, p],
          [{ en: `As good as the same, within ±${figure(margin, 'en', 2)}`, zh: `等同（±${figure(margin, 'zh', 2)}之内）` }, test.estimate, null, null, same.statistic, same.df?.[0] ?? null, same.p],
          ...(other ? [[{ en: 'Not solved (Welch)', zh: '未解决（Welch）' }, other.estimate, other.interval?.lower ?? null, other.interval?.upper ?? null, other.statistic, other.df?.[0] ?? null, q]] : []),
        ], { en: `Effect of solving well, Cohen’s d ${signed(effect.value ?? 0, 'en', 2)}.`, zh: `妥善解决的效应量 Cohen d ${signed(effect.value ?? 0, 'zh', 2)}。` }),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

function usualLoyalty({ columns }: BenchData): BenchColumn[] {
  const usual = columns.find(({ role }) => role === 'intention') ?? columns.find(({ role }) => role === 'recommendation') ?? columns.find(({ role }) => role === 'satisfaction') ?? columns[0]
  return usual ? [usual] : []
}

/** Answers of those with the value chosen; null where none is chosen. */
function sampleOf(data: BenchData, column: BenchColumn, name: string): Float64Array | null {
  const member = name === '' ? null : endedOf(data, name)
  return member && column.values.filter((x, i) => member[i] === 1 && Number.isFinite(x))
}

function sentenceOf(test: MeanTest, p: number | null, same: number | null, margin: number, other: MeanTest | null): Found['conclusion'] {
  const difference = test.estimate ?? 0
  const rest: Text = other?.estimate === undefined || other.estimate === null ? { en: '', zh: '' } : { en: ` A problem that was not solved costs ${figure(-other.estimate, 'en', 1)}.`, zh: `问题未解决则损失${figure(-other.estimate, 'zh', 1)}。` }
  const evidence: Text = { en: `Difference ${signed(difference, 'en', 2)}, p ${probability(p ?? 1)}; n ${figure(test.n, 'en')}.${rest.en}`, zh: `差值${signed(difference, 'zh', 2)}，p ${probability(p ?? 1)}；n ${figure(test.n, 'zh')}。${rest.zh}` }
  const isDifferent = (p ?? 1) < 0.05
  if (same !== null && same < 0.05) return conclusion('good', { en: `Won back: customers whose problem was solved are as loyal as those who had none (within ${figure(margin, 'en', 2)}).`, zh: `已挽回：问题得到解决的顾客与没有问题的顾客一样忠诚（相差不超过${figure(margin, 'zh', 2)}）。` }, evidence)
  if (isDifferent && difference > 0) return conclusion('good', { en: 'The recovery paradox holds: customers whose problem was solved are more loyal than those who had none.', zh: '存在补救悖论：问题得到解决的顾客比没有问题的顾客更忠诚。' }, evidence)
  if (isDifferent) return conclusion('caution', { en: 'A problem costs loyalty even when it is solved: preventing is better than repairing.', zh: '即使解决了问题也会损失忠诚：预防胜于补救。' }, evidence)
  return conclusion('caution', { en: 'Neither a difference nor sameness is shown: too few answers to tell.', zh: '既不能说有差异，也不能说相同：数据不足以判断。' }, evidence)
}

function scriptOf(column: BenchColumn, names: readonly string[], margin: number): string {
  const member = (name: string) => `data$${rName(name.slice(0, name.indexOf('=')))} == ${JSON.stringify(name.slice(name.indexOf('=') + 1))}`
  const [without = '', recovered = '', unsolved = ''] = names
  return script([], [
    `y <- data$${rName(column.id)}`,
    `without <- na.omit(y[which(${member(without)})])`,
    `recovered <- na.omit(y[which(${member(recovered)})])`,
    'print(found <- t.test(recovered, without))',
    `print(same <- max(t.test(recovered, without, mu = -${margin}, alternative = "greater")$p.value, t.test(recovered, without, mu = ${margin}, alternative = "less")$p.value))`,
    ...(unsolved === '' ? [] : [`unsolved <- na.omit(y[which(${member(unsolved)})])`, 'print(other <- t.test(unsolved, without))', 'print(p.adjust(c(found$p.value, other$p.value)))']),
  ])
}
