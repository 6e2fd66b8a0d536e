import { html } from 'hono/html'
import type { TextItem } from '@gap5/contract/listen/instrument.ts'
import type { Html } from './document.ts'
import { faultAt, faultId, faultNote, isFirstFault, type View } from './view.ts'

export function textField(view: View, item: TextItem, headingId: string): Html {
  const given = view.sheet.typed.get(item.key) ?? view.sheet.answers.texts[item.key] ?? ''
  const isWrong = faultAt(view, item.key) !== undefined
  return html`${faultNote(view, item.key)}<textarea name="${item.key}" rows="4" dir="auto" maxlength="${item.maxLength}" aria-labelledby="${headingId}"${isWrong ? html` aria-invalid="true" aria-describedby="${faultId(item.key)}"` : ''}${isFirstFault(view, item.key) ? html` autofocus` : ''}>
${given}</textarea>`
}
