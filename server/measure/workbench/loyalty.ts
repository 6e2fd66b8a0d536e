import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { loyaltyByType, loyaltyTypes, type LoyaltyType, type LoyaltyTypes } from '@gap5/methods'
import { columnsAt, type BenchColumn } from './bench-data.ts'
import { columnsInput, conclusion, condition, deletionWords, ends, noAnswer, numberInput, numbers, oneOf, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'Customers by what they feel and what they do: high attitude and high patronage are loyal; high attitude alone is latent loyalty; high patronage alone is spurious (habit, no choice, price); neither is none. Attitude counts against the best competitor, or against the middle of its scale where no competitor was rated.',
    zh: '按态度与行为区分顾客：态度高、惠顾多为忠诚；仅态度高为潜在忠诚；仅惠顾多为虚假忠诚（习惯、别无选择、价格）；两者皆低为不忠诚。态度相对于最佳竞争者计；未评竞争者时相对于量表中点。',
  },
  sources: ['Dick & Basu (1994) Journal of the Academy of Marketing Science 22(2)'],
  conventions: [{ en: 'On the cut patronage counts as high and attitude as low. Cuts at the medians make the sample its own yardstick. Wilson intervals.', zh: '恰在切点时，惠顾计为高，态度计为低。以中位数切分时，以样本自身为尺度。Wilson区间。' }],
}

const titles: Record<LoyaltyType, Text> = {
  loyalty: { en: 'Loyal', zh: '忠诚' },
  latent: { en: 'Latent: like it, buy elsewhere', zh: '潜在忠诚：喜欢但在别处买' },
  spurious: { en: 'Spurious: buy without liking it', zh: '虚假忠诚：购买但不喜欢' },
  none: { en: 'Not loyal', zh: '不忠诚' },
}

/** Who is loyal, and who only seems so? */
export const loyalty: Definition = {
  key: 'loyalty',
  group: 'customers',
  title: { en: 'Who is loyal, and who only seems so?', zh: '谁真正忠诚，谁只是看似忠诚？' },
  use: { en: 'Needs a rating of ours (better with one of the best competitor) and a figure of patronage: share of purchases, or intention to come again.', zh: '需要对本企业的评分（最好另有对最佳竞争者的评分），以及惠顾指标：购买份额或再次光顾的意向。' },
  long: false,
  unavailable: (data) => (data.columns.length < 2 ? { en: 'It takes a rating and a figure of patronage.', zh: '需要一项评分和一项惠顾指标。' } : null),
  inputs({ columns }) {
    const rating = columns.find(({ role }) => role === 'satisfaction') ?? columns[0]
    const share = columns.find(({ role, kind }) => role === 'intention' || role === 'recommendation' || kind === 'attribute') ?? columns.at(-1)
    return [
      columnsInput({ key: 'attitude', title: { en: 'Rating of ours', zh: '对本企业的评分' }, least: 1, most: 1 }, columns, [rating ?? []].flat()),
      columnsInput({ key: 'rival', title: { en: 'Rating of the best competitor (optional)', zh: '对最佳竞争者的评分（可不选）' }, least: 0, most: 1 }, columns, []),
      columnsInput({ key: 'patronage', title: { en: 'Patronage', zh: '惠顾' }, least: 1, most: 1 }, columns, [share ?? []].flat()),
      oneOf('cuts', { en: 'High is', zh: '“高”的标准' }, [
        { value: 'fixed', title: { en: 'above the competitor, and patronage from the figure below', zh: '高于竞争者，且惠顾不低于下列数值' } },
        { value: 'medians', title: { en: 'above the middle customer', zh: '高于居中的顾客' } },
      ]),
      numberInput('from', { en: 'Patronage is high from, %', zh: '惠顾为高，不低于（%）' }, 50, { en: 'Of purchases; of a rated question: of the way up its scale', zh: '占购买的百分比；评分题则为量表从低到高的百分比' }),
    ]
  },
  answer(data, chosen) {
    const [own] = columnsAt(data, chosen.several('attitude'))
    const [rival] = columnsAt(data, chosen.several('rival'))
    const [patronage] = columnsAt(data, chosen.several('patronage'))
    const share = chosen.number('from') / 100
    if (!own || !patronage || own === patronage || own === rival || rival === patronage || !(share >= 0 && share <= 1)) return unfit(method, { en: 'Choose three different figures and a percentage.', zh: '请选择互不相同的指标和一个百分比。' })
    const from = cutOf(patronage, share)
    if (from === null && chosen.one('cuts') !== 'medians') return unfit(method, { en: 'Patronage is a share (up to 1 or 100) or a rated question; for counts choose “above the middle customer”.', zh: '惠顾须为份额（至多1或100）或评分题；若为次数，请选“高于居中的顾客”。' })
    const middle = own.scale ? (own.scale.min + own.scale.max) / 2 : 0
    const attitude = own.values.map((value, i) => value - (rival ? rival.values[i]! : middle))
    const cuts = from === null || chosen.one('cuts') === 'medians' ? ('medians' as const) : { attitude: 0, patronage: from }
    const found = loyaltyByType(attitude, patronage.values, { cuts })
    const code = scriptOf(own, rival, patronage, middle, cuts === 'medians' ? null : from)
    if (found.reason !== null || found.n < data.minimumN) return noAnswer({ ...found, reason: found.reason ?? 'too-few' }, method, code)
    return {
      n: found.n,
      missing: found.missing,
      deletion: deletionWords[found.deletion],
      conclusion: sentenceOf(found),
      conditions: [
        condition(rival !== undefined, { en: 'Attitude is held against a competitor', zh: '态度与竞争者相比较' }, rival ? null : { en: 'here against the middle of the scale', zh: '此处与量表中点比较' }),
        condition(null, { en: 'Patronage is what customers do, not what they say', zh: '惠顾为实际行为，而非口头表示' }),
      ],
      pictures: [{ kind: 'bars', axis: 'nil', title: { en: 'Share of customers', zh: '顾客比例' }, unit: 'share', decimals: 0, bars: loyaltyTypes.map((type) => ({ key: type, title: titles[type], value: found.types[type].value, ...ends(found.types[type].interval) })), reference: null }],
      tables: [tableOf({ en: 'Kinds of loyalty', zh: '忠诚类型' }, [words('Kind', '类型'), numbers('Customers', '顾客', 0), numbers('Share', '比例', 1, 'share'), numbers('Lower', '下限', 1, 'share'), numbers('Upper', '上限', 1, 'share')], loyaltyTypes.map((type) => {
        const { count, value, interval } = found.types[type]
        return [titles[type], count, value, interval?.lower ?? null, interval?.upper ?? null]
      }), found.cuts && { en: `Cut of attitude ${figure(found.cuts.attitude, 'en', 2)}, of patronage ${figure(found.cuts.patronage, 'en', 2)}.`, zh: `态度切点${figure(found.cuts.attitude, 'zh', 2)}，惠顾切点${figure(found.cuts.patronage, 'zh', 2)}。` })],
      warnings: [],
      method,
      script: code,
    }
  },
}

