import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { bartlett, efa, efaScores, kmo, parallelAnalysis, velicerMap, type EfaSolution, type ScaleItem } from '@gap5/methods'
import { named } from '../conclusions/wording.ts'
import { columnsAt, type BenchColumn, type BenchData } from './bench-data.ts'
import { columnsInput, conclusion, condition, deletionWords, enoughCases, noAnswer, numberInput, numbers, oneOf, tableOf, warningWords, words, type Chosen, type Definition, type Found } from './inquiry.ts'
import { rNames, script } from './r-script.ts'

const strong = 0.4
const method: Found['method'] = {
  text: {
    en: 'Exploratory factor analysis of the correlations. The number of factors is by parallel analysis (eigenvalues against those of permuted answers, 95th percentile of 200), with Velicer’s MAP beside it.',
    zh: '对相关矩阵做探索性因子分析。因子数由平行分析确定（特征值与200次打乱作答的95百分位比较），并列出Velicer的MAP。',
  },
  sources: ['Horn (1965) Psychometrika 30', 'Buja & Eyuboglu (1992) Multivariate Behavioral Research 27', 'Velicer (1976) Psychometrika 41', 'Kaiser (1974) Psychometrika 39', 'Jennrich (2002) Psychometrika 67'],
  conventions: [{ en: 'Seed 1. Factors are turned so that their loadings sum to a positive number; oblimin and varimax with Kaiser’s normalisation.', zh: '随机种子1。因子方向取载荷之和为正；斜交与方差最大旋转均作Kaiser标准化。' }],
}

/** Into how many groups do the questions fall by themselves? */
export const numberOfFactors: Definition = {
  key: 'number-of-factors',
  group: 'questionnaire',
  title: { en: 'Into how many groups do the questions fall?', zh: '题目自然分成几组？' },
  use: { en: 'Lets the answers speak without a plan: which questions go together. Needs five rated questions at least.', zh: '不预设维度，让数据说明哪些题目聚在一起。至少五道评分题。' },
  long: true,
  unavailable: (data) => (ratedOf(data).length < 5 ? { en: 'There are fewer than five rated questions.', zh: '评分题不足五道。' } : null),
  inputs: (data) => [
    columnsInput({ key: 'questions', title: { en: 'Questions', zh: '题目' }, least: 5, most: 80 }, ratedOf(data), usualOf(data)),
    numberInput('factors', { en: 'Number of factors', zh: '因子数' }, 0, { en: '0: as many as parallel analysis finds', zh: '0：按平行分析的结果' }),
    oneOf('extraction', { en: 'Extraction', zh: '提取' }, [
      { value: 'principal-axes', title: { en: 'Principal axes', zh: '主轴' } },
      { value: 'maximum-likelihood', title: { en: 'Maximum likelihood', zh: '极大似然' } },
    ]),
    oneOf('rotation', { en: 'Rotation', zh: '旋转' }, [
      { value: 'oblimin', title: { en: 'Oblimin (factors may correlate)', zh: '斜交（oblimin）' } },
      { value: 'promax', title: { en: 'Promax', zh: '斜交（promax）' } },
      { value: 'varimax', title: { en: 'Varimax (factors do not correlate)', zh: '正交（varimax）' } },
    ]),
  ],
  answer(data, chosen, progress) {
    const columns = columnsAt(data, chosen.several('questions'))
    const items = columns.map(({ id, values }) => ({ id, answers: values }))
    if (items.length < 5) return noAnswer({ n: 0, missing: data.respondents, deletion: 'listwise', reason: 'not-applicable' }, method, scriptOf(columns, 1, chosen))
    const parallel = parallelOf(items)
    progress(0.7)
    const wanted = chosen.number('factors') >= 1 ? Math.floor(chosen.number('factors')) : Math.max(1, parallel.value ?? 1)
    const code = scriptOf(columns, wanted, chosen)
    if (parallel.reason !== null || parallel.n < data.minimumN) return noAnswer({ ...parallel, reason: parallel.reason ?? 'too-few' }, method, code)
    const analysis = analysisOf(items, wanted, chosen)
    if (!analysis.solution) return noAnswer(analysis, method, code)
    const fitness = kmo(items)
    const sphericity = bartlett(items)
    const titleOf = (id: string): Text => columns.find((column) => column.id === id)?.title ?? { en: id, zh: id }
    const map = velicerMap(items)
    return {
      n: analysis.n,
      missing: analysis.missing,
      deletion: deletionWords[analysis.deletion],
      conclusion: sentenceOf(analysis.solution, wanted, parallel.value, titleOf),
      conditions: [
        enoughCases(analysis.n, Math.max(100, 5 * items.length), { en: 'Five respondents a question, and 100 in all', zh: '每题五位受访者，且总数不少于100' }),
        condition(fitness.value === null ? null : fitness.value >= 0.6, { en: 'Correlations leave something to find (KMO from .60)', zh: '相关结构适合做因子分析（KMO不低于.60）' }, fitness.value === null ? null : both(`KMO ${fitness.value.toFixed(3)}`)),
        condition(sphericity.p === null ? null : sphericity.p < 0.05, { en: 'Questions are related at all (Bartlett)', zh: '题目之间确有相关（Bartlett球形检验）' }, sphericity.p === null ? null : both(`χ²(${sphericity.df?.[0]}) = ${sphericity.statistic?.toFixed(1)}`)),
      ],
      pictures: [heatOf(analysis.solution, titleOf), screeOf(parallel.observed ?? [], parallel.random ?? [])],
      tables: [
        loadingTable(analysis.solution, titleOf),
        tableOf(
          { en: 'How many factors', zh: '因子数' },
          [words('Rule', '准则'), numbers('Factors', '因子数', 0)],
          [
            [{ en: 'Parallel analysis', zh: '平行分析' }, parallel.value],
            [{ en: 'Velicer’s MAP', zh: 'Velicer MAP' }, map.value],
            [{ en: 'Eigenvalues above 1 (too many, as a rule)', zh: '特征值大于1（通常偏多）' }, (parallel.observed ?? []).filter((x) => x > 1).length],
          ],
        ),
        correlationTable(analysis.solution),
        structureTable(analysis.solution, titleOf),
      ].filter((table) => table !== null),
      warnings: warningWords(analysis.warnings, titleOf),
      method,
      script: code,
    }
  },
  scores(data, chosen) {
    const columns = columnsAt(data, chosen.several('questions'))
    const items = columns.map(({ id, values }) => ({ id, answers: values }))
    if (items.length < 5) return null
    const asked = chosen.number('factors')
    const wanted = asked >= 1 ? Math.floor(asked) : Math.max(1, parallelOf(items).value ?? 1)
    const { solution } = analysisOf(items, wanted, chosen)
    const scores = solution && efaScores(items, solution).scores
    return scores && Object.entries(scores).map(([id, values]) => ({ id: `factor.${id}`, title: { en: `${factorName(id).en} (score)`, zh: `${factorName(id).zh}（得分）` }, values }))
  },
}

