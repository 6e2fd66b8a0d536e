import { figure, type Text } from '@gap5/contract/language.ts'
import { marketDamage, returnOnQuality, type DamageScenario } from '@gap5/methods'
import { conclusion, deletionWords, numberInput, numbers, tableOf, unfit, words, type Chosen, type Definition, type Found } from './inquiry.ts'

const method: Found['method'] = {
  text: {
    en: 'The market-damage model: customers lost to problems, among those who complain and are satisfied or not and among those who say nothing, with word of mouth; and what it would bring if more complained and more were satisfied.',
    zh: '市场损失模型：因问题而流失的顾客，区分投诉后满意、不满意以及不投诉者，并计入口碑；再看若有更多人投诉、更多人满意会带来什么。',
  },
  sources: ['Goodman (2009) Strategic Customer Service, chapter 4 (TARP)', 'Rust, Zahorik & Keiningham (1995) Journal of Marketing 59(2)'],
  conventions: [{ en: 'Every figure is an assumption until you replace it by a measured one. Shares in per cent.', zh: '每个数字在换成实测值之前都是假设。份额以百分比计。' }],
}

/** What do problems cost, and what would better complaint handling bring? */
export const complaining: Definition = {
  key: 'complaining',
  group: 'planning',
  title: { en: 'What do problems cost, and what would better complaint handling bring?', zh: '问题让我们损失多少？更好地处理投诉能挽回多少？' },
  use: { en: 'A what-if of lost customers, word of mouth and money. Put in your own figures; the first ones are common assumptions.', zh: '测算流失顾客、口碑与金额的假设分析。请填入自己的数字，初始值为常见假设。' },
  long: false,
  unavailable: () => null,
  inputs: () => [
    numberInput('customers', { en: 'Customers', zh: '顾客数' }, 10_000),
    numberInput('problem', { en: 'Have a problem, %', zh: '遇到问题者（%）' }, 20),
    numberInput('received', { en: 'Complaints received (0: take the share with a problem)', zh: '收到的投诉数（0表示按问题比例计算）' }, 0, { en: 'Problems = complaints received ÷ share who complain', zh: '问题数=收到的投诉数÷投诉比例' }),
    numberInput('complain', { en: 'Of these complain, %', zh: '其中投诉者（%）' }, 25),
    numberInput('satisfied', { en: 'Of complaints end satisfied, %', zh: '投诉后满意者（%）' }, 40),
    numberInput('value', { en: 'Value of a customer', zh: '一位顾客的价值' }, 1000),
    numberInput('loyal', { en: 'Stay without a problem, %', zh: '无问题者留存（%）' }, 95),
    numberInput('loyalsatisfied', { en: 'Stay when satisfied after complaining, %', zh: '投诉后满意者留存（%）' }, 90),
    numberInput('loyalunsatisfied', { en: 'Stay when not, %', zh: '投诉后不满意者留存（%）' }, 40),
    numberInput('loyalsilent', { en: 'Stay when silent, %', zh: '不投诉者留存（%）' }, 60),
    numberInput('toldsatisfied', { en: 'People told by each satisfied complainer', zh: '每位满意的投诉者告诉的人数' }, 5),
    numberInput('toldunsatisfied', { en: 'People told by each other complainer or silent one', zh: '其他投诉者与不投诉者告诉的人数' }, 9),
    numberInput('influence', { en: 'Of those told are won or lost, %', zh: '听者中被赢得或失去者（%）' }, 1),
    numberInput('complainthen', { en: 'Would complain, if made easy, %', zh: '若更方便，会投诉者（%）' }, 40),
    numberInput('satisfiedthen', { en: 'Would end satisfied, %', zh: '届时满意者（%）' }, 60),
    numberInput('spending', { en: 'What that would cost', zh: '所需投入' }, 200_000),
  ],
  answer(_data, chosen) {
    const share = (key: string) => chosen.number(key) / 100
    const shares = ['problem', 'complain', 'satisfied', 'loyal', 'loyalsatisfied', 'loyalunsatisfied', 'loyalsilent', 'influence', 'complainthen', 'satisfiedthen']
    const asked = ['toldsatisfied', 'toldunsatisfied', 'received']
    if (shares.some((key) => !(share(key) >= 0 && share(key) <= 1)) || !(chosen.number('customers') >= 1 && chosen.number('value') >= 0 && chosen.number('spending') > 0 && asked.every((key) => chosen.number(key) >= 0))) {
      return unfit(method, { en: 'Shares lie between 0 and 100, customers from 1, spending above 0, counts not below 0.', zh: '份额须在0至100之间，顾客数不少于1，投入大于0，计数不小于0。' })
    }
    const problems = problemsOf(chosen)
    if (problems === null) return unfit(method, { en: 'So many complaints mean more problems than there are customers: raise the share who complain, or the customers.', zh: '按此投诉数推算，问题数超过顾客数：请提高投诉比例或顾客数。' })
    const now = marketDamage(scenario(chosen, problems, share('complain'), share('satisfied')))
    const then = marketDamage(scenario(chosen, problems, share('complainthen'), share('satisfiedthen')))
    const gain = now.lostValue - then.lostValue
    const back = returnOnQuality([gain], [chosen.number('spending')], 0)
    const row = (title: Text, key: keyof typeof now) => [title, now[key], then[key], then[key] - now[key]]
    return {
      n: 0,
      missing: 0,
      deletion: deletionWords.none,
      conclusion: conclusion(
        back >= 1 ? 'good' : 'caution',
        { en: `Problems cost ${figure(now.lostValue, 'en')}; better handling would bring back ${figure(gain, 'en')} for ${figure(chosen.number('spending'), 'en')}.`, zh: `问题造成的损失为${figure(now.lostValue, 'zh')}；投入${figure(chosen.number('spending'), 'zh')}改进处理，可挽回${figure(gain, 'zh')}。` },
        { en: `Each unit spent returns ${figure(back, 'en', 2)}. ${unheard(now).en} All of it rests on the figures put in.`, zh: `每投入1，回报${figure(back, 'zh', 2)}。${unheard(now).zh}结果完全取决于填入的数字。` },
      ),
      conditions: [],
      pictures: [
        {
          kind: 'bars',
          axis: 'nil',
          title: { en: 'Lost value', zh: '损失金额' },
          unit: 'number',
          decimals: 0,
          bars: [
            { key: 'now', title: { en: 'Now', zh: '现在' }, value: now.lostValue, lower: null, upper: null },
            { key: 'then', title: { en: 'With better handling', zh: '改进之后' }, value: then.lostValue, lower: null, upper: null },
          ],
          reference: null,
        },
      ],
      tables: [
        tableOf({ en: 'Now and then', zh: '现在与改进后' }, [words('Figure', '指标'), numbers('Now', '现在', 0), numbers('Then', '改进后', 0), numbers('Difference', '差值', 0)], [
          row({ en: 'Customers with a problem', zh: '遇到问题的顾客' }, 'withProblem'),
          row({ en: 'of these complain', zh: '其中投诉' }, 'complaining'),
          row({ en: 'Customers lost', zh: '流失的顾客' }, 'lost'),
          row({ en: 'Won or lost by word of mouth', zh: '因口碑赢得或失去' }, 'byWordOfMouth'),
          row({ en: 'Lost value', zh: '损失金额' }, 'lostValue'),
        ]),
      ],
      warnings: [],
      method,
      script: '',
    }
  },
}

