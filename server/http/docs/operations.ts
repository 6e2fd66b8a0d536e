/** The operations of the API as their pages need them, out of the OpenAPI description. */
import type { Text } from '@gap5/contract/language.ts'
import type { Schema } from './schema-text.ts'

export type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema }
export type Content = Record<string, { schema?: Schema }>

type Described = {
  summary?: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content?: Content }
  responses?: Record<string, { description?: string; content?: Content }>
  security?: Record<string, string[]>[]
  'x-who'?: Text
}

export type Operation = {
  /** Of its page: `get-o-org-studies`. */
  slug: string
  method: string
  path: string
  room: string
  summary: string
  description: string | null
  /** Null: anybody. */
  who: Text | null
  byKey: boolean
  parameters: Parameter[]
  body: Content | null
  answers: { status: string; description: string; content: Content }[]
}

export function operationsOf(paths: Record<string, Record<string, unknown>>): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, described]) => operationOf(method, path, described as Described)))
}

function operationOf(method: string, path: string, { summary, description, tags, parameters = [], requestBody, responses = {}, security = [], 'x-who': who }: Described): Operation {
  return {
    slug: `${method}${path.replace(/^\/api/, '').replaceAll(/[^A-Za-z0-9]+/g, '-')}`.replace(/-$/, ''),
    method: method.toUpperCase(),
    path,
    room: tags?.[0] ?? '',
    summary: summary ?? path,
    description: description ?? null,
    who: who ?? null,
    byKey: security.some((each) => 'apiKey' in each),
    parameters,
    body: requestBody?.content ?? null,
    answers: Object.entries(responses).map(([status, answer]) => ({ status, description: answer.description ?? '', content: answer.content ?? {} })),
  }
}
