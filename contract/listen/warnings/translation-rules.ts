/** Sentences that speak to one half of the respondents only. */
import type { Text } from '../../language.ts'
import type { Definition } from '../instrument.ts'
import { nameOf, warn, type Place, type Rule } from './warning.ts'

export const missingTranslation: Rule = (definition) =>
  sentences(definition).flatMap(({ place, text, about }) => {
    const lacks = lacking(text)
    if (lacks === null) return []
    const what = lacks === 'zh' ? { en: 'No Chinese', zh: '缺少中文' } : { en: 'No English', zh: '缺少英文' }
    const why = {
      en: 'Whoever answers in that language reads the other one here, and two languages in one survey do not measure the same.',
      zh: '以该语言作答的人在此处只能看到另一种语言，测得的内容也就不同了。',
    }
    return [warn('missing-translation', place, nameOf(text), what, why, about)]
  })

/** The language a sentence is not said in; one said in neither is unfinished, which is told elsewhere. */
export function lacking({ en, zh }: Text): 'en' | 'zh' | null {
  const [english, chinese] = [en.trim(), zh.trim()]
  if (english === '' && chinese === '') return null
  if (english === '') return 'en'
  if (chinese === '') return 'zh'
  if (english !== chinese) return null
  if (/\p{Script=Han}/u.test(english)) return 'en'
  return /[a-z]+\s+[a-z]+\s+[a-z]+/i.test(english) ? 'zh' : null
}

type Said = { place: Place; text: Text; about: string }

function sentences(definition: Definition): Said[] {
  const { title, use, source, welcome } = definition
  const about = Object.entries({ title, use, source, welcome }).flatMap(([name, text]) => (text ? [{ place: { part: 'about' as const }, text, about: name }] : []))
  const scales = Object.entries(definition.scales).flatMap(([key, { labels }]) =>
    Object.entries(labels).map(([point, text]) => ({ place: { part: 'scales' as const }, text, about: `${key}.${point}` })),
  )
  const dimensions = definition.dimensions.flatMap((one) =>
    [one.title, one.description].flatMap((text, index) => (text ? [{ place: { part: 'dimensions' as const }, text, about: `${one.key}.${index}` }] : [])),
  )
  return [...about, ...dimensions, ...scales, ...definition.blocks.flatMap(ofBlock)]
}

function ofBlock(block: Definition['blocks'][number]): Said[] {
  const place = { block: block.key }
  const own = [block.title, block.intro, ...block.columns.flatMap(({ title, hint }) => [title, hint])]
  return [
    ...own.flatMap((text, index) => (text ? [{ place, text, about: String(index) }] : [])),
    ...block.items.flatMap((item) => {
      const more = item.type === 'choice' ? item.options.map(({ text }) => text) : item.type === 'points' ? item.over.map(({ text }) => text) : item.type === 'rating' ? Object.values(item.wording ?? {}) : []
      return [item.text, ...more].map((text, index) => ({ place: { block: block.key, item: item.key }, text, about: String(index) }))
    }),
  ]
}
