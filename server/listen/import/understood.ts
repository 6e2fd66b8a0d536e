import { counted, figure, type Text } from '@gap5/contract/language.ts'
import { roles, type Role } from '@gap5/contract/listen/instrument.ts'
import type { Encoding, Reading, Recipe, RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'

/** In one sentence, how a file was read and what its columns were taken for. Pure. */
export function understood(reading: Reading, rows: number, recipe: Recipe): Text {
  const shape = `${fileWords(reading).en}, ${counted(rows, 'row', 'rows')}, ${counted(recipe.columns.length, 'column', 'columns')}`
  const shapeZh = `${fileWords(reading).zh}，${figure(rows, 'zh')} 行，${figure(recipe.columns.length, 'zh')} 列`
  const parts = [...libraryWords(recipe), ...ratingWords(recipe), ...otherWords(recipe.columns)]
  return {
    en: `${shape}: ${parts.length > 0 ? parts.map(({ en }) => en).join('; ') : 'nothing recognised yet'}.`,
    zh: `${shapeZh}：${parts.length > 0 ? parts.map(({ zh }) => zh).join('；') : '尚未识别出内容'}。`,
  }
}

function libraryWords({ library }: Recipe): Text[] {
  return library === undefined ? [] : [{ en: `the library's questionnaire “${library}”`, zh: `与问卷库中的“${library}”一致` }]
}

const encodingNames: Partial<Record<Encoding, string>> = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', gb18030: 'GB 18030 (GBK)' }
const separatorNames: Record<string, Text> = {
  ',': { en: 'comma', zh: '逗号' },
  ';': { en: 'semicolon', zh: '分号' },
  '\t': { en: 'tab', zh: '制表符' },
  '|': { en: 'vertical bar', zh: '竖线' },
}

function fileWords(reading: Reading): Text {
  if (reading.kind === 'workbook') {
    return { en: `Excel workbook, sheet “${reading.sheet}”`, zh: `Excel 工作簿，工作表“${reading.sheet}”` }
  }
  if (reading.kind === 'spss') return { en: 'SPSS file', zh: 'SPSS 文件' }
  const encoding = encodingNames[reading.encoding ?? 'utf-8'] ?? reading.encoding ?? ''
  const separator = separatorNames[reading.separator ?? ',']!
  return { en: `CSV, ${encoding}, ${separator.en}`, zh: `CSV，${encoding}，${separator.zh}分隔` }
}

/** Items grouped by the roles they are asked about: "24 items, each with expectation and perception, on 1–7". */
function ratingWords(recipe: Recipe): Text[] {
  const ratings = recipe.columns.filter((column) => column.use === 'rating')
  const byItem = [...Map.groupBy(ratings, ({ item }) => item).values()]
  const shapes = Map.groupBy(byItem, (columns) => shapeOf(columns))
  return [...shapes.values()].map((group) => groupWords(group.length, group[0]!))
}

type Rating = Extract<RecipeColumn, { use: 'rating' }>

function shapeOf(columns: Rating[]): string {
  return sorted(columns).map(({ role, min, max }) => `${role} ${min} ${max}`).join()
}

function sorted(columns: Rating[]): Rating[] {
  return [...columns].sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
}

function groupWords(count: number, columns: Rating[]): Text {
  const named = sorted(columns).map(({ role }) => role)
  const scales = [...new Set(columns.map(({ min, max }) => `${min}–${max}`))].join(' / ')
  const en = joined(named, 'en')
  const zh = joined(named, 'zh')
  if (named.length === 1) {
    return { en: `${counted(count, `${en} rating`, `${en} ratings`)} on ${scales}`, zh: `${count} 项${zh}评分（${scales}）` }
  }
  const set = named.length === 2 ? ['pair', 'pairs'] : ['set', 'sets']
  return { en: `${counted(count, set[0]!, set[1]!)} of ${en} on ${scales}`, zh: `${count} 组${zh}（${scales}）` }
}

function joined(named: Role[], language: 'en' | 'zh'): string {
  const words = named.map((role) => (language === 'en' ? roleWords[role].en.toLowerCase() : roleWords[role].zh))
  if (language === 'zh') return words.length < 2 ? words.join('') : `${words.slice(0, -1).join('、')}与${words.at(-1)}`
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function otherWords(columns: readonly RecipeColumn[]): Text[] {
  const of = (use: RecipeColumn['use']) => columns.filter((column) => column.use === use)
  const parts: Text[] = []
  const points = of('points').length
  if (points > 0) parts.push({ en: `points shared out over ${points} dimensions`, zh: `${points} 个维度的分值分配` })
  const texts = of('text').length
  if (texts > 0) parts.push({ en: counted(texts, 'question answered in words', 'questions answered in words'), zh: `${texts} 道文字题` })
  const choices = of('choice').length
  if (choices > 0) parts.push({ en: counted(choices, 'choice question', 'choice questions'), zh: `${choices} 道选择题` })
  const attributes = columns.filter((column) => column.use === 'attribute')
  if (attributes.length > 0) parts.push(attributeWords(attributes.map(({ title }) => title)))
  const key = of('key')[0]
  if (key) parts.push({ en: `key “${key.heading}”`, zh: `主键“${key.heading}”` })
  const left = of('ignore').length
  if (left > 0) parts.push({ en: `${counted(left, 'column', 'columns')} left out`, zh: `不导入 ${left} 列` })
  return parts
}

const namedAttributes = 4

function attributeWords(titles: Text[]): Text {
  const more = titles.length > namedAttributes
  const names = (language: 'en' | 'zh') => titles.slice(0, namedAttributes).map((title) => title[language])
  return {
    en: `${counted(titles.length, 'attribute', 'attributes')} (${names('en').join(', ')}${more ? ', …' : ''})`,
    zh: `${titles.length} 个属性（${names('zh').join('、')}${more ? '等' : ''}）`,
  }
}
