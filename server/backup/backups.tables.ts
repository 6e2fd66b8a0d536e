import type { Generated } from 'kysely'

/** Backups of this installation. Written past the application, by the owner of the tables. */
export type BackupTables = {
  backup_run: {
    id: Generated<string>
    file: string
    is_scheduled: boolean
    started_at: Date
    finished_at: Date | null
    rows: number | null
    bytes: number | null
    failure: string | null
  }
}
