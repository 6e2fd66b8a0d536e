/** What people of a selection said in their own words: the latest, without names and contact details. */
import { sql } from 'kysely'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Statement } from '@gap5/contract/listen/responses.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Trx } from '../database.ts'
import { listStatements } from '../listen/statements.ts'
import { hasAttributes, selectionConditions, timesOf } from './selection-conditions.ts'
import { findStudy } from './study-frame.ts'

export async function latestVerbatims(
  trx: Trx,
  { organisation, study, selection, most, now }: { organisation: Organisation; study: string; selection: Selection; most: number; now: Date },
): Promise<Statement[]> {
  const { studyId, frame } = await findStudy(trx, organisation, study, now)
  const conditions = [...selectionConditions(selection, frame), sql<boolean>`statement.text is not null`]
  const { statements } = await listStatements(trx, organisation.id, studyId, { kind: 'verbatim', limit: most }, { contacts: false }, { conditions, keeps: null, within: timesOf(selection, frame), byAttributes: hasAttributes(selection) })
  return statements
}