/** Where so much of the way up a scale, or of all purchases, lies; null for figures that have no top. */
function cutOf({ scale, values }: BenchColumn, share: number): number | null {
  if (scale) return scale.min + share * (scale.max - scale.min)
  const top = values.reduce((most, value) => (value > most ? value : most), 0)
  return top > 100 ? null : share * (top > 1 ? 100 : 1)
}

function sentenceOf({ types }: LoyaltyTypes): Found['conclusion'] {
  const share = (type: LoyaltyType, language: 'en' | 'zh') => percent(types[type].value ?? 0, language)
  const isHollow = (types.spurious.value ?? 0) > (types.loyalty.value ?? 0)
  return conclusion(
    isHollow ? 'bad' : 'neutral',
    { en: `${share('loyalty', 'en')} are loyal; ${share('spurious', 'en')} buy without liking it and go when they can; ${share('latent', 'en')} like it and buy elsewhere.`, zh: `${share('loyalty', 'zh')}真正忠诚；${share('spurious', 'zh')}购买但不喜欢，有机会就会离开；${share('latent', 'zh')}喜欢但在别处购买。` },
    isHollow ? { en: 'More stay out of habit or for want of choice than out of liking.', zh: '出于习惯或别无选择者多于真心喜欢者。' } : { en: 'The latent are won by removing what keeps them away (place, price, hours); the spurious by better service.', zh: '对潜在忠诚者，应消除障碍（位置、价格、时间）；对虚假忠诚者，应改进服务。' },
  )
}

function scriptOf(own: BenchColumn, rival: BenchColumn | undefined, patronage: BenchColumn, middle: number, from: number | null): string {
  const [a, p] = [rName(own.id), rName(patronage.id)]
  return script([], [
    `attitude <- data$${a} - ${rival ? `data$${rName(rival.id)}` : middle}`,
    `used <- na.omit(data.frame(attitude, patronage = data$${p}))`,
    `liked <- used$attitude > ${from === null ? 'median(used$attitude)' : 0}; bought <- used$patronage >= ${from ?? 'median(used$patronage)'}`,
    'print(prop.table(table(liked, bought)))',
  ])
}
