import { createHash } from 'node:crypto'
import { z } from 'zod'
import { inOrganisation, type Trx } from '../../database.ts'
import { addJob } from '../../jobs.ts'
import { Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'

const partBytes = 1 << 20
/** How long a file is kept after it was uploaded or imported last, to look at it again and to import it anew. */
const daysKept = 30

export function fileHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function keptUntil(now: Date): Date {
  return new Date(now.getTime() + daysKept * 86_400_000)
}

/** Keeps the bytes of a file in parts, so that no row grows large. */
export async function keepFile(trx: Trx, orgId: string, importId: string, bytes: Uint8Array): Promise<void> {
  for (let n = 0; n * partBytes < bytes.length; n++) {
    const part = Buffer.from(bytes.buffer, bytes.byteOffset + n * partBytes, Math.min(partBytes, bytes.length - n * partBytes))
    await trx.insertInto('survey_import_part').values({ org_id: orgId, import_id: importId, n, bytes: part }).execute()
  }
}

/** The bytes of a file that is still kept; throws `import.file-gone`. */
export async function loadFile(
  trx: Trx,
  { orgId, id, fileName, bytes }: { orgId: string; id: string; fileName: string; bytes: number },
): Promise<Uint8Array> {
  const whole = Buffer.allocUnsafeSlow(bytes)
  let at = 0
  for (let n = 0; at < bytes; n++) {
    const part = await trx
      .selectFrom('survey_import_part')
      .select('bytes')
      .where('org_id', '=', orgId)
      .where('import_id', '=', id)
      .where('n', '=', n)
      .executeTakeFirst()
    if (part === undefined) throw new Problem('import.file-gone', { name: fileName })
    at += part.bytes.copy(whole, at)
  }
  return whole
}

export const forgetTask = 'listen.import.forget'

/** Asks for the file of an import to be forgotten at its time; asked again, the later time counts. */
export async function planForgetting(trx: Trx, orgId: string, importId: string, at: Date): Promise<void> {
  await addJob(trx, forgetTask, { orgId, importId }, { runAt: at, key: `${forgetTask} ${importId}` })
}

/** The job that forgets a file whose time is over. What was imported from it stays. */
export async function runForgetting({ db, clock }: Pick<Dependencies, 'db' | 'clock'>, payload: unknown): Promise<void> {
  const { orgId, importId } = z.object({ orgId: z.uuid(), importId: z.uuid() }).parse(payload)
  await inOrganisation(db, orgId, async (trx) => {
    const over = await trx
      .updateTable('survey_import')
      .set({ file_kept_until: null })
      .where('org_id', '=', orgId)
      .where('id', '=', importId)
      .where('file_kept_until', '<=', clock.now())
      .returning('id')
      .executeTakeFirst()
    if (over === undefined) return
    await trx.deleteFrom('survey_import_part').where('org_id', '=', orgId).where('import_id', '=', importId).execute()
  })
}
