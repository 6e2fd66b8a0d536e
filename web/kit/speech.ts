import * as spoken from '@gap5/contract/language.ts'
import type { Language, Text } from '@gap5/contract/language.ts'

/** What a part of the kit shows as words: a bilingual text, or a string that is the same in both languages (a person's name, a file name). */
export type Words = Text | string

export type Speech = {
  language: Language
  setLanguage: (language: Language) => void
  /** Says words in the user's language. */
  say: (words: Words) => string
  figure: (value: number, decimals?: number) => string
  signed: (value: number, decimals?: number) => string
  percent: (share: number, decimals?: number) => string
  /** A calendar date; the time zone is the organisation's, or the browser's where none is given. */
  day: (instant: Date | string, timeZone?: string) => string
  moment: (instant: Date | string, timeZone?: string) => string
}

const key = 'gap5.language'

/** The language the user chose on this device, else the browser's. */
export function rememberedLanguage(): Language {
  const chosen = globalThis.localStorage?.getItem(key)
  return chosen === 'en' || chosen === 'zh' ? chosen : spoken.preferredLanguage(globalThis.navigator?.language)
}

export function rememberLanguage(language: Language) {
  localStorage.setItem(key, language)
}

/** The BCP 47 tag for `lang` attributes and `Accept-Language`. */
export function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en'
}

export function speech(language: Language, setLanguage: (language: Language) => void): Speech {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return {
    language,
    setLanguage,
    say: (words) => (typeof words === 'string' ? words : spoken.say(words, language)),
    figure: (value, decimals) => spoken.figure(value, language, decimals),
    signed: (value, decimals) => spoken.signed(value, language, decimals),
    percent: (share, decimals) => spoken.percent(share, language, decimals),
    day: (instant, timeZone = zone) => spoken.day(instant, language, timeZone),
    moment: (instant, timeZone = zone) => spoken.moment(instant, language, timeZone),
  }
}
