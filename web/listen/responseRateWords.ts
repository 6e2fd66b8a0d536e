import type { Text } from '@gap5/contract/language.ts'
import { figure, percent } from '@gap5/contract/language.ts'
import type { Funnel, LossReason, Rate, ResponseRate } from '@gap5/contract/listen/response-rate.ts'

export const lossWords: Record<LossReason, Text> = {
  waiting: { en: 'not written to yet', zh: '尚未发送' },
  failed: { en: 'mail came back', zh: '邮件被退回' },
  unsure: { en: 'mail in doubt', zh: '邮件状态不明' },
  unsubscribed: { en: 'had unsubscribed', zh: '已退订' },
  bounced: { en: 'address came back before', zh: '此前退信' },
  'by-hand': { en: 'on the list of addresses not written to', zh: '在不再联系名单中' },
  capped: { en: 'asked too recently in another study', zh: '近期已收到其他调查邀请' },
  'study-over': { en: 'the study had ended before the mail', zh: '发送前调查已结束' },
  erased: { en: 'person erased', zh: '个人信息已清除' },
  'too-early': { en: 'came before it opened', zh: '未到开放时间' },
  closed: { en: 'came after it closed', zh: '已结束后到访' },
  'study-full': { en: 'study was full', zh: '名额已满' },
  'quota-full': { en: 'quota was full', zh: '配额已满' },
  'link-used': { en: 'link had been used', zh: '链接已使用' },
  'link-expired': { en: 'link had expired', zh: '链接已过期' },
}

/** Losses at the door are visits, not people: somebody may come twice. */
export const visitReasons: ReadonlySet<LossReason> = new Set(['too-early', 'closed', 'study-full', 'quota-full', 'link-used', 'link-expired'])

export type Step = keyof Funnel

export const stepWords: Record<Step, Text> = {
  invited: { en: 'Invited', zh: '受邀' },
  delivered: { en: 'Delivered', zh: '送达' },
  opened: { en: 'Opened the page', zh: '打开页面' },
  began: { en: 'Began', zh: '开始作答' },
  finished: { en: 'Finished', zh: '完成' },
}

export const steps: Step[] = ['invited', 'delivered', 'opened', 'began', 'finished']

/** The step at which most are lost, with how many; null where nobody is. */
export function largestLoss(funnel: Funnel): { from: Step; to: Step; people: number } | null {
  const known = steps.filter((step) => funnel[step] !== null)
  const losses = known.slice(1).map((to, at) => ({ from: known[at]!, to, people: funnel[known[at]!]! - funnel[to]! }))
  const worst = losses.reduce<(typeof losses)[number] | null>((most, loss) => (loss.people > (most?.people ?? 0) ? loss : most), null)
  return worst
}

/** The conclusion in one or two sentences. */
export function rateConclusion({ invited, open }: ResponseRate): Text {
  if ((invited.invited ?? 0) > 0 && invited.response !== null) {
    const { response, delivered } = invited
    return together(
      {
        en: `${figure(invited.finished, 'en')} of ${figure(delivered ?? 0, 'en')} people who got an invitation answered: ${said(response, 'en')}.`,
        zh: `收到邀请的 ${figure(delivered ?? 0, 'zh')} 人中有 ${figure(invited.finished, 'zh')} 人作答：${said(response, 'zh')}。`,
      },
      lossSentence(invited),
    )
  }
  if (open.began > 0 && open.completion !== null) {
    return together(
      {
        en: `${figure(open.finished, 'en')} of ${figure(open.began, 'en')} who began came to the end: ${said(open.completion, 'en')}.`,
        zh: `开始作答的 ${figure(open.began, 'zh')} 人中有 ${figure(open.finished, 'zh')} 人完成：${said(open.completion, 'zh')}。`,
      },
      lossSentence(open),
    )
  }
  return { en: 'Nobody has come yet, so there is no rate.', zh: '尚无人到访，暂无回收率。' }
}

function said(rate: NonNullable<Rate>, language: 'en' | 'zh'): string {
  const [share, low, high] = [rate.share, rate.low, rate.high].map((value) => percent(value, language))
  return language === 'en' ? `${share} (95 % interval ${low} to ${high})` : `${share}（95% 区间 ${low} 至 ${high}）`
}

const lostBetween: Record<Step, Text> = {
  invited: { en: '', zh: '' },
  delivered: { en: 'before the mail arrives', zh: '在邮件送达之前' },
  opened: { en: 'between the mail and the page', zh: '在收到邮件与打开页面之间' },
  began: { en: 'on the first page, before they begin', zh: '在打开页面之后、开始作答之前' },
  finished: { en: 'on the way to the last page', zh: '在作答途中' },
}

function lossSentence(funnel: Funnel): Text | null {
  const loss = largestLoss(funnel)
  if (loss === null) return null
  const { to, people } = loss
  return { en: `Most are lost ${lostBetween[to].en}: ${figure(people, 'en')}.`, zh: `流失最多的环节${lostBetween[to].zh}：${figure(people, 'zh')} 人。` }
}

function together(a: Text, b: Text | null): Text {
  return b === null ? a : { en: `${a.en} ${b.en}`, zh: `${a.zh}${b.zh}` }
}
