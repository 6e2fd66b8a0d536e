import type { Membership, SignUp } from '@gap5/contract/access/accounts.ts'
import type { Config } from '../config.ts'
import { asUser, type Db } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { previewInvitation } from './invitations.ts'
import { listMemberships } from './organisations.ts'

/** Throws unless this person may make an account. Where it takes an invitation, the account is for the address that was invited. */
export async function admit({ db, config }: Pick<Dependencies, 'db' | 'config'>, { email, organisation, invitation }: SignUp, now: Date): Promise<void> {
  if (config.signUp === 'open') return
  if (invitation === undefined) throw new Problem('access.sign-up-by-invitation')
  const offer = await previewInvitation(db, invitation, now)
  if (offer.email !== email) throw new Problem('access.invitation-other-address')
  if (organisation !== undefined) throw new Problem('access.organisations-by-owners')
}

/** Where an account takes an invitation, whoever was trusted with an organisation may make another. The demonstration is nobody's. */
export function mayMakeOrganisation({ signUp }: Pick<Config, 'signUp'>, memberships: readonly Membership[]): boolean {
  return signUp === 'open' || memberships.some(({ role, organisation }) => role === 'owner' && !organisation.isSimulated)
}

export async function requireOrganisationMaker({ db, config }: { db: Db; config: Config }, userId: string): Promise<void> {
  const memberships = await asUser(db, userId, (trx) => listMemberships(trx, userId))
  if (!mayMakeOrganisation(config, memberships)) throw new Problem('access.organisations-by-owners')
}
