import { figure, percent } from '@gap5/contract/language.ts'
import { bgNbd, expectedPurchases, futurePurchases, probabilityAlive, type BgNbdParameters } from '@gap5/methods'
import { columnsAt, type BenchColumn } from './bench-data.ts'
import { columnsInput, conclusion, condition, deletionWords, enoughCases, noAnswer, numberInput, numbers, tableOf, unfit, warningWords, words, type Definition, type Found } from './inquiry.ts'
import { timesOf } from './staying.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'The BG/NBD model of customers without a contract: they buy at their own rate and may leave after any purchase without a word. From how often, how lately and how long, it tells who is still there and how often they will buy.',
    zh: 'BG/NBD模型，适用于无合同的顾客：各按自己的频率购买，任何一次购买后都可能悄然离开。由次数、最近一次与观察时长推断谁仍在、今后会买多少。',
  },
  sources: ['Fader, Hardie & Lee (2005) Marketing Science 24(2)'],
  conventions: [{ en: 'Times run from the first purchase; repeats do not count the first. Maximum likelihood.', zh: '时间从首次购买起算；次数不含首次。极大似然。' }],
}
/** Who will buy again? */
export const buying: Definition = {
  key: 'buying',
  group: 'customers',
  title: { en: 'Who is still a customer, and how often will they buy?', zh: '谁仍是顾客？今后会买多少次？' },
  use: { en: 'For customers without a contract. Needs three number attributes: repeat purchases, time of the last one, time observed.', zh: '用于没有合同的顾客。需要三个数字属性：重复购买次数、最近一次的时间、观察时长。' },
  long: false,
  unavailable: (data) => (timesOf(data).length < 3 ? { en: 'It takes three number attributes: repeat purchases, time of the last, time observed.', zh: '需要三个数字属性：重复购买次数、最近一次的时间、观察时长。' } : null),
  inputs(data) {
    const columns = timesOf(data)
    const one = (key: string, en: string, zh: string, at: number) => columnsInput({ key, title: { en, zh }, least: 1, most: 1 }, columns, columns.slice(at, at + 1))
    return [one('repeats', 'Repeat purchases', '重复购买次数', 0), one('last', 'Time of the last one', '最近一次的时间', 1), one('observed', 'Time observed', '观察时长', 2), numberInput('ahead', { en: 'Time to look ahead', zh: '展望时长' }, 12)]
  },
  answer(data, chosen) {
    const [repeats] = columnsAt(data, chosen.several('repeats'))
    const [last] = columnsAt(data, chosen.several('last'))
    const [observed] = columnsAt(data, chosen.several('observed'))
    const ahead = chosen.number('ahead')
    if (!repeats || !last || !observed || new Set([repeats, last, observed]).size < 3 || !(ahead > 0)) return unfit(data, method, { en: 'Choose three different attributes and a time above 0.', zh: '请选择三个不同的属性和大于0的时长。' })
    const code = scriptOf(repeats, last, observed)
    const found = bgNbd(repeats.values, last.values, observed.values)
    if (!found.parameters || found.n < data.minimumN) return noAnswer({ ...found, reason: found.reason ?? 'too-few' }, method, code)
    const { parameters } = found
    const histories = Array.from(repeats.values, (x, i) => ({ repeats: x, last: last.values[i]!, observed: observed.values[i]! })).filter(({ repeats: x, last: t, observed: T }) => Number.isFinite(x + t + T) && T >= t && T > 0 && x > 0 === t > 0)
    const alive = histories.map((history) => probabilityAlive(parameters, history))
    const future = histories.map((history) => futurePurchases(parameters, history, ahead))
    const total = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0)
    const classes = [[0, 0.2], [0.2, 0.5], [0.5, 0.8], [0.8, 1.01]] as const
    return {
      n: found.n,
      missing: found.missing,
      deletion: deletionWords[found.deletion],
      conclusion: conclusion(
        'neutral',
        { en: `About ${percent(total(alive) / alive.length, 'en')} of these customers are still there; together they will buy ${figure(total(future), 'en')} times in the next ${figure(ahead, 'en')}.`, zh: `这些顾客中约有${percent(total(alive) / alive.length, 'zh')}仍在；今后${figure(ahead, 'zh')}内合计会买${figure(total(future), 'zh')}次。` },
        { en: `A new customer buys ${figure(expectedPurchases(parameters, ahead), 'en', 1)} times more in that time.`, zh: `一位新顾客在此期间会再买${figure(expectedPurchases(parameters, ahead), 'zh', 1)}次。` },
      ),
      conditions: [enoughCases(found.n, 100, { en: 'A hundred customers', zh: '一百位顾客' }), condition(null, { en: 'Each buys at a steady rate while a customer', zh: '每位顾客在存续期间购买频率稳定' })],
      pictures: [
        {
          kind: 'bars',
          title: { en: 'Customers by how likely they are still there', zh: '按仍在的可能性划分的顾客' },
          unit: 'share',
          decimals: 0,
          bars: classes.map(([from, to]) => ({ key: String(from), title: { en: `${figure(100 * from, 'en')}–${figure(Math.min(100, 100 * to), 'en')} %`, zh: `${figure(100 * from, 'zh')}–${figure(Math.min(100, 100 * to), 'zh')}%` }, value: alive.filter((p) => p >= from && p < to).length / alive.length, lower: null, upper: null })),
          reference: null,
        },
      ],
      tables: [
        tableOf({ en: 'Model', zh: '模型' }, [words('Parameter', '参数'), numbers('Value', '数值', 4)], [...(Object.entries(parameters) as [keyof BgNbdParameters, number][]).map(([name, value]) => [name, value]), [{ en: 'Log-likelihood', zh: '对数似然' }, found.logLikelihood]]),
      ],
      warnings: warningWords(found.warnings, (id) => ({ en: id, zh: id })),
      method,
      script: code,
    }
  },
}

function scriptOf(repeats: BenchColumn, last: BenchColumn, observed: BenchColumn): string {
  const [x, t, whole] = [repeats, last, observed].map(({ id }) => rName(id))
  return script([], [
    `used <- na.omit(data[, c("${x}", "${t}", "${whole}")])`,
    `x <- used$${x}; t <- used$${t}; whole <- used$${whole}`,
    '# Fader, Hardie & Lee (2005), equation 6, of the logarithms of r, alpha, a and b',
    'minus <- function(u) {',
    '  p <- exp(u); r <- p[1]; alpha <- p[2]; a <- p[3]; b <- p[4]',
    '  gone <- ifelse(x > 0, a / (b + pmax(x, 1) - 1) * (1 / (alpha + t))^(r + x), 0)',
    '  -sum(lgamma(r + x) - lgamma(r) + r * log(alpha) + lbeta(a, b + x) - lbeta(a, b) + log((1 / (alpha + whole))^(r + x) + gone))',
    '}',
    'found <- optim(c(0, 1, 0, 1), minus, control = list(reltol = 1e-14, maxit = 20000))',
    'found <- optim(found$par, minus, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))',
    'print(c(setNames(exp(found$par), c("r", "alpha", "a", "b")), loglik = -found$value))',
  ])
}
