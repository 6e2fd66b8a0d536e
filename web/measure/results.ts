import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import type { Pulse } from '@gap5/contract/measure/pulse.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { api } from '../api.ts'
import { addressed, type Query } from '../kit/address.ts'

/** A study within its organisation, both by handle. */
export type StudyPlace = { org: string; study: string }

/** Everything about one study's result: the key that a new answer makes stale. */
export const resultKey = ({ org, study }: StudyPlace) => ['results', org, study] as const

export function resultQuery(place: StudyPlace, selection: Query) {
  return queryOptions({
    queryKey: [...resultKey(place), 'result', selection],
    queryFn: ({ signal }) => api.get<StudyResult>(resultPath(place, selection), { signal }),
    placeholderData: keepPreviousData,
  })
}

export function comparisonQuery(place: StudyPlace, selection: Query, attribute: string, measure: string) {
  return queryOptions({
    queryKey: [...resultKey(place), 'comparison', selection, attribute, measure],
    queryFn: ({ signal }) => api.get<Comparison>(addressed(`${pathOf(place)}/comparison`, { ...selection, attribute, measure }), { signal }),
    placeholderData: keepPreviousData,
  })
}

/** Asked again and again while the page is seen: what is new shows within three seconds, also on a busy server. */
export function pulseQuery(place: StudyPlace) {
  return queryOptions({
    queryKey: ['pulse', place.org, place.study],
    queryFn: ({ signal }) => api.get<Pulse>(`${pathOf(place)}/pulse`, { signal }),
    refetchInterval: 1_200,
    staleTime: 0,
    throwOnError: false,
  })
}

export function resultPath(place: StudyPlace, selection: Query): string {
  return addressed(pathOf(place), selection)
}

function pathOf({ org, study }: StudyPlace): string {
  return `/api/o/${encodeURIComponent(org)}/studies/${encodeURIComponent(study)}/results`
}

/** The part of an address that narrows the result; the rest is how the page shows it. */
export function selectionIn(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([key]) => key.startsWith('a.') || ['from', 'to', 'marks'].includes(key)))
}
