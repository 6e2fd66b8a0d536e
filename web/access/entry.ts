import { redirect } from '@tanstack/react-router'
import { addressed } from '../kit/address.ts'
import { paths } from '../paths.ts'
import { ProblemError } from '../problem.ts'
import { queries } from '../queries.ts'
import { meQuery, notAMember } from './me.ts'

/** Where the app begins: the first organisation, the choice of one, or signing in. */
export async function toTheStart() {
  const me = await signedIn('/')
  const first = me.memberships[0]
  throw redirect({
    href: first ? paths.organisation(first.organisation.handle) : paths.newOrganisation(),
    replace: true,
  })
}

/** Lets in who is signed in; leads anybody else to sign in and, after that, back to `href`. */
export async function signedIn(href: string) {
  try {
    return await queries.ensureQueryData(meQuery)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 401) throw error
    throw redirect({ href: addressed(paths.signIn(), href === '/' ? {} : { next: href }) })
  }
}

/** Lets members into an organisation's pages. */
export async function memberOf(org: string, href: string) {
  const me = await signedIn(href)
  if (me.memberships.some(({ organisation }) => organisation.handle === org)) return
  throw notAMember()
}
