import type { Generated } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import type { Card } from '@gap5/contract/measure/boards.ts'

export interface BoardTable {
  org_id: string
  id: Generated<string>
  title: Text
  period: string
  /** In their order. */
  cards: Card[]
  revision: Generated<number>
  created_at: Date
  changed_at: Date
}

export interface BoardTables {
  board: BoardTable
}
