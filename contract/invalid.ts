import type { z } from 'zod'
import type { Text } from './language.ts'
import type { InvalidValue } from './problems.ts'

type Issue = z.core.$ZodIssue

/** What zod found in `input`, as a list a person can act on in either language. */
export function invalidValues(error: z.core.$ZodError, input: unknown): InvalidValue[] {
  return error.issues.flatMap((issue) => invalidValuesOf(issue, [], input))
}

function invalidValuesOf(issue: Issue, above: PropertyKey[], input: unknown): InvalidValue[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: fieldOf([...path, key]), expected: expectedOf(issue), received: key }))
  }
  const closest = issue.code === 'invalid_union' ? closestBranch(issue.errors) : null
  if (closest !== null) return closest.flatMap((inner) => invalidValuesOf(inner, path, input))
  return [{ field: fieldOf(path), expected: expectedOf(issue), received: receivedOf(path, input) }]
}

/** Of a union's branches, the one that came furthest: its complaint is about a part, not about the whole. */
function closestBranch(branches: Issue[][]): Issue[] | null {
  const deep = branches.filter((issues) => issues.every((issue) => issue.path.length > 0))
  return deep.sort((a, b) => a.length - b.length)[0] ?? null
}

function fieldOf(path: PropertyKey[]): string {
  return path.map(String).join('.')
}

const types: Record<string, Text> = {
  string: { en: 'a text', zh: '文本' },
  number: { en: 'a number', zh: '数字' },
  int: { en: 'a whole number', zh: '整数' },
  boolean: { en: 'true or false', zh: 'true 或 false' },
  array: { en: 'a list', zh: '列表' },
  object: { en: 'an object', zh: '对象' },
  record: { en: 'an object', zh: '对象' },
  null: { en: 'nothing (null)', zh: '空值（null）' },
  date: { en: 'a date', zh: '日期' },
  file: { en: 'a file', zh: '文件' },
  never: { en: 'nothing here', zh: '此处不应有内容' },
}

const formats: Record<string, Text> = {
  email: { en: 'an e-mail address', zh: '电子邮箱地址' },
  url: { en: 'a web address', zh: '网址' },
  uuid: { en: 'an identifier (UUID)', zh: '标识符（UUID）' },
  date: { en: 'a date like 2026-01-31', zh: '形如 2026-01-31 的日期' },
  datetime: { en: 'a time like 2026-01-31T08:00:00Z', zh: '形如 2026-01-31T08:00:00Z 的时间' },
}

function expectedOf(issue: Issue): Text {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? { en: String(issue.expected), zh: String(issue.expected) }
    case 'invalid_value':
      return oneOf(issue.values.map(String))
    case 'invalid_format':
      return formats[issue.format] ?? { en: 'another format', zh: '其他格式' }
    case 'too_small':
      return atLeast(issue.origin, Number(issue.minimum), issue.inclusive ?? true)
    case 'too_big':
      return atMost(issue.origin, Number(issue.maximum), issue.inclusive ?? true)
    case 'not_multiple_of':
      return { en: `a multiple of ${issue.divisor}`, zh: `${issue.divisor} 的倍数` }
    case 'unrecognized_keys':
      return { en: 'only known fields', zh: '仅限已知字段' }
    case 'custom':
      return toldBySchema(issue.params) ?? { en: issue.message, zh: issue.message }
    default:
      return { en: 'a value of another kind', zh: '其他类型的值' }
  }
}

/** A schema with a rule of its own tells what it expects: `.refine(rule, { params: { expected: { en, zh } } })`. */
function toldBySchema(params: Record<string, unknown> | undefined): Text | null {
  const expected = params?.['expected']
  if (typeof expected !== 'object' || expected === null) return null
  const { en, zh } = expected as Record<string, unknown>
  return typeof en === 'string' && typeof zh === 'string' ? { en, zh } : null
}

function oneOf(values: string[]): Text {
  const shown = values.slice(0, 12)
  const more = values.length > shown.length
  if (values.length === 1) return { en: `exactly “${values[0]}”`, zh: `只能是“${values[0]}”` }
  return {
    en: `one of ${shown.join(', ')}${more ? ', …' : ''}`,
    zh: `以下之一：${shown.join('、')}${more ? '……' : ''}`,
  }
}

function atLeast(origin: string, minimum: number, inclusive: boolean): Text {
  if (origin === 'string' && minimum === 1) return { en: 'something written here', zh: '请填写内容' }
  if (origin === 'string') return { en: `at least ${minimum} characters`, zh: `至少 ${minimum} 个字符` }
  if (origin === 'array' || origin === 'set') return { en: `at least ${minimum} entries`, zh: `至少 ${minimum} 项` }
  if (origin === 'date') return day(minimum, inclusive ? ['from', '不早于'] : ['after', '晚于'])
  return inclusive ? { en: `at least ${minimum}`, zh: `不小于 ${minimum}` } : { en: `more than ${minimum}`, zh: `大于 ${minimum}` }
}

function atMost(origin: string, maximum: number, inclusive: boolean): Text {
  if (origin === 'string') return { en: `at most ${maximum} characters`, zh: `最多 ${maximum} 个字符` }
  if (origin === 'array' || origin === 'set') return { en: `at most ${maximum} entries`, zh: `最多 ${maximum} 项` }
  if (origin === 'date') return day(maximum, inclusive ? ['until', '不晚于'] : ['before', '早于'])
  return inclusive ? { en: `at most ${maximum}`, zh: `不大于 ${maximum}` } : { en: `less than ${maximum}`, zh: `小于 ${maximum}` }
}

function day(milliseconds: number, [en, zh]: [string, string]): Text {
  const iso = new Date(milliseconds).toISOString()
  return { en: `${en} ${iso}`, zh: `${zh} ${iso}` }
}

/** `present` and `next` are passwords where one is changed. */
const secret = /pass|secret|token|key|code|otp|^(?:present|next)$/i

function receivedOf(path: PropertyKey[], input: unknown): string {
  if (path.some((part) => secret.test(String(part)))) return '•••'
  const value = path.reduce(partOf, input)
  if (value === undefined) return ''
  const said = typeof value === 'string' ? value : written(value)
  return said.length > 80 ? `${said.slice(0, 79)}…` : said
}

/** What is nested by the thousand cannot be written, and nobody would read it. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value
  } catch (error) {
    if (error instanceof RangeError) return '…'
    throw error
  }
}

function partOf(whole: unknown, key: PropertyKey): unknown {
  return typeof whole === 'object' && whole !== null ? (whole as Record<PropertyKey, unknown>)[key] : undefined
}
