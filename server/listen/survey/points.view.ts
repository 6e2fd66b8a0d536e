import { html } from 'hono/html'
import { say } from '@gap5/contract/language.ts'
import type { PointsItem } from '@gap5/contract/listen/instrument.ts'
import type { Html } from './document.ts'
import { control } from './form.ts'
import type { Question } from './questions.ts'
import { faultAt, faultId, faultNote, isFirstFault, told, type View } from './view.ts'
import { words } from './words.ts'

/** Shares of a total, typed or stepped. The sum runs along where there is a script; the server checks it in any case. */
export function pointsFields(view: View, question: Question, item: PointsItem): Html {
  const fault = faultAt(view, item.key)
  const given = item.over.map(({ dimension }) => givenPoints(view, `${item.key}.${dimension}`))
  const sum = given.reduce((total, points) => total + (Number(points) || 0), 0)
  return html`<div class="share${fault === undefined ? '' : ' wrong'}" data-total="${item.total}">
${faultNote(view, item.key)}
${item.over.map(({ dimension, text }, index) => shareRow(view, item, `${item.key}.${dimension}`, told(view, text), given[index]!, index))}
<div class="sum"><button class="quiet" name="${control.act}" value="balance ${question.key}">${say(words.balance, view.language)}</button>
<p class="script" role="status">${say(words.total, view.language)} <output>${sum}</output> / ${item.total}</p></div>
</div>`
}

function shareRow(view: View, item: PointsItem, field: string, text: string, given: string, index: number): Html {
  const isWrong = faultAt(view, field) !== undefined || faultAt(view, item.key) !== undefined
  const opensHere = isFirstFault(view, field) || (index === 0 && isFirstFault(view, item.key))
  const described = [field, item.key].filter((name) => faultAt(view, name) !== undefined).map(faultId).join(' ')
  return html`<div class="row"><label for="${field}">${text}</label><span class="stepper"><button type="button" class="script" data-step="-5" tabindex="-1" aria-hidden="true">−</button><input id="${field}" name="${field}" value="${given}" inputmode="decimal" autocomplete="off" maxlength="7" size="4"${isWrong ? html` aria-invalid="true" aria-describedby="${described}"` : ''}${opensHere ? html` autofocus` : ''}><button type="button" class="script" data-step="5" tabindex="-1" aria-hidden="true">+</button></span>${faultNote(view, field)}</div>
`
}

function givenPoints({ sheet }: View, field: string): string {
  const answer = sheet.answers.ratings[field]
  return sheet.typed.get(field) ?? (typeof answer === 'number' ? String(answer) : '')
}
