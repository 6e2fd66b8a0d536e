import { createContext, use } from 'react'
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Me, Membership } from '@gap5/contract/access/accounts.ts'
import type { Permission } from '@gap5/contract/access/roles.ts'
import { api } from '../api.ts'
import { ProblemError } from '../problem.ts'

/** Who is signed in and where that person belongs; refused with status 401 when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/api/me', { signal }),
  staleTime: 60_000,
  retry: false,
})

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

export type Here = Membership & { org: string; may: (permission: Permission) => boolean }

/** The organisation of a page that is read through a link, by somebody who is no member. */
export const HereContext = createContext<Here | null>(null)

/** The organisation of the address, the user's role in it and what that allows. Only on pages under `/o/$org`. */
export function useOrganisation(): Here {
  const here = useOrganisationIfAny()
  if (here === null) throw notAMember()
  return here
}

/** Nobody there, or a member no more. */
export function notAMember(): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'access.organisation-unknown',
    text: { en: 'There is no such organisation, or you are not a member of it.', zh: '该组织不存在，或您不是其成员。' },
  })
}

/** The same, or null on pages of no organisation. */
export function useOrganisationIfAny(): Here | null {
  const given = use(HereContext)
  const { org } = useParams({ strict: false })
  const me = useQuery({ ...meQuery, enabled: org !== undefined && given === null }).data
  if (given !== null) return given
  const membership = me?.memberships.find(({ organisation }) => organisation.handle === org)
  if (org === undefined || membership === undefined) return null
  return { ...membership, org, may: (permission) => membership.permissions.includes(permission) }
}
