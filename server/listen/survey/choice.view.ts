import { html } from 'hono/html'
import { say } from '@gap5/contract/language.ts'
import type { ChoiceItem } from '@gap5/contract/listen/instrument.ts'
import type { Html } from './document.ts'
import { faultAt, faultId, faultNote, isFirstFault, told, type View } from './view.ts'
import { words } from './words.ts'

export function choiceFields(view: View, item: ChoiceItem, headingId: string): Html {
  const chosen = view.sheet.answers.choices[item.key] ?? []
  const fault = faultAt(view, item.key)
  const described = fault === undefined ? '' : html` aria-describedby="${faultId(item.key)}"`
  return html`<div class="named${fault === undefined ? '' : ' wrong'}" role="${item.multiple ? 'group' : 'radiogroup'}" aria-labelledby="${headingId}"${described}>
${faultNote(view, item.key)}${item.multiple ? html`<p class="said">${say(words.severalAllowed, view.language)}</p>` : ''}
${item.options.map(({ value, text }, index) => {
    const type = item.multiple ? 'checkbox' : 'radio'
    const opensHere = index === 0 && isFirstFault(view, item.key)
    return html`<label><input type="${type}" name="${item.key}" value="${value}"${chosen.includes(value) ? html` checked` : ''}${opensHere ? html` autofocus` : ''}><span>${told(view, text)}</span></label>`
  })}</div>`
}
