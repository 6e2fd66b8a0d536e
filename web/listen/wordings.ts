/** The sentences of a definition, each by its path, so that a form can show them and put them back. */
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'

export type Wording = { path: string; label: Text; text: Text }

const names: Record<string, Text> = {
  title: { en: 'Title', zh: '标题' },
  use: { en: 'What for', zh: '用途' },
  source: { en: 'Source', zh: '出处' },
  welcome: { en: 'Welcome', zh: '欢迎语' },
  intro: { en: 'Introduction', zh: '说明' },
  hint: { en: 'Hint', zh: '提示' },
  description: { en: 'Description', zh: '描述' },
}

/** All sentences in the order in which they stand. */
export function wordingsOf(definition: Definition): Wording[] {
  return [...walk(definition, [], [])]
}

function* walk(value: unknown, path: string[], within: string[]): Generator<Wording> {
  if (isText(value)) return yield { path: path.join('.'), label: labelOf(path, within), text: value }
  if (typeof value !== 'object' || value === null) return
  const own = 'key' in value && typeof value.key === 'string' && path.length > 0 ? [...within, value.key] : within
  for (const [name, inner] of Object.entries(value)) yield* walk(inner, [...path, name], own)
}

function labelOf(path: string[], within: string[]): Text {
  const last = path.at(-1) ?? ''
  const where = [...within, ...(path.includes('labels') || path.includes('wording') ? [last] : [])].join(' › ')
  const name = names[last]
  if (name === undefined) return { en: where || last, zh: where || last }
  return where === '' ? name : { en: `${where}: ${name.en}`, zh: `${where}：${name.zh}` }
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'en' in value && 'zh' in value
}

/** The definition with the sentence at `path` said otherwise; nothing else is touched. */
export function withWording(definition: Definition, path: string, text: Text): Definition {
  return replaced(definition, path.split('.'), text) as Definition
}

function replaced(value: unknown, [name, ...rest]: string[], text: Text): unknown {
  if (name === undefined) return text
  if (Array.isArray(value)) return value.map((inner: unknown, index) => (String(index) === name ? replaced(inner, rest, text) : inner))
  return { ...(value as object), [name]: replaced((value as Record<string, unknown>)[name], rest, text) }
}

/** Whether it is a short line rather than a sentence. */
export function isHeading(path: string): boolean {
  return /(^|\.)(title|hint)$/.test(path) || path.includes('labels')
}
