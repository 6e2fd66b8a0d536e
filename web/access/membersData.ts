import { queryOptions } from '@tanstack/react-query'
import type { Invitation, Member } from '@gap5/contract/access/members.ts'
import { api } from '../api.ts'

export const membersQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'members'], queryFn: ({ signal }) => api.get<Member[]>(`/api/o/${org}/members`, { signal }) })

export const invitationsQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'invitations'], queryFn: ({ signal }) => api.get<Invitation[]>(`/api/o/${org}/invitations`, { signal }) })
