import { figure, probability, type Text } from '@gap5/contract/language.ts'
import { kendallTest, partialCorrelation, pearsonTest, shapiroWilk, spearmanTest, type CorrelationTest } from '@gap5/methods'
import { columnsAt, type BenchColumn } from './bench-data.ts'
import { columnsInput, conclusion, condition, deletionWords, ends, noAnswer, numbers, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'How two figures go together: Pearson’s r with Fisher’s interval for straight lines, Spearman’s ρ and Kendall’s τ-b for orders; with others held fixed, the partial correlation.',
    zh: '两项指标的关联：Pearson r（直线关系，附Fisher区间）、Spearman ρ与Kendall τ-b（顺序关系）；控制其他变量时用偏相关。',
  },
  sources: ['Student (1908) Biometrika 6', 'Fisher (1921) Metron 1', 'Spearman (1904) American Journal of Psychology 15', 'Kendall (1945) Biometrika 33'],
  conventions: [{ en: 'Respondents who gave both answers. Bands of size: .10 small, .30 medium, .50 large (Cohen 1988).', zh: '仅用两项都作答者。大小参考：.10小、.30中、.50大（Cohen 1988）。' }],
}

/** Do two answers go together? */
export const related: Definition = {
  key: 'related',
  group: 'causes',
  title: { en: 'Do two answers go together?', zh: '两项回答有关联吗？' },
  use: { en: 'Whether who rates one thing high rates another high too, and how surely.', zh: '对一项评价高的人，对另一项是否也评价高，把握有多大。' },
  long: false,
  unavailable: (data) => (data.columns.length < 2 ? { en: 'It takes two figures.', zh: '至少需要两项指标。' } : null),
  inputs({ columns }) {
    const overall = columns.filter(({ role, kind }) => role === 'satisfaction' || role === 'recommendation' || kind === 'score')
    const usual = [...overall, ...columns.filter((column) => !overall.includes(column))]
    return [
      columnsInput({ key: 'first', title: { en: 'First', zh: '第一项' }, least: 1, most: 1 }, columns, usual.slice(0, 1)),
      columnsInput({ key: 'second', title: { en: 'Second', zh: '第二项' }, least: 1, most: 1 }, columns, usual.slice(1, 2)),
      columnsInput({ key: 'fixed', title: { en: 'With these held fixed (optional)', zh: '控制变量（可不选）' }, least: 0, most: 12 }, columns, []),
    ]
  },
  answer(data, chosen) {
    const [first] = columnsAt(data, chosen.several('first'))
    const [second] = columnsAt(data, chosen.several('second'))
    if (!first || !second || first === second) return unfit(method, { en: 'Choose two different figures.', zh: '请选择两项不同的指标。' })
    const fixed = columnsAt(data, chosen.several('fixed')).filter((column) => column !== first && column !== second)
    const code = scriptOf(first, second, fixed)
    const r = pearsonTest(first.values, second.values)
    if (r.estimate === null || r.n < data.minimumN) return noAnswer({ ...r, reason: r.reason ?? 'too-few' }, method, code)
    const rows: { title: Text; found: CorrelationTest; letter: string }[] = [
      { title: { en: 'Pearson’s r', zh: 'Pearson r' }, found: r, letter: 't' },
      { title: { en: 'Spearman’s ρ', zh: 'Spearman ρ' }, found: spearmanTest(first.values, second.values), letter: 't' },
      { title: { en: 'Kendall’s τ-b', zh: 'Kendall τ-b' }, found: kendallTest(first.values, second.values), letter: 'z' },
      ...(fixed.length > 0 ? [{ title: { en: 'Partial r, others held fixed', zh: '偏相关' }, found: partialCorrelation(first.values, second.values, fixed.map(({ values }) => values)), letter: 't' }] : []),
    ]
    return {
      n: r.n,
      missing: data.respondents - r.n,
      deletion: deletionWords.pairwise,
      conclusion: sentenceOf(first, second, r, rows.at(-1)!.found, fixed.length > 0),
      conditions: [
        condition(r.n >= 30 ? true : normal(first, second), { en: 'Thirty pairs, or both about normal, for the test of r; ρ and τ need neither', zh: '三十对以上，或两项近似正态，r的检验方可靠；ρ与τ不需要' }, r.n >= 30 ? null : shapiroDetail(first, second)),
        condition(null, { en: 'Going together is not causing: a third thing may move both', zh: '相关不等于因果，可能另有第三因素' }),
      ],
      pictures: [{ kind: 'bars', axis: { min: -1, max: 1, low: { en: 'against each other', zh: '此消彼长' }, high: { en: 'together', zh: '同升同降' } }, title: { en: 'Going together, from −1 to 1', zh: '关联程度（−1至1）' }, unit: 'number', decimals: 2, bars: rows.map(({ title, found }) => ({ key: found.method, title, value: found.estimate, ...ends(found.interval) })), reference: { value: 0, title: { en: 'not at all', zh: '无关联' } } }],
      tables: [tableOf({ en: 'Correlations', zh: '相关' }, [words('Coefficient', '系数'), numbers('Value', '数值', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('t or z', 't或z'), numbers('p', 'p', 3, 'p'), numbers('n', 'n', 0)], rows.map(({ title, found }) => [title, found.estimate, found.interval?.lower ?? null, found.interval?.upper ?? null, found.statistic, found.p, found.n]))],
      warnings: [],
      method,
      script: code,
    }
  },
}

function normal(first: BenchColumn, second: BenchColumn): boolean | null {
  const p = [first, second].map(({ values }) => shapiroWilk(values).p)
  return p.some((one) => one === null) ? null : p.every((one) => one! >= 0.05)
}

function shapiroDetail(first: BenchColumn, second: BenchColumn): Text {
  const [a, b] = [first, second].map(({ values }) => shapiroWilk(values).p).map((p) => (p === null ? '–' : probability(p)))
  return { en: `Shapiro–Wilk p ${a} and ${b}`, zh: `Shapiro–Wilk检验p为${a}与${b}` }
}

function sentenceOf(first: BenchColumn, second: BenchColumn, r: CorrelationTest, partial: CorrelationTest, isPartial: boolean): Found['conclusion'] {
  const found = isPartial ? partial : r
  const value = found.estimate ?? 0
  const held: Text = isPartial ? { en: ' with the others held fixed', zh: '（控制其他变量后）' } : { en: '', zh: '' }
  const evidence: Text = { en: `r ${figure(value, 'en', 2)}${found.interval ? `, 95 % interval ${figure(found.interval.lower, 'en', 2)} to ${figure(found.interval.upper, 'en', 2)}` : ''}, n ${figure(found.n, 'en')}.`, zh: `r为${figure(value, 'zh', 2)}${found.interval ? `，95%区间${figure(found.interval.lower, 'zh', 2)}至${figure(found.interval.upper, 'zh', 2)}` : ''}，n ${figure(found.n, 'zh')}。` }
  const [a, b] = [first.title, second.title]
  if (found.p === null || found.p >= 0.05) return conclusion('neutral', { en: `“${a.en}” and “${b.en}” do not go together beyond chance${held.en}.`, zh: `“${a.zh}”与“${b.zh}”${held.zh}没有超出偶然的关联。` }, evidence)
  const size = Math.abs(value) >= 0.5 ? { en: 'closely', zh: '较强' } : Math.abs(value) >= 0.3 ? { en: 'moderately', zh: '中等' } : { en: 'loosely', zh: '较弱' }
  return conclusion('neutral', { en: `Yes: “${a.en}” and “${b.en}” go together ${size.en}${value < 0 ? ', one high where the other is low' : ''}${held.en}.`, zh: `有关联：“${a.zh}”与“${b.zh}”${held.zh}呈${size.zh}的${value < 0 ? '负' : '正'}相关。` }, evidence)
}

function scriptOf(first: BenchColumn, second: BenchColumn, fixed: readonly BenchColumn[]): string {
  const [a, b] = [rName(first.id), rName(second.id)]
  const others = fixed.map(({ id }) => rName(id))
  return script([], [
    `for (how in c("pearson", "spearman", "kendall")) print(cor.test(data$${a}, data$${b}, method = how, exact = FALSE))`,
    ...(others.length > 0 ? [`used <- na.omit(data[, c(${[a, b, ...others].map((name) => JSON.stringify(name)).join(', ')})])`, `print(cor(resid(lm(${a} ~ ${others.join(' + ')}, used)), resid(lm(${b} ~ ${others.join(' + ')}, used))))`] : []),
  ])
}
