import { html } from 'hono/html'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import { at, type Address } from './address.ts'
import { plainDocument, type Html } from './document.ts'
import { control } from './form.ts'
import { languageChoice } from './kiosk.ts'
import { told } from './view.ts'
import { minutesText, resumeText, words } from './words.ts'

export type Cover = {
  language: Language
  provider: Text
  title: Text
  definition: Definition
  address: Address
  /** Until when it is open, said with its time zone; none where nothing ends it. */
  until?: string | undefined
}

/**
 * The first page of a survey. It knows nothing of the respondent, so that it can be kept by caches in front of the
 * server; the id of a response is made with the first question.
 */
export function coverPage(cover: Cover & { notice?: Text | undefined }): Html {
  const { language, title, definition, address, notice, until } = cover
  return plain(
    cover,
    html`${notice ? html`<p class="notice" role="alert">${say(notice, language)}</p>` : ''}<h1>${told(cover, title)}</h1>
${definition.welcome ? html`<p>${told(cover, definition.welcome)}</p>` : ''}
<p class="said">${definition.minutes ? html`${say(minutesText(definition.minutes), language)}${language === 'zh' ? '。' : '. '}` : ''}${say(words.privacy, language)}${until === undefined ? '' : html` ${say(words.until, language)} ${until}${language === 'zh' ? '。' : '.'}`}</p>
<p class="foot"><a class="first" href="${at(address, { page: 1 })}">${say(words.start, language)}</a></p>`,
  )
}

/** The first page of a kiosk: both languages at once, since nobody knows who comes next. */
export function kioskCover({ language, provider, title, definition, address, part }: Cover & { part: Html | '' }): Html {
  const other = language === 'zh' ? 'en' : 'zh'
  const both = (text: Text) => [...new Set([told({ language, provider }, text), told({ language: other, provider }, text)])]
  return plainDocument({
    language,
    provider,
    title,
    notSent: `${words.notSent.zh} ${words.notSent.en}`,
    body: html`<h1>${both(title).map((said) => html`<span class="line">${said}</span>`)}</h1>
${definition.minutes ? html`<p class="said">${say(minutesText(definition.minutes), 'zh')} · ${say(minutesText(definition.minutes), 'en')}</p>` : ''}
${languageChoice(address)}
<p class="said">${say(words.privacy, 'zh')}<br><span lang="en">${say(words.privacy, 'en')}</span></p>${part}`,
  })
}

/** The first page for somebody who has answered some of it on this device, or under this personal link. */
export function resumePage(cover: Cover & { page: number; progress: { at: number; of: number }; sheetId: string; canStartOver: boolean }): Html {
  const { language, address, page, progress, canStartOver } = cover
  return plain(
    cover,
    html`<h1>${say(words.welcomeBack, language)}</h1>
<p>${say(words.keptAnswers, language)} ${progress.of > 1 ? say(resumeText(progress), language) : ''}</p>
<p class="foot"><a class="first" href="${at(address, { page })}">${say(words.continue, language)}</a></p>
${canStartOver ? html`<form method="post" action="${at(address)}"><input type="hidden" name="${control.id}" value="${cover.sheetId}"><button class="quiet" name="${control.act}" value="restart">${say(words.startOver, language)}</button></form>` : ''}`,
  )
}

function plain({ language, provider, title, address }: Cover, body: Html): Html {
  const otherLanguage = at(address, { language: language === 'zh' ? 'en' : 'zh' })
  return plainDocument({ language, provider, title, otherLanguage, body })
}
