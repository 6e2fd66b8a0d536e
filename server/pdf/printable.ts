/**
 * Emoji have no shape in a font for paper and would stand there as crossed boxes: they are left out, with the space before them.
 */
const emoji = /\p{Emoji_Presentation}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u{1f300}-\u{1faff}]|[\u2600-\u27bf]\ufe0f|[\ufe0f\u200d]|[\u{e0020}-\u{e007f}]/u
const runs = new RegExp(`\\s?(?:${emoji.source})+`, 'gu')

/** A document's content, texts and pictures, without what cannot be printed. */
export function printable<Part>(part: Part): Part {
  if (typeof part === 'string') return part.replace(runs, '') as Part
  if (Array.isArray(part)) return part.map((inner: unknown) => printable(inner)) as Part
  if (typeof part !== 'object' || part === null || Object.getPrototypeOf(part) !== Object.prototype) return part
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, printable(inner)])) as Part
}
