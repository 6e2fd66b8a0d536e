/** How the readings of a result are asked for: the selection of the page, and what each of them is told besides. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import { addressed, type Query } from '../kit/address.ts'
import { resultKey, resultPath, type StudyPlace } from './results.ts'

/** `path` below the result: `trend`, `ranking`. A reading waits (`enabled`) until there is something to ask about. */
export function findingQuery<Finding>(place: StudyPlace, path: string, asked: Query, enabled = true) {
  return queryOptions({
    queryKey: [...resultKey(place), path, asked],
    queryFn: ({ signal }) => api.get<Finding>(addressed(`${resultPath(place, {})}/${path}`, asked), { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}
