import { variables } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { Trx } from '../database.ts'
import { publishedDefinition } from '../listen/published-definition.ts'
import { studyRows } from '../listen/study-rows.ts'

/** A published study, and what tells whether another asks the same. */
export type ComparableStudy = {
  id: string
  handle: string
  title: Text
  kind: 'own' | 'competitor'
  /** Whose service it is about. */
  subject: Text
  instrumentId: string
  series: string | null
  wave: number | null
  /** Variables asked, as `item.role`. */
  items: string[]
}

/** More studies than this are not looked through; the newest are. */
const most = 200

export async function comparableStudies(trx: Trx, orgId: string): Promise<ComparableStudy[]> {
  const rows = await studyRows(trx, orgId).where('study.published_at', 'is not', null).orderBy('study.published_at', 'desc').orderBy('study.id').limit(most).execute()
  const studies: ComparableStudy[] = []
  for (const row of rows) {
    const { definition } = await publishedDefinition(trx, orgId, row.id)
    const items = variables(definition).map(({ key, min, max }) => `${key} ${min}–${max}`)
    const { kind, name } = row.subject
    studies.push({ id: row.id, handle: row.handle, title: row.title, kind, subject: name, instrumentId: row.instrument_id, series: row.series_id, wave: row.wave, items })
  }
  return studies
}
