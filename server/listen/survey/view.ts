import { say, type Language, type Text } from '@gap5/contract/language.ts'
import { withProvider } from '@gap5/contract/listen/answers.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { StudySettings } from '@gap5/contract/listen/studies.ts'
import type { Fault, Sheet } from './form.ts'
import { faultText } from './words.ts'
import { html } from 'hono/html'
import type { Html } from './document.ts'

/** What a question needs to know to show itself. */
export type View = {
  language: Language
  provider: Text
  definition: Definition
  paging: StudySettings['paging']
  sheet: Sheet
}

/** A sentence of the definition in the respondent's language, with the name of who is being judged in it. */
export function told({ language, provider }: Pick<View, 'language' | 'provider'>, text: Text): string {
  return withProvider(say(text, language), say(provider, language))
}

export function faultAt({ sheet }: View, field: string): Fault | undefined {
  return sheet.faults.find((fault) => fault.field === field)
}

/** The sentence at a field that does not fit, tied to it by `aria-describedby`. */
export function faultNote(view: View, field: string): Html | '' {
  const fault = faultAt(view, field)
  return fault === undefined ? '' : html`<p class="fault" id="${faultId(field)}">${say(faultText(fault), view.language)}</p>`
}

export function faultId(field: string): string {
  return `fault-${field}`
}

/** Whether this is the first field that does not fit: the one the page opens at. */
export function isFirstFault({ sheet }: View, field: string): boolean {
  return sheet.faults.find(({ fault }) => fault !== 'unknown')?.field === field
}
