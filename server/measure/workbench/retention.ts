import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { discountedLifetime, discountedResidualLifetime, kaplanMeier, lifetimeValueOfCurve, retentionAt, shiftedBetaGeometricOf, survivalCurve } from '@gap5/methods'
import { columnsAt, type BenchColumn } from './bench-data.ts'
import { columnsInput, conclusion, condition, noAnswer, numberInput, numbers, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { endAsked, endedOf, endInput, timesOf } from './staying.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'The shifted-beta-geometric model: customers differ in how likely they are to leave at each renewal. It explains why retention rises with tenure and carries the curve beyond the data; with a margin it gives the value of a customer.',
    zh: '移位beta几何模型：顾客每次续约时离开的可能性因人而异。它解释了为何留存率随年限上升，并把曲线外推到数据之外；给出毛利后可得顾客价值。',
  },
  sources: ['Fader & Hardie (2007) Journal of Interactive Marketing 21(1)', 'Fader & Hardie (2010) Marketing Science 29(1)', 'Gupta & Lehmann (2003) Journal of Interactive Marketing 17(1)'],
  conventions: [{ en: 'Times are rounded up to whole periods. Margins come at the start of each period, the first now.', zh: '时长向上取整为整期。毛利在每期初计入，首期为现在。' }],
}

