import { buffer } from 'node:stream/consumers'
import { say, type Text } from '@gap5/contract/language.ts'
import type { BounceOutcome } from '@gap5/contract/listen/mail.ts'
import { systemClock } from '@gap5/server/clock.ts'
import { readConfig } from '@gap5/server/config.ts'
import { inOrganisation, type Db } from '@gap5/server/database.ts'
import { takeReport } from '@gap5/server/listen/mail/bounces.ts'
import { readDeliveryReport, type DeliveryReport } from '@gap5/server/listen/mail/delivery-report.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import { keptSecret } from '@gap5/server/secret.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

/** By which a mail server knows that it shall try again later (sysexits.h, EX_TEMPFAIL). */
const tryLater = 75

export const command: Command = {
  summary: {
    en: 'Take in a mail that a mail server sent back, from standard input: the invitation it is about counts as not delivered',
    zh: '从标准输入读取邮件服务器退回的邮件，并将相应邀请记为未送达',
  },
  usage: '[--to ADDRESS] < MESSAGE',
  async run(args, language) {
    const to = read(args)
    const report = readDeliveryReport(await buffer(process.stdin))
    const given = report && to !== null ? { ...report, sentTo: [to, ...report.sentTo] } : report
    try {
      console.log(say(sentences[given === null ? 'no-report' : await take(given)], language))
      return 0
    } catch (error) {
      // Whatever it is, the report must not get lost for it.
      console.error(error instanceof Refusal ? say(error.text, language) : error)
      return tryLater
    }
  },
}

function take(report: DeliveryReport): Promise<BounceOutcome> {
  const config = readConfig(process.env)
  return withDatabase(config, (db) => takeAnywhere(db, report, keptSecret(config)))
}

/** The organisation stands in no report: the mail it is about is looked up in each. */
async function takeAnywhere(db: Db, report: DeliveryReport, secret: string): Promise<BounceOutcome> {
  const organisations = await db.selectFrom('survey_address').select('org_id').distinct().execute()
  for (const { org_id: orgId } of organisations) {
    const outcome = await inOrganisation(db, orgId, (trx) => takeReport(trx, orgId, report, { secret, now: systemClock.now() }))
    if (outcome !== 'unknown') return outcome
  }
  return 'unknown'
}

function read(args: string[]): string | null {
  if (args.length === 0) return null
  const [flag, address] = args
  if (flag !== '--to' || address === undefined || args.length > 2) throw wrongCall
  return address
}

const sentences: Record<BounceOutcome, Text> = {
  marked: { en: 'The invitation counts as not delivered.', zh: '该邀请已记为未送达。' },
  unchanged: { en: 'Nothing changes: it was noted before, or the person has answered.', zh: '无需更改：此前已记录，或对方已作答。' },
  'not-final': { en: 'Nothing changes: the mail is delayed or was delivered.', zh: '无需更改：邮件只是延迟，或已送达。' },
  unknown: { en: 'It is about no invitation of this system.', zh: '与本系统的邀请无关。' },
  'no-report': { en: 'This is no delivery status notification (RFC 3464).', zh: '这不是投递状态通知（RFC 3464）。' },
}

const wrongCall = new Refusal({ en: 'Call it as: gap5 bounce < MESSAGE, or gap5 bounce --to ADDRESS < MESSAGE', zh: '用法：gap5 bounce < 邮件，或 gap5 bounce --to 收件地址 < 邮件' })
