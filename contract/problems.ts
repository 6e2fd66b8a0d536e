import { z } from 'zod'
import { accessProblems } from './access/problems.ts'
import { demoProblems } from './demo/problems.ts'
import type { Text } from './language.ts'
import { peopleProblems } from './people/problems.ts'
import { importProblems } from './listen/import-problems.ts'
import { listenProblems } from './listen/problems.ts'
import { measureProblems } from './measure/problems.ts'

/**
 * What can go wrong, said once: a stable code, an HTTP status, a sentence in both languages.
 *
 * A room writes its own kinds in `contract/<room>/problems.ts`, each code led by the room's name, and adds them to
 * `problems` below. `title` is the same at every occurrence; `detail` tells about this one.
 */
export type ProblemKind<Details = never> = {
  status: number
  title: Text
  detail?: (details: Details) => Text
}

export const foundationProblems = {
  'request.malformed': {
    status: 400,
    title: { en: 'The request could not be read.', zh: '无法读取该请求。' },
    detail: (d: { reason: Text }) => d.reason,
  },
  'request.invalid': {
    status: 422,
    title: { en: 'Some values do not fit.', zh: '有些内容不符合要求。' },
  },
  'request.too-large': {
    status: 413,
    title: { en: 'This is too large.', zh: '内容过大。' },
    detail: (d: { maximumBytes: number }) => ({
      en: `At most ${d.maximumBytes.toLocaleString('en-GB')} bytes are accepted here.`,
      zh: `此处最多接受 ${d.maximumBytes.toLocaleString('zh-CN')} 字节。`,
    }),
  },
  'request.too-many': {
    status: 429,
    title: { en: 'Too many requests. Please wait a moment.', zh: '请求过于频繁，请稍候再试。' },
    detail: (d: { retryAfterSeconds: number }) => ({
      en: `Try again in ${d.retryAfterSeconds} s.`,
      zh: `请在 ${d.retryAfterSeconds} 秒后重试。`,
    }),
  },
  'request.foreign-origin': {
    status: 403,
    title: { en: 'This request came from another site and was refused.', zh: '该请求来自其他网站，已被拒绝。' },
  },
  'resource.unknown': {
    status: 404,
    title: { en: 'There is nothing here.', zh: '此处没有内容。' },
  },
  'resource.exists': {
    status: 409,
    title: { en: 'This exists already.', zh: '该内容已存在。' },
  },
  'resource.in-use': {
    status: 409,
    title: { en: 'This is still in use, or points at something that is gone.', zh: '该内容仍被使用，或其引用的内容已不存在。' },
  },
  'system.unexpected': {
    status: 500,
    title: { en: 'Something went wrong on our side.', zh: '系统出现意外错误。' },
    detail: (d: { requestId: string }) => ({
      en: `If it stays, report this number: ${d.requestId}.`,
      zh: `如仍出现，请报告此编号：${d.requestId}。`,
    }),
  },
  'system.busy': {
    status: 503,
    title: { en: 'The database does not answer. Nothing was saved; please try again.', zh: '数据库暂无响应，内容未保存，请重试。' },
  },
  'system.full': {
    status: 507,
    title: { en: 'The disk of the server is full. Nothing was saved.', zh: '服务器磁盘已满，内容未保存。' },
  },
} satisfies Record<string, ProblemKind>

/** Every problem the system knows. */
export const problems = {
  ...foundationProblems,
  ...accessProblems,
  ...peopleProblems,
  ...listenProblems,
  ...importProblems,
  ...measureProblems,
  ...demoProblems,
}

export type ProblemCode = keyof typeof problems

/** What a problem's sentence needs to know; `undefined` where its title says it all. */
export type DetailsOf<Code extends ProblemCode> = (typeof problems)[Code] extends { detail: (details: infer D) => Text }
  ? D
  : undefined

const text = z.object({ en: z.string(), zh: z.string() })

/** One value that does not fit: where it stands, what was expected, what came. */
export const invalidValue = z.object({
  field: z.string().describe('Path of the value, as in `answers.q3.value`; empty for the whole'),
  row: z.int().optional().describe('Row of a table, counted from 1 with its heading as row 1'),
  expected: text,
  received: z.string().describe('What came, shortened; secrets are masked'),
})
export type InvalidValue = z.infer<typeof invalidValue>

/** An answer of type `application/problem+json` (RFC 9457). */
export const problemAnswer = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(invalidValue).optional(),
})
export type ProblemAnswer = z.infer<typeof problemAnswer>
