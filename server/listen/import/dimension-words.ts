import type { Text } from '@gap5/contract/language.ts'
import { normal } from './role-words.ts'

type Known = { key: string; title: Text; pattern: RegExp }

/** The five dimensions by the names and short forms that files use. */
const known: readonly Known[] = [
  {
    key: 'tangibles',
    title: { en: 'Tangibles', zh: '有形性' },
    pattern: /^(?:tang(?:ibles?|ibility)?|tan|elementos tangibles|有形性|有形展示|有形)$/,
  },
  {
    key: 'responsiveness',
    title: { en: 'Responsiveness', zh: '响应性' },
    pattern: /^(?:resp(?:onsiveness|onsive|ons)?|cres|capacidad de respuesta|响应性|反应性|回应性|响应)$/,
  },
  {
    key: 'reliability',
    title: { en: 'Reliability', zh: '可靠性' },
    pattern: /^(?:rel(?:iability|iab|i)?|fiabilidad|可靠性|可靠)$/,
  },
  {
    key: 'assurance',
    title: { en: 'Assurance', zh: '保证性' },
    pattern: /^(?:assur?(?:ance)?|ass|cass|seguridad|保证性|专业性|安全性|保障性|信任性)$/,
  },
  {
    key: 'empathy',
    title: { en: 'Empathy', zh: '移情性' },
    pattern: /^(?:emp(?:athy|at|ath)?|empat[ií]a|移情性|同理心|关怀性|共情性|情感性|移情)$/,
  },
]

const letters: Record<string, string> = {
  t: 'tangibles',
  l: 'reliability',
  s: 'responsiveness',
  a: 'assurance',
  m: 'empathy',
}

export type NamedDimension = { key: string; title: Text }

export function knownDimension(name: string): NamedDimension | null {
  const text = normal(name).replace(/\s*dimension$|维度$/, '')
  const found = known.find(({ pattern }) => pattern.test(text))
  return found ? { key: found.key, title: found.title } : null
}

/** The five dimensions for the letters t, l, s, a, m, when just these lead the items. */
export function letteredDimensions(prefixes: ReadonlySet<string>): Map<string, NamedDimension> {
  const wanted = Object.keys(letters)
  if (prefixes.size !== wanted.length || !wanted.every((letter) => prefixes.has(letter))) return new Map()
  return new Map(wanted.map((letter) => [letter, knownDimension(letters[letter]!)!]))
}
