import { createRoute, z } from '@hono/zod-openapi'
import { allows } from '@gap5/contract/access/roles.ts'
import {
  decisionSchema,
  mailingChangeSchema,
  mailingDraftSchema,
  mailingSchema,
  mailPreviewDraftSchema,
  mailPreviewSchema,
  recipientListQuerySchema,
  recipientListSchema,
  recipientsQuerySchema,
  recipientsSchema,
} from '@gap5/contract/listen/mail.ts'
import { authorise } from '../../access/authorise.ts'
import { audit } from '../../access/audit.ts'
import { inOrganisation } from '../../database.ts'
import { bytes, createRoutes, json, problemResponse, type Routes } from '../../http/routes.ts'
import { addJob } from '../../jobs.ts'
import { unitCodes } from '../../people/unit-codes.ts'
import { Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { publicUrl } from '../public-url.ts'
import { readFile } from '../reading/read-file.ts'
import { findStudy } from '../studies.ts'
import { inThisStudy } from '../study-path.ts'
import { decide } from './deliveries.ts'
import { changeMailing, createMailing, listMailings, pauseMailing, previewMail, readMailing, startMailing } from './mailings.ts'
import { parseRoles } from './recipient-list.ts'
import { addRecipients, listRecipients, removeRecipient } from './recipients.ts'
import { sendMailTask } from './send-mail.ts'
import { readMailSettings, rejectSimulated } from './settings.ts'

const path = '/api/o/{org}/studies/{study}/mailings'
export const mailingBodyLimits = { '/api/o/:org/studies/:study/mailings/:mailing/recipients': 20 * 1024 * 1024 }
const tags = ['listen']
const one = inThisStudy.extend({ mailing: z.uuid() })
const oneRecipient = one.extend({ recipient: z.uuid() })
const answered = { 200: json(mailingSchema, 'The mailing'), default: problemResponse }
const write = authorise('studies:write')
const read = authorise('studies:read')

const listRoute = createRoute({ ...read, method: 'get', path, tags, summary: 'Mailings of a study, the newest first', request: { params: inThisStudy }, responses: { 200: json(z.array(mailingSchema), 'Mailings'), default: problemResponse } })
const createOne = createRoute({ ...write, method: 'post', path, tags, summary: 'Make a mailing, with a collector of its own', request: { params: inThisStudy, body: { required: true, ...json(mailingDraftSchema, 'The mailing') } }, responses: { 201: json(mailingSchema, 'The mailing, as a draft'), default: problemResponse } })
const readOne = createRoute({ ...read, method: 'get', path: `${path}/{mailing}`, tags, summary: 'One mailing with its counts', request: { params: one }, responses: answered })
const changeOne = createRoute({ ...write, method: 'patch', path: `${path}/{mailing}`, tags, summary: 'Change texts and reminders; the invitation stays once it is out', request: { params: one, body: { required: true, ...json(mailingChangeSchema, 'What changes') } }, responses: answered })
const startOne = createRoute({ ...write, method: 'post', path: `${path}/{mailing}/sending`, tags, summary: 'Begin to send, or go on after a pause', request: { params: one }, responses: answered })
const pauseOne = createRoute({ ...write, method: 'delete', path: `${path}/{mailing}/sending`, tags, summary: 'Pause: nothing more goes out', request: { params: one }, responses: answered })
const previewOne = createRoute({ ...read, method: 'post', path: `${path}/{mailing}/preview`, tags, summary: 'A mail as somebody would get it', request: { params: one, body: { required: true, ...json(mailPreviewDraftSchema, 'Which mail, in which language, with what text') } }, responses: { 200: json(mailPreviewSchema, 'The mail'), default: problemResponse } })
const recipientsRoute = createRoute({ ...read, method: 'get', path: `${path}/{mailing}/recipients`, tags, summary: 'Recipients; addresses are whole for those who may see contacts', request: { params: one, query: recipientsQuerySchema }, responses: { 200: json(recipientsSchema, 'A page of recipients'), default: problemResponse } })
const addRoute = createRoute({
  ...write,
  method: 'post',
  path: `${path}/{mailing}/recipients`,
  tags,
  summary: 'Add people from a list (pasted, CSV or .xlsx); `look` tells what it was taken for and adds nobody',
  request: {
    params: one,
    query: recipientListQuerySchema,
    body: { required: true, ...bytes('The list') },
  },
  responses: { 200: json(recipientListSchema, 'What the list was taken for'), default: problemResponse },
})
const removeRoute = createRoute({ ...write, method: 'delete', path: `${path}/{mailing}/recipients/{recipient}`, tags, summary: 'Take somebody out who has not been written to', request: { params: oneRecipient }, responses: { 204: { description: 'Removed' }, default: problemResponse } })
const decideRoute = createRoute({ ...write, method: 'post', path: `${path}/{mailing}/recipients/{recipient}/decision`, tags, summary: 'Tell of a mail that may have been lost, or failed, whether it was sent; if not, it is sent again', request: { params: oneRecipient, body: { required: true, ...json(decisionSchema, 'What is known') } }, responses: answered })

export function mailingRoutes({ db, clock, config, secret }: Dependencies): Routes {
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      const found = await inOrganisation(db, orgId, async (trx) => {
        const { id } = await findStudy(trx, orgId, c.req.valid('param').study, clock.now())
        return listMailings(trx, orgId, id, clock.now())
      })
      return c.json(found, 200)
    })
    .openapi(createOne, async (c) => {
      const { actor } = c.var
      const made = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, c.req.valid('param').study, clock.now())
        return createMailing(trx, actor, id, c.req.valid('json'), clock.now())
      })
      return c.json(made, 201)
    })
    .openapi(readOne, async (c) => {
      const { orgId } = c.var.actor
      const { study, mailing } = c.req.valid('param')
      const found = await inOrganisation(db, orgId, async (trx) => {
        const { id } = await findStudy(trx, orgId, study, clock.now())
        return readMailing(trx, orgId, id, mailing, clock.now())
      })
      return c.json(found, 200)
    })
    .openapi(changeOne, async (c) => {
      const { actor } = c.var
      const { study, mailing } = c.req.valid('param')
      const changed = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, study, clock.now())
        return changeMailing(trx, actor, id, mailing, c.req.valid('json'), clock.now())
      })
      return c.json(changed, 200)
    })
    .openapi(startOne, async (c) => {
      const { actor } = c.var
      const { study: handle, mailing } = c.req.valid('param')
      const started = await inOrganisation(db, actor.orgId, async (trx) => {
        const study = await findStudy(trx, actor.orgId, handle, clock.now())
        rejectSimulated(actor.organisation)
        if (!(await readMailSettings(trx, actor.orgId, config)).isReady) throw new Problem('listen.mail-not-ready')
        return startMailing(trx, actor, study, mailing, publicUrl(c, config), clock.now())
      })
      return c.json(started, 200)
    })
    .openapi(pauseOne, async (c) => {
      const { actor } = c.var
      const { study, mailing } = c.req.valid('param')
      const paused = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, study, clock.now())
        return pauseMailing(trx, actor, id, mailing, clock.now())
      })
      return c.json(paused, 200)
    })
    .openapi(previewOne, async (c) => {
      const { orgId } = c.var.actor
      const { study: handle, mailing: id } = c.req.valid('param')
      const mail = await inOrganisation(db, orgId, async (trx) => {
        const study = await findStudy(trx, orgId, handle, clock.now())
        const mailing = await readMailing(trx, orgId, study.id, id, clock.now())
        return previewMail(trx, orgId, study, mailing, c.req.valid('json'), publicUrl(c, config))
      })
      return c.json(mail, 200)
    })
    .openapi(recipientsRoute, async (c) => {
      const { orgId, role } = c.var.actor
      const { study, mailing } = c.req.valid('param')
      const now = clock.now()
      const found = await inOrganisation(db, orgId, async (trx) => {
        const { id } = await findStudy(trx, orgId, study, now)
        await readMailing(trx, orgId, id, mailing, now)
        return listRecipients(trx, { orgId, mailingId: mailing, now }, c.req.valid('query'), { contacts: allows(role, 'contacts:read') })
      })
      return c.json(found, 200)
    })
    .openapi(addRoute, async (c) => {
      const { actor } = c.var
      const { study: handle, mailing: id } = c.req.valid('param')
      const { roles, look } = c.req.valid('query')
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const now = clock.now()
      const { studyId, study } = await inOrganisation(db, actor.orgId, async (trx) => {
        const found = await findStudy(trx, actor.orgId, handle, now)
        await readMailing(trx, actor.orgId, found.id, id, now)
        return { studyId: found.id, study: { attributes: found.attributes, unitCodes: await unitCodes(trx, actor.orgId, found.attributes) } }
      })
      const list = await readFile('recipients', bytes, { study, roles: rolesFrom(roles) }, { signal: c.req.raw.signal })
      const added = await inOrganisation(db, actor.orgId, async (trx) => {
        const mailing = await readMailing(trx, actor.orgId, studyId, id, now)
        const into = { orgId: actor.orgId, mailingId: id, collectorId: mailing.collectorId, language: actor.organisation.language, now, secret }
        const told = await addRecipients(trx, into, list, { look: look === 'true' })
        if (look === 'false' && told.added > 0) {
          await audit(trx, actor, 'recipients.added', { kind: 'mailing', id }, { count: told.added })
          if (mailing.startedAt !== null) await addJob(trx, sendMailTask, { orgId: actor.orgId }, { key: `mail ${actor.orgId}` })
        }
        return told
      })
      return c.json(added, 200)
    })
    .openapi(removeRoute, async (c) => {
      const { actor } = c.var
      const { study, mailing, recipient } = c.req.valid('param')
      await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, study, clock.now())
        await readMailing(trx, actor.orgId, id, mailing, clock.now())
        await removeRecipient(trx, actor.orgId, mailing, recipient)
        await audit(trx, actor, 'recipients.removed', { kind: 'mailing', id: mailing }, { count: 1 })
      })
      return c.body(null, 204)
    })
    .openapi(decideRoute, async (c) => {
      const { actor } = c.var
      const { study, mailing, recipient } = c.req.valid('param')
      const { was } = c.req.valid('json')
      const decided = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, study, clock.now())
        await readMailing(trx, actor.orgId, id, mailing, clock.now())
        await decide(trx, { orgId: actor.orgId, mailingId: mailing, recipientId: recipient }, was, clock.now())
        if (was === 'not-sent') await addJob(trx, sendMailTask, { orgId: actor.orgId }, { key: `mail ${actor.orgId}` })
        await audit(trx, actor, 'delivery.decided', { kind: 'mailing', id: mailing }, { was })
        return readMailing(trx, actor.orgId, id, mailing, clock.now())
      })
      return c.json(decided, 200)
    })
}

function rolesFrom(written: string | undefined): ReturnType<typeof parseRoles> {
  try {
    return parseRoles(written)
  } catch (error) {
    if (error instanceof z.ZodError) throw new Problem('request.invalid', undefined, { errors: [{ field: 'roles', expected: { en: 'known roles, one a column', zh: '每列一个有效的含义' }, received: written ?? '' }] })
    throw error
  }
}
