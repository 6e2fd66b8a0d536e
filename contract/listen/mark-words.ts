/** What people call a mark of quality. */
import type { Text } from '../language.ts'
import type { Mark } from './answers.ts'

export const markWords: Record<Mark, Text> = {
  honeypot: { en: 'Filled in by a machine', zh: '疑似机器填写' },
  duplicate: { en: 'Probably twice', zh: '疑似重复' },
  attention: { en: 'Failed the attention check', zh: '未通过注意力检查' },
  fast: { en: 'Very fast', zh: '作答过快' },
  'straight-lined': { en: 'Same answer throughout', zh: '全部同一选项' },
  incomplete: { en: 'Incomplete', zh: '未答完' },
  withdrawn: { en: 'Taken back', zh: '已撤回' },
}
