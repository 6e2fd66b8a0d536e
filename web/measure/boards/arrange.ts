/** Changes of a board, each of them such that it can be made on whatever the board has become meanwhile. Pure. */
import type { Board, Card, CardSize } from '@gap5/contract/measure/boards.ts'

export type Arranged = Pick<Board, 'title' | 'period' | 'cards'>
export type Change = (board: Arranged) => Arranged

export const withCards =
  (added: readonly Card[]): Change =>
  (board) => ({ ...board, cards: [...board.cards, ...added.filter(({ id }) => !board.cards.some((card) => card.id === id))] })

export const withoutCard =
  (id: string): Change =>
  (board) => ({ ...board, cards: board.cards.filter((card) => card.id !== id) })

/** Puts a card back where it was, or at the end of a board that has become shorter. */
export const withCardAt =
  (card: Card, place: number): Change =>
  (board) => (board.cards.some(({ id }) => id === card.id) ? board : { ...board, cards: board.cards.toSpliced(place, 0, card) })

/** Moves a card to the place another one has. */
export const moved =
  (id: string, onto: string): Change =>
  (board) => {
    const card = board.cards.find((each) => each.id === id)
    const place = board.cards.findIndex((each) => each.id === onto)
    if (card === undefined || place < 0) return board
    return { ...board, cards: board.cards.filter((each) => each.id !== id).toSpliced(place, 0, card) }
  }

export const resized =
  (id: string, size: CardSize): Change =>
  (board) => ({ ...board, cards: board.cards.map((card) => (card.id === id ? { ...card, size } : card)) })
