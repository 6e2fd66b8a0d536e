/** People to write to, from a list as it comes: pasted, CSV or a workbook; what its columns mean is guessed from them. */
import { attributeFaults, valueNamed } from '@gap5/contract/listen/attribute-check.ts'
import { addressSchema, columnRoleSchema, mostRecipients, type ColumnRole, type RecipientList } from '@gap5/contract/listen/mail.ts'
import type { Language, Text } from '@gap5/contract/language.ts'
import type { Attribute, AttributeValues } from '@gap5/contract/listen/studies.ts'
import { Problem } from '../../problem.ts'
import { sniffEncoding } from '@gap5/contract/listen/encoding.ts'
import { decode } from '../import/encoding.ts'
import { fileKind } from '../import/file-kind.ts'
import { firstOf, readTable, type TableRow } from '../import/table.ts'

export type ListedPerson = { address: string; name: string | null; language: Language | null; attributes: AttributeValues }
export type ReadList = Pick<RecipientList, 'columns' | 'rows' | 'problems' | 'problemRows'> & { people: ListedPerson[]; repeated: number }

type Study = { attributes: readonly Attribute[]; unitCodes: ReadonlySet<string> }

const looked = 200
const mostProblems = 200
/** Name and address, as mail programs write them. */
const longestPerson = 1000

/** `roles`: what the columns are, where somebody said so. */
export function readRecipientList(bytes: Uint8Array, { study, roles }: { study: Study; roles: ColumnRole[] | null }): ReadList {
  const { headings, rows } = tableOf(bytes)
  const sample = firstOf(rows(), looked)
  const guessed = headings.map((heading, at) => guessRole(heading, sample.map(({ cells }) => cells[at] ?? ''), study))
  const chosen = roles ?? onceEach(guessed)
  if (!chosen.includes('address')) throw new Problem('listen.no-addresses')
  const columns = headings.map((heading, at) => ({ heading, role: chosen[at] ?? ('ignore' as const), examples: [...new Set(sample.map(({ cells }) => cells[at] ?? '').filter(Boolean))].slice(0, 3) }))
  return { columns, ...readPeople(rows(), columns.map(({ role }) => role), study) }
}

export function parseRoles(written: string | undefined): ColumnRole[] | null {
  if (written === undefined) return null
  return written.split(',').map((role) => columnRoleSchema.parse(role.trim()))
}

type List = { headings: string[]; rows: () => Iterable<TableRow> }

/** A list without headings, as people paste it, gets numbered ones: its first line is a person. */
function tableOf(bytes: Uint8Array): List {
  const pasted = fileKind(bytes) === 'workbook' ? null : pastedList(bytes)
  if (pasted !== null) return pasted
  const table = readTable(bytes)
  if (!table.headings.some(isAddress)) return { headings: table.headings, rows: () => table.rows() }
  const rows = function* () {
    yield tableRow(1, table.headings)
    yield* table.rows()
  }
  return { headings: table.headings.map((_, at) => String(at + 1)), rows }
}

/** One line alone, or what mail programs copy: `Ann Lee <ann@example.org>; …`. */
function pastedList(bytes: Uint8Array): List | null {
  const text = [...decode(bytes, sniffEncoding(bytes))].join('').trim()
  const people = text.split(/[\n;]|(?<=>)\s*,/).map((one) => (one.length > longestPerson ? null : /^\s*"?(.*?)"?\s*<([^<>\s]+@[^<>\s]+)>,?\s*$/.exec(one)))
  if (people.every((found) => found !== null)) return { headings: ['1', '2'], rows: () => people.map(([, name = '', address = ''], at) => tableRow(at + 1, [address, name])) }
  if (text.includes('\n')) return null
  const cells = text.split(/[,;\t]/).map((cell) => cell.trim())
  return { headings: cells.map((_, at) => String(at + 1)), rows: () => [tableRow(1, cells)] }
}

function tableRow(number: number, cells: string[]): TableRow {
  return { number, cells, short: false, extra: false }
}

const words: Record<'address' | 'name' | 'language', RegExp> = {
  address: /^(e-?mail|mail|address|e-?mail.address|邮箱|电子邮箱|电子邮件|邮件|邮箱地址)$/i,
  name: /^(name|full.?name|contact|recipient|姓名|名称|称呼|联系人|客户|顾客)$/i,
  language: /^(language|lang|locale|语言|语种)$/i,
}

