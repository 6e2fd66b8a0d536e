/**
 * Items from a table that somebody has already: a spreadsheet, or cells pasted from one. Columns are guessed by their
 * headings and by what stands in them; every row is accounted for, taken or not, with what was expected of it.
 */
import type { Text } from '../language.ts'
import { freshKey } from './fresh-key.ts'
import type { Dimension, RatingItem } from './instrument.ts'

export const itemColumns = ['key', 'en', 'zh', 'dimension', 'reversed', 'ignore'] as const
export type ItemColumn = (typeof itemColumns)[number]
/** A row as it stands in the file; `number` counts from 1. */
export type Row = { number: number; cells: string[] }
export type ItemTable = { rows: Row[] }
/** What each column is; whether the first row holds headings. */
export type Mapping = { columns: ItemColumn[]; headings: boolean }

const words: Record<Exclude<ItemColumn, 'ignore'>, RegExp> = {
  key: /^(?:key|id|code|no\.?|nr\.?|number|variable|var|item ?(?:no\.?|id|code)|编号|题号|序号|代码|变量名?|键)$/i,
  en: /^(?:en|english|eng|text ?en|en ?text|english (?:text|wording|item)|wording|item|items|question|questions|statement|text|英文.*|英语.*)$/i,
  zh: /^(?:zh|zh-cn|cn|chinese|text ?zh|zh ?text|chinese (?:text|wording|item)|中文.*|汉语.*|题目|题项|题干|问题|题目内容|条目|措辞)$/i,
  dimension: /^(?:dimension|dim|factor|construct|subscale|scale|category|维度|因子|构面|构念|变量维度|分量表|类别|分类)$/i,
  reversed: /^(?:reversed?|reverse[ -](?:scored|coded)|r|rev|反向|反向题|反向计分|是否反向|反转)$/i,
}

export function guessMapping({ rows }: ItemTable): Mapping {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  const first = rows[0]?.cells ?? []
  const named = Array.from({ length: width }, (_, index) => byHeading(first[index] ?? ''))
  const headings = named.filter((column) => column !== null).length >= Math.min(2, width) && named.some((column) => column !== null)
  const body = headings ? rows.slice(1) : rows
  const used = new Set<ItemColumn>()
  const columns = Array.from({ length: width }, (_, index): ItemColumn => {
    const cells = body.map((row) => (row.cells[index] ?? '').trim()).filter((cell) => cell !== '')
    const seen = byContent(cells, body.length)
    const told = headings ? (named[index] ?? null) : null
    // "题目" may head English items and "item" Chinese ones: for texts the content decides.
    const guess = told === 'en' || told === 'zh' ? (seen === 'en' || seen === 'zh' ? seen : told) : (told ?? seen)
    if (guess === null || used.has(guess)) return 'ignore'
    used.add(guess)
    return guess
  })
  return { columns, headings }
}

function byHeading(heading: string): Exclude<ItemColumn, 'ignore'> | null {
  const plain = heading.normalize('NFKC').trim().replaceAll('_', ' ')
  const found = Object.entries(words).find(([, pattern]) => pattern.test(plain))
  return found === undefined ? null : (found[0] as Exclude<ItemColumn, 'ignore'>)
}

function byContent(cells: string[], rows: number): Exclude<ItemColumn, 'ignore'> | null {
  if (cells.length === 0) return null
  const share = (test: (cell: string) => boolean) => cells.filter(test).length / cells.length
  if (share((cell) => yes.test(cell) || no.test(cell)) === 1 && !cells.every((cell) => /^\d+$/.test(cell) && cell !== '0' && cell !== '1')) return 'reversed'
  const distinct = new Set(cells).size
  if (share((cell) => /^[a-z]{0,12}[ _.-]?\d{1,4}$/i.test(cell)) > 0.8 && distinct === cells.length) return 'key'
  if (rows >= 4 && distinct <= cells.length / 2 && Math.max(...cells.map((cell) => cell.length)) <= 60) return 'dimension'
  if (share((cell) => /\p{Script=Han}/u.test(cell)) > 0.5) return 'zh'
  return share((cell) => /[a-z]{2}/i.test(cell)) > 0.5 ? 'en' : null
}

const yes = /^(?:y|yes|true|1|x|r|rev|reversed?|\*|√|✓|是|反|反向|对)$/i
const no = /^(?:n|no|false|0|-|–|否|正|正向|不是)$/i

