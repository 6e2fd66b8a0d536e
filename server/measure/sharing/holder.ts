/**
 * Who holds a read-only link: an actor of its own, with one right, to see one view. What is expired, revoked or was never made is
 * answered alike, after the same work.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { View } from '@gap5/contract/measure/views.ts'
import { organisationColumns, organisationFrom } from '../../access/organisations.ts'
import { verifyPassword } from '../../access/password.ts'
import { hashOf, readOrganisationSecret } from '../../access/tokens.ts'
import { inOrganisation, type Db } from '../../database.ts'
import { Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { openingLength } from './links.ts'

/** What the holder of a link may see. */
export type Holder = {
  organisation: Organisation
  linkId: string
  title: string
  view: View
  mayNarrow: boolean
  showsVerbatims: boolean
  frozenAt: Date | null
  expiresAt: Date
}

type Found = Holder & { passwordHash: string | null }

const passHours = 12

/** Opens a link: checks the password where there is one, counts the opening, and gives what later questions are asked with. */
export async function openLink(
  { db, clock, secret }: Pick<Dependencies, 'db' | 'clock' | 'secret'>,
  token: string,
  password: string | undefined,
): Promise<{ holder: Holder; credential: string }> {
  const now = clock.now()
  const found = await find(db, token, now)
  if (found === null) throw new Problem('measure.link-closed')
  const { passwordHash, ...holder } = found
  if (passwordHash !== null) {
    if (password === undefined) throw new Problem('measure.link-password-needed')
    if (!(await verifyPassword(password, passwordHash))) throw new Problem('measure.link-password-wrong')
  }
  await inOrganisation(db, holder.organisation.id, (trx) =>
    trx
      .updateTable('shared_link')
      .set((eb) => ({ opened: eb('opened', '+', 1), opened_at: now }))
      .where('org_id', '=', holder.organisation.id)
      .where('id', '=', holder.linkId)
      .execute(),
  )
  return { holder, credential: passwordHash === null ? token : `${token}.${passFor(secret, found, passwordHash, now)}` }
}

/** The holder of `Authorization: Link <credential>`; checked anew each time, so that revoking works at once. */
export async function holderOf({ db, clock, secret }: Pick<Dependencies, 'db' | 'clock' | 'secret'>, header: string | undefined): Promise<Holder> {
  const now = clock.now()
  const [, token = '', pass = ''] = /^Link +([0-9a-f]{32}_[0-9a-f]{40})(?:\.(\d+\.[0-9a-f]{64}))?$/.exec(header ?? '') ?? []
  const found = await find(db, token, now)
  if (found === null) throw new Problem('measure.link-closed')
  const { passwordHash, ...holder } = found
  if (passwordHash !== null && !isPass(secret, pass, found, passwordHash, now)) throw new Problem('measure.link-password-needed')
  return holder
}

/** Looked for behind the row-level security of the organisation the token names; a token that names none is looked for likewise. */
async function find(db: Db, token: string, now: Date): Promise<Found | null> {
  const { orgId, secret } = readOrganisationSecret(token) ?? { orgId: '00000000-0000-0000-0000-000000000000', secret: '' }
  const row = await inOrganisation(db, orgId, (trx) =>
    trx
      .selectFrom('shared_link')
      .innerJoin('organisation', 'organisation.org_id', 'shared_link.org_id')
      .selectAll('shared_link')
      .select(organisationColumns)
      .where('shared_link.org_id', '=', orgId)
      .where('shared_link.opening', '=', secret.slice(0, openingLength))
      .executeTakeFirst(),
  )
  const isRight = timingSafeEqual(row?.secret_hash ?? Buffer.alloc(32), hashOf(secret))
  if (row === undefined || !isRight || row.revoked_at !== null || row.expires_at <= now) return null
  return {
    organisation: organisationFrom(row),
    linkId: row.id,
    title: row.title,
    view: { page: row.page, subject: row.subject, query: row.query },
    mayNarrow: row.may_narrow,
    showsVerbatims: row.shows_verbatims,
    frozenAt: row.frozen_at,
    expiresAt: row.expires_at,
    passwordHash: row.password_hash,
  }
}

/** Says that the password was given, for some hours and as long as it is not changed. */
function passFor(secret: string, { linkId }: Found, passwordHash: string, now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + passHours * 3600
  return `${until}.${signature(secret, linkId, passwordHash, String(until))}`
}

function isPass(secret: string, pass: string, { linkId }: Found, passwordHash: string, now: Date): boolean {
  const [until = '', signed = ''] = pass.split('.')
  const expected = signature(secret, linkId, passwordHash, until)
  return signed.length === expected.length && timingSafeEqual(Buffer.from(signed), Buffer.from(expected)) && Number(until) * 1000 > now.getTime()
}

function signature(secret: string, linkId: string, passwordHash: string, until: string): string {
  return createHmac('sha256', secret).update(`shared link\n${linkId}\n${passwordHash}\n${until}`).digest('hex')
}
