import { knownDimension } from './dimension-words.ts'
import { normal } from './role-words.ts'

const longest = 40

/** A key made of a heading: plain letters and figures, or `fallback` where none are left; unique among `taken`. */
export function keyFrom(heading: string, fallback: string, taken: Set<string>, joint: '-' | '_' = '-'): string {
  const plain = withKnownWords(heading)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, joint)
    .replace(new RegExp(`^${joint}+|${joint}+$`, 'g'), '')
  const hasChinese = /\p{Script=Han}/u.test(withKnownWords(heading))
  const led = hasChinese || plain === '' ? fallback : /^\d/.test(plain) ? `item${plain}` : plain
  const key = firstFree(led.slice(0, longest), taken, joint)
  taken.add(key)
  return key
}

/** "可靠性1" → "reliability1": names of dimensions are translated, other Chinese is not. */
function withKnownWords(heading: string): string {
  const text = normal(heading)
  const parts = /^(\p{Script=Han}+)[\s_\-.]*(\d*)$/u.exec(text)
  const dimension = parts ? knownDimension(parts[1]!) : null
  return dimension ? `${dimension.key}${parts![2]!}` : text
}

function firstFree(key: string, taken: Set<string>, joint: string): string {
  if (!taken.has(key)) return key
  for (let n = 2; ; n++) {
    const next = `${key.slice(0, longest - 5)}${joint}${n}`
    if (!taken.has(next)) return next
  }
}
