/** What stands in the columns of exported answers: one list for CSV, workbook, SPSS and codebook. */
import type { Text } from '@gap5/contract/language.ts'
import { withProvider } from '@gap5/contract/listen/answers.ts'
import { type Block, type ChoiceItem, type Definition, type Item, type RatingItem, type Role } from '@gap5/contract/listen/instrument.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import type { ExportRow } from './rows.ts'

/** How much of what people wrote goes along: nothing, their texts, or also who they are. */
export type WordsTaken = 'none' | 'texts' | 'contacts'

export type ExportedStudy = {
  definition: Definition
  /** Titles of units are the organisation's. */
  attributes: readonly Pick<Attribute, 'key' | 'title' | 'type' | 'values'>[]
  /** The name that stands for `{provider}`. */
  provider: Text
}

export type NamedValue = { value: string; title: Text }

type Base = {
  /** Heading of the column and, for SPSS, name of the variable. */
  name: string
  label: Text
}
export type RatingField = Base & {
  kind: 'rating'
  variable: string
  item: string
  role: Role
  dimension: { key: string; title: Text } | null
  min: number
  max: number
  /** Of the scale's points that have names. */
  values: NamedValue[]
  reversed: boolean
  lowIsGood: boolean
}
export type Field =
  | (Base & { kind: 'id' })
  /** Computed from the answers. */
  | (Base & { kind: 'number'; of: (row: ExportRow) => number | null })
  | (Base & { kind: 'moment'; of: (row: ExportRow) => Date | null })
  | (Base & { kind: 'text'; item: string | null; of: (row: ExportRow) => string | null; values: NamedValue[] })
  | (Base & { kind: 'attribute'; key: string; type: Attribute['type']; values: NamedValue[] })
  | (Base & { kind: 'choice'; item: string; multiple: boolean; values: NamedValue[] })
  | RatingField

/** The columns in their order: who and when, attributes, ratings and choices as asked, words, quality marks. */
export function fieldsOf({ definition, attributes, provider }: ExportedStudy, words: WordsTaken): Field[] {
  const items = new Set(definition.blocks.flatMap((block) => block.items.map(({ key }) => key)))
  const asked = definition.blocks.flatMap((block) => block.items.flatMap((item) => itemFields(definition, block, item, provider)))
  return [
    { kind: 'id', name: 'response_id', label: { en: 'Response', zh: '答卷编号' } },
    { kind: 'moment', name: 'submitted_at', label: { en: 'Answered at', zh: '提交时间' }, of: (row) => row.submittedAt },
    { kind: 'moment', name: 'started_at', label: { en: 'Begun at', zh: '开始时间' }, of: (row) => row.startedAt },
    plainText('language', { en: 'Language of the answer', zh: '作答语言' }, (row) => row.language, [
      { value: 'en', title: { en: 'English', zh: '英文' } },
      { value: 'zh', title: { en: 'Chinese', zh: '中文' } },
    ]),
    ...attributes.map(({ key, title, type, values }): Field => ({ kind: 'attribute', name: items.has(key) || own.has(key) ? `a.${key}` : key, label: title, key, type, values })),
    ...asked.filter((field) => field.kind !== 'text'),
    ...(words === 'none' ? [] : asked.filter((field) => field.kind === 'text')),
    ...(words === 'none' ? [] : helpFields(words)),
    plainText('quality_marks', { en: 'Quality marks', zh: '质量标记' }, (row) => row.marks.join(';') || null),
  ]
}

const own = new Set(['response_id', 'submitted_at', 'started_at', 'language', 'quality_marks', 'help_request', 'contact_name', 'contact_phone', 'contact_email'])

function plainText(name: string, label: Text, of: (row: ExportRow) => string | null, values: NamedValue[] = []): Field {
  return { kind: 'text', name, label, item: null, of, values }
}

function helpFields(words: WordsTaken): Field[] {
  const request = plainText('help_request', { en: 'Request for help', zh: '求助内容' }, (row) => row.help?.text ?? null)
  if (words !== 'contacts') return [request]
  return [
    request,
    plainText('contact_name', { en: 'Name', zh: '姓名' }, (row) => row.help?.contact?.name ?? null),
    plainText('contact_phone', { en: 'Phone', zh: '电话' }, (row) => row.help?.contact?.phone ?? null),
    plainText('contact_email', { en: 'E-mail', zh: '邮箱' }, (row) => row.help?.contact?.email ?? null),
  ]
}

function itemFields(definition: Definition, block: Block, item: Item, provider: Text): Field[] {
  const said = (text: Text) => ({ en: withProvider(text.en, provider.en), zh: withProvider(text.zh, provider.zh) })
  if (item.type === 'rating') return block.columns.map((column) => ratingField(definition, block, item, column, said))
  if (item.type === 'text') return [{ kind: 'text', name: item.key, item: item.key, label: said(item.text), of: (row) => row.texts[item.key] ?? null, values: [] }]
  if (item.type === 'choice') return [choiceField(item, said)]
  return item.over.map(({ dimension, text }): Field => ({
    kind: 'rating',
    name: `${item.key}.${dimension}`,
    variable: `${item.key}.${dimension}`,
    item: item.key,
    role: 'weight',
    label: joined(said(item.text), said(text)),
    dimension: dimensionOf(definition, dimension),
    min: 0,
    max: item.total,
    values: [],
    reversed: false,
    lowIsGood: false,
  }))
}

type Said = (text: Text) => Text

function ratingField(definition: Definition, block: Block, item: RatingItem, { role, scale, title }: Block['columns'][number], said: Said): RatingField {
  const { min, max, labels, lowIsGood } = definition.scales[scale]!
  const text = said(item.wording?.[role] ?? item.text)
  return {
    kind: 'rating',
    name: `${item.key}.${role}`,
    variable: `${item.key}.${role}`,
    item: item.key,
    role,
    label: block.columns.length > 1 ? joined(said(title), text) : text,
    dimension: item.dimension === undefined ? null : dimensionOf(definition, item.dimension),
    min,
    max,
    values: Object.entries(labels).map(([value, title]) => ({ value, title: said(title) })),
    reversed: item.reversed,
    lowIsGood,
  }
}

function choiceField({ key, text, multiple, options }: ChoiceItem, said: Said): Field {
  return { kind: 'choice', name: key, item: key, label: said(text), multiple, values: options.map(({ value, text }) => ({ value, title: said(text) })) }
}

function dimensionOf({ dimensions }: Definition, key: string): RatingField['dimension'] {
  const found = dimensions.find((dimension) => dimension.key === key)
  return found ? { key, title: found.title } : null
}

function joined(head: Text, text: Text): Text {
  return { en: `${head.en}: ${text.en}`, zh: `${head.zh}：${text.zh}` }
}