/** By what stands in the cells first: a heading may lie, an address does not. */
function guessRole(heading: string, cells: string[], { attributes, unitCodes }: Study): ColumnRole {
  const given = cells.filter((cell) => cell !== '')
  const share = (test: (cell: string) => boolean) => (given.length === 0 ? 0 : given.filter(test).length / given.length)
  if (share(isAddress) > 0.5 || (words.address.test(heading) && share((cell) => cell.includes('@')) > 0)) return 'address'
  const attribute = attributes.find(({ key, title }) => [key, title.en, title.zh].some((said) => said.toLowerCase() === heading.trim().toLowerCase()))
  if (attribute !== undefined) return `attribute:${attribute.key}`
  if (words.language.test(heading) || share((cell) => languageOf(cell) !== null) > 0.9) return 'language'
  if (words.name.test(heading)) return 'name'
  const fitting = attributes.find((one) => (one.type === 'choice' || one.type === 'unit') && share((cell) => attributeFaults([one], { [one.key]: cell }, unitCodes).length === 0) > 0.9)
  if (fitting !== undefined) return `attribute:${fitting.key}`
  return share((cell) => /\p{L}/u.test(cell) && cell.length <= 60) > 0.9 && /^\d+$/.test(heading) ? 'name' : 'ignore'
}

function onceEach(roles: ColumnRole[]): ColumnRole[] {
  return roles.map((role, at) => (roles.indexOf(role) < at ? 'ignore' : role))
}

function isAddress(cell: string): boolean {
  return addressSchema.safeParse(cell).success
}

function languageOf(cell: string): Language | null {
  if (/^(zh\b.*|cn|chinese|中文|汉语|简体中文)$/i.test(cell.trim())) return 'zh'
  return /^(en\b.*|english|英文|英语)$/i.test(cell.trim()) ? 'en' : null
}

function readPeople(rows: Iterable<TableRow>, roles: ColumnRole[], study: Study): Pick<ReadList, 'rows' | 'people' | 'repeated' | 'problems' | 'problemRows'> {
  const people = new Map<string, ListedPerson>()
  const problems: ReadList['problems'] = []
  let [count, repeated, problemRows] = [0, 0, 0]
  for (const { number, cells } of rows) {
    if (cells.every((cell) => cell === '')) continue
    count++
    if (count > mostRecipients) throw new Problem('listen.too-many-recipients', { maximum: mostRecipients })
    const { person, faults } = readPerson(cells, roles, study)
    if (person === null) {
      problemRows++
      problems.push(...faults.map((fault) => ({ row: number, ...fault })))
    } else if (people.has(person.address)) repeated++
    else people.set(person.address, person)
  }
  return { rows: count, people: [...people.values()], repeated, problems: problems.slice(0, mostProblems), problemRows }
}

type Fault = { field: string; expected: Text; received: string }

function readPerson(cells: string[], roles: ColumnRole[], { attributes, unitCodes }: Study): { person: ListedPerson | null; faults: Fault[] } {
  const cell = (role: ColumnRole) => (cells[roles.indexOf(role)] ?? '').trim()
  const address = addressSchema.safeParse(cell('address'))
  const said = cell('language')
  const values = Object.fromEntries(attributes.map(({ key }) => [key, cell(`attribute:${key}`)]).filter(([, value]) => value !== ''))
  const known = codesFor(attributes, values)
  const faults: Fault[] = [
    ...(address.success ? [] : [{ field: 'address', expected: { en: 'an e-mail address', zh: '邮箱地址' }, received: cell('address') }]),
    ...(said === '' || languageOf(said) !== null ? [] : [{ field: 'language', expected: { en: 'zh or en', zh: 'zh 或 en' }, received: said }]),
    ...attributeFaults(attributes, known, unitCodes).map(({ field, expected }) => ({ field: `attribute:${field}`, expected, received: values[field] ?? '' })),
  ]
  const name = cell('name').replaceAll(/\p{Cc}+/gu, ' ').slice(0, 200)
  const person = address.success ? { address: address.data, name: name === '' ? null : name, language: languageOf(said), attributes: known } : null
  return faults.length > 0 ? { person: null, faults } : { person, faults }
}

/** A choice may be written as people read it: "Small" or "小型" for `small`. */
function codesFor(attributes: readonly Attribute[], values: AttributeValues): AttributeValues {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const attribute = attributes.find((one) => one.key === key)!
      return [key, valueNamed(attribute, value) ?? value]
    }),
  )
}
