import { figure, percent, type Text } from '@gap5/contract/language.ts'
import type { PurchaseHistory } from '@gap5/methods'
import { columnsAt } from './bench-data.ts'
import { criteriaOf, fitModel, isPossible, looksLikeOccasions, modelKeys, modelTitles, worthOf, type FittedModel, type ModelKey } from './buying-models.ts'
import { buyingScript } from './buying-script.ts'
import { columnsInput, conclusion, condition, deletionWords, enoughCases, noAnswer, numberInput, numbers, oneOf, tableOf, unfit, warningWords, words, type Definition, type Found } from './inquiry.ts'
import { timesOf } from './staying.ts'

const method: Found['method'] = {
  text: {
    en: 'Models of customers without a contract: they buy at their own rate and leave without a word; from how often, how lately and how long, each model tells who is still there and how often they will buy. BG/NBD: they may leave after any purchase. Pareto/NBD: they may leave at any moment. BG/BB: they can buy once at each of a number of occasions (years of giving, events, seasons).',
    zh: '适用于无合同顾客的模型：各按自己的频率购买，悄然离开；由次数、最近一次与观察时长推断谁仍在、今后会买多少。BG/NBD：任何一次购买后都可能离开。Pareto/NBD：任何时刻都可能离开。BG/BB：在若干次机会（捐赠年度、活动、季节）上每次至多购买一次。',
  },
  sources: ['Fader, Hardie & Lee (2005) Marketing Science 24(2)', 'Schmittlein, Morrison & Colombo (1987) Management Science 33(1)', 'Fader, Hardie & Shang (2010) Marketing Science 29(6)'],
  conventions: [
    { en: 'Times run from the first purchase; repeats do not count the first. Maximum likelihood; intervals from the curvature at the summit, on logarithms.', zh: '时间从首次购买起算；次数不含首次。极大似然；区间由顶点处的曲率得出，按对数计算。' },
    { en: 'Purchases to come are counted at the end of their period and discounted to today.', zh: '未来购买计于所在时段之末，并贴现到今天。' },
  ],
}

