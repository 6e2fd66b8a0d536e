import { queryOptions } from '@tanstack/react-query'
import type { ImportProgress, ImportRecord, ImportSummary, RefusedRows } from '@gap5/contract/listen/imports.ts'
import type { Instrument, StudiesPage } from '@gap5/contract/listen/studies.ts'
import { api, upload } from '../../api.ts'

export const importPath = (org: string, id: string, part = '') => `/api/o/${org}/imports/${id}${part}`

export const importsQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'imports'], queryFn: ({ signal }) => api.get<ImportSummary[]>(`/api/o/${org}/imports`, { signal }) })

/** The record as the server has it; what is being changed in the page lies over it. */
export const importQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: [org, 'imports', id],
    queryFn: ({ signal }) => api.get<ImportRecord>(importPath(org, id), { signal }),
    staleTime: Infinity,
  })

/** Asked again every second while the import is under way. */
export const progressQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: [org, 'imports', id, 'progress'],
    queryFn: ({ signal }) => api.get<ImportProgress>(importPath(org, id, '/progress'), { signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.state) ? 1000 : false),
    staleTime: 0,
    throwOnError: false,
  })

export function isUnderWay(state: ImportProgress['state'] | undefined): boolean {
  return state === undefined || state === 'queued' || state === 'running'
}

export const refusedQuery = (org: string, id: string, after: number) =>
  queryOptions({
    queryKey: [org, 'imports', id, 'refused', after],
    queryFn: ({ signal }) => api.get<RefusedRows>(`${importPath(org, id, '/refused')}?after=${after}`, { signal }),
  })

export const studyChoicesQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'studies', 'choices'], queryFn: ({ signal }) => api.get<StudiesPage>(`/api/o/${org}/studies?limit=100`, { signal }) })

export const instrumentChoicesQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'instruments'], queryFn: ({ signal }) => api.get<Instrument[]>(`/api/o/${org}/instruments`, { signal }) })

/** Sends a file; `after` is the import whose refused rows it brings, mended. */
export function uploadFile(org: string, file: File, { after, signal, progress }: { after?: string; signal?: AbortSignal; progress?: (share: number) => void } = {}) {
  const query = new URLSearchParams({ name: file.name.slice(0, 255), ...(after === undefined ? {} : { after }) })
  const headers = { 'content-type': 'application/octet-stream' }
  return upload<ImportRecord>(`/api/o/${org}/imports?${query}`, file, { headers, ...(signal ? { signal } : {}), ...(progress ? { progress } : {}) })
}
