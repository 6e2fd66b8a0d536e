import { createRoute, z } from '@hono/zod-openapi'
import { addressSchema, bounceAnswerSchema, mailSettingsChangeSchema, mailSettingsSchema, suppressionsSchema } from '@gap5/contract/listen/mail.ts'
import { say } from '@gap5/contract/language.ts'
import { countAttempt, type Limit } from '../../access/attempts.ts'
import { authorise } from '../../access/authorise.ts'
import { audit } from '../../access/audit.ts'
import { inThisOrganisation } from '../../access/path.ts'
import { inOrganisation } from '../../database.ts'
import { bytes, createRoutes, json, problemResponse, type Routes } from '../../http/routes.ts'
import { Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { takeReport } from './bounces.ts'
import { readDeliveryReport } from './delivery-report.ts'
import { composeMessage } from './message.ts'
import { changeMailSettings, mailRoom, noteTrouble, readMailSettings, rejectSimulated } from './settings.ts'
import { openMailLine, saidBy } from './smtp.ts'
import { listSuppressions, releaseAddress, suppress } from './suppression.ts'

const tags = ['listen']
const address = z.strictObject({ address: addressSchema })
const answered = { 200: json(mailSettingsSchema, 'The settings, without the password'), default: problemResponse }

const readRoute = createRoute({ ...authorise('studies:read'), method: 'get', path: '/api/o/{org}/mail', tags, summary: 'With what mail goes out, and whether it can', request: { params: inThisOrganisation }, responses: answered })
const changeRoute = createRoute({ ...authorise('mail:write'), method: 'put', path: '/api/o/{org}/mail', tags, summary: 'Change mail server, sender, contact-frequency cap and rate', request: { params: inThisOrganisation, body: { required: true, ...json(mailSettingsChangeSchema, 'All settings') } }, responses: answered })
const testRoute = createRoute({ ...authorise('mail:write'), method: 'post', path: '/api/o/{org}/mail/test', tags, summary: 'Send a test message with the settings as they are', request: { params: inThisOrganisation, body: { required: true, ...json(address, 'Where to') } }, responses: { 204: { description: 'The server took it' }, default: problemResponse } })
const listRoute = createRoute({
  ...authorise('contacts:read'),
  method: 'get',
  path: '/api/o/{org}/mail/suppressions',
  tags,
  summary: 'Addresses that are not written to any more',
  request: { params: inThisOrganisation, query: z.strictObject({ after: z.string().max(254).optional(), search: z.string().trim().max(100).optional() }) },
  responses: { 200: json(suppressionsSchema, 'A page, by address'), default: problemResponse },
})
const addRoute = createRoute({ ...authorise('mail:write'), method: 'post', path: '/api/o/{org}/mail/suppressions', tags, summary: 'Write to an address no more', request: { params: inThisOrganisation, body: { required: true, ...json(address, 'The address') } }, responses: { 204: { description: 'Noted' }, default: problemResponse } })
const removeRoute = createRoute({ ...authorise('mail:write'), method: 'post', path: '/api/o/{org}/mail/suppressions/release', tags, summary: 'Write to an address again, because its owner asked for it', request: { params: inThisOrganisation, body: { required: true, ...json(address, 'The address') } }, responses: { 204: { description: 'Released' }, default: problemResponse } })
const bounceRoute = createRoute({
  ...authorise('mail:write'),
  method: 'post',
  path: '/api/o/{org}/mail/bounces',
  tags,
  summary: 'Take in a mail that a mail server sent back (RFC 3464), as it came: the invitation it is about counts as not delivered',
  request: { params: inThisOrganisation, body: { required: true, ...bytes('The message', 'message/rfc822') } },
  responses: { 200: json(bounceAnswerSchema, 'What came of it'), default: problemResponse },
})

export function mailSettingsRoutes(deps: Dependencies): Routes {
  const { db, clock, config } = deps
  return createRoutes()
    .openapi(readRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => readMailSettings(trx, orgId, config)), 200)
    })
    .openapi(changeRoute, async (c) => {
      const { actor } = c.var
      const settings = await inOrganisation(db, actor.orgId, async (trx) => {
        rejectSimulated(actor.organisation)
        await changeMailSettings(trx, actor, c.req.valid('json'), deps)
        return readMailSettings(trx, actor.orgId, config)
      })
      return c.json(settings, 200)
    })
    .openapi(testRoute, async (c) => {
      const { orgId, organisation } = c.var.actor
      rejectSimulated(organisation)
      await countAttempt(deps, testLimits(orgId))
      const room = await inOrganisation(db, orgId, (trx) => mailRoom(trx, orgId, deps))
      if (room.server === null || room.from === null) throw new Problem('listen.mail-not-ready')
      const to = c.req.valid('json').address
      const said = say(testMessage, c.get('language')) + say(organisation.name, c.get('language'))
      const envelope = { fromName: room.from.name, fromAddress: room.from.address, replyTo: room.replyTo, to, toName: null, messageId: `<${crypto.randomUUID()}@${new URL(config.publicUrl).hostname}>`, at: clock.now() }
      const message = await composeMessage({ subject: said, text: said, html: `<p>${escaped(said)}</p>` }, envelope, null)
      const outcome = await sendOne(room.server, { from: room.from.address, to, message })
      if (outcome !== null) throw new Problem('listen.mail-refused', { said: outcome })
      await inOrganisation(db, orgId, (trx) => noteTrouble(trx, orgId, null, clock.now()))
      return c.body(null, 204)
    })
    .openapi(bounceRoute, async (c) => {
      const { orgId } = c.var.actor
      const report = readDeliveryReport(new Uint8Array(await c.req.raw.arrayBuffer()))
      const outcome = report === null ? 'no-report' : await inOrganisation(db, orgId, (trx) => takeReport(trx, orgId, report, { secret: deps.secret, now: clock.now() }))
      return c.json({ outcome }, 200)
    })
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listSuppressions(trx, orgId, c.req.valid('query'))), 200)
    })
    .openapi(addRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, async (trx) => {
        await suppress(trx, actor.orgId, c.req.valid('json').address, 'by-hand', clock.now())
        await audit(trx, actor, 'suppression.added', { kind: 'organisation', id: actor.orgId })
      })
      return c.body(null, 204)
    })
    .openapi(removeRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, async (trx) => {
        await releaseAddress(trx, actor.orgId, c.req.valid('json').address)
        await audit(trx, actor, 'suppression.removed', { kind: 'organisation', id: actor.orgId })
      })
      return c.body(null, 204)
    })
}

/** Enough to get settings right; neither a way to fill somebody's mailbox nor to look for servers. */
function testLimits(orgId: string): Limit[] {
  return [{ what: 'test mails of an organisation', subject: orgId, most: 20, minutes: 60 }]
}

const testMessage = { en: 'Mail from Gap5 arrives: ', zh: 'Gap5 邮件发送测试成功：' }

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** Null where the server took it, else what it said. */
async function sendOne(server: Parameters<typeof openMailLine>[0], mail: Parameters<Awaited<ReturnType<typeof openMailLine>>['send']>[0]): Promise<string | null> {
  try {
    const line = await openMailLine(server)
    try {
      const outcome = await line.send(mail)
      return outcome.kind === 'sent' ? null : outcome.said
    } finally {
      line.close()
    }
  } catch (error) {
    return saidBy(error)
  }
}
