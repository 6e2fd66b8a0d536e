/** Leaving the list: from the link in a mail, or by the mail program itself (RFC 8058), without signing in and without script. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import { audit } from '../../access/audit.ts'
import { systemActor } from '../../access/actor.ts'
import { inOrganisation, type Trx } from '../../database.ts'
import { createRoutes, type Env, type Routes } from '../../http/routes.ts'
import type { Dependencies } from '../../room.ts'
import { plainDocument, type Html } from '../survey/document.ts'
import { masked } from './recipients.ts'
import { findSuppression, releaseAddress, suppress } from './suppression.ts'
import { readUnsubscribeToken } from './tokens.ts'

type Known = { orgId: string; recipientId: string; address: string | null; language: Language; organisation: Text; isOut: boolean }

export function unsubscribeRoutes(deps: Dependencies): Routes {
  const { db, clock } = deps
  const routes = createRoutes()
  routes.get('/unsubscribe/:token', async (c) => {
    const known = await find(deps, c.req.param('token'))
    return known === null ? unknown(c) : answer(c, known, known.isOut ? done : question)
  })
  routes.post('/unsubscribe/:token', async (c) => {
    const known = await find(deps, c.req.param('token'))
    if (known === null) return unknown(c)
    const form = new URLSearchParams(await c.req.text())
    const isBack = form.get('act') === 'back'
    const { orgId, recipientId, address } = known
    if (address !== null) {
      await inOrganisation(db, orgId, async (trx) => {
        if (isBack) await releaseAddress(trx, orgId, address, 'unsubscribed')
        else await suppress(trx, orgId, address, 'unsubscribed', clock.now())
        await audit(trx, systemActor(orgId), isBack ? 'suppression.removed' : 'suppression.added', { kind: 'recipient', id: recipientId })
      })
    }
    return answer(c, known, isBack ? back : done)
  })
  return routes
}

async function find({ db, secret }: Dependencies, token: string): Promise<Known | null> {
  const ids = readUnsubscribeToken(secret, token)
  if (ids === null) return null
  return inOrganisation(db, ids.orgId, (trx) => findRecipient(trx, ids))
}

async function findRecipient(trx: Trx, { orgId, recipientId }: { orgId: string; recipientId: string }): Promise<Known | null> {
  const row = await trx
    .selectFrom('mail_recipient')
    .innerJoin('organisation', 'organisation.org_id', 'mail_recipient.org_id')
    .select(['mail_recipient.address', 'mail_recipient.language', 'organisation.name'])
    .where('mail_recipient.org_id', '=', orgId)
    .where('mail_recipient.id', '=', recipientId)
    .executeTakeFirst()
  if (row === undefined) return null
  const isOut = row.address !== null && (await findSuppression(trx, orgId, row.address)) !== null
  return { orgId, recipientId, address: row.address, language: row.language, organisation: row.name, isOut }
}

type Page = { title: Text; text: (known: { address: string; organisation: Text }) => Text; act: { value: 'leave' | 'back'; label: Text; look: 'first' | 'quiet' } | null }

const question: Page = {
  title: { en: 'Unsubscribe?', zh: '确认退订？' },
  text: ({ address, organisation }) => ({
    en: `${organisation.en} will send no more surveys to ${address}.`,
    zh: `退订后，${organisation.zh}将不再向 ${address} 发送任何调查邮件。`,
  }),
  act: { value: 'leave', label: { en: 'Unsubscribe', zh: '确认退订' }, look: 'first' },
}
const done: Page = {
  title: { en: 'You are unsubscribed', zh: '已退订' },
  text: ({ address, organisation }) => ({
    en: `${organisation.en} will send no more surveys to ${address}. You need not do anything else.`,
    zh: `${organisation.zh}将不再向 ${address} 发送任何调查邮件，您无需其他操作。`,
  }),
  act: { value: 'back', label: { en: 'That was a mistake: keep writing to me', zh: '点错了，继续接收邮件' }, look: 'quiet' },
}
const back: Page = {
  title: { en: 'You stay on the list', zh: '将继续接收邮件' },
  text: ({ address, organisation }) => ({ en: `${organisation.en} may write to ${address} again.`, zh: `${organisation.zh}今后仍可能向 ${address} 发送调查邮件。` }),
  act: { value: 'leave', label: { en: 'Unsubscribe', zh: '退订' }, look: 'quiet' },
}

function answer(c: Context<Env>, { language, organisation, address }: Known, { title, text, act }: Page): Response | Promise<Response> {
  const said = text({ address: address === null ? '' : masked(address), organisation })
  return page(c, language, organisation, title, html`<p>${say(said, language)}</p>
${act === null ? '' : html`<form method="post"><p class="foot"><button class="${act.look}" name="act" value="${act.value}">${say(act.label, language)}</button></p></form>`}`)
}

function unknown(c: Context<Env>): Response | Promise<Response> {
  const language = c.get('language')
  const title = { en: 'This link is not known', zh: '无法识别该链接' }
  const text = { en: 'Please use the whole link from the mail, or answer the mail and ask to be taken off the list.', zh: '请使用邮件中的完整链接，或直接回复邮件要求退订。' }
  return page(c, language, undefined, title, html`<p>${say(text, language)}</p>`, 404)
}

function page(c: Context<Env>, language: Language, provider: Text | undefined, title: Text, body: Html, status: 200 | 404 = 200): Response | Promise<Response> {
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex, nofollow')
  return c.html(plainDocument({ language, provider, title, body: html`<h1>${say(title, language)}</h1>${body}` }), status)
}
