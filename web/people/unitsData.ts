import { queryOptions } from '@tanstack/react-query'
import type { Unit } from '@gap5/contract/people/units.ts'
import type { Text } from '@gap5/contract/language.ts'
import { api } from '../api.ts'

export const unitsQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'units'], queryFn: ({ signal }) => api.get<Unit[]>(`/api/o/${org}/units`, { signal }) })

export const unitKindTitles: Record<Unit['kind'], Text> = {
  branch: { en: 'Branch', zh: '分支机构' },
  department: { en: 'Department', zh: '部门' },
}