/** How will retention go on, and what is a customer worth? */
export const retention: Definition = {
  key: 'retention',
  group: 'customers',
  title: { en: 'How will retention go on, and what is a customer worth?', zh: '留存会怎样走？一位顾客值多少？' },
  use: { en: 'Carries the curve of who stays beyond what was seen, and values a customer by it. For contracts with renewals; needs time and who left.', zh: '把留存曲线外推到观察之外，并据此估算顾客价值。适用于可续约的合同；需要时长与是否离开。' },
  long: false,
  unavailable(data) {
    if (timesOf(data).length === 0) return { en: 'There is no number attribute that could be a time.', zh: '没有可作时长的数字属性。' }
    return data.labels.length === 0 ? { en: 'There is no attribute that tells who has left.', zh: '没有说明谁已离开的属性。' } : null
  },
  inputs: (data) => [
    columnsInput({ key: 'time', title: { en: 'Time, in periods', zh: '时长（期数）' }, least: 1, most: 1 }, timesOf(data), timesOf(data).slice(0, 1)),
    endInput(data),
    numberInput('period', { en: 'Length of a period, in units of the time', zh: '一期的长度（时长单位）' }, 1, { en: '12 makes years of months', zh: '12可把月折为年' }),
    numberInput('horizon', { en: 'Periods to look ahead', zh: '展望期数' }, 24),
    numberInput('margin', { en: 'Margin a period', zh: '每期毛利' }, 100),
    numberInput('discount', { en: 'Discount rate a period, in %', zh: '每期贴现率（%）' }, 1),
    numberInput('cost', { en: 'Cost of winning a customer', zh: '获客成本' }, 0),
  ],
  answer(data, chosen) {
    const [time] = columnsAt(data, chosen.several('time'))
    const ended = endedOf(data, chosen.one('left'))
    const [period, margin, discount, cost] = [chosen.number('period'), chosen.number('margin'), chosen.number('discount') / 100, chosen.number('cost')]
    const horizon = Math.min(600, Math.round(chosen.number('horizon')))
    if (!time || !ended) return unfit(method, endAsked)
    if (!(period > 0 && horizon >= 1 && discount >= 0)) return unfit(method, { en: 'A period is above 0, the horizon 1 at least, the discount rate not below 0.', zh: '一期须大于0，展望至少1期，贴现率不低于0。' })
    const durations = time.values.map((x) => x / period)
    const found = shiftedBetaGeometricOf(durations, ended)
    const code = scriptOf(time, chosen.one('left'), period)
    if (found.alpha === null || found.beta === null || found.n < data.minimumN) return noAnswer({ ...found, reason: found.reason ?? 'too-few' }, method, code)
    const curve = survivalCurve(found.alpha, found.beta, horizon)
    const seen = kaplanMeier(durations, ended)
    const value = lifetimeValueOfCurve(curve, margin, { discount, acquisitionCost: cost })
    const [first, last] = [retentionAt(found.alpha, found.beta, 1), retentionAt(found.alpha, found.beta, horizon)]
    return {
      n: found.n,
      missing: data.respondents - found.n,
      deletion: { en: 'whoever has a time and is known to have left or not', zh: '有时长且已知是否离开者' },
      conclusion: conclusion(
        value > 0 ? 'neutral' : 'bad',
        { en: `Of a hundred who come, ${figure(100 * curve.at(-1)!, 'en')} are still there after ${horizon} periods; one is worth ${figure(value, 'en')}.`, zh: `每百位新顾客，${horizon}期后仍有${figure(100 * curve.at(-1)!, 'zh')}位；一位值${figure(value, 'zh')}。` },
        { en: `Retention rises from ${percent(first, 'en')} in the first period to ${percent(last, 'en')} in the last: those who leave easily leave first.`, zh: `留存率从首期${percent(first, 'zh')}升至末期${percent(last, 'zh')}：易流失者先离开。` },
      ),
      conditions: [
        condition(horizon <= 4 * Number(found.conventions['periods']), { en: 'Not too far beyond the data', zh: '外推不过远' }, { en: `seen for up to ${found.conventions['periods']} periods`, zh: `数据最长${found.conventions['periods']}期` }),
        condition(null, { en: 'Customers can leave at renewals only, and their inclination does not change', zh: '顾客只在续约时离开，且倾向不变' }),
      ],
      pictures: [
        {
          kind: 'curves',
          title: { en: 'Share still there', zh: '仍留存的比例' },
          across: { en: 'Period', zh: '期' },
          up: { en: 'still there', zh: '留存' },
          unit: 'share',
          steps: false,
          curves: [
            { key: 'model', title: { en: 'foretold by the model', zh: '模型预测' }, points: curve.map((y, x) => ({ x, y, lower: null, upper: null })) },
            { key: 'seen', title: { en: 'seen (Kaplan–Meier)', zh: '实际（Kaplan–Meier）' }, points: [{ x: 0, y: 1, lower: null, upper: null }, ...seen.steps.filter(({ time: x }) => x <= horizon).map(({ time: x, survival: y }) => ({ x, y, lower: null, upper: null }))] },
          ],
        },
      ],
      tables: [
        tableOf({ en: 'Model', zh: '模型' }, [words('Figure', '指标'), numbers('Value', '数值', 4)], [
          [{ en: 'alpha', zh: 'alpha' }, found.alpha],
          [{ en: 'beta', zh: 'beta' }, found.beta],
          [{ en: 'Mean probability to leave at the first renewal', zh: '首次续约时离开的平均概率' }, found.meanChurn],
          [{ en: 'Log-likelihood', zh: '对数似然' }, found.logLikelihood],
        ]),
        tableOf({ en: 'Value', zh: '价值' }, [words('Figure', '指标'), numbers('Value', '数值', 2)], [
          [{ en: 'Value of a customer up to the horizon', zh: '展望期内一位顾客的价值' }, value],
          [{ en: 'If one in a hundred fewer left at each renewal', zh: '若每次续约少流失百分之一' }, betterValue(curve, margin, discount, cost)],
          ...(discount > 0 ? lasting(found.alpha, found.beta, margin, discount, cost, durations, ended) : []),
        ]),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

/** Values without a horizon: of a new customer, and of those still there, each by the renewals already made (customer equity). */
function lasting(alpha: number, beta: number, margin: number, discount: number, cost: number, durations: Float64Array, ended: Float64Array): [Text, number][] {
  const there = Array.from(durations).filter((periods, i) => periods > 0 && ended[i] === 0).map((periods) => Math.ceil(periods))
  const residual = new Map<number, number>()
  for (const periods of new Set(there)) residual.set(periods, margin * discountedResidualLifetime(alpha, beta, discount, periods + 1))
  return [
    [{ en: 'Value of a customer without a horizon', zh: '一位顾客的价值（无限期）' }, margin * discountedLifetime(alpha, beta, discount) - cost],
    [{ en: 'Value of a customer just before the first renewal', zh: '首次续约前一位顾客的剩余价值' }, margin * discountedResidualLifetime(alpha, beta, discount, 1)],
    [{ en: `Value of the ${figure(there.length, 'en')} customers still there (customer equity)`, zh: `仍在的${figure(there.length, 'zh')}位顾客的价值（顾客资产）` }, there.reduce((sum, periods) => sum + residual.get(periods)!, 0)],
  ]
}

/** The curve with every retention rate a point higher. */
function betterValue(curve: readonly number[], margin: number, discount: number, cost: number): number {
  const better = [1]
  for (let t = 1; t < curve.length; t++) better.push(better[t - 1]! * Math.min(1, curve[t]! / curve[t - 1]! + 0.01))
  return lifetimeValueOfCurve(better, margin, { discount, acquisitionCost: cost })
}

function scriptOf(time: BenchColumn, left: string, period: number): string {
  const at = left.indexOf('=')
  return script([], [
    `used <- na.omit(data[, c("${rName(time.id)}", "${rName(left.slice(0, at))}")])`,
    `periods <- ceiling(used$${rName(time.id)} / ${period})`,
    `left <- used$${rName(left.slice(0, at))} == ${JSON.stringify(left.slice(at + 1))}`,
    'left <- left[periods > 0]; periods <- periods[periods > 0]',
    '# Fader & Hardie (2007), equations 5 and 6, of ln alpha and ln beta',
    'minus <- function(u) { a <- exp(u[1]); b <- exp(u[2]); -sum(ifelse(left, lbeta(a + 1, b + periods - 1), lbeta(a, b + periods)) - lbeta(a, b)) }',
    'found <- optim(c(0, 0), minus, control = list(reltol = 1e-14, maxit = 5000))',
    'print(c(alpha = exp(found$par[1]), beta = exp(found$par[2]), loglik = -found$value))',
  ])
}
