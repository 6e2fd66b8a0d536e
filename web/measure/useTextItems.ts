import { useQuery } from '@tanstack/react-query'
import type { TextItem } from '@gap5/contract/listen/instrument.ts'
import type { Instrument } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { useStudy } from '../listen/studiesData.ts'

/** The open questions of the study. */
export function useTextItems(): TextItem[] {
  const { org } = useOrganisation()
  const { instrumentId, instrumentVersion } = useStudy()
  const { data } = useQuery({
    queryKey: [org, 'instruments', instrumentId, instrumentVersion],
    queryFn: ({ signal }) => api.get<Instrument>(`/api/o/${org}/instruments/${instrumentId}/versions/${instrumentVersion}`, { signal }),
    throwOnError: false,
  })
  const items = data?.definition.blocks.flatMap((block) => block.items) ?? []
  return items.flatMap((item) => (item.type === 'text' ? [item] : []))
}
