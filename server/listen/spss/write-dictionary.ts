import { Bytes } from './bytes.ts'
import { cut, formats, measures, segmentsOf, type SavDictionary, type SavVariable } from './dictionary.ts'

/** What stands for "no value" and for the ends of the numbers. */
export const systemMissing = -Number.MAX_VALUE
const highest = Number.MAX_VALUE
const lowest = -1.7976931348623155e308

export const bias = 100
const labelBytes = 255
const valueLabelBytes = 120
const encoder = new TextEncoder()

/** A variable as it lies in the file: its short name, and where it begins among the blocks of a case (from 1). */
type Placed = { variable: SavVariable; shortNames: string[]; index: number }

/** Everything before the cases. */
export function dictionaryBytes(dictionary: SavDictionary): Buffer {
  const out = new Bytes()
  const placed = place(dictionary.variables)
  header(out, dictionary)
  for (const each of placed) variableRecords(out, each)
  for (const each of placed) valueLabelRecords(out, each)
  extension(out, 3, 4, new Bytes(64).int32(1, 0, 0, -1, 1, 1, 2, 65_001).take())
  extension(out, 4, 8, new Bytes(64).float64(systemMissing, highest, lowest).take())
  if (dictionary.sets.length > 0) extension(out, 7, 1, encoder.encode(setsText(dictionary, placed)))
  extension(out, 11, 4, display(dictionary.variables))
  extension(out, 13, 1, encoder.encode(placed.map(({ variable, shortNames }) => `${shortNames[0]}=${variable.name}`).join('\t')))
  const long = placed.filter(({ variable }) => variable.width > 255)
  if (long.length > 0) extension(out, 14, 1, encoder.encode(long.map(({ variable, shortNames }) => `${shortNames[0]}=${String(variable.width).padStart(5, '0')}\0\t`).join('')))
  extension(out, 16, 8, new Bytes(64).int64(1n, BigInt(dictionary.cases)).take())
  const facts = Object.entries(dictionary.attributes)
  if (facts.length > 0) extension(out, 17, 1, encoder.encode(facts.map(([name, value]) => `${name}('${value}'\n)`).join('')))
  extension(out, 20, 1, encoder.encode('UTF-8'))
  longTextLabels(out, dictionary.variables)
  out.int32(999, 0)
  return out.take()
}

function place(variables: readonly SavVariable[]): Placed[] {
  let index = 1
  let names = 0
  return variables.map((variable) => {
    const segments = segmentsOf(variable.width)
    const placed = { variable, shortNames: segments.map(() => `V${++names}`), index }
    index += segments.reduce((sum, { blocks }) => sum + blocks, 0)
    return placed
  })
}

function header(out: Bytes, { variables, cases, createdAt, label }: SavDictionary): void {
  const blocks = variables.flatMap(({ width }) => segmentsOf(width)).reduce((sum, segment) => sum + segment.blocks, 0)
  out.text('$FL2', 4).text('@(#) SPSS DATA FILE - Gap5', 60)
  out.int32(2, blocks, 1, 0, cases).float64(bias)
  const [day, time] = stamp(createdAt)
  out.text(day, 9).text(time, 8).text(label, 64).bytes(new Uint8Array(3))
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function stamp(at: Date): [day: string, time: string] {
  const two = (value: number) => String(value % 100).padStart(2, '0')
  return [`${two(at.getUTCDate())} ${months[at.getUTCMonth()]} ${two(at.getUTCFullYear())}`, at.toISOString().slice(11, 19)]
}

function variableRecords(out: Bytes, { variable, shortNames }: Placed): void {
  for (const [at, segment] of segmentsOf(variable.width).entries()) {
    const isNumber = variable.width === 0
    const label = at === 0 && variable.label !== '' ? encoder.encode(cut(variable.label, labelBytes)) : null
    const missing = isNumber ? variable.missing.slice(0, 3) : []
    const format = isNumber ? (formats[variable.format] << 16) | (displayWidth(variable) << 8) | variable.decimals : (formats.A << 16) | (segment.width << 8)
    out.int32(2, segment.width, label ? 1 : 0, missing.length, format, format).text(shortNames[at]!, 8)
    if (label) out.int32(label.length).bytes(label).bytes(new Uint8Array(padding(label.length, 4)))
    out.float64(...missing)
    for (let block = 1; block < segment.blocks; block++) out.int32(2, -1, 0, 0, 0, 0).text('', 8)
  }
}

function displayWidth({ format }: SavVariable): number {
  return format === 'DATETIME' ? 20 : format === 'SDATE' || format === 'DATE' ? 11 : 8
}

function valueLabelRecords(out: Bytes, { variable, index }: Placed): void {
  if (variable.width > 8 || variable.valueLabels.length === 0) return
  out.int32(3, variable.valueLabels.length)
  for (const { value, label } of variable.valueLabels) {
    if (typeof value === 'number') out.float64(value)
    else out.text(value, 8)
    const bytes = encoder.encode(cut(label, valueLabelBytes))
    out.byte(bytes.length).bytes(bytes).text('', padding(bytes.length + 1, 8))
  }
  out.int32(4, 1, index)
}

/** Labels of text longer than eight bytes have a record of their own. */
function longTextLabels(out: Bytes, variables: readonly SavVariable[]): void {
  const data = new Bytes()
  for (const { name, width, valueLabels } of variables) {
    if (width <= 8 || valueLabels.length === 0) continue
    counted(data, name)
    data.int32(width, valueLabels.length)
    for (const { value, label } of valueLabels) {
      data.int32(width).text(String(value), width)
      counted(data, cut(label, valueLabelBytes))
    }
  }
  if (data.length > 0) extension(out, 21, 1, data.take())
}

function counted(out: Bytes, text: string): void {
  const bytes = encoder.encode(text)
  out.int32(bytes.length).bytes(bytes)
}

function display(variables: readonly SavVariable[]): Buffer {
  const data = new Bytes()
  for (const { width, measure } of variables) {
    for (const segment of segmentsOf(width)) data.int32(measures.indexOf(measure) + 1, width === 0 ? 8 : Math.min(segment.width, 24), width === 0 ? 1 : 0)
  }
  return data.take()
}

function setsText({ sets }: SavDictionary, placed: readonly Placed[]): string {
  const shortOf = new Map(placed.map(({ variable, shortNames }) => [variable.name, shortNames[0]!.toLowerCase()]))
  const sized = (text: string) => `${encoder.encode(text).length} ${text}`
  return sets.map(({ name, label, counted, members }) => `$${name}=D${sized(counted)} ${sized(label)} ${members.map((member) => shortOf.get(member)).join(' ')}\n`).join('')
}

function extension(out: Bytes, subtype: number, size: number, data: Uint8Array): void {
  out.int32(7, subtype, size, data.length / size).bytes(data)
}

function padding(length: number, unit: number): number {
  return (unit - (length % unit)) % unit
}
