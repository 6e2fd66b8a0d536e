import { figure, signed, type Text } from '@gap5/contract/language.ts'
import { aggregationIcc, designEffect, moments, npsSampleSize, powerOfTwoGroups, sizeForShare, sizeOfPairs, sizeOfTwoGroups, standardDeviation } from '@gap5/methods'
import { columnsAt, grouped, type BenchData } from './bench-data.ts'
import { columnsInput, conclusion, condition, noAnswer, numberInput, numbers, oneOf, tableOf, words, type Definition, type Found } from './inquiry.ts'
import { script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'Answers needed to find a difference between two groups with a chosen probability (noncentral t), and to know a share or a net promoter score to within a margin. Answers from one branch resemble each other; the design effect allows for that.',
    zh: '以选定概率发现两组差异所需的份数（非中心t分布），以及把比例或净推荐值估到给定误差所需的份数。同一分支的作答彼此相似，用设计效应修正。',
  },
  sources: ['Cohen (1988) Statistical Power Analysis', 'Kish (1965) Survey Sampling'],
  conventions: [{ en: 'Two-sided tests at 5 %; intervals of 95 %.', zh: '双侧检验，5%水平；区间为95%。' }],
}

/** How many answers do I need? */
export const sampleSize: Definition = {
  key: 'sample-size',
  group: 'planning',
  title: { en: 'How many answers do I need?', zh: '我需要多少份作答？' },
  use: { en: 'From the spread these answers show: how many are needed next time to find a difference that matters.', zh: '按现有数据的离散程度，估算下次要发现有意义的差异需要多少份。' },
  long: false,
  unavailable: (data) => (figuresOf(data).length === 0 ? { en: 'There is no rated question.', zh: '没有评分题。' } : null),
  inputs: (data) => [
    columnsInput({ key: 'figure', title: { en: 'Figure', zh: '指标' }, least: 1, most: 1 }, figuresOf(data), figuresOf(data).filter(({ role, kind }) => role === 'satisfaction' || kind === 'score').slice(0, 1)),
    numberInput('difference', { en: 'Difference that matters, on its scale', zh: '有意义的差异（量表单位）' }, 0.5),
    numberInput('power', { en: 'Probability of finding it, in %', zh: '发现它的概率（%）' }, 80),
    { ...oneOf('group', { en: 'Answers come in groups (optional)', zh: '作答成组（可不选）' }, data.labels.map(({ id, title }) => ({ value: id, title }))), chosen: [], least: 0 },
  ],
  answer(data, chosen) {
    const [column] = columnsAt(data, chosen.several('figure'))
    const spread = column ? moments(column.values) : { n: 0, mean: Number.NaN, squares: 0 }
    const sd = standardDeviation(spread)
    const difference = Math.abs(chosen.number('difference'))
    const power = chosen.number('power') / 100
    const head = { n: spread.n, missing: data.respondents - spread.n, deletion: 'available' as const }
    const d = difference / sd
    const code = scriptOf(difference, sd, power)
    if (spread.n < data.minimumN) return noAnswer({ ...head, reason: 'too-few' }, method, code)
    if (!(sd > 0)) return noAnswer({ ...head, reason: 'no-variance' }, method, code)
    if (!(difference > 0 && power > 0.05 && power < 1 && d < 10)) {
      return { ...noAnswer({ ...head, reason: 'out-of-range' }, method, code), conclusion: conclusion('caution', { en: 'Tell a difference above 0 that the scale can show, and a probability between 6 and 99 %.', zh: '请给出大于0且量表上可能出现的差异，以及6%至99%之间的概率。' }) }
    }
    const label = data.labels.find(({ id }) => id === chosen.one('group'))
    const icc = label && column ? Math.max(0, aggregationIcc(grouped(column.values, label)).icc1 ?? 0) : 0
    const inGroup = label ? spread.n / label.groups.length : 1
    const inflate = label ? designEffect(inGroup, icc) : 1
    const simple = Math.ceil(sizeOfTwoGroups(d, power))
    const each = Math.ceil(simple * inflate)
    const title: Text = column?.title ?? { en: '', zh: '' }
    return {
      ...head,
      deletion: { en: 'whoever answered the question', zh: '答了该题者' },
      conclusion: conclusion(
        'neutral',
        { en: `${figure(each, 'en')} answers in each of two groups find a difference of ${figure(difference, 'en', 2)} on “${title.en}” with ${figure(100 * power, 'en')} % probability.`, zh: `要以${figure(100 * power, 'zh')}%的概率在“${title.zh}”上发现${figure(difference, 'zh', 2)}的差异，两组各需${figure(each, 'zh')}份。` },
        { en: `Standard deviation ${figure(sd, 'en', 2)} (n ${figure(spread.n, 'en')})${label ? `; design effect ${figure(inflate, 'en', 2)} for answers grouped by ${label.title.en.toLowerCase()}` : ''}.`, zh: `标准差${figure(sd, 'zh', 2)}（n ${figure(spread.n, 'zh')}）${label ? `；按${label.title.zh}成组，设计效应${figure(inflate, 'zh', 2)}` : ''}。` },
      ),
      conditions: [condition(spread.n >= 30, { en: 'The spread is known from thirty answers at least', zh: '离散程度由至少三十份得知' })],
      pictures: [
        {
          kind: 'curves',
          title: { en: 'Probability of finding the difference', zh: '发现该差异的概率' },
          across: { en: 'Answers a group', zh: '每组份数' },
          up: { en: 'Probability', zh: '概率' },
          unit: 'share',
          steps: false,
          curves: [{ key: 'power', title: { en: `difference ${signed(difference, 'en', 2)}`, zh: `差异${signed(difference, 'zh', 2)}` }, points: powerCurve(d, inflate, each) }],
        },
      ],
      tables: [
        tableOf({ en: 'Answers needed', zh: '所需份数' }, [words('To', '目的'), numbers('Answers', '份数', 0)], [
          [{ en: 'find the difference, in each of two groups', zh: '发现该差异（两组各）' }, each],
          [{ en: 'the same if answers were independent', zh: '若作答彼此独立' }, simple],
          [{ en: 'find the difference between two answers of the same people (spread of the difference as that of the answers)', zh: '在同一批人的两个回答间发现该差异（差值的离散程度与作答相同）' }, Math.ceil(sizeOfPairs(d, power))],
          [{ en: 'know a share to ± 5 points', zh: '比例误差±5个百分点' }, sizeForShare(0.05)],
          [{ en: 'know a net promoter score to ± 10', zh: '净推荐值误差±10' }, npsSampleSize(0.1)],
        ]),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

function figuresOf({ columns }: BenchData) {
  return columns.filter(({ kind }) => kind !== 'attribute')
}

/** From few answers to twice those needed, 25 points. */
function powerCurve(d: number, inflate: number, each: number) {
  const sizes = Array.from({ length: 25 }, (_, i) => Math.max(2, Math.round(((i + 1) * 2 * each) / 25)))
  return [...new Set(sizes)].map((n) => ({ x: n, y: powerOfTwoGroups(d, Math.max(2, n / inflate)), lower: null, upper: null }))
}

function scriptOf(difference: number, sd: number, power: number): string {
  return script([], [`print(power.t.test(delta = ${difference}, sd = ${sd}, power = ${power}))`])
}
