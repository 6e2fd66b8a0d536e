import { figure, type Text } from '@gap5/contract/language.ts'
import { expectedTenure, lifetimeValue, lifetimeValueOfCurve } from '@gap5/methods'
import { conclusion, condition, deletionWords, numberInput, numbers, oneOf, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'

const method: Found['method'] = {
  text: {
    en: 'The value of a customer under a constant retention rate: margins of every period they are still there, discounted to today, less the cost of winning them; for ever and up to a horizon, the first margin now or after one period. Customer equity is the sum over customers.',
    zh: '在留存率不变的假设下，一位顾客的价值：各期仍在时的毛利贴现到今天，减去获客成本；分无限期与有限期，首笔毛利为现在或一期之后。顾客资产为全部顾客价值之和。',
  },
  sources: ['Gupta & Lehmann (2003) Journal of Interactive Marketing 17(1)', 'Rust, Lemon & Zeithaml (2004) Journal of Marketing 68(1)'],
  conventions: [{ en: 'First margin now: m (1 + d) / (1 + d − r). After one period, which the customer must first survive: m r / (1 + d − r). Every figure is an assumption until you replace it by a measured one.', zh: '首笔毛利为现在：m(1+d)/(1+d−r)；一期之后（须先留存一期）：m·r/(1+d−r)。每个数字在换成实测值之前都是假设。' }],
}

/** What is a customer worth, and what is a point of retention worth? */
export const worth: Definition = {
  key: 'worth',
  group: 'planning',
  title: { en: 'What is a customer worth, and what one more point of retention?', zh: '一位顾客值多少？留存率提高一个百分点值多少？' },
  use: { en: 'A what-if of margin, retention, discount and horizon. Where you have data on who left when, ask “How will retention go on”: retention usually rises with tenure.', zh: '测算毛利、留存率、贴现率与期限。若有谁何时离开的数据，请用“留存会怎样走”：留存率通常随年限上升。' },
  long: false,
  unavailable: () => null,
  inputs: () => [
    numberInput('customers', { en: 'Customers', zh: '顾客数' }, 1000),
    numberInput('margin', { en: 'Margin a period', zh: '每期毛利' }, 100),
    numberInput('retention', { en: 'Stay from one period to the next, %', zh: '每期留存率（%）' }, 80),
    numberInput('discount', { en: 'Discount rate a period, %', zh: '每期贴现率（%）' }, 10),
    oneOf('first', { en: 'First margin', zh: '首笔毛利' }, [
      { value: 'now', title: { en: 'comes now', zh: '现在' } },
      { value: 'later', title: { en: 'comes after one period', zh: '一期之后' } },
    ]),
    numberInput('horizon', { en: 'Horizon, periods', zh: '期限（期数）' }, 5),
    numberInput('cost', { en: 'Cost of winning a customer', zh: '获客成本' }, 0),
  ],
  answer(_data, chosen) {
    const [customers, margin, retention, discount, cost] = [chosen.number('customers'), chosen.number('margin'), chosen.number('retention') / 100, chosen.number('discount') / 100, chosen.number('cost')]
    const horizon = Math.round(chosen.number('horizon'))
    if (!(customers >= 0 && retention >= 0 && retention < 1 && discount >= 0 && horizon >= 1 && horizon <= 1000 && Number.isFinite(margin + cost))) {
      return unfit(method, { en: 'Retention lies from 0 to below 100, the discount rate is not below 0, the horizon from 1 to 1,000 periods.', zh: '留存率从0到不足100，贴现率不低于0，期限为1至1,000期。' })
    }
    const first = chosen.one('first') === 'later' ? 'after-one-period' : 'now'
    const other = first === 'now' ? 'after-one-period' : 'now'
    const forEver = (r: number, form = first) => lifetimeValue(margin, { retention: r, discount, first: form as typeof first }) - cost
    const until = (r: number, periods: number) => lifetimeValueOfCurve(curveOf(r, periods, first), marginsOf(margin, periods, first), { discount, acquisitionCost: cost })
    const value = forEver(retention)
    const point = Math.min(0.999999, retention + 0.01)
    const gain = forEver(point) - value
    const even = cost > 0 ? breakEven((periods) => until(retention, periods)) : null
    const steps = [-10, -5, -1, 0, 1, 5, 10].map((points) => ({ points, r: retention + points / 100 })).filter(({ r }) => r >= 0 && r < 1)
    return {
      n: 0,
      missing: 0,
      deletion: deletionWords.none,
      conclusion: conclusion(
        value > 0 ? 'neutral' : 'bad',
        { en: `A customer is worth ${figure(value, 'en')}; one more point of retention adds ${figure(gain, 'en', 1)} each, ${figure(gain * customers, 'en')} for all.`, zh: `一位顾客值${figure(value, 'zh')}；留存率每提高一个百分点，人均增加${figure(gain, 'zh', 1)}，合计${figure(gain * customers, 'zh')}。` },
        { en: `They stay ${figure(expectedTenure(retention), 'en', 1)} periods on average. All of it rests on the figures put in.`, zh: `平均停留${figure(expectedTenure(retention), 'zh', 1)}期。结果完全取决于填入的数字。` },
      ),
      conditions: [
        condition(null, { en: 'Retention, margin and discount stay as they are', zh: '留存率、毛利与贴现率保持不变' }),
        condition(value > 0, { en: 'A customer brings more than winning one costs', zh: '顾客带来的价值超过获客成本' }),
      ],
      pictures: [
        { kind: 'bars', axis: 'nil', title: { en: 'Value of a customer, by retention', zh: '不同留存率下一位顾客的价值' }, unit: 'number', decimals: 0, bars: steps.map(({ points, r }) => ({ key: String(points), title: percentOf(r), value: forEver(r), lower: null, upper: null })), reference: { value, title: { en: 'now', zh: '现在' } } },
        { kind: 'curves', title: { en: 'Value gathered up to a period', zh: '累计价值' }, across: { en: 'Periods', zh: '期数' }, up: { en: 'value', zh: '价值' }, unit: 'number', steps: false, curves: [{ key: 'value', title: { en: 'a customer', zh: '一位顾客' }, points: Array.from({ length: Math.min(horizon, 100) }, (_, at) => ({ x: at + 1, y: until(retention, at + 1), lower: null, upper: null })) }] },
      ],
      tables: [
        tableOf({ en: 'Value', zh: '价值' }, [words('Figure', '指标'), numbers('Now', '现在'), numbers('With one more point of retention', '留存率提高一个百分点'), numbers('Difference', '差值')], [
          both({ en: 'For ever, as chosen', zh: '无限期（按所选）' }, forEver(retention), forEver(point)),
          both({ en: `Up to the horizon (${horizon} periods)`, zh: `期限内（${horizon}期）` }, until(retention, horizon), until(point, horizon)),
          both(first === 'now' ? { en: 'For ever, first margin after one period', zh: '无限期，首笔毛利在一期之后' } : { en: 'For ever, first margin now', zh: '无限期，首笔毛利为现在' }, forEver(retention, other), forEver(point, other)),
          both({ en: 'Customer equity: all customers, for ever', zh: '顾客资产：全部顾客，无限期' }, customers * forEver(retention), customers * forEver(point)),
          both({ en: 'Periods they stay on average', zh: '平均停留期数' }, expectedTenure(retention), expectedTenure(point)),
        ], even === null ? null : even > 0 ? { en: `The cost of winning a customer is earned back within ${even} periods.`, zh: `获客成本在${even}期内收回。` } : { en: 'The cost of winning a customer is never earned back.', zh: '获客成本永远收不回。' }),
      ],
      warnings: [],
      method,
      script: '',
    }
  },
}

function percentOf(r: number): Text {
  return { en: `${figure(100 * r, 'en')} %`, zh: `${figure(100 * r, 'zh')}%` }
}

function both(title: Text, now: number, then: number): [Text, number, number, number] {
  return [title, now, then, then - now]
}

/** Shares still there when each margin comes; after one period there is none now. */
function curveOf(retention: number, periods: number, first: 'now' | 'after-one-period'): number[] {
  return Array.from({ length: first === 'now' ? periods : periods + 1 }, (_, t) => retention ** t)
}

function marginsOf(margin: number, periods: number, first: 'now' | 'after-one-period'): number[] {
  return first === 'now' ? Array.from({ length: periods }, () => margin) : [0, ...Array.from({ length: periods }, () => margin)]
}

/** After how many periods the value is no longer below nought; 0 where it never is. */
function breakEven(valueUntil: (periods: number) => number): number {
  for (let periods = 1; periods <= 600; periods++) if (valueUntil(periods) >= 0) return periods
  return 0
}