function parallelOf(items: readonly ScaleItem[]) {
  return parallelAnalysis(items, { seed: 1, draws: 200, quantile: 0.95 })
}

function analysisOf(items: readonly ScaleItem[], factors: number, chosen: Chosen) {
  const rotation = factors === 1 ? 'none' : (chosen.one('rotation') as 'oblimin' | 'promax' | 'varimax')
  return efa(items, { factors, extraction: chosen.one('extraction') === 'maximum-likelihood' ? 'maximum-likelihood' : 'principal-axes', rotation })
}

function both(text: string): Text {
  return { en: text, zh: text }
}

export function ratedOf({ columns }: BenchData): BenchColumn[] {
  return columns.filter(({ kind }) => kind === 'item')
}

/** The items of one level: perceptions where they were asked, else whatever level has the most. */
function usualOf(data: BenchData): BenchColumn[] {
  const rated = ratedOf(data)
  const perceived = rated.filter(({ role }) => role === 'perception')
  return perceived.length >= 5 ? perceived : rated
}

function factorName(id: string): Text {
  return { en: `Factor ${id.replace(/\D/g, '')}`, zh: `因子${id.replace(/\D/g, '')}` }
}

/** Questions in the order of the factor they belong to most. */
function arranged({ items }: EfaSolution) {
  const home = (loadings: readonly number[]) => loadings.reduce((best, x, at) => (Math.abs(x) > Math.abs(loadings[best]!) ? at : best), 0)
  return items
    .map((item) => ({ ...item, home: home(item.loadings) }))
    .sort((a, b) => a.home - b.home || Math.abs(b.loadings[b.home]!) - Math.abs(a.loadings[a.home]!))
}

function heatOf(solution: EfaSolution, titleOf: (id: string) => Text): Found['pictures'][number] {
  const rows = arranged(solution)
  return {
    kind: 'heat',
    title: { en: 'Loadings: how much each question shows each factor', zh: '载荷：各题与各因子的关系' },
    rows: rows.map(({ id }) => titleOf(id)),
    columns: solution.factors.map(({ id }) => factorName(id)),
    values: rows.map(({ loadings }) => [...loadings]),
    strong,
  }
}

function screeOf(observed: readonly number[], random: readonly number[]): Found['pictures'][number] {
  const points = (values: readonly number[]) => values.map((y, i) => ({ x: i + 1, y, lower: null, upper: null }))
  return {
    kind: 'curves',
    title: { en: 'Eigenvalues: factors that stand out from chance', zh: '特征值：高于随机水平的因子' },
    across: { en: 'Factor', zh: '因子' },
    up: { en: 'Eigenvalue', zh: '特征值' },
    unit: 'number',
    steps: false,
    curves: [
      { key: 'observed', title: { en: 'these answers', zh: '实际数据' }, points: points(observed) },
      { key: 'random', title: { en: 'permuted answers', zh: '打乱后的数据' }, points: points(random) },
    ],
  }
}

