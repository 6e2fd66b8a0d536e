import { queryOptions } from '@tanstack/react-query'
import type { Bootstrap } from '@gap5/contract/measure/readings/index-model.ts'
import type { ReadingKey, ReadingOffers } from '@gap5/contract/measure/readings/readings.ts'
import { api } from '../../api.ts'
import { addressed, valuesOf, type Query } from '../../kit/address.ts'
import { resultPath, selectionIn, type StudyPlace } from '../results.ts'

/** Which readings the study's instrument gives; it changes with the instrument only. */
export function offersQuery(place: StudyPlace) {
  return queryOptions({
    queryKey: ['readings', place.org, place.study],
    queryFn: ({ signal }) => api.get<ReadingOffers>(`${resultPath(place, {})}/readings`, { signal }),
    staleTime: 60_000,
    throwOnError: false,
  })
}

export function offeredIn(offers: ReadingOffers | undefined): ReadonlySet<ReadingKey> {
  return new Set(offers?.readings.flatMap(({ key, available }) => (available ? [key] : [])))
}

/** The selection of the page together with the choices that this reading knows. */
export function askedOf(query: Query, choices: readonly string[]): Query {
  const chosen = choices.flatMap((key) => (valuesOf(query, key).length === 0 ? [] : [[key, query[key]!] as const]))
  return { ...selectionIn(query), ...Object.fromEntries(chosen) }
}

export function askForBootstrap(place: StudyPlace, asked: Query): Promise<Bootstrap> {
  return api.post<Bootstrap>(addressed(`${resultPath(place, {})}/index-model/bootstraps`, asked))
}

export function cancelBootstrap(place: StudyPlace, id: string): Promise<Bootstrap> {
  return api.delete<Bootstrap>(`${resultPath(place, {})}/index-model/bootstraps/${id}`)
}
