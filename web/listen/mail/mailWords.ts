import type { Text } from '@gap5/contract/language.ts'
import type { ColumnRole, MailingState, RecipientState, SkipReason, SuppressionReason } from '@gap5/contract/listen/mail.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import type { Doing } from '../../kit/Tag.tsx'

export const mailingStateWords: Record<MailingState, { doing: Doing; words: Text }> = {
  draft: { doing: 'draft', words: { en: 'Not sent yet', zh: '尚未发送' } },
  sending: { doing: 'working', words: { en: 'Sending', zh: '发送中' } },
  reminding: { doing: 'waiting', words: { en: 'Sent, reminders to come', zh: '已发送，待提醒' } },
  paused: { doing: 'waiting', words: { en: 'Paused', zh: '已暂停' } },
  done: { doing: 'ended', words: { en: 'Done', zh: '已完成' } },
}

export const recipientStateWords: Record<RecipientState, Text> = {
  waiting: { en: 'Waiting', zh: '等待发送' },
  sent: { en: 'Sent', zh: '已发送' },
  opened: { en: 'Opened the survey', zh: '已打开问卷' },
  answered: { en: 'Answered', zh: '已作答' },
  unsure: { en: 'In doubt', zh: '状态不明' },
  failed: { en: 'Came back', zh: '发送失败' },
  skipped: { en: 'Left out', zh: '已略过' },
}

const skipWords: Record<SkipReason, Text> = {
  answered: { en: 'answered already', zh: '已作答' },
  unsubscribed: { en: 'has unsubscribed', zh: '已退订' },
  bounced: { en: 'address came back before', zh: '此前退信' },
  'by-hand': { en: 'on your list of addresses not written to', zh: '在不再联系名单中' },
  capped: { en: 'was asked in another survey lately', zh: '近期已收到其他调查邀请' },
  'study-over': { en: 'the study had ended', zh: '调查已结束' },
  erased: { en: 'the person was erased', zh: '个人信息已清除' },
}

export const suppressionWords: Record<SuppressionReason, Text> = {
  unsubscribed: { en: 'Unsubscribed', zh: '已退订' },
  bounced: { en: 'Mail came back', zh: '退信' },
  'by-hand': { en: 'Added by you', zh: '手动添加' },
}

/** What the server said is shown as it said it; reasons of ours are in words. */
export function reasonWords(reason: string): Text {
  return skipWords[reason as SkipReason] ?? { en: reason, zh: reason }
}

export function roleOptions(attributes: readonly Attribute[]): { value: ColumnRole; label: Text }[] {
  return [
    { value: 'address', label: { en: 'E-mail address', zh: '邮箱' } },
    { value: 'name', label: { en: 'Name', zh: '称呼' } },
    { value: 'language', label: { en: 'Language', zh: '语言' } },
    ...attributes.map(({ key, title }) => ({ value: `attribute:${key}` as const, label: title })),
    { value: 'ignore', label: { en: 'Leave out', zh: '忽略' } },
  ]
}
