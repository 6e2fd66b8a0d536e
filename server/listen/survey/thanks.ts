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
  isPreview: boolean
}

/** The end: the answers are in, so whatever is offered here cannot lose them. */
export function thanksPage({ language, provider, address, sheetId, help, canAnswerAgain, isPreview }: Thanks): Html {
  const said = isPreview ? words.preview : words.thanks
  return plainDocument({
    language,
    provider,
    title: said,
    otherLanguage: at(address, { show: 'thanks', language: language === 'zh' ? 'en' : 'zh' }),
    body: html`<h1 tabindex="-1">${say(said, language)}</h1>
<p role="status">${say(help === 'arrived' ? words.helpArrived : words.thanksMore, language)}</p>
${help === null || help === 'arrived' ? '' : helpForm({ language, address, sheetId, form: help })}
${canAnswerAgain ? html`<form method="post" action="${at(address)}"><button class="quiet" name="${control.act}" value="restart">${say(words.answerAgain, language)}</button></form>` : ''}`,
  })
}