/** Share of customers with a problem: as told, or what the complaints received are the tip of; null where that is more than all customers. */
function problemsOf(chosen: Chosen): number | null {
  const received = chosen.number('received')
  if (received === 0) return chosen.number('problem') / 100
  const share = received / (chosen.number('complain') / 100) / chosen.number('customers')
  return share <= 1 ? share : null
}

/** How much of the iceberg is under water. */
function unheard({ withProblem, complaining: heard }: ReturnType<typeof marketDamage>): Text {
  if (heard === 0) return { en: 'Nobody complains.', zh: '没有人投诉。' }
  return { en: `For each complaint ${figure(withProblem / heard, 'en', 1)} customers have a problem.`, zh: `每一宗投诉背后有${figure(withProblem / heard, 'zh', 1)}位顾客遇到问题。` }
}

function scenario(chosen: Chosen, problem: number, complaining: number, satisfied: number): DamageScenario {
  const influence = chosen.number('influence') / 100
  const [toldSatisfied, toldUnsatisfied] = [chosen.number('toldsatisfied'), chosen.number('toldunsatisfied')]
  return {
    customers: chosen.number('customers'),
    problem,
    complaining,
    outcomes: [
      { id: 'satisfied', share: satisfied, loyalty: chosen.number('loyalsatisfied') / 100, told: toldSatisfied, influence },
      { id: 'dissatisfied', share: 1 - satisfied, loyalty: chosen.number('loyalunsatisfied') / 100, told: toldUnsatisfied, influence: -influence },
    ],
    loyaltyOfSilent: chosen.number('loyalsilent') / 100,
    toldBySilent: toldUnsatisfied,
    influenceOfSilent: -influence,
    loyaltyWithoutProblem: chosen.number('loyal') / 100,
    value: chosen.number('value'),
  }
}
