import type { Text } from '@gap5/contract/language.ts'
import type { Attribute, Collector, Study, StudyState } from '@gap5/contract/listen/studies.ts'
import type { Doing } from '../kit/Tag.tsx'

export const stateWords: Record<StudyState, Text> = {
  draft: { en: 'Draft', zh: '草稿' },
  scheduled: { en: 'Not open yet', zh: '尚未开始' },
  open: { en: 'Open', zh: '进行中' },
  expired: { en: 'Period over', zh: '已到期' },
  closed: { en: 'Closed', zh: '已关闭' },
}

const stateDoings: Record<StudyState, Doing> = {
  draft: 'draft',
  scheduled: 'waiting',
  open: 'open',
  expired: 'ended',
  closed: 'ended',
}

/** How a study stands, at a glance: an open one that has all its answers takes no more. */
export function standingOf({ state, full }: Pick<Study, 'state' | 'full'>): { doing: Doing; words: Text } {
  if (state === 'open' && full) return { doing: 'ended', words: { en: 'Full', zh: '名额已满' } }
  return { doing: stateDoings[state], words: stateWords[state] }
}

export const collectorWords: Record<Collector['kind'], Text> = {
  open: { en: 'Open link', zh: '公开链接' },
  personal: { en: 'Personal links', zh: '个人链接' },
  qr: { en: 'QR code', zh: '二维码' },
  kiosk: { en: 'Kiosk', zh: '自助终端' },
  embed: { en: 'In a website', zh: '嵌入网页' },
  email: { en: 'E-mail invitations', zh: '邮件邀请' },
  import: { en: 'Import', zh: '导入' },
  api: { en: 'API', zh: 'API' },
}

export const attributeTypeWords: Record<Attribute['type'], Text> = {
  unit: { en: 'Unit (branch, department)', zh: '机构（分支机构、部门）' },
  choice: { en: 'Choice', zh: '选项' },
  number: { en: 'Number', zh: '数字' },
  date: { en: 'Date', zh: '日期' },
  text: { en: 'Text', zh: '文字' },
}
