import { queryOptions } from '@tanstack/react-query'
import type { SharedLink } from '@gap5/contract/measure/sharing.ts'
import { api } from '../../api.ts'

export const linksQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'links'], queryFn: ({ signal }) => api.get<SharedLink[]>(`/api/o/${org}/links`, { signal }) })

/** Whether a link shows something, and if not why. */
export function stateOf({ revokedAt, expiresAt }: Pick<SharedLink, 'revokedAt' | 'expiresAt'>, now: Date): 'open' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked'
  return new Date(expiresAt) <= now ? 'expired' : 'open'
}