/** Who will buy again? */
export const buying: Definition = {
  key: 'buying',
  group: 'customers',
  title: { en: 'Who is still a customer, and how often will they buy?', zh: '谁仍是顾客？今后会买多少次？' },
  use: { en: 'For customers without a contract. Needs three number attributes: repeat purchases, time of the last one, time observed (or occasions bought at, the last of them, and how many there were).', zh: '用于没有合同的顾客。需要三个数字属性：重复购买次数、最近一次的时间、观察时长（或：购买过的机会数、最后一次是第几次机会、共有多少次机会）。' },
  long: true,
  unavailable: (data) => (timesOf(data).length < 3 ? { en: 'It takes three number attributes: repeat purchases, time of the last, time observed.', zh: '需要三个数字属性：重复购买次数、最近一次的时间、观察时长。' } : null),
  inputs(data) {
    const columns = timesOf(data)
    const one = (key: string, en: string, zh: string, at: number) => columnsInput({ key, title: { en, zh }, least: 1, most: 1 }, columns, columns.slice(at, at + 1))
    return [
      oneOf('model', { en: 'Customers can buy and leave', zh: '顾客如何购买与离开' }, [
        { value: 'bg-nbd', title: { en: 'at any time, leave after a purchase (BG/NBD)', zh: '随时购买，购买后离开（BG/NBD）' } },
        { value: 'pareto-nbd', title: { en: 'at any time, leave at any time (Pareto/NBD)', zh: '随时购买，随时离开（Pareto/NBD）' } },
        { value: 'bg-bb', title: { en: 'once at each occasion, leave in between (BG/BB)', zh: '每次机会至多一次，其间离开（BG/BB）' } },
      ]),
      one('repeats', 'Repeat purchases', '重复购买次数', 0),
      one('last', 'Time of the last one', '最近一次的时间', 1),
      one('observed', 'Time observed', '观察时长', 2),
      numberInput('ahead', { en: 'Time to look ahead', zh: '展望时长' }, 12),
      numberInput('margin', { en: 'Margin a purchase', zh: '每次购买的毛利' }, 100),
      numberInput('discount', { en: 'Discount rate a unit of time, in %', zh: '每单位时间的贴现率（%）' }, 0.5),
    ]
  },
  answer(data, chosen, progress) {
    const [repeats] = columnsAt(data, chosen.several('repeats'))
    const [last] = columnsAt(data, chosen.several('last'))
    const [observed] = columnsAt(data, chosen.several('observed'))
    const key = modelKeys.find((one) => one === chosen.one('model')) ?? 'bg-nbd'
    const ahead = key === 'bg-bb' ? Math.max(1, Math.round(chosen.number('ahead'))) : chosen.number('ahead')
    const [margin, discount] = [chosen.number('margin'), chosen.number('discount') / 100]
    if (!repeats || !last || !observed || new Set([repeats, last, observed]).size < 3 || !(chosen.number('ahead') > 0 && ahead <= 10_000 && discount >= 0)) {
      return unfit(method, { en: 'Choose three different attributes, a time from above 0 to 10,000 and a discount rate not below 0.', zh: '请选择三个不同的属性、大于0且不超过10,000的时长，以及不低于0的贴现率。' })
    }
    const code = buyingScript(key, repeats, last, observed)
    const fit = (one: ModelKey) => fitModel(one, repeats.values, last.values, observed.values)
    const model = fit(key)
    const all = Array.from(repeats.values, (x, i) => ({ repeats: x, last: last.values[i]!, observed: observed.values[i]! }))
    const isDiscrete = looksLikeOccasions(all.filter(({ repeats: x, last: t, observed: T }) => Number.isFinite(x + t + T)))
    progress(0.5)
    const others = key === 'bg-bb' ? [] : modelKeys.filter((one) => one !== 'bg-bb' && one !== key).map(fit)
    const { found } = model
    if (!found.parameters || found.n < data.minimumN) return { ...noAnswer({ ...found, reason: found.reason ?? 'too-few' }, method, code), ...(found.reason === 'not-converged' && otherWorks(model, others)) }
    const customers = told(model, all.filter((history) => isPossible(key, history)), ahead)
    const sum = (of: (customer: Told) => number) => customers.reduce((total, customer) => total + of(customer), 0)
    const [alive, future] = [sum((one) => one.count * one.alive) / found.n, sum((one) => one.count * one.future)]
    const worth = worthOf(model, customers, ahead, margin, discount)
    return {
      n: found.n,
      missing: found.missing,
      deletion: deletionWords[found.deletion],
      conclusion: conclusion(
        'neutral',
        { en: `About ${percent(alive, 'en')} of these customers are still there; together they will buy ${figure(future, 'en')} times in the next ${figure(ahead, 'en')}, worth ${figure(worth, 'en')} today.`, zh: `这些顾客中约有${percent(alive, 'zh')}仍在；今后${figure(ahead, 'zh')}内合计会买${figure(future, 'zh')}次，现值${figure(worth, 'zh')}。` },
        { en: `A new customer buys ${figure(model.expected(ahead), 'en', 1)} times more in that time. ${comparison(model, others).en}`, zh: `一位新顾客在此期间会再买${figure(model.expected(ahead), 'zh', 1)}次。${comparison(model, others).zh}` },
      ),
      conditions: [
        enoughCases(found.n, 100, { en: 'A hundred customers', zh: '一百位顾客' }),
        key === 'bg-bb'
          ? condition(null, { en: 'Each occasion is a chance of its own, and all had as many as stated', zh: '每次机会彼此独立，机会数如所填' })
          : condition(!isDiscrete, { en: 'Purchases can come at any moment', zh: '购买可在任何时刻发生' }, isDiscrete ? { en: 'all figures are whole and small: these look like occasions, which BG/BB is for', zh: '所有数字均为较小的整数：像是按机会计数，宜用BG/BB' } : null),
        condition(null, { en: 'Each buys at a steady rate while a customer', zh: '每位顾客在存续期间购买频率稳定' }),
      ],
      pictures: [bars(customers, found.n), curves([model, ...others.filter((other) => other.found.parameters)], ahead)],
      tables: [parametersTable(model), comparisonTable(model, others), byRepeats(customers, margin)],
      warnings: warningWords(found.warnings, (id) => ({ en: id, zh: id })),
      method,
      script: code,
    }
  },
}

type Told = { history: PurchaseHistory; count: number; alive: number; future: number }

/** What the model tells of each history, equal ones once. */
function told(model: FittedModel, histories: readonly PurchaseHistory[], ahead: number): Told[] {
  const groups = Map.groupBy(histories, ({ repeats, last, observed }) => `${repeats} ${last} ${observed}`)
  return [...groups.values()].map((same) => ({ history: same[0]!, count: same.length, alive: model.alive(same[0]!), future: model.future(same[0]!, ahead) }))
}

function otherWorks(model: FittedModel, others: readonly FittedModel[]): Pick<Found, 'conclusion'> | null {
  const [other] = others.filter(({ found }) => found.parameters)
  return other ? { conclusion: conclusion('caution', { en: `${model.title.en} does not settle on these customers; ${other.title.en} does. Choose that.`, zh: `${model.title.zh}在这些顾客上不收敛，而${other.title.zh}可以，请改选后者。` }) } : null
}

/** Which of the models of the same data describes them better. */
function comparison(model: FittedModel, others: readonly FittedModel[]): Text {
  const own = criteriaOf(model.found)
  const [other] = others
  const its = other && criteriaOf(other.found)
  if (!own || !other) return { en: '', zh: '' }
  if (!its) return { en: `${other.title.en} does not settle on them.`, zh: `${other.title.zh}在这些数据上不收敛。` }
  const gain = its.bic - own.bic
  if (Math.abs(gain) < 2) return { en: `${model.title.en} and ${other.title.en} describe them about equally well.`, zh: `${model.title.zh}与${other.title.zh}的拟合相当。` }
  const [better, worse] = gain > 0 ? [model, other] : [other, model]
  return { en: `${better.title.en} describes them better than ${worse.title.en} (BIC lower by ${figure(Math.abs(gain), 'en', 1)}).`, zh: `${better.title.zh}的拟合优于${worse.title.zh}（BIC低${figure(Math.abs(gain), 'zh', 1)}）。` }
}

