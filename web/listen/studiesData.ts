import { keepPreviousData, queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Activity, CollectorLink, StudiesPage, Study } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { addressed } from '../kit/address.ts'

/** How often counts are asked for anew while a page is seen. */
const live = 5_000

export const studiesKey = (org: string) => [org, 'studies'] as const

export type StudiesSearch = { after?: string | undefined; state?: string | null; search?: string | null; limit?: string }

export function studiesQuery(org: string, search: StudiesSearch) {
  return queryOptions({
    queryKey: [...studiesKey(org), 'list', search],
    queryFn: ({ signal }) => api.get<StudiesPage>(addressed(`/api/o/${org}/studies`, search), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: live * 3,
  })
}

function pathOf(org: string, study: string): string {
  return `/api/o/${org}/studies/${study}`
}

const studyKey = (org: string, study: string) => [...studiesKey(org), study] as const

function studyQuery(org: string, study: string) {
  return queryOptions({
    queryKey: [...studyKey(org, study), 'study'],
    queryFn: ({ signal }) => api.get<Study>(pathOf(org, study), { signal }),
    refetchInterval: live,
  })
}

function collectorsQuery(org: string, study: string) {
  return queryOptions({
    queryKey: [...studyKey(org, study), 'collectors'],
    queryFn: ({ signal }) => api.get<CollectorLink[]>(`${pathOf(org, study)}/collectors`, { signal }),
    refetchInterval: live,
  })
}

function activityQuery(org: string, study: string) {
  return queryOptions({
    queryKey: [...studyKey(org, study), 'activity'],
    queryFn: ({ signal }) => api.get<Activity>(`${pathOf(org, study)}/activity`, { signal }),
    refetchInterval: live,
  })
}

export type Here = { org: string; handle: string; path: string }

/** The study of the address. Only on pages under `/o/$org/studies/$study`. */
export function useStudyPlace(): Here {
  const { org } = useOrganisation()
  const { study: handle = '' } = useParams({ strict: false })
  return { org, handle, path: pathOf(org, handle) }
}

export function useStudy(): Study {
  const { org, handle } = useStudyPlace()
  return useSuspenseQuery(studyQuery(org, handle)).data
}

export function useCollectors(): CollectorLink[] {
  const { org, handle } = useStudyPlace()
  return useSuspenseQuery(collectorsQuery(org, handle)).data
}

export function useActivity(): Activity {
  const { org, handle } = useStudyPlace()
  return useSuspenseQuery(activityQuery(org, handle)).data
}

/** Makes everything known of one study be asked for anew. */
export function useRefreshStudy(): () => Promise<void> {
  const { org } = useOrganisation()
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: studiesKey(org) })
}

/** The header by which the server knows which state is being changed. */
export function seen({ revision }: { revision: number }): Record<string, string> {
  return { 'if-match': `"${revision}"` }
}
