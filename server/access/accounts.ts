import { randomUUID } from 'node:crypto'
import type { AccountChange, Me, PasswordChange, SignIn, SignUp, User } from '@gap5/contract/access/accounts.ts'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Language } from '@gap5/contract/language.ts'
import { asUser, type Db, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { mayMakeOrganisation } from './admission.ts'
import { asIdentity } from './identity.ts'
import { createOrganisation, listMemberships } from './organisations.ts'
import { hashPassword, isOutdated, verifyPassword } from './password.ts'
import { endOtherSessions, endSession, startSession, type FoundSession, type NewSession } from './sessions.ts'

/** How and when somebody comes in. */
export type Arrival = { device: string; now: Date }

/** `password` null: the person comes in by a one-time link first, and sets one then. */
export type NewAccount = { name: string; email: string; password: string | null; language: Language }

/** Makes an account and, where asked for, the first organisation: both or neither. */
export async function signUp(
  db: Db,
  { organisation: draft, invitation: _, ...account }: SignUp,
  { device, now }: Arrival,
): Promise<{ session: NewSession; organisation: Organisation | null }> {
  const hash = await hashPassword(account.password)
  return asIdentity(db, async (trx) => {
    const userId = await insertUser(trx, account, hash, now)
    const session = await startSession(trx, { userId, device, isLasting: true, now })
    const organisation = draft === undefined ? null : await createOrganisation(trx, { draft, ownerId: userId, now, id: randomUUID() })
    return { session, organisation }
  })
}

/** Makes an account without signing it in; for the command line and the demo. Returns its id. */
export async function addUser(db: Db, account: NewAccount, now: Date): Promise<string> {
  const hash = account.password === null ? null : await hashPassword(account.password)
  return asIdentity(db, (trx) => insertUser(trx, account, hash, now))
}

async function insertUser(trx: Trx, account: Omit<NewAccount, 'password'>, hash: string | null, now: Date): Promise<string> {
  const { id } = await trx
    .insertInto('identity_user')
    .values({ name: account.name, email: account.email.toLowerCase(), language: account.language, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (hash !== null) await writePassword(trx, id, hash, now)
  return id
}

/** An unknown address and a wrong password get the same answer, after the same time. */
export async function signIn(db: Db, { email, password, remember }: SignIn, { device, now }: Arrival): Promise<NewSession> {
  const account = await asIdentity(db, (trx) => findAccount(trx, email))
  const isRight = await verifyPassword(password, account?.hash ?? null)
  if (account === null || !isRight) throw new Problem('access.sign-in-refused')
  const better = isOutdated(account.hash) ? await hashPassword(password) : null
  return asIdentity(db, async (trx) => {
    if (better !== null) await trx.updateTable('identity_password').set({ hash: better }).where('user_id', '=', account.userId).execute()
    return startSession(trx, { userId: account.userId, device, isLasting: remember, now })
  })
}

async function findAccount(trx: Trx, email: string): Promise<{ userId: string; hash: string } | null> {
  const row = await trx
    .selectFrom('identity_user as u')
    .innerJoin('identity_password as p', 'p.user_id', 'u.id')
    .select(['u.id as userId', 'p.hash'])
    .where('u.email', '=', email)
    .executeTakeFirst()
  return row ?? null
}

export async function findUserByEmail(db: Db, email: string): Promise<string | null> {
  const row = await asIdentity(db, (trx) =>
    trx.selectFrom('identity_user').select('id').where('email', '=', email.toLowerCase()).executeTakeFirst(),
  )
  return row?.id ?? null
}

/** Ends every other session: whoever knew the old password is out. The own one goes on under a new token. */
export async function changePassword(
  db: Db,
  session: FoundSession,
  { present, next }: PasswordChange,
  { device, now }: Arrival,
): Promise<NewSession> {
  const { user } = session
  if (present !== undefined || !session.isFreshByLink) await requirePassword(db, user, present ?? '')
  const hash = await hashPassword(next)
  return asIdentity(db, async (trx) => {
    await writePassword(trx, user.id, hash, now)
    await endOtherSessions(trx, user.id, session.id)
    await endSession(trx, user.id, session.id)
    return startSession(trx, { userId: user.id, device, isLasting: true, now })
  })
}

async function requirePassword(db: Db, user: User, password: string): Promise<void> {
  const account = await asIdentity(db, (trx) => findAccount(trx, user.email))
  if (!(await verifyPassword(password, account?.hash ?? null))) throw new Problem('access.password-wrong')
}

async function writePassword(trx: Trx, userId: string, hash: string, now: Date): Promise<void> {
  const values = { hash, changed_at: now }
  await trx
    .insertInto('identity_password')
    .values({ user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute()
}

export async function describeMe({ db, config }: Pick<Dependencies, 'db' | 'config'>, { user, isFreshByLink }: FoundSession): Promise<Me> {
  const memberships = await asUser(db, user.id, (trx) => listMemberships(trx, user.id))
  return { user, memberships, maySetPassword: isFreshByLink, mayMakeOrganisation: mayMakeOrganisation(config, memberships) }
}

export async function changeAccount(db: Db, user: User, change: AccountChange): Promise<User> {
  const next = { name: change.name ?? user.name, language: change.language ?? user.language }
  await asIdentity(db, (trx) => trx.updateTable('identity_user').set(next).where('id', '=', user.id).execute())
  return { ...user, ...next }
}
