/** The job that sends what is due of one organisation: throttled, and free to be stopped at any moment. */
import { z } from 'zod'
import { inOrganisation } from '../../database.ts'
import { addJob } from '../../jobs.ts'
import type { Dependencies } from '../../room.ts'
import { publishedDefinition } from '../published-definition.ts'
import { claimNext, countLastMinute, isAnyDue, planReminders, settle, type Delivery } from './deliveries.ts'
import { composeMessage, writeMail } from './message.ts'
import { returnPath } from './return-path.ts'
import { mailRoom, noteTrouble, type MailRoom } from './settings.ts'
import { openMailLine, saidBy, type MailLine } from './smtp.ts'
import { linkToken, unsubscribeToken } from './tokens.ts'

export const sendMailTask = 'listen.send-mail'
export const dueMailTask = 'listen.due-mail'

type Deps = Pick<Dependencies, 'db' | 'clock' | 'config' | 'secret' | 'log'>

/** Every minute: organisations with mail that is due get a job of their own, so that a slow server holds up its own mail only. */
export async function findDueMail({ db, clock }: Pick<Dependencies, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  const organisations = await db.selectFrom('survey_address').select('org_id').distinct().execute()
  for (const { org_id: orgId } of organisations) {
    await inOrganisation(db, orgId, async (trx) => {
      await planReminders(trx, orgId, now)
      if (await isAnyDue(trx, orgId, now)) await addJob(trx, sendMailTask, { orgId }, { key: `mail ${orgId}` })
    })
  }
}

export async function sendMail(deps: Deps, payload: unknown): Promise<void> {
  const { db, clock, log } = deps
  const { orgId } = z.object({ orgId: z.uuid() }).parse(payload)
  const room = await inOrganisation(db, orgId, (trx) => mailRoom(trx, orgId, deps))
  const allowed = room.perMinute - (await inOrganisation(db, orgId, (trx) => countLastMinute(trx, orgId, clock.now())))
  if (room.server === null || room.from === null || allowed <= 0 || !(await inOrganisation(db, orgId, (trx) => isAnyDue(trx, orgId, clock.now())))) return
  let line: MailLine | null = null
  try {
    for (let sent = 0; sent < allowed; sent++) {
      if (line === null || !line.isOpen()) line = await openMailLine(room.server)
      if (!(await sendNext(deps, orgId, room, line))) break
    }
    await inOrganisation(db, orgId, (trx) => noteTrouble(trx, orgId, null, clock.now()))
  } catch (error) {
    // Not a recipient's fault: all of it waits, and the people of the organisation read why.
    log.warn({ orgId, err: error }, 'mail server refused')
    await inOrganisation(db, orgId, (trx) => noteTrouble(trx, orgId, saidBy(error), clock.now()))
  } finally {
    line?.close()
  }
}

/** False where nothing is due any more. Claim, mail and outcome are three steps, so that a crash between them is seen. */
async function sendNext(deps: Deps, orgId: string, room: MailRoom, line: MailLine): Promise<boolean> {
  const { db, clock } = deps
  const delivery = await inOrganisation(db, orgId, (trx) => claimNext(trx, orgId, { capDays: room.capDays, now: clock.now() }))
  if (delivery === null) return false
  const message = await messageFor(deps, orgId, room, delivery)
  const outcome = await line.send({ from: room.bounces === null ? room.from!.address : returnPath(deps.secret, room.bounces, delivery.recipientId), to: delivery.address, message })
  await inOrganisation(db, orgId, (trx) => settle(trx, orgId, delivery, outcome, clock.now()))
  if (outcome.kind === 'trouble') throw new Error(outcome.said)
  return true
}

async function messageFor({ db, clock, secret }: Deps, orgId: string, { from, replyTo }: MailRoom, delivery: Delivery): Promise<Buffer> {
  const { organisation, minutes } = await inOrganisation(db, orgId, async (trx) => ({
    organisation: await trx.selectFrom('organisation').select(['name', 'time_zone']).where('org_id', '=', orgId).executeTakeFirstOrThrow(),
    minutes: (await publishedDefinition(trx, orgId, delivery.study.id)).definition.minutes,
  }))
  const { baseUrl, slug, linkId, recipientId, round, language, study } = delivery
  const unsubscribe = `${baseUrl}/unsubscribe/${unsubscribeToken(secret, { orgId, recipientId })}`
  const mail = writeMail(delivery.template, {
    language,
    name: delivery.name,
    link: `${baseUrl}/s/${slug}/${linkToken(secret, orgId, linkId)}?lang=${language}`,
    unsubscribe,
    study: study.title,
    provider: study.provider,
    organisation: organisation.name,
    minutes,
    closesAt: study.closesAt,
    timeZone: organisation.time_zone,
  })
  const messageId = `<${recipientId}.${round}@${new URL(baseUrl).hostname}>`
  const envelope = { fromName: from!.name, fromAddress: from!.address, replyTo, to: delivery.address, toName: delivery.name, messageId, at: clock.now() }
  return composeMessage(mail, envelope, unsubscribe)
}
