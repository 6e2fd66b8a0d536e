import type { Text } from '@gap5/contract/language.ts'
import { counted, figure } from '@gap5/contract/language.ts'
import type { NoticeKind, RowFault, RowProblem } from '@gap5/contract/listen/imports.ts'

const longestShown = 200

/** What a sentence may need beside the value: what was expected instead. */
type Expected = { min?: number; max?: number; options?: readonly string[]; atMost?: number; row?: number }

export function problemOf(row: number, column: string | null, fault: RowFault, value: string, expected: Expected = {}): RowProblem {
  const shown = value.length > longestShown ? `${value.slice(0, longestShown)}…` : value
  return { row, column, fault, value: shown, sentence: sentences[fault](shown, expected) }
}

const range = ({ min, max }: Expected) => `${min}–${max}`
const some = ({ options = [] }: Expected) => options.slice(0, 8)

const sentences: Record<RowFault, (value: string, expected: Expected) => Text> = {
  'not-a-number': (value, e) => ({
    en: `“${value}” is not a number${e.min === undefined ? '' : `; expected is ${range(e)}`}.`,
    zh: `“${value}”不是数字${e.min === undefined ? '' : `，应为 ${range(e)}`}。`,
  }),
  'out-of-scale': (value, e) => ({
    en: `${value} lies outside the scale ${range(e)}.`,
    zh: `${value} 超出量表范围 ${range(e)}。`,
  }),
  'spreadsheet-error': (value) => ({
    en: `${value} is an error of the spreadsheet, not an answer.`,
    zh: `${value} 是表格软件的错误值，不是答案。`,
  }),
  'not-an-option': (value, e) => ({
    en: `“${value}” is none of: ${some(e).join(', ')}.`,
    zh: `“${value}”不在选项之列：${some(e).join('、')}。`,
  }),
  'not-a-date': (value) => ({
    en: `“${value}” is not a date; write 2026-03-31 or 2026-03-31 14:05.`,
    zh: `“${value}”不是日期，请写作 2026-03-31 或 2026-03-31 14:05。`,
  }),
  'unknown-unit': (value) => ({
    en: `No unit has the code “${value}”. Add it under units, or correct the cell.`,
    zh: `没有代码为“${value}”的机构。请先添加该机构，或更正此单元格。`,
  }),
  'too-long': (_, e) => ({
    en: `Too long: at most ${figure(e.atMost ?? 0, 'en')} characters.`,
    zh: `内容过长：最多 ${figure(e.atMost ?? 0, 'zh')} 个字符。`,
  }),
  'cells-missing': () => ({
    en: 'The row has fewer cells than there are headings, so it may be broken.',
    zh: '该行单元格少于表头，可能已损坏。',
  }),
  'cells-extra': () => ({
    en: 'The row has more filled cells than there are headings, so they may have moved.',
    zh: '该行有内容的单元格多于表头，可能已错位。',
  }),
  'key-missing': () => ({ en: 'The key is empty.', zh: '主键为空。' }),
  'key-repeated': (value, e) => ({
    en: `The key “${value}” stands in row ${e.row} already.`,
    zh: `主键“${value}”已在第 ${e.row} 行出现。`,
  }),
  'key-taken': (value) => ({
    en: `An answer with the key “${value}” was imported before, with other content. It was left as it is.`,
    zh: `主键“${value}”的答卷此前已导入，但内容不同；原答卷保持不变。`,
  }),
}

const notices: Record<NoticeKind, (rows: number) => Text> = {
  'adequate-above-desired': (rows) => ({
    en: `In ${counted(rows, 'row', 'rows')} the adequate level lies above the desired one. The answers are kept; the zone of tolerance leaves these items out.`,
    zh: `有 ${figure(rows, 'zh')} 行的可接受水平高于理想水平。答案照原样保留，计算容忍区域时不计入这些项目。`,
  }),
  'points-total': (rows) => ({
    en: `In ${counted(rows, 'row', 'rows')} the points do not add up to 100. They are kept; weighted scores rescale them between 95 and 105 and leave the others out.`,
    zh: `有 ${figure(rows, 'zh')} 行的分值合计不为 100。数据照原样保留；加权得分将 95–105 的合计折算为 100，其余不计入。`,
  }),
  decimals: (rows) => ({
    en: `${counted(rows, 'row holds', 'rows hold')} ratings that are not whole numbers. They are kept as they are.`,
    zh: `有 ${figure(rows, 'zh')} 行含非整数评分，照原样保留。`,
  }),
  'no-answers': (rows) => ({
    en: `${counted(rows, 'row holds', 'rows hold')} no answer at all. They are kept as people who answered nothing, marked incomplete.`,
    zh: `有 ${figure(rows, 'zh')} 行没有任何答案，按“未作答者”保留，并标记为不完整。`,
  }),
  'short-rows': (rows) => ({
    en: `${counted(rows, 'row has', 'rows have')} fewer cells than there are headings; the rest was read as blank.`,
    zh: `有 ${figure(rows, 'zh')} 行的单元格少于表头，其余按空白处理。`,
  }),
  'same-rows': (rows) => ({
    en: `${counted(rows, 'row repeats', 'rows repeat')} an earlier row in every cell. They are kept, marked as duplicates, and left out of results unless you count every response. If they are different people, choose a column that tells them apart as the key.`,
    zh: `有 ${figure(rows, 'zh')} 行与之前某行的所有单元格完全相同。数据照样保留并标记为“重复”，除非选择“全部计入”，否则不计入结果。若确为不同的人，请选择能区分他们的列作为主键。`,
  }),
}

export function noticeSentence(notice: NoticeKind, rows: number): Text {
  return notices[notice](rows)
}
