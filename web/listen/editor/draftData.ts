import { queryOptions } from '@tanstack/react-query'
import type { OpenDraft } from '@gap5/contract/listen/draft.ts'
import { api } from '../../api.ts'
import { ProblemError } from '../../problem.ts'
import { instrumentsKey } from '../instrumentsData.ts'

/** The draft to edit; null where the newest version is published. Read when the editor opens, then kept by the editor itself. */
export function draftQuery(org: string, id: string) {
  return queryOptions({
    queryKey: [...instrumentsKey(org), id, 'draft'],
    queryFn: async ({ signal }) => {
      try {
        return await api.get<OpenDraft>(`/api/o/${org}/instruments/${id}/draft`, { signal })
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'listen.instrument-frozen') return null
        throw error
      }
    },
    staleTime: Infinity,
    gcTime: 0,
  })
}
