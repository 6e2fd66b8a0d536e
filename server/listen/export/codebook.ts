import { csvOf, type Cell } from '@gap5/contract/csv.ts'
import type { Language, Text } from '@gap5/contract/language.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import { savNames } from '../spss/dictionary.ts'
import { absentCodes, absentWords, betweenOptions } from './cells.ts'
import type { Field } from './fields.ts'

/** What every column means, a row each, both languages side by side. */
export function codebookRows(fields: readonly Field[], language: Language): Cell[][] {
  const names = savNames(fields.map(({ name }) => name))
  return [headings.map((heading) => heading[language]), ...fields.map((field, at) => rowOf(field, names[at]!, language))]
}

export function codebookCsv(fields: readonly Field[], language: Language): string {
  return csvOf(codebookRows(fields, language))
}

const headings: Text[] = [
  { en: 'variable', zh: '变量' },
  { en: 'label (English)', zh: '标签（英文）' },
  { en: 'label (Chinese)', zh: '标签（中文）' },
  { en: 'kind', zh: '类型' },
  { en: 'item', zh: '题目' },
  { en: 'role', zh: '角色' },
  { en: 'dimension', zh: '维度' },
  { en: 'dimension (English)', zh: '维度（英文）' },
  { en: 'dimension (Chinese)', zh: '维度（中文）' },
  { en: 'lowest', zh: '最小值' },
  { en: 'highest', zh: '最大值' },
  { en: 'values (English)', zh: '取值（英文）' },
  { en: 'values (Chinese)', zh: '取值（中文）' },
  { en: 'direction', zh: '方向' },
  { en: 'no answer', zh: '缺失' },
  { en: 'name in SPSS', zh: 'SPSS 变量名' },
]

const kinds: Record<Field['kind'], Text> = {
  id: { en: 'key', zh: '主键' },
  moment: { en: 'date and time', zh: '日期时间' },
  text: { en: 'text', zh: '文字' },
  number: { en: 'computed', zh: '计算值' },
  attribute: { en: 'attribute', zh: '属性' },
  choice: { en: 'choice', zh: '选择' },
  rating: { en: 'rating', zh: '评分' },
}

const several: Text = { en: `several, parted by “${betweenOptions}”`, zh: `多选，以“${betweenOptions}”分隔` }
const turned: Text = { en: 'negatively worded; not turned round here', zh: '反向题，此处未反转' }
const lowGood: Text = { en: 'low is good', zh: '越低越好' }

function rowOf(field: Field, savName: string, language: Language): Cell[] {
  const values = 'values' in field ? field.values : []
  const listed = (of: Language) => values.map(({ value, title }) => `${value} = ${title[of]}`).join('; ') || null
  const rating = field.kind === 'rating' ? field : null
  const isMultiple = field.kind === 'choice' && field.multiple
  const kind = kinds[field.kind][language] + (isMultiple ? `, ${several[language]}` : '')
  const direction = [rating?.reversed ? turned[language] : '', rating?.lowIsGood ? lowGood[language] : ''].filter(Boolean).join('; ') || null
  return [
    field.name,
    field.label.en,
    field.label.zh,
    kind,
    'item' in field ? field.item : null,
    rating ? roleWords[rating.role][language] : null,
    rating?.dimension?.key ?? null,
    rating?.dimension?.title.en ?? null,
    rating?.dimension?.title.zh ?? null,
    rating?.min ?? null,
    rating?.max ?? null,
    listed('en'),
    listed('zh'),
    direction,
    rating ? absences(language) : null,
    savName,
  ]
}

function absences(language: Language): string {
  const { na, dk } = absentCodes
  return {
    en: `${absentWords.na} = not applicable (SPSS ${na}); ${absentWords.dk} = don’t know (SPSS ${dk}); empty = left blank`,
    zh: `${absentWords.na} = 不适用（SPSS ${na}）；${absentWords.dk} = 不知道（SPSS ${dk}）；空 = 未作答`,
  }[language]
}
