import { html } from 'hono/html'
import { say } from '@gap5/contract/language.ts'
import { dontKnow, notApplicable } from '@gap5/contract/listen/answers.ts'
import { expectedRoles, type Column, type RatingItem, type Scale } from '@gap5/contract/listen/instrument.ts'
import type { Html } from './document.ts'
import type { Question } from './questions.ts'
import { isExperience, skipMeaning } from './skip.ts'
import { faultAt, faultId, faultNote, isFirstFault, told, type View } from './view.ts'
import { words } from './words.ts'

/** The columns of a rating, one scale under the other. */
export function ratingFields(view: View, question: Question, item: RatingItem): Html {
  const { columns } = question
  return html`<div class="columns c${columns.length}">${columns.map((column, index) => {
    const isShared = columns[index + 1]?.scale === column.scale
    return scaleField(view, question, item, column, isShared)
  })}</div>`
}

function scaleField(view: View, question: Question, item: RatingItem, column: Column, sharesEnds: boolean): Html {
  const scale = view.definition.scales[column.scale]!
  const field = `${item.key}.${column.role}`
  const own = question.columns.length > 1 ? item.wording?.[column.role] : undefined
  const fault = faultAt(view, field)
  const described = fault === undefined ? '' : html` aria-invalid="true" aria-describedby="${faultId(field)}"`
  const opensHere = isFirstFault(view, field)
  return html`<fieldset class="scale${fault === undefined ? '' : ' wrong'}${isExpected(column, question) ? ' soft' : ''}" role="radiogroup"${item.required ? html` aria-required="true"` : ''}${described}>
<legend${saysLittle(view, question, column, item) ? html` class="heard"` : ''}><b>${told(view, column.title)}</b>${column.hint ? html` <span>${told(view, column.hint)}</span>` : ''}${item.required ? html` <i>${say(words.required, view.language)}</i>` : ''}</legend>
${own ? html`<p class="said">${told(view, own)}</p>` : ''}${faultNote(view, field)}${
    isLabelled(scale) ? labelledPoints(view, field, scale, opensHere) : numberedPoints(view, field, scale, sharesEnds, opensHere)
  }${skipOption(view, question, column, field)}</fieldset>
`
}

/** In a list of questions asked on one level its title would be the same line over and over: it is only read aloud. */
function saysLittle({ paging }: View, { columns }: Question, { hint }: Column, { required }: RatingItem): boolean {
  return paging !== 'item' && columns.length === 1 && hint === undefined && !required
}

/** Beside what was got, what was hoped for is drawn in the softer colour. */
function isExpected({ role }: Column, { columns }: Question): boolean {
  return columns.length > 1 && expectedRoles.includes(role)
}

/** Every point has a name (Kano, agreement): the names are the answer, so they stand in a list. */
function isLabelled({ min, max, labels }: Scale): boolean {
  return pointsOn({ min, max }).every((point) => labels[point] !== undefined)
}

function pointsOn({ min, max }: Pick<Scale, 'min' | 'max'>): number[] {
  return Array.from({ length: max - min + 1 }, (_, index) => min + index)
}

function numberedPoints(view: View, field: string, scale: Scale, sharesEnds: boolean, opensHere: boolean): Html {
  const points = pointsOn(scale)
  return html`<div class="points n${points.length}">${points.map((point, index) => {
    const label = scale.labels[point]
    const heard = label === undefined ? '' : html`<span class="heard"> ${told(view, label)}</span>`
    return html`<label>${radio(view, field, String(point), opensHere && index === 0)}<span>${point}</span>${heard}</label>`
  })}</div>${ends(view, scale, sharesEnds)}`
}

/**
 * Names of the lowest and highest point, and of the middle where it has one; scales under one another show them once.
 * A screen reader hears them with the points themselves. A scale that may wrap names the points as well.
 */
function ends(view: View, { min, max, labels }: Scale, isShared: boolean): Html | '' {
  const shown = [min, (min + max) / 2, max]
  if (shown.every((point) => labels[point] === undefined)) return ''
  const wraps = max - min >= 9
  const said = (point: number) => (labels[point] ? `${wraps ? `${point} ` : ''}${told(view, labels[point])}` : '')
  return html`<div class="ends${isShared ? ' shared' : ''}" aria-hidden="true">${shown.map((point) => html`<span>${said(point)}</span>`)}</div>`
}

function labelledPoints(view: View, field: string, scale: Scale, opensHere: boolean): Html {
  return html`<div class="named">${pointsOn(scale).map(
    (point, index) =>
      html`<label>${radio(view, field, String(point), opensHere && index === 0)}<span>${told(view, scale.labels[point]!)}</span></label>`,
  )}</div>`
}

/** On a page of several questions skipping is one more point to choose; alone on a page it is the link below. */
function skipOption(view: View, question: Question, column: Column, field: string): Html | '' {
  if (view.paging === 'item') return ''
  const meaning = skipMeaning(question)
  if (meaning === notApplicable && !isExperience(column.role)) return ''
  const text = meaning === notApplicable ? words.notExperienced : words.cannotSay
  return html`<label class="skip">${radio(view, field, meaning ?? dontKnow, false)}<span>${say(text, view.language)}</span></label>`
}

function radio({ sheet }: View, name: string, value: string, opensHere: boolean): Html {
  const isChosen = String(sheet.answers.ratings[name] ?? '') === value
  return html`<input type="radio" name="${name}" value="${value}"${isChosen ? html` checked` : ''}${opensHere ? html` autofocus` : ''}>`
}
