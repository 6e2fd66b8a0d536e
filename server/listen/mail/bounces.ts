/** What becomes of an invitation when a mail server reports later that it could not be delivered. */
import { sql } from 'kysely'
import type { BounceOutcome } from '@gap5/contract/listen/mail.ts'
import type { Trx } from '../../database.ts'
import type { DeliveryReport, ReportedRecipient } from './delivery-report.ts'
import { recipientOf } from './return-path.ts'
import { suppress } from './suppression.ts'

/**
 * Marks the mail that is reported on as come back: it counts as not delivered, and no reminder follows it. An address that is none is
 * not written to any more. A report about a delay, about somebody who has answered, or that came before changes nothing.
 */
export async function takeReport(trx: Trx, orgId: string, report: DeliveryReport, { secret, now }: { secret: string; now: Date }): Promise<BounceOutcome> {
  const failure = report.recipients.find(({ action }) => action === 'failed')
  const found = await reportedOn(trx, orgId, report, secret)
  if (found === null) return 'unknown'
  if (failure === undefined) return 'not-final'
  if (found.response_id !== null || found.sent_at === null) return 'unchanged'
  await sql`update mail_delivery set sent_at = null, failed_at = ${now}, reason = ${reasonOf(failure)}
    where org_id = ${orgId} and recipient_id = ${found.recipient_id} and round = ${found.round}`.execute(trx)
  if (found.address !== null && /^5\.1\.\d+$/.test(failure.status ?? '')) await suppress(trx, orgId, found.address, 'bounced', now)
  return 'marked'
}

type Found = { recipient_id: string; round: number; sent_at: Date | null; address: string | null; response_id: string | null }

/** By the return path it came to, else by the id of the mail that it quotes. */
async function reportedOn(trx: Trx, orgId: string, { sentTo, messageId }: DeliveryReport, secret: string): Promise<Found | null> {
  const [, quoted = null, quotedRound = null] = /^<?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(\d{1,3})@/i.exec(messageId ?? '') ?? []
  const recipient = sentTo.map((address) => recipientOf(secret, address)).find((id) => id !== null) ?? quoted
  if (recipient === null) return null
  const round = quoted?.toLowerCase() === recipient ? quotedRound : null
  const { rows } = await sql<Found>`
    select mail.recipient_id, mail.round, mail.sent_at, recipient.address, link.response_id
    from mail_delivery as mail
      join mail_recipient as recipient on recipient.org_id = mail.org_id and recipient.id = mail.recipient_id
      join personal_link as link on link.org_id = recipient.org_id and link.id = recipient.personal_link_id
    where mail.org_id = ${orgId} and mail.recipient_id = ${recipient}::uuid and (mail.sent_at is not null or mail.failed_at is not null)
      and (${round}::integer is null or mail.round = ${round}::integer)
    order by mail.round desc limit 1 for update of mail`.execute(trx)
  return rows[0] ?? null
}

function reasonOf({ status, said }: ReportedRecipient): string {
  return [said ?? '', status !== null && !said?.includes(status) ? status : ''].filter(Boolean).join(' ') || 'failed'
}
