import { invitationSubject, invitationText, reminderSubject, reminderText } from '@gap5/contract/listen/mail-templates.ts'
import type { Mailing, Recipient, RecipientList } from '@gap5/contract/listen/mail.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import type { TestApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import type { TestMailServer } from '../../testing/mail-server.ts'
import { testOrganisation, type TestCaller, type TestOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { branching } from '../survey/testing/definitions.ts'
import { findDueMail, sendMail } from './send-mail.ts'

export const segment: Attribute = {
  key: 'segment',
  title: { en: 'Segment', zh: '客户群' },
  type: 'choice',
  values: [{ value: 'small', title: { en: 'Small', zh: '小型' } }, { value: 'large', title: { en: 'Large', zh: '大型' } }],
  settableByLink: false,
}

const mailingDraft = { title: 'April', subject: invitationSubject, text: invitationText, reminderSubject, reminderText, reminders: 2, reminderDays: 4 }

/** An organisation whose mail goes to this port, with its owner's hands. */
export async function withMail(org: TestOrganisation, port: number, more: Record<string, unknown> = {}): Promise<TestCaller> {
  const caller = await org.withKey('manager')
  const server = { host: '127.0.0.1', port, security: 'none' }
  await answered(caller.fetch(`/api/o/${org.handle}/mail`, { method: 'PUT', json: { server, senderName: 'Test service', senderAddress: 'surveys@example.org', ...more } }))
  return caller
}

/** A published study with a mailing to these addresses, one a line, and what one does with it. */
export async function testMailing(app: TestApp, org: TestOrganisation, caller: TestCaller, list: string, change: Record<string, unknown> = {}) {
  const { study } = await testStudy(app, org.id, { definition: branching, attributes: [segment] })
  const api = `/api/o/${org.handle}/studies/${study.handle}/mailings`
  const { id } = await answered<Mailing>(caller.fetch(api, { method: 'POST', json: { ...mailingDraft, ...change } }), 201)
  const path = `${api}/${id}`
  const add = (text: string, query = '') => caller.fetch(`${path}/recipients${query}`, { method: 'POST', body: text, headers: { 'Content-Type': 'application/octet-stream' } })
  if (list !== '') await answered<RecipientList>(add(list))
  return {
    study,
    path,
    add,
    read: () => answered<Mailing>(caller.fetch(path)),
    start: () => answered<Mailing>(caller.fetch(`${path}/sending`, { method: 'POST' })),
    recipients: async () => (await answered<{ recipients: Recipient[] }>(caller.fetch(`${path}/recipients`))).recipients,
    decide: (recipient: string, was: string) => caller.fetch(`${path}/recipients/${recipient}/decision`, { method: 'POST', json: { was } }),
  }
}

/** A new organisation whose mail goes to `server`, which begins with an empty box, and what it does with mail. */
export async function mailingOrganisation(app: TestApp, server: TestMailServer, more: Record<string, unknown> = {}) {
  const org = await testOrganisation(app)
  const caller = await withMail(org, server.port, more)
  server.received.length = 0
  server.refuse.clear()
  return {
    org,
    caller,
    /** Sends what is due now. */
    send: async () => {
      await findDueMail(app.deps)
      await sendMail(app.deps, { orgId: org.id })
    },
    mailing: (list: string, change = {}) => testMailing(app, org, caller, list, change),
  }
}

/** Path of the survey in a mail of a server at `https://gap5.example`. */
export function linkIn(text: string): string {
  return /https:\/\/gap5\.example(\/s\/\S+)/.exec(text)?.[1] ?? ''
}
