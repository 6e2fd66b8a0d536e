import { queryOptions } from '@tanstack/react-query'
import type { LibraryEntry } from '@gap5/contract/listen/library.ts'
import type { Instrument, InstrumentVersion } from '@gap5/contract/listen/studies.ts'
import { api } from '../api.ts'

export const libraryQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'library'],
    queryFn: ({ signal }) => api.get<LibraryEntry[]>(`/api/o/${org}/library`, { signal }),
    staleTime: Infinity,
  })

export const instrumentsKey = (org: string) => [org, 'instruments'] as const

export const instrumentsQuery = (org: string) =>
  queryOptions({
    queryKey: [...instrumentsKey(org), 'list'],
    queryFn: ({ signal }) => api.get<Instrument[]>(`/api/o/${org}/instruments`, { signal }),
  })

export const instrumentQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: [...instrumentsKey(org), id],
    queryFn: ({ signal }) => api.get<Instrument>(`/api/o/${org}/instruments/${id}`, { signal }),
  })

export const versionsQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: [...instrumentsKey(org), id, 'versions'],
    queryFn: ({ signal }) => api.get<InstrumentVersion[]>(`/api/o/${org}/instruments/${id}/versions`, { signal }),
  })
