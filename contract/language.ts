/**
 * The two languages of the product, and how figures and dates are said in each.
 *
 * Sentences stand beside the code that says them, both languages side by side, as a `Text`.
 */
export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

/** One sentence or term in both languages. Both are always there. */
export type Text = { en: string; zh: string }

/** A sentence with parameters, said in the language it is asked for. */
export type Saying<P> = (parameters: P) => Text

const locale: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }

export function say(text: Text, language: Language): string {
  return text[language]
}

/** The language that fits an `Accept-Language` header or `navigator.language` best, or `otherwise` where nothing fits. */
export function preferredLanguage(header: string | null | undefined, otherwise: Language = 'en'): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))
      return { tag, q: q === undefined ? 1 : Number(q.slice(2)) }
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
  for (const { tag } of wanted) {
    if (tag.startsWith('zh')) return 'zh'
    if (tag.startsWith('en')) return 'en'
  }
  return otherwise
}

/** A number with grouped thousands and a fixed number of decimals; the minus sign is U+2212. */
export function figure(value: number, language: Language, decimals = 0): string {
  const rounded = numberFormat(language, decimals).format(Math.abs(value))
  const isZero = Number(Math.abs(value).toFixed(decimals)) === 0
  return value < 0 && !isZero ? `−${rounded}` : rounded
}

/** Making a format takes a hundred times as long as using it, and a table says thousands of figures. */
const numberFormats = new Map<string, Intl.NumberFormat>()
function numberFormat(language: Language, decimals: number): Intl.NumberFormat {
  const name = `${language} ${decimals}`
  const known = numberFormats.get(name)
  const format = known ?? new Intl.NumberFormat(locale[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  if (known === undefined) numberFormats.set(name, format)
  return format
}

/** A difference: always signed, `±` never; zero carries no sign. */
export function signed(value: number, language: Language, decimals = 1): string {
  const said = figure(value, language, decimals)
  const isZero = Number(Math.abs(value).toFixed(decimals)) === 0
  return value > 0 && !isZero ? `+${said}` : said
}

/** A share in [0, 1] as a percentage: "64 %" in English typography of the product, "64%" in Chinese. */
export function percent(share: number, language: Language, decimals = 0): string {
  const said = figure(share * 100, language, decimals)
  return language === 'zh' ? `${said}%` : `${said} %`
}

/** "1 answer", "12 answers"; Chinese has no plural, so its form is said by the caller's `zh`. */
export function counted(count: number, one: string, many: string): string {
  return `${figure(count, 'en')} ${count === 1 ? one : many}`
}

/** A p-value as a reader expects it: never "0.000". */
export function probability(p: number): string {
  return p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, '')
}

/** A calendar date of an instant, in the organisation's time zone. */
export function day(instant: Date | string, language: Language, timeZone: string): string {
  return dateFormat(language, timeZone, { dateStyle: 'medium' }).format(new Date(instant))
}

/** Date and time of an instant, in the organisation's time zone. */
export function moment(instant: Date | string, language: Language, timeZone: string): string {
  return dateFormat(language, timeZone, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant))
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()
function dateFormat(language: Language, timeZone: string, styles: Pick<Intl.DateTimeFormatOptions, 'dateStyle' | 'timeStyle'>): Intl.DateTimeFormat {
  const name = `${language} ${styles.timeStyle ?? ''} ${timeZone}`
  const known = dateFormats.get(name)
  const format = known ?? new Intl.DateTimeFormat(locale[language], { ...styles, timeZone })
  if (known === undefined) dateFormats.set(name, format)
  return format
}

/** Says words and figures in one language: what pages, charts and documents have in common. */
export type Speaking = {
  say: (words: Text | string) => string
  figure: (value: number, decimals?: number) => string
  signed: (value: number, decimals?: number) => string
  percent: (share: number, decimals?: number) => string
}

export function speaking(language: Language): Speaking {
  return {
    say: (words) => (typeof words === 'string' ? words : say(words, language)),
    figure: (value, decimals) => figure(value, language, decimals),
    signed: (value, decimals) => signed(value, language, decimals),
    percent: (share, decimals) => percent(share, language, decimals),
  }
}
