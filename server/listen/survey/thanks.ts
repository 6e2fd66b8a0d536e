import { html } from 'hono/html'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import { at, type Address } from './address.ts'
import { plainDocument, type Html } from './document.ts'
import { control } from './form.ts'
import { helpForm, type HelpForm } from './help.ts'
import { words } from './words.ts'

export type Thanks = {
  language: Language
  provider: Text
  address: Address
  sheetId: string
  /** What is still offered: help, and on an open link another answer. */
  help: HelpForm | 'arrived' | null
  canAnswerAgain: boolean
  /** Whether this page can be asked for again: not where nothing is remembered of who answered. */
  isRemembered: boolean
  /** Of a kiosk: where the next person begins, and what the browser and the script need for that. */
  kiosk: { start: string; head: Html | ''; part: Html | '' } | null
  isPreview: boolean
}

/** The end: the answers are in, so whatever is offered here cannot lose them. */
export function thanksPage({ language, provider, address, sheetId, help, canAnswerAgain, isPreview, isRemembered, kiosk }: Thanks): Html {
  const said = isPreview ? words.preview : words.thanks
  return plainDocument({
    language,
    provider,
    title: said,
    head: kiosk?.head ?? '',
    otherLanguage: !isRemembered ? undefined : at(address, { show: 'thanks', language: language === 'zh' ? 'en' : 'zh' }),
    body: html`<h1 tabindex="-1">${say(said, language)}</h1>
<p role="status">${say(help === 'arrived' ? words.helpArrived : kiosk === null ? words.thanksMore : { en: '', zh: '' }, language)}</p>
${kiosk === null ? '' : html`<p class="foot"><a class="first" href="${kiosk.start}">${say(words.kioskNext, language)}</a></p><p class="said" id="back-in"></p>`}
${help === null || help === 'arrived' ? '' : helpForm({ language, address, sheetId, form: help })}
${canAnswerAgain ? html`<form method="post" action="${at(address)}"><button class="quiet" name="${control.act}" value="restart">${say(words.answerAgain, language)}</button></form>` : ''}${kiosk?.part ?? ''}`,
  })
}
