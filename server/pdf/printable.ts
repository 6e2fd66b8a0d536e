import { say, type Language, type Text } from '@gap5/contract/language.ts'

/**
 * Emoji have no shape in a font for paper and would stand there as crossed boxes: they are left out, with the space before them.
 */
const emoji = /\p{Emoji_Presentation}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u{1f300}-\u{1faff}]|[\u2600-\u27bf]\ufe0f|[\ufe0f\u200d]|[\u{e0020}-\u{e007f}]/u
const runs = new RegExp(`\\s?(?:${emoji.source})+`, 'gu')

/** Scripts the font for paper does not hold. Boxes would tell nothing: their names stand where the words would. */
const scripts: Record<string, Text> = {
  Arabic: { en: 'Arabic', zh: '阿拉伯文' },
  Hebrew: { en: 'Hebrew', zh: '希伯来文' },
  Thai: { en: 'Thai', zh: '泰文' },
  Hangul: { en: 'Korean', zh: '韩文' },
  Devanagari: { en: 'Devanagari', zh: '天城文' },
  Bengali: { en: 'Bengali', zh: '孟加拉文' },
  Tamil: { en: 'Tamil', zh: '泰米尔文' },
  Khmer: { en: 'Khmer', zh: '高棉文' },
  Lao: { en: 'Lao', zh: '老挝文' },
  Myanmar: { en: 'Burmese', zh: '缅文' },
  Tibetan: { en: 'Tibetan', zh: '藏文' },
  Mongolian: { en: 'Mongolian', zh: '蒙古文' },
  Georgian: { en: 'Georgian', zh: '格鲁吉亚文' },
  Armenian: { en: 'Armenian', zh: '亚美尼亚文' },
  Ethiopic: { en: 'Ethiopic', zh: '埃塞俄比亚文' },
}
const words = Object.entries(scripts).map(([script, name]) => ({ name, run: new RegExp(`\\p{Script=${script}}(?:[\\p{Script=${script}}\\p{M}\\s\\u200b-\\u200f]*[\\p{Script=${script}}\\p{M}])?`, 'gu') }))
const foreign = new RegExp(Object.keys(scripts).map((script) => `\\p{Script=${script}}`).join('|'), 'u')

function inPrint(text: string, language: Language): string {
  const plain = text.replace(runs, '')
  return foreign.test(plain) ? words.reduce((said, { name, run }) => said.replace(run, `[${say(name, language)}]`), plain) : plain
}

/** A document's content, texts and pictures, without what cannot be printed. */
export function printable<Part>(part: Part, language: Language): Part {
  if (typeof part === 'string') return inPrint(part, language) as Part
  if (Array.isArray(part)) return part.map((inner: unknown) => printable(inner, language)) as Part
  if (typeof part !== 'object' || part === null || Object.getPrototypeOf(part) !== Object.prototype) return part
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, printable(inner, language)])) as Part
}
