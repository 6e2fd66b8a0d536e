/** Attributes as people type them: one value a line, the second language behind a bar. */
import type { Text } from '@gap5/contract/language.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'

export type AttributeDraft = {
  title: Text
  type: Attribute['type']
  /** One value a line: `Key customer | 重点客户`. Of choices only. */
  lines: string
  settableByLink: boolean
}

export const emptyAttribute: AttributeDraft = { title: { en: '', zh: '' }, type: 'choice', lines: '', settableByLink: true }

/** Filled attributes in the shape of the contract; keys and codes are made from the words, each its own. */
export function attributesFrom(drafts: readonly AttributeDraft[], taken: readonly string[] = []): Attribute[] {
  const keys = new Set(taken)
  return drafts.map(({ title, type, lines, settableByLink }, index) => ({
    key: free(keyFrom(title) || `a${index + 1}`, keys),
    title: bothOf(title),
    type,
    values: type === 'choice' ? valuesFrom(lines) : [],
    settableByLink,
  }))
}

/** The values of `lines`; a line that says the same as one before is left out. */
export function valuesFrom(lines: string, taken: readonly string[] = []): Attribute['values'] {
  const codes = new Set(taken)
  const seen = new Set<string>()
  return textsFrom(lines).flatMap((title) => {
    const said = `${title.en}|${title.zh}`
    if (seen.has(said)) return []
    seen.add(said)
    return [{ value: free(latin(title.en, '-') || title.zh, codes), title }]
  })
}

/** One text a line, in both languages where a bar parts them; which is which is told by the script. */
export function textsFrom(lines: string): Text[] {
  return lines
    .split('\n')
    .map((line) => line.split(/[|\uff5c]/).map((part) => part.trim()))
    .flatMap(([first = '', second = '']) => {
      if (first === '' && second === '') return []
      if (first === '' || second === '') return [{ en: first || second, zh: first || second }]
      return [hasHan(first) && !hasHan(second) ? { en: second, zh: first } : { en: first, zh: second }]
    })
}

/** A text with its blank half filled by the other. */
export function bothOf({ en, zh }: Text): Text {
  return { en: en.trim() || zh.trim(), zh: zh.trim() || en.trim() }
}

export function isBlank({ en, zh }: Text): boolean {
  return en.trim() === '' && zh.trim() === ''
}

function keyFrom(title: Text): string {
  return latin(title.en, '_').replace(/^[0-9_]+/, '').slice(0, 30)
}

function latin(text: string, joint: string): string {
  const made = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, joint).slice(0, 60)
  return hasHan(text) ? '' : made.replace(new RegExp(`^\\${joint}+|\\${joint}+$`, 'g'), '')
}

function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}

const reserved = ['lang', 'org', 'study']

function free(wanted: string, taken: Set<string>): string {
  let found = reserved.includes(wanted) ? `${wanted}_1` : wanted
  for (let number = 2; taken.has(found); number++) found = `${wanted}_${number}`
  taken.add(found)
  return found
}
