import type { ColumnType, Generated } from 'kysely'

/** What happened, for other rooms to react to. Never changed once written. */
export interface EventTable {
  org_id: string
  id: Generated<string>
  kind: string
  payload: ColumnType<unknown, string, never>
  at: Date
}

/** An event some handler has not finished with. The row goes in the transaction of the last handler's effect. */
export interface EventOpenTable {
  org_id: string
  event_id: string
  kind: string
}

/** A handler is done with an open event; written in the transaction of its effect. */
export interface EventMarkTable {
  org_id: string
  event_id: string
  handler: string
}

/** A handler could not do its part of an open event; gone when the event is. The waiting and the dead letters. */
export interface EventFailureTable {
  org_id: string
  event_id: string
  handler: string
  failures: number
  message: string
  at: Date
}

export interface EventTables {
  event: EventTable
  event_open: EventOpenTable
  event_mark: EventMarkTable
  event_failure: EventFailureTable
}