function bars(customers: readonly Told[], n: number): Found['pictures'][number] {
  const classes = [[0, 0.2], [0.2, 0.5], [0.5, 0.8], [0.8, 1.01]] as const
  return {
    kind: 'bars',
    axis: 'nil',
    title: { en: 'Customers by how likely they are still there', zh: '按仍在的可能性划分的顾客' },
    unit: 'share',
    decimals: 0,
    bars: classes.map(([from, to]) => ({ key: String(from), title: { en: `${figure(100 * from, 'en')}–${figure(Math.min(100, 100 * to), 'en')} %`, zh: `${figure(100 * from, 'zh')}–${figure(Math.min(100, 100 * to), 'zh')}%` }, value: customers.filter(({ alive }) => alive >= from && alive < to).reduce((sum, { count }) => sum + count, 0) / n, lower: null, upper: null })),
    reference: null,
  }
}

function curves(models: readonly FittedModel[], ahead: number): Found['pictures'][number] {
  const [first] = models
  const parts = first?.key === 'bg-bb' ? Math.min(ahead, 60) : 40
  const times = Array.from({ length: parts + 1 }, (_, part) => (first?.key === 'bg-bb' ? Math.round((ahead * part) / parts) : (ahead * part) / parts))
  return {
    kind: 'curves',
    title: { en: 'Purchases expected of a new customer after the first', zh: '新顾客首次购买之后的预期购买次数' },
    across: { en: 'Time', zh: '时间' },
    up: { en: 'purchases', zh: '次数' },
    unit: 'number',
    steps: false,
    curves: models.map(({ key, title, expected }) => ({ key, title, points: times.map((x) => ({ x, y: expected(x), lower: null, upper: null })) })),
  }
}

function parametersTable({ title, found: { parameters, errors, logLikelihood } }: FittedModel) {
  return tableOf({ en: `Model: ${title.en}`, zh: `模型：${title.zh}` }, [words('Parameter', '参数'), numbers('Value', '数值', 4), numbers('Lower', '下限', 4), numbers('Upper', '上限', 4)], [
    ...Object.entries(parameters ?? {}).map(([name, value]) => {
      const reach = errors?.[name] === undefined ? null : Math.exp((1.959963984540054 * errors[name]) / value)
      return [name, value, reach && value / reach, reach && value * reach]
    }),
    [{ en: 'Log-likelihood', zh: '对数似然' }, logLikelihood, null, null],
  ], errors ? null : { en: 'The likelihood is flat at its summit: these customers do not fix every parameter, so there are no intervals.', zh: '似然在顶点处过于平坦：数据不足以确定每个参数，因此没有区间。' })
}

function comparisonTable(model: FittedModel, others: readonly FittedModel[]) {
  const rows = [model, ...others].map(({ key, found }) => {
    const criteria = criteriaOf(found)
    return [modelTitles[key], found.logLikelihood, criteria?.aic ?? null, criteria?.bic ?? null, found.n]
  })
  const alone = { en: 'A model of occasions cannot be compared with models of moments by these figures.', zh: '以机会计的模型不能用这些数字与以时刻计的模型比较。' }
  return tableOf({ en: 'How well the models describe these customers', zh: '各模型的拟合' }, [words('Model', '模型'), numbers('Log-likelihood', '对数似然', 2), numbers('AIC', 'AIC', 1), numbers('BIC', 'BIC', 1), numbers('n', 'n', 0)], rows, others.length === 0 ? alone : { en: 'AIC and BIC: the lower, the better.', zh: 'AIC与BIC越低越好。' })
}

/** How customers stand by how often they have bought. */
function byRepeats(customers: readonly Told[], margin: number) {
  const classes = [[0, 0], [1, 1], [2, 2], [3, 5], [6, 10], [11, Infinity]] as const
  const rows = classes.flatMap(([from, to]) => {
    const here = customers.filter(({ history: { repeats } }) => repeats >= from && repeats <= to)
    const count = here.reduce((sum, one) => sum + one.count, 0)
    if (count === 0) return []
    const mean = (of: (customer: Told) => number) => here.reduce((sum, one) => sum + one.count * of(one), 0) / count
    const name = to === Infinity ? `${from}+` : from === to ? String(from) : `${from}–${to}`
    return [[name, count, mean(({ alive }) => alive), mean(({ future }) => future), count * mean(({ future }) => future) * margin]]
  })
  return tableOf({ en: 'By how often they have bought', zh: '按购买次数' }, [words('Repeat purchases', '重复购买'), numbers('Customers', '顾客', 0), numbers('Still there', '仍在', 0, 'share'), numbers('Purchases to come, each', '人均未来购买', 2), numbers('Margin to come, not discounted', '未来毛利（未贴现）', 0)], rows)
}