function loadingTable(solution: EfaSolution, titleOf: (id: string) => Text) {
  return tableOf(
    { en: 'Loadings', zh: '载荷' },
    [words('Question', '题目'), ...solution.factors.map(({ id }) => numbers(factorName(id).en, factorName(id).zh)), numbers('Communality', '共同度')],
    arranged(solution).map(({ id, loadings, communality }) => [titleOf(id), ...loadings, communality]),
    { en: `${percent(solution.explained, 'en')} of the variance explained; root mean square of what is left ${figure(solution.rmsr, 'en', 3)}.`, zh: `解释方差${percent(solution.explained, 'zh')}；残差均方根${figure(solution.rmsr, 'zh', 3)}。` },
  )
}

/** Correlations of questions with factors; the loadings themselves where factors are unrelated. */
function structureTable(solution: EfaSolution, titleOf: (id: string) => Text) {
  const related = solution.correlations.some((row, i) => row.some((r, j) => i !== j && r !== 0))
  if (!related) return null
  return tableOf(
    { en: 'Correlations of questions with factors (structure)', zh: '题目与因子的相关（结构矩阵）' },
    [words('Question', '题目'), ...solution.factors.map(({ id }) => numbers(factorName(id).en, factorName(id).zh))],
    arranged(solution).map(({ id, structure }) => [titleOf(id), ...structure]),
    { en: `Loadings above are the pattern: each factor’s weight with the others held constant. Sums of squared loadings: ${solution.factors.map(({ ss }) => figure(ss, 'en', 2)).join(', ')}.`, zh: `上面的载荷为模式矩阵：其他因子不变时各因子的权重。载荷平方和：${solution.factors.map(({ ss }) => figure(ss, 'zh', 2)).join('、')}。` },
  )
}

function correlationTable({ factors, correlations }: EfaSolution) {
  if (factors.length < 2) return null
  return tableOf(
    { en: 'Correlations of factors', zh: '因子相关' },
    [words('Factor', '因子'), ...factors.map(({ id }) => numbers(factorName(id).en, factorName(id).zh))],
    factors.map(({ id }, i) => [factorName(id), ...(correlations[i] ?? [])]),
  )
}

function sentenceOf(solution: EfaSolution, factors: number, advised: number | null, titleOf: (id: string) => Text): Found['conclusion'] {
  const astray = arranged(solution).filter(({ loadings }) => loadings.every((x) => Math.abs(x) < strong))
  const double = arranged(solution).filter(({ loadings }) => loadings.filter((x) => Math.abs(x) >= strong).length > 1)
  const parts: Text[] = [
    ...(astray.length > 0 ? [{ en: `${capital(named(astray.slice(0, 3).map(({ id }) => quotedOf(titleOf(id)))).en)} ${astray.length === 1 ? 'belongs' : 'belong'} nowhere.`, zh: `${named(astray.slice(0, 3).map(({ id }) => quotedOf(titleOf(id)))).zh}不属于任何一组。` }] : []),
    ...(double.length > 0 ? [{ en: `${double.length} ${double.length === 1 ? 'question belongs' : 'questions belong'} to two groups.`, zh: `有${double.length}题同时属于两组。` }] : []),
    ...(advised !== null && advised !== factors ? [{ en: `Parallel analysis finds ${advised}.`, zh: `平行分析建议${advised}个。` }] : []),
  ]
  const text: Text = {
    en: factors === 1 ? 'The questions all go together: they make one group.' : `The questions fall into ${figure(factors, 'en')} groups.`,
    zh: `题目分成${factors}组。`,
  }
  return conclusion(astray.length > 0 || double.length > 0 ? 'caution' : 'good', text, parts.length === 0 ? { en: 'Every question belongs clearly to one.', zh: '每题都清楚地属于一组。' } : { en: parts.map(({ en }) => en).join(' '), zh: parts.map(({ zh }) => zh).join('') })
}

function quotedOf(title: Text): Text {
  return { en: `“${title.en}”`, zh: `“${title.zh}”` }
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function scriptOf(columns: readonly BenchColumn[], factors: number, chosen: Chosen): string {
  const rotation = factors === 1 ? 'none' : chosen.one('rotation') || 'oblimin'
  return script(['psych', 'GPArotation'], [
    `items <- na.omit(data[, ${rNames(columns)}])`,
    'print(KMO(items))',
    'print(cortest.bartlett(cor(items), nrow(items)))',
    'set.seed(1)',
    'print(fa.parallel(items, fa = "pc", sim = FALSE, quant = .95, n.iter = 200, plot = FALSE))',
    `print(fa(items, ${factors}, fm = "${chosen.one('extraction') === 'maximum-likelihood' ? 'ml' : 'pa'}", rotate = "${rotation}", normalize = TRUE, SMC = TRUE, max.iter = 1000, min.err = 1e-10))`,
  ])
}
