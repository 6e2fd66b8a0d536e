import type { Text } from '@gap5/contract/language.ts'
import type { Words } from './kit/speech.ts'

/** One value that does not fit; `path` is dotted as in the request body: `title.zh`, `attributes.0.key`. */
export type FieldProblem = { path: string; row: number | null; text: Words }

/** The server understood and refused. `text` is a sentence for a person, in the language the request asked for. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly text: Words
  readonly fields: FieldProblem[]
  readonly requestId: string | null

  constructor(problem: {
    status: number
    code: string
    text: Words
    fields?: FieldProblem[]
    requestId?: string | null
  }) {
    super(typeof problem.text === 'string' ? problem.text : problem.text.en)
    this.name = 'ProblemError'
    this.status = problem.status
    this.code = problem.code
    this.text = problem.text
    this.fields = problem.fields ?? []
    this.requestId = problem.requestId ?? null
  }
}

/** Nobody answered: offline, or the server is away. What was asked may be asked again. */
export class ConnectionError extends Error {
  readonly text: Text = {
    en: 'The server cannot be reached. Nothing you typed is lost; try again in a moment.',
    zh: '暂时连不上服务器。您输入的内容没有丢失，请稍后再试。',
  }
  constructor(cause: unknown) {
    super('The server cannot be reached', { cause })
    this.name = 'ConnectionError'
  }
}

/** Reads a problem document; anything else becomes a sentence that fits the status. */
export function problemFrom(status: number, content: unknown): ProblemError {
  const document = isRecord(content) ? content : {}
  return new ProblemError({
    status,
    code: textOr(document['code'], `http-${status}`),
    text: sentenceIn(document) ?? sentenceFor(status),
    fields: fieldsFrom(document['errors']),
    requestId: textOr(document['requestId'], null),
  })
}

/** A sentence for whatever was thrown. */
export function sentenceOf(error: unknown): Words {
  if (error instanceof ProblemError || error instanceof ConnectionError) return error.text
  return {
    en: 'Something went wrong here. Try again; what you typed is kept.',
    zh: '这里出了点问题。请重试，您输入的内容已保留。',
  }
}

function sentenceIn(document: Record<string, unknown>): string | null {
  const sentences = [document['title'], document['detail']].filter((part) => typeof part === 'string' && part !== '')
  return sentences.length === 0 ? null : sentences.join(' ')
}

function fieldsFrom(errors: unknown): FieldProblem[] {
  if (!Array.isArray(errors)) return []
  return errors.filter(isRecord).flatMap((error) => {
    const text = error['expected']
    const row = typeof error['row'] === 'number' ? error['row'] : null
    return isText(text) ? [{ path: textOr(error['field'], ''), row, text: { ...text, en: capitalised(text.en) } }] : []
  })
}

/** The server says what it expected as a phrase ("at least 3 characters"); beside a field it stands alone. */
function capitalised(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1)
}

function sentenceFor(status: number): Text {
  if (status === 401) return { en: 'Please sign in first.', zh: '请先登录。' }
  if (status === 403) return { en: 'You may not do this.', zh: '您没有权限执行此操作。' }
  if (status === 404) return { en: 'This does not exist, or not any more.', zh: '内容不存在或已被移除。' }
  if (status === 413) return { en: 'This is larger than the server takes.', zh: '内容超过服务器允许的大小。' }
  if (status === 429)
    return { en: 'Too many tries. Wait a minute, then try again.', zh: '操作过于频繁，请稍等片刻再试。' }
  return { en: 'The server could not do this. Try again.', zh: '服务器暂时无法完成，请重试。' }
}

function textOr<Other>(value: unknown, other: Other): string | Other {
  return typeof value === 'string' && value !== '' ? value : other
}

function isText(value: unknown): value is Text {
  return isRecord(value) && typeof value['en'] === 'string' && typeof value['zh'] === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
