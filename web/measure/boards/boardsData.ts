import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Board, BoardData, BoardList } from '@gap5/contract/measure/boards.ts'
import { api } from '../../api.ts'
import { addressed, valueOf, type Query } from '../../kit/address.ts'

export type BoardPlace = { org: string; board: string }

const pathOf = ({ org, board }: BoardPlace) => `/api/o/${encodeURIComponent(org)}/boards/${encodeURIComponent(board)}`

export const boardsQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'boards'], queryFn: ({ signal }) => api.get<BoardList>(`/api/o/${encodeURIComponent(org)}/boards`, { signal }) })

export const boardKey = ({ org, board }: BoardPlace) => [org, 'boards', board]

export const boardQuery = (place: BoardPlace) =>
  queryOptions({ queryKey: [...boardKey(place), 'board'], queryFn: ({ signal }) => api.get<Board>(pathOf(place), { signal }) })

/** `period` and `unit` of an address; what is not said there is as the board has it. */
export function switchIn(query: Query): Query {
  const [period, unit] = [valueOf(query, 'period'), valueOf(query, 'unit')]
  return { ...(period !== null && { period }), ...(unit !== null && { unit }) }
}

export const boardDataQuery = (place: BoardPlace, switched: Query) =>
  queryOptions({
    queryKey: [...boardKey(place), 'data', switched],
    queryFn: ({ signal }) => api.get<BoardData>(addressed(`${pathOf(place)}/data`, switched), { signal }),
    placeholderData: keepPreviousData,
  })

export const boardPulseQuery = (place: BoardPlace) =>
  queryOptions({
    queryKey: ['pulse', ...boardKey(place)],
    queryFn: ({ signal }) => api.get<{ revision: string }>(`${pathOf(place)}/pulse`, { signal }),
    refetchInterval: 4_000,
    staleTime: 0,
    throwOnError: false,
  })

export function putBoard(place: BoardPlace, { title, period, cards, revision }: Pick<Board, 'title' | 'period' | 'cards' | 'revision'>): Promise<Board> {
  return api.put<Board>(pathOf(place), { title, period, cards }, { headers: { 'if-match': `"${revision}"` } })
}

export function deleteBoard(place: BoardPlace): Promise<void> {
  return api.delete(pathOf(place))
}
