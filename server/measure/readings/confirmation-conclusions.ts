/** What the four outcomes say. */
import { figure, percent, signed, type Text } from '@gap5/contract/language.ts'
import type { ConfirmationReading, OutcomeKey } from '@gap5/contract/measure/readings/confirmation.ts'
import type { Conclusion, Estimate } from '@gap5/contract/measure/results.ts'
import { quoted, shareIntervalOf } from '../conclusions/wording.ts'

type Figures = Pick<ConfirmationReading, 'shares' | 'items' | 'periods' | 'shifts' | 'transitions'>

const verbs: Record<OutcomeKey, { en: string; zh: string }> = {
  delighted: { en: 'delighted', zh: '惊喜' },
  satisfied: { en: 'satisfied', zh: '满意' },
  regret: { en: 'left with regret', zh: '遗憾' },
  disappointed: { en: 'disappointed', zh: '失望' },
}

export function confirmationConclusions(figures: Figures): Conclusion[] {
  return [...whole(figures), ...shift(figures), ...moved(figures), ...weakest(figures)]
}

function shareOf(shares: ConfirmationReading['shares'], outcome: OutcomeKey): Estimate | undefined {
  return shares.find((one) => one.outcome === outcome)?.share
}

function whole({ shares }: Figures): Conclusion[] {
  const [delighted, satisfied, regret, disappointed] = (['delighted', 'satisfied', 'regret', 'disappointed'] as const).map((key) => shareOf(shares, key))
  if (delighted?.value == null || satisfied?.value == null || regret?.value == null || disappointed?.value == null) {
    return [{ kind: 'outcomes-none', tone: 'neutral', text: { en: 'The outcomes cannot be told yet', zh: '尚不能判定满意结果' }, evidence: null }]
  }
  const [met, short] = [delighted.value + satisfied.value, regret.value + disappointed.value]
  const text = {
    en: `${percent(met, 'en')} got what they expected or more, ${percent(short, 'en')} less, ${percent(disappointed.value, 'en')} being disappointed`,
    zh: `${percent(met, 'zh')}的顾客认为服务达到或超出期望，${percent(short, 'zh')}认为不及期望，其中感到失望的占全部的${percent(disappointed.value, 'zh')}`,
  }
  const interval = shareIntervalOf(disappointed)
  const evidence: Text = {
    en: `Delighted ${percent(delighted.value, 'en')}, satisfied ${percent(satisfied.value, 'en')}, regret ${percent(regret.value, 'en')}, disappointed ${percent(disappointed.value, 'en')}${interval ? ` (${interval.en})` : ''}; n ${figure(disappointed.n, 'en')}.`,
    zh: `惊喜${percent(delighted.value, 'zh')}，满意${percent(satisfied.value, 'zh')}，遗憾${percent(regret.value, 'zh')}，失望${percent(disappointed.value, 'zh')}${interval ? `（${interval.zh}）` : ''}；n ${figure(disappointed.n, 'zh')}。`,
  }
  return [{ kind: 'outcomes', tone: short > 0.5 ? 'bad' : met >= 0.8 ? 'good' : 'neutral', text, evidence }]
}

/** The last step, where the shares differ beyond chance. */
function shift({ shifts, periods }: Figures): Conclusion[] {
  const last = shifts.at(-1)
  if (!last) return []
  const name = (value: string) => periods.find((period) => period.value === value)?.title ?? { en: value, zh: value }
  const [from, to] = [name(last.from), name(last.to)]
  const caveat = { en: 'Different respondents answered: this is a net shift, not a flow of people.', zh: '两期受访者不同：这是净变化，不是人员流动。' }
  if ((last.test?.adjustedP ?? 1) >= 0.05) {
    return [{ kind: 'outcomes-steady', tone: 'neutral', text: { en: `No change beyond chance from ${from.en} to ${to.en}`, zh: `从${from.zh}到${to.zh}没有超出偶然的变化` }, evidence: caveat }]
  }
  const largest = last.shifts.toSorted((a, b) => Math.abs(b.difference.value ?? 0) - Math.abs(a.difference.value ?? 0))[0]
  if (!largest || largest.difference.value === null) return []
  const points = (language: 'en' | 'zh') => signed(100 * (largest.difference.value ?? 0), language, 0)
  const isGood = (largest.outcome === 'delighted' || largest.outcome === 'satisfied') === largest.difference.value > 0
  return [
    {
      kind: 'outcomes-shift',
      tone: isGood ? 'good' : 'bad',
      text: {
        en: `From ${from.en} to ${to.en} the share of the ${verbs[largest.outcome].en} moved by ${points('en')} points`,
        zh: `从${from.zh}到${to.zh}，${verbs[largest.outcome].zh}的占比变动${points('zh')}个百分点`,
      },
      evidence: caveat,
    },
  ]
}

function moved({ transitions }: Figures): Conclusion[] {
  const last = transitions?.steps.at(-1)
  if (!last || last.better.value === null || last.worse.value === null) return []
  return [
    {
      kind: 'outcomes-moved',
      tone: last.better.value > last.worse.value ? 'good' : last.better.value < last.worse.value ? 'bad' : 'neutral',
      text: {
        en: `Of ${figure(last.n, 'en')} people who answered twice, ${percent(last.better.value, 'en')} are better off now and ${percent(last.worse.value, 'en')} worse`,
        zh: `在两次都作答的${figure(last.n, 'zh')}人中，${percent(last.better.value, 'zh')}变好，${percent(last.worse.value, 'zh')}变差`,
      },
      evidence: null,
    },
  ]
}

function weakest({ items }: Figures): Conclusion[] {
  if (items.length < 2) return []
  const known = items.flatMap((item) => {
    const share = shareOf(item.shares, 'disappointed')
    return share?.value == null ? [] : [{ title: item.title, share }]
  })
  const [worst] = known.toSorted((a, b) => (b.share.value ?? 0) - (a.share.value ?? 0))
  if (!worst || worst.share.value === 0) return []
  const interval = shareIntervalOf(worst.share)
  return [
    {
      kind: 'outcomes-weakest',
      tone: 'neutral',
      text: { en: `Disappointment is most frequent with ${quoted(worst.title).en}: ${percent(worst.share.value ?? 0, 'en')}`, zh: `失望最多的是${quoted(worst.title).zh}：占${percent(worst.share.value ?? 0, 'zh')}` },
      evidence: interval && { en: `${interval.en}; n ${figure(worst.share.n, 'en')}.`, zh: `${interval.zh}；n ${figure(worst.share.n, 'zh')}。` },
    },
  ]
}
