import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { owner } from './cluster.ts'

/** Connection address of the embedded PostgreSQL that another process runs on this folder; `null` where none does. */
export function attachedUrl(folder: string): string | null {
  const [note, kept] = [join(folder, 'socket-folder'), join(folder, 'postgres-password')]
  if (!existsSync(note) || !existsSync(kept)) return null
  const socketFolder = readFileSync(note, 'utf8')
  if (!existsSync(join(socketFolder, '.s.PGSQL.5432'))) return null
  return `postgresql://${owner}:${readFileSync(kept, 'utf8').trim()}@localhost/${owner}?host=${encodeURIComponent(socketFolder)}`
}