export type RowProblem = { column: Exclude<ItemColumn, 'ignore'>; expected: Text; found: string }
export type ReadRow = { number: number; cells: string[]; item: RatingItem | null; problems: RowProblem[] }
export type ReadItems = { rows: ReadRow[]; items: RatingItem[]; dimensions: Dimension[] }
export type Present = { dimensions: readonly Dimension[]; keys: ReadonlySet<string> }

const longest = 2000

/** The items of a table, new dimensions they belong to, and what to know about each row. Blank rows are passed over. */
export function readItems({ rows }: ItemTable, { columns, headings }: Mapping, present: Present): ReadItems {
  const keys = new Set(present.keys)
  const dimensions = [...present.dimensions]
  const body = (headings ? rows.slice(1) : rows).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const read = body.map(({ number, cells }): ReadRow => {
    const cell = (column: ItemColumn) => (cells[columns.indexOf(column)] ?? '').trim()
    const problems: RowProblem[] = []
    const text = { en: cell('en'), zh: cell('zh') }
    if (text.en === '' && text.zh === '') problems.push({ column: columns.includes('zh') && !columns.includes('en') ? 'zh' : 'en', expected: { en: 'the words of the item in English or Chinese; the row is left out', zh: '题目的中文或英文文字；该行未采用' }, found: '' })
    for (const language of ['en', 'zh'] as const) {
      if (text[language].length > longest) problems.push({ column: language, expected: { en: `at most ${longest} characters; the row is left out`, zh: `最多 ${longest} 个字符；该行未采用` }, found: `${text[language].slice(0, 40)}…` })
    }
    if (problems.length > 0) return { number, cells, item: null, problems }
    const key = keyOf(cell('key'), text.en, keys, problems)
    keys.add(key)
    const dimension = dimensionOf(cell('dimension'), dimensions)
    const item: RatingItem = { type: 'rating', key, text, reversed: isReversed(cell('reversed'), problems), required: false, ...(dimension === null ? {} : { dimension }) }
    return { number, cells, item, problems }
  })
  return { rows: read, items: read.flatMap(({ item }) => item ?? []), dimensions: dimensions.slice(present.dimensions.length) }
}

function keyOf(given: string, english: string, taken: ReadonlySet<string>, problems: RowProblem[]): string {
  const wanted = given.toLowerCase()
  if (/^[a-z][a-z0-9_-]{0,39}$/.test(wanted) && !taken.has(wanted)) return wanted
  const made = freshKey(given === '' ? english.split(/\s+/).slice(0, 3).join(' ') : /^\d+$/.test(given) ? `q${given}` : given, taken)
  if (given !== '' && !/^\d+$/.test(given)) {
    const expected = taken.has(wanted)
      ? { en: `a key that is used once; “${made}” was made`, zh: `不重复的键；已改为“${made}”` }
      : { en: `a key of letters, digits, - and _; “${made}” was made`, zh: `由字母、数字、- 和 _ 组成的键；已改为“${made}”` }
    problems.push({ column: 'key', expected, found: given })
  }
  return made
}

function isReversed(given: string, problems: RowProblem[]): boolean {
  if (given === '' || no.test(given)) return false
  if (yes.test(given)) return true
  problems.push({ column: 'reversed', expected: { en: 'yes or no, 1 or 0, R or blank; taken as not reversed', zh: '是或否、1 或 0、R 或留空；按非反向处理' }, found: given })
  return false
}

/** "Reliability", "可靠性" or "Reliability / 可靠性": a dimension that is there, or a new one at the end of the list. */
function dimensionOf(given: string, dimensions: Dimension[]): string | null {
  if (given === '') return null
  const names = given.split(/\s*[/|｜／]\s*/).filter((name) => name !== '')
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()
  const known = dimensions.find(({ key, title }) => names.some((name) => same(name, key) || same(name, title.en) || same(name, title.zh)))
  if (known !== undefined) return known.key
  const zh = names.find((name) => /\p{Script=Han}/u.test(name)) ?? ''
  const en = names.find((name) => !/\p{Script=Han}/u.test(name)) ?? ''
  const key = freshKey(en, new Set(dimensions.map((one) => one.key)), 'dimension')
  dimensions.push({ key, title: { en, zh } })
  return key
}
