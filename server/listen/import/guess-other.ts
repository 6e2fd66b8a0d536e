import { counted, figure, type Text } from '@gap5/contract/language.ts'
import type { ColumnProfile, RecipeColumn, RecipeItem } from '@gap5/contract/listen/recipe.ts'
import {
  isBookkeeping,
  isCommentHeading,
  isKeyHeading,
  isLanguageHeading,
  isPersonal,
  isSubmittedHeading,
  knownAttribute,
  languageOf,
  mayBeKeyHeading,
} from './attribute-words.ts'
import { dateOrder } from './cell-date.ts'
import type { Remark } from './guess.ts'
import { keyFrom } from './keys.ts'

/** Keys already given away, and what may be there only once. `newItems` grows by the text items found here. */
export type Used = { attributes: Set<string>; items: Set<string>; newItems: RecipeItem[]; once: Set<string> }

const mostAttributes = 40
const mostValues = 100
const fewValues = 12

/** A column that holds no ratings and no points: key, date, language, text, attribute, or nothing of use. */
export function guessOther(column: ColumnProfile, rows: number, used: Used, remarks: Remark[]): RecipeColumn {
  const { heading, index } = column
  const say = (text: Text) => void remarks.push({ index, text })
  if (column.kind === 'empty') return { heading, use: 'ignore' }
  const isNewKey = column.repeats === 0 && column.filled === rows && rows > 1 && !used.once.has('key')
  if (isKeyHeading(heading) || (isNewKey && mayBeKeyHeading(heading))) return keyColumn(column, rows, used, say)
  if (isPersonal(heading) || isPersonal(column.wording ?? '')) {
    say(personalRemark)
    return { heading, use: 'ignore' }
  }
  if (column.kind === 'date') return dateColumn(column, used)
  if (isLanguageHeading(heading) && column.frequent.every(({ value }) => languageOf(value)) && once(used, 'language')) {
    return { heading, use: 'language' }
  }
  if (isBookkeeping(heading)) return { heading, use: 'ignore' }
  if (!isKnown(column) && isText(column)) return textColumn(column, used)
  return attributeColumn(column, used, say)
}

function once(used: Used, use: string): boolean {
  if (used.once.has(use)) return false
  used.once.add(use)
  return true
}

const personalRemark: Text = {
  en: 'This may identify a person, so it is left out.',
  zh: '该列可能识别个人身份，因此不导入。',
}

function keyColumn(column: ColumnProfile, rows: number, used: Used, say: (text: Text) => void): RecipeColumn {
  const { heading, repeats, filled, distinct } = column
  const slips = (repeats ?? rows) + rows - filled
  if (slips <= Math.max(1, rows * 0.02) && once(used, 'key')) {
    if (slips === 0) return { heading, use: 'key' }
    say(slippedKey(slips))
    return { heading, use: 'key', uncertain: true }
  }
  say({
    en: `Not a key: ${distinct} different values in ${rows} rows.`,
    zh: `不能作为主键：${rows} 行中只有 ${distinct} 个不同取值。`,
  })
  return { heading, use: 'ignore', uncertain: true }
}

function slippedKey(rows: number): Text {
  return {
    en: `${counted(rows, 'row has', 'rows have')} no key, or one that stands in an earlier row.`,
    zh: `有 ${figure(rows, 'zh')} 行的主键为空或与前面的行重复。`,
  }
}

function dateColumn(column: ColumnProfile, used: Used): RecipeColumn {
  const { heading, wording } = column
  const order = dateOrder(column.frequent.map(({ value }) => value))
  if ((isSubmittedHeading(heading) || isSubmittedHeading(wording ?? '')) && !isBookkeeping(heading) && once(used, 'submittedAt')) {
    return { heading, use: 'submittedAt', order }
  }
  if (isBookkeeping(heading)) return { heading, use: 'ignore' }
  return { ...attribute(column, used, 'date'), uncertain: true }
}

function isText({ kind, heading, wording, meanLength, distinct, filled }: ColumnProfile): boolean {
  if (kind === 'whole' || kind === 'number') return false
  return isCommentHeading(heading) || isCommentHeading(wording ?? '') || (kind === 'text' && (meanLength > 8 || distinct > mostValues || distinct > filled * 0.8))
}

function textColumn({ heading, wording }: ColumnProfile, used: Used): RecipeColumn {
  const item = keyFrom(heading, `text${used.newItems.length + 1}`, used.items)
  const text = wording ?? heading
  used.newItems.push({ key: item, text: { en: text || item, zh: text || item } })
  return { heading, use: 'text', item, ...(isCommentHeading(heading) || isCommentHeading(wording ?? '') ? {} : { uncertain: true }) }
}

function isKnown({ heading, wording }: ColumnProfile): boolean {
  return (knownAttribute(heading) ?? knownAttribute(wording ?? '')) !== null
}

function attributeColumn(column: ColumnProfile, used: Used, say: (text: Text) => void): RecipeColumn {
  const { kind, distinct, heading } = column
  if (used.attributes.size >= mostAttributes) return { heading, use: 'ignore', uncertain: true }
  if (kind === 'whole' || kind === 'number') {
    const isCount = (knownAttribute(heading) ?? knownAttribute(column.wording ?? ''))?.isCount ?? false
    return { ...attribute(column, used, distinct <= fewValues && !isCount ? 'choice' : 'number'), ...(isKnown(column) ? {} : { uncertain: true }) }
  }
  if (distinct <= mostValues) return { ...attribute(column, used, 'choice'), ...(isKnown(column) || distinct <= fewValues ? {} : { uncertain: true }) }
  say({ en: `${distinct} different values or more: too many to compare.`, zh: `不同取值达 ${distinct} 个以上，不便比较。` })
  return { ...attribute(column, used, 'text'), uncertain: true }
}

type AttributeColumn = Extract<RecipeColumn, { use: 'attribute' }>

function attribute({ heading, index, wording }: ColumnProfile, used: Used, type: AttributeColumn['type']): AttributeColumn {
  const known = knownAttribute(heading) ?? knownAttribute(wording ?? '')
  const key = keyFrom(known?.key ?? heading, `attribute_${index + 1}`, used.attributes, '_').replaceAll('-', '_')
  const title = wording ?? (heading || key)
  const isTranslated = known !== null && /\p{Script=Han}/u.test(title)
  return {
    heading,
    use: 'attribute',
    key: key.replace(/^item(?=\d)/, 'attribute_'),
    type,
    title: known ? { en: isTranslated ? known.title.en : title, zh: isTranslated ? title : known.title.zh } : { en: title, zh: title },
  }
}
