import { createHash } from 'node:crypto'
import { html } from 'hono/html'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import { jsonb, type Trx } from '../../database.ts'
import type { Contact } from '../responses.tables.ts'
import { at, type Address } from './address.ts'
import type { Html } from './document.ts'
import { control, type Fields } from './form.ts'
import { words } from './words.ts'

/** "May we help you?", as typed; `faults` are said at their fields. */
export type HelpForm = { text: string; name: string; contact: string; faults: Partial<Record<HelpField, Text>> }
type HelpField = 'text' | 'name' | 'contact'

export const emptyHelp: HelpForm = { text: '', name: '', contact: '', faults: {} }
const longest: Record<HelpField, number> = { text: 4000, name: 200, contact: 200 }

export function readHelp(fields: Fields): HelpForm {
  const given = (name: HelpField) => (fields.get(`~help-${name}`)?.at(-1) ?? '').trim()
  const form: HelpForm = { text: given('text'), name: given('name'), contact: given('contact'), faults: {} }
  if (form.text === '') form.faults.text = words.helpNeedsText
  if (form.contact === '') form.faults.contact = words.helpNeedsContact
  for (const name of ['text', 'name', 'contact'] as const) {
    if (form[name].length > longest[name]) form.faults[name] = words.helpTooLong
  }
  return form
}

export function helpForm({ language, address, sheetId, form }: { language: Language; address: Address; sheetId: string; form: HelpForm }): Html {
  const field = (name: HelpField, label: Text, autocomplete: string) =>
    html`<label>${say(label, language)}${note(form, name, language)}<input name="~help-${name}" value="${form[name]}" maxlength="${longest[name]}" autocomplete="${autocomplete}"${wrong(form, name)}></label>`
  return html`<section class="help" aria-labelledby="help"><h2 id="help">${say(words.helpTitle, language)}</h2><p>${say(words.helpIntro, language)}</p>
<form method="post" action="${at(address, { show: 'thanks' })}" novalidate><input type="hidden" name="${control.id}" value="${sheetId}">
<label>${say(words.helpText, language)}${note(form, 'text', language)}<textarea name="~help-text" rows="3" dir="auto" maxlength="${longest.text}"${wrong(form, 'text')}>
${form.text}</textarea></label>
${field('name', words.helpName, 'name')}
${field('contact', words.helpContact, 'on')}
<p class="said">${say(words.helpPrivacy, language)}</p>
<p class="foot"><button class="first" name="${control.act}" value="help">${say(words.helpSend, language)}</button></p></form></section>`
}

function note({ faults }: HelpForm, name: HelpField, language: Language): Html | '' {
  const fault = faults[name]
  return fault === undefined ? '' : html`<span class="fault" id="fault-help-${name}">${say(fault, language)}</span>`
}

/** The first field that does not fit gets the focus. */
function wrong({ faults }: HelpForm, name: HelpField): Html | '' {
  if (faults[name] === undefined) return ''
  const isFirst = Object.keys(faults)[0] === name
  return html` aria-invalid="true" aria-describedby="fault-help-${name}"${isFirst ? html` autofocus` : ''}`
}

/** Kept once for each response, however often it is sent. Nothing of it reaches the scores. */
export async function recordHelp(
  trx: Trx,
  { orgId, studyId, responseId, form, language, at }: { orgId: string; studyId: string; responseId: string; form: HelpForm; language: Language; at: Date },
): Promise<void> {
  await trx
    .insertInto('statement')
    .values({
      org_id: orgId,
      id: statementId(responseId),
      study_id: studyId,
      response_id: responseId,
      kind: 'help',
      item: null,
      text: form.text,
      contact: jsonb(contactOf(form)),
      language,
      at,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'id']).doNothing())
    .execute()
}

/** An id made from the response's, so that a second sending meets the first. */
function statementId(responseId: string): string {
  const hex = createHash('sha256').update(`help ${responseId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function contactOf({ name, contact }: HelpForm): Contact {
  const reached = contact.includes('@') ? { email: contact } : { phone: contact }
  return name === '' ? reached : { name, ...reached }
}

export async function hasAskedForHelp(trx: Trx, orgId: string, responseId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('statement')
    .select('id')
    .where('org_id', '=', orgId)
    .where('id', '=', statementId(responseId))
    .executeTakeFirst()
  return row !== undefined
}
