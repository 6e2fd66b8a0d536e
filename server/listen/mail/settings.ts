import type { Selectable } from 'kysely'
import type { MailSettings, MailSettingsChange } from '@gap5/contract/listen/mail.ts'
import type { AuditActor } from '../../access/actor.ts'
import { audit } from '../../access/audit.ts'
import type { Config } from '../../config.ts'
import type { Trx } from '../../database.ts'
import { Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { seal, unseal } from '../../sealed.ts'
import type { MailSettingsTable } from './mail.tables.ts'
import { operatorServer, operatorSender } from './operator.ts'
import type { MailServer } from './smtp.ts'

const purpose = 'mail password'
const usualRate = 60

/** With what mail of an organisation goes out; `server` is null where nothing can be sent yet. */
export type MailRoom = {
  server: MailServer | null
  from: { name: string | null; address: string } | null
  replyTo: string | null
  /** Where mail comes back to, in an address of its own for each recipient; null: to its sender. */
  bounces: string | null
  capDays: number | null
  perMinute: number
}

export async function readMailSettings(trx: Trx, orgId: string, config: Config): Promise<MailSettings> {
  const row = await settingsRow(trx, orgId)
  const offered = operatorSender(config)
  const sender = row?.sender_address ?? offered?.address ?? null
  return {
    server: row?.host == null ? null : { host: row.host, port: row.port!, security: row.security!, username: row.username, hasPassword: row.password_sealed !== null },
    senderName: row?.sender_name ?? null,
    senderAddress: row?.sender_address ?? null,
    replyTo: row?.reply_to ?? null,
    capDays: row?.cap_days ?? null,
    perMinute: row?.per_minute ?? usualRate,
    offered: offered?.address ?? null,
    isReady: (row?.host != null || offered !== null) && sender !== null,
    trouble: row?.trouble == null || row.trouble_at === null ? null : { text: row.trouble, at: row.trouble_at.toISOString() },
  }
}

/** Changes all settings at once. A password that is left out stays, as long as server and user are the same. */
export async function changeMailSettings(trx: Trx, actor: AuditActor, change: MailSettingsChange, { clock, secret }: Pick<Dependencies, 'clock' | 'secret'>): Promise<void> {
  const { server } = change
  const before = await settingsRow(trx, actor.orgId)
  const isSame = before?.host === server?.host && before?.username === server?.username
  const kept = isSame ? (before?.password_sealed ?? null) : null
  const password = server?.password === undefined ? kept : server.password === null ? null : seal(secret, purpose, server.password)
  const values = {
    host: server?.host ?? null,
    port: server?.port ?? null,
    security: server?.security ?? null,
    username: server?.username ?? null,
    password_sealed: server === null ? null : password,
    sender_name: change.senderName,
    sender_address: change.senderAddress,
    reply_to: change.replyTo,
    cap_days: change.capDays,
    per_minute: change.perMinute,
    trouble: null,
    trouble_at: null,
    updated_at: clock.now(),
  }
  await trx
    .insertInto('mail_settings')
    .values({ org_id: actor.orgId, ...values })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(values))
    .execute()
  const { host, port, security } = values
  await audit(trx, actor, 'mail-settings.changed', { kind: 'organisation', id: actor.orgId }, { host, port, security, capDays: change.capDays, perMinute: change.perMinute })
}

export async function mailRoom(trx: Trx, orgId: string, { config, secret }: Pick<Dependencies, 'config' | 'secret'>): Promise<MailRoom> {
  const row = await settingsRow(trx, orgId)
  const offered = operatorSender(config)
  const address = row?.sender_address ?? offered?.address ?? null
  return {
    server: row?.host == null ? operatorServer(config) : ownServer(row, secret, config),
    from: address === null ? null : { address, name: row?.sender_name ?? offered?.name ?? null },
    replyTo: row?.reply_to ?? null,
    // A server of one's own may not send for the operator's domain.
    bounces: row?.host == null ? config.bounces : null,
    capDays: row?.cap_days ?? null,
    perMinute: row?.per_minute ?? usualRate,
  }
}

/** A demonstration that anybody may walk into sends no mail to anybody. */
export function rejectSimulated({ isSimulated }: { isSimulated: boolean }): void {
  if (isSimulated) throw new Problem('listen.mail-simulated')
}

type Row = Selectable<MailSettingsTable>

function settingsRow(trx: Trx, orgId: string): Promise<Row | undefined> {
  return trx.selectFrom('mail_settings').selectAll().where('org_id', '=', orgId).executeTakeFirst()
}

/** Under another secret the password cannot be read any more; the server then says that it is missing. */
function ownServer({ host, port, security, username, password_sealed: sealed }: Row, secret: string, { mailHosts: within }: Config): MailServer {
  const pass = sealed === null ? '' : (unseal(secret, purpose, sealed) ?? '')
  return { host: host!, port: port!, security: security!, auth: username === null ? null : { user: username, pass }, within }
}

/** What the server said when it would not take us; null once it does again. */
export async function noteTrouble(trx: Trx, orgId: string, said: string | null, now: Date): Promise<void> {
  const trouble = { trouble: said, trouble_at: said === null ? null : now }
  await trx
    .insertInto('mail_settings')
    .values({ org_id: orgId, per_minute: usualRate, updated_at: now, ...trouble })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(trouble))
    .execute()
}
