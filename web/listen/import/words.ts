import type { Text } from '@gap5/contract/language.ts'
import { roles, type Role } from '@gap5/contract/listen/roles.ts'
import type { ImportState, RowFault } from '@gap5/contract/listen/imports.ts'
import type { ColumnProfile, ColumnUse } from '@gap5/contract/listen/recipe.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import type { Doing } from '../../kit/Tag.tsx'

/** What a column may stand for, as one choice: a role for ratings, else the use. */
export type Meaning = `rating ${Role}` | Exclude<ColumnUse, 'rating'>

const useWords: Record<Exclude<ColumnUse, 'rating'>, Text> = {
  points: { en: 'Share of 100 points', zh: '100 分中的分值' },
  choice: { en: 'Choice question', zh: '选择题' },
  text: { en: 'Answer in words', zh: '文字回答' },
  attribute: { en: 'Attribute to compare by', zh: '用于比较的属性' },
  key: { en: 'Key of the row', zh: '行的主键' },
  submittedAt: { en: 'When it was answered', zh: '作答时间' },
  language: { en: 'Language of the answer', zh: '作答语言' },
  ignore: { en: 'Leave out', zh: '不导入' },
}

/** `weight` is for points only, and a choice question needs an instrument that has it. */
const offered = roles.filter((role) => role !== 'weight')

export const meanings: { value: Meaning; label: Text }[] = [
  ...offered.map((role) => ({ value: `rating ${role}` as const, label: roleWords[role] })),
  ...(['points', 'text', 'choice', 'attribute', 'key', 'submittedAt', 'language', 'ignore'] as const).map((use) => ({ value: use, label: useWords[use] })),
]

export const kindWords: Record<ColumnProfile['kind'], Text> = {
  empty: { en: 'empty', zh: '空' },
  whole: { en: 'whole numbers', zh: '整数' },
  number: { en: 'numbers', zh: '数值' },
  date: { en: 'dates', zh: '日期' },
  category: { en: 'categories', zh: '类别' },
  text: { en: 'text', zh: '文本' },
}

export const typeWords = {
  choice: { en: 'Categories', zh: '类别' },
  unit: { en: 'Unit (branch, department)', zh: '机构（分支、部门）' },
  number: { en: 'Number', zh: '数值' },
  date: { en: 'Date', zh: '日期' },
  text: { en: 'Text', zh: '文本' },
} satisfies Record<string, Text>

export const stateWords: Record<ImportState, { doing: Doing; label: Text }> = {
  draft: { doing: 'draft', label: { en: 'Draft', zh: '草稿' } },
  queued: { doing: 'waiting', label: { en: 'Waiting', zh: '排队中' } },
  running: { doing: 'working', label: { en: 'Running', zh: '导入中' } },
  done: { doing: 'ended', label: { en: 'Imported', zh: '已导入' } },
  cancelled: { doing: 'failed', label: { en: 'Stopped', zh: '已停止' } },
  failed: { doing: 'failed', label: { en: 'Failed', zh: '失败' } },
  withdrawn: { doing: 'ended', label: { en: 'Withdrawn', zh: '已撤回' } },
}

export const faultWords: Record<RowFault, Text> = {
  'not-a-number': { en: 'Not a number', zh: '不是数字' },
  'out-of-scale': { en: 'Outside the scale', zh: '超出量表' },
  'spreadsheet-error': { en: 'Error of the spreadsheet', zh: '表格错误值' },
  'not-an-option': { en: 'Not among the options', zh: '不在选项之列' },
  'not-a-date': { en: 'Not a date', zh: '不是日期' },
  'unknown-unit': { en: 'Unknown unit', zh: '未知机构' },
  'too-long': { en: 'Too long', zh: '内容过长' },
  'cells-missing': { en: 'Too few cells', zh: '单元格不足' },
  'cells-extra': { en: 'Too many cells', zh: '单元格过多' },
  'key-missing': { en: 'Key missing', zh: '主键为空' },
  'key-repeated': { en: 'Key repeated', zh: '主键重复' },
  'key-taken': { en: 'Key known, other content', zh: '主键已存在且内容不同' },
}
