import { sql } from 'kysely'
import type { Language } from '@gap5/contract/language.ts'
import type { AttributeValues } from '@gap5/contract/listen/attribute-values.ts'
import type { Recipient, RecipientList, RecipientState } from '@gap5/contract/listen/mail.ts'
import { jsonb, type Trx } from '../../database.ts'
import { Problem } from '../../problem.ts'
import { unsureAfter } from './deliveries.ts'
import type { ListedPerson, ReadList } from './recipient-list.ts'
import { linkHash } from './tokens.ts'

type Into = { orgId: string; mailingId: string; collectorId: string; language: Language; now: Date; secret: string }

/** Adds people who are not in the mailing yet, each with a personal link and an invitation that waits for the start. */
export async function addRecipients(trx: Trx, into: Into, list: ReadList, { look }: { look: boolean }): Promise<RecipientList> {
  const { orgId, mailingId } = into
  const { people, ...told } = list
  const addresses = people.map(({ address }) => address)
  const known = await trx.selectFrom('mail_recipient').select('address').where('org_id', '=', orgId).where('mailing_id', '=', mailingId).where('address', '=', sql<string>`any(${addresses})`).execute()
  const present = new Set(known.map(({ address }) => address))
  const fresh = people.filter(({ address }) => !present.has(address))
  const suppressed = await trx
    .selectFrom('mail_suppression')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('org_id', '=', orgId)
    .where('address', '=', sql<string>`any(${fresh.map(({ address }) => address)})`)
    .executeTakeFirstOrThrow()
  if (!look) for (let from = 0; from < fresh.length; from += 1000) await insert(trx, into, fresh.slice(from, from + 1000))
  return { ...told, added: fresh.length, repeated: told.repeated + people.length - fresh.length, suppressed: suppressed.n }
}

async function insert(trx: Trx, { orgId, mailingId, collectorId, language, now, secret }: Into, people: ListedPerson[]): Promise<void> {
  // Ids in the order of the list, which is the order in which mails go out.
  const { rows: ids } = await sql<{ id: string; link: string }>`select uuidv7() as id, uuidv7() as link from generate_series(1, ${people.length})`.execute(trx)
  const rows = people.map((person, at) => {
    const { id, link } = ids[at]!
    return { ...person, language: person.language ?? language, id, link, hash: linkHash(secret, orgId, link).toString('hex') }
  })
  const given = sql`jsonb_to_recordset(${jsonb(rows)}) as person (id uuid, link uuid, hash text, address text, name text, language text, attributes jsonb)`
  await sql`
    insert into personal_link (org_id, id, collector_id, token_hash, label, attributes, created_at)
    select ${orgId}, link, ${collectorId}, decode(hash, 'hex'), coalesce(name, address), attributes, ${now} from ${given}`.execute(trx)
  await sql`
    insert into mail_recipient (org_id, id, mailing_id, address, name, language, personal_link_id, created_at)
    select ${orgId}, id, ${mailingId}, address, name, language, link, ${now} from ${given}`.execute(trx)
  await sql`
    insert into mail_delivery (org_id, recipient_id, round, due_at) select ${orgId}, id, 0, ${now} from ${given}`.execute(trx)
}

type Query = { state?: RecipientState | undefined; after?: string | undefined; limit: number }
type Row = {
  id: string
  address: string | null
  name: string | null
  language: Language
  attributes: AttributeValues
  state: RecipientState
  reason: string | null
  due_at: Date | null
  sent_at: Date | null
  reminders: number
}

export async function listRecipients(
  trx: Trx,
  { orgId, mailingId, now }: { orgId: string; mailingId: string; now: Date },
  { state, after, limit }: Query,
  { contacts }: { contacts: boolean },
): Promise<{ recipients: Recipient[]; next: string | null }> {
  const { rows } = await sql<Row>`
    select * from (${recipientStates(orgId, now)}) as recipient
    where mailing_id = ${mailingId} ${state === undefined ? sql`` : sql`and state = ${state}`} ${after === undefined ? sql`` : sql`and id > ${after}`}
    order by id limit ${limit + 1}`.execute(trx)
  const page = rows.slice(0, limit)
  return { recipients: page.map((row) => recipientFrom(row, contacts)), next: rows.length > limit ? page.at(-1)!.id : null }
}

/** One row a recipient with how far it has come, told from its mails and its link. */
export function recipientStates(orgId: string, now: Date) {
  const before = new Date(now.getTime() - unsureAfter)
  return sql`
    select recipient.id, recipient.mailing_id, recipient.address, recipient.name, recipient.language, link.attributes,
      link.opened_at, link.response_id, first.sent_at, first.failed_at, first.skipped_at,
      coalesce(first.reason, last.reason) as reason, last.round as rounds, last.sent_at is not null as last_was_sent,
      (select count(*)::integer from mail_delivery as sent where sent.org_id = recipient.org_id and sent.recipient_id = recipient.id and sent.round > 0 and sent.sent_at is not null) as reminders,
      case when last.sent_at is null and last.failed_at is null and last.skipped_at is null and last.claimed_at is null then last.due_at end as due_at,
      case when link.response_id is not null then 'answered'
        when last.unsure_at is not null or (last.claimed_at < ${before} and num_nonnulls(last.sent_at, last.failed_at, last.skipped_at) = 0) then 'unsure'
        when first.failed_at is not null then 'failed'
        when first.skipped_at is not null then 'skipped'
        when link.opened_at is not null then 'opened'
        when first.sent_at is not null then 'sent'
        else 'waiting' end as state
    from mail_recipient as recipient
      join personal_link as link on link.org_id = recipient.org_id and link.id = recipient.personal_link_id
      join mail_delivery as first on first.org_id = recipient.org_id and first.recipient_id = recipient.id and first.round = 0
      join lateral (
        select * from mail_delivery as each where each.org_id = recipient.org_id and each.recipient_id = recipient.id
        order by round desc limit 1) as last on true
    where recipient.org_id = ${orgId}`
}

function recipientFrom(row: Row, contacts: boolean): Recipient {
  return {
    id: row.id,
    address: row.address === null || contacts ? row.address : masked(row.address),
    name: contacts ? row.name : null,
    language: row.language,
    attributes: row.attributes,
    state: row.state,
    reason: row.reason,
    dueAt: row.due_at?.toISOString() ?? null,
    sentAt: row.sent_at?.toISOString() ?? null,
    reminders: row.reminders,
  }
}

/** "l…@example.org" */
export function masked(address: string): string {
  return address.replace(/^(.).*@/, '$1…@')
}

/** Takes somebody out who has not been written to. */
export async function removeRecipient(trx: Trx, orgId: string, mailingId: string, id: string): Promise<void> {
  const row = await trx
    .selectFrom('mail_recipient as recipient')
    .innerJoin('mail_delivery as delivery', (join) => join.onRef('delivery.org_id', '=', 'recipient.org_id').onRef('delivery.recipient_id', '=', 'recipient.id'))
    .select(['recipient.personal_link_id', 'delivery.claimed_at', 'delivery.sent_at'])
    .where('recipient.org_id', '=', orgId)
    .where('recipient.mailing_id', '=', mailingId)
    .where('recipient.id', '=', id)
    .where('delivery.round', '=', 0)
    .forUpdate('delivery')
    .executeTakeFirst()
  if (row === undefined) throw new Problem('listen.recipient-unknown')
  if (row.claimed_at !== null || row.sent_at !== null) throw new Problem('listen.recipient-written-to')
  await trx.deleteFrom('personal_link').where('org_id', '=', orgId).where('id', '=', row.personal_link_id).execute()
}
