import type { StudySettings } from '@gap5/contract/listen/studies.ts'
import type { Option } from '../kit/Select.tsx'

export const pagingOptions: Option<StudySettings['paging']>[] = [
  { value: 'item', label: { en: 'One question at a time', zh: '每页一题' }, hint: { en: 'Best on phones', zh: '最适合手机' } },
  { value: 'block', label: { en: 'One part at a time', zh: '每页一个部分' } },
  { value: 'whole', label: { en: 'All on one page', zh: '全部在一页' }, hint: { en: 'Best for a few questions', zh: '适合题目很少时' } },
]
