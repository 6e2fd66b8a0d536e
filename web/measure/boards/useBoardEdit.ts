import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Board } from '@gap5/contract/measure/boards.ts'
import { notify } from '../../kit/Toast.tsx'
import { ProblemError, sentenceOf } from '../../problem.ts'
import type { Change } from './arrange.ts'
import { boardKey, boardQuery, boardsQuery, putBoard, type BoardPlace } from './boardsData.ts'

const mostTries = 5

/** Makes a change and keeps it; where somebody else changed the board meanwhile, it is made on what the board has become. */
export async function changeBoard(queries: QueryClient, place: BoardPlace, change: Change): Promise<Board> {
  const { queryKey } = boardQuery(place)
  let board = await queries.ensureQueryData(boardQuery(place))
  for (let time = 1; ; time++) {
    queries.setQueryData(queryKey, { ...board, ...change(board) })
    try {
      const kept = await putBoard(place, { ...change(board), revision: board.revision })
      queries.setQueryData(queryKey, kept)
      await queries.invalidateQueries({ queryKey: [...boardKey(place), 'data'] })
      void queries.invalidateQueries({ queryKey: boardsQuery(place.org).queryKey, exact: true })
      return kept
    } catch (error) {
      const isMeanwhile = error instanceof ProblemError && error.code === 'listen.changed-meanwhile'
      if (!isMeanwhile || time === mostTries) {
        await queries.invalidateQueries({ queryKey })
        throw error
      }
      board = await queries.fetchQuery({ ...boardQuery(place), staleTime: 0 })
    }
  }
}

/** The same for a page: tells what went wrong. */
export function useBoardEdit(place: BoardPlace): (change: Change) => Promise<boolean> {
  const queries = useQueryClient()
  return async (change) => {
    try {
      await changeBoard(queries, place, change)
      return true
    } catch (error) {
      notify({ tone: 'bad', title: sentenceOf(error) })
      return false
    }
  }
}
