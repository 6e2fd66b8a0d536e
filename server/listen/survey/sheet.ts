import { sql } from 'kysely'
import type { Answers } from '@gap5/contract/listen/answers.ts'
import type { AttributeValues } from '@gap5/contract/listen/studies.ts'
import { inOrganisation, type Trx } from '../../database.ts'
import type { Dependencies } from '../../room.ts'
import { together } from '../../together.ts'
import type { Draft } from './drafts.ts'
import { handedInAs, surveyChannel } from './hand-in.ts'
import type { Survey } from './survey.ts'

/** What is known of a sheet before its page is filled in. */
export type Sheet = {
  draft: Draft | null
  /** The id is that of a sheet of another survey. */
  isElsewhere: boolean
  isHandedIn: boolean
}

type Wanted = { survey: Survey; sheetId: string }

/** Looks sheets up; those of one collector that are asked for at the same moment, in one statement (`together`). */
export function sheetDesk({ db }: Pick<Dependencies, 'db'>): (wanted: Wanted) => Promise<Sheet> {
  return together<Wanted, Sheet>(
    ({ survey: { orgId, collector } }) => `${orgId} ${collector.id}`,
    (wanted) => inOrganisation(db, wanted[0]!.survey.orgId, (trx) => readSheets(trx, wanted)),
    { gatherMilliseconds: 2 },
  )
}

type Row = { collector: string | null; answers: Answers; attributes: AttributeValues; page: number; startedAt: Date; isHandedIn: boolean }

async function readSheets(trx: Trx, wanted: readonly Wanted[]): Promise<Sheet[]> {
  const { orgId, studyId, collector } = wanted[0]!.survey
  const { rows } = await sql<Row>`
    select draft.collector_id as collector, draft.answers, draft.attributes, draft.page, draft.started_at as "startedAt",
      exists (
        select from intake_journal as journal where journal.org_id = ${orgId} and journal.study_id = ${studyId}
          and journal.channel = ${surveyChannel} and journal.external_id = sheet.sender and journal.response_id is not null) as "isHandedIn"
    from unnest(${wanted.map(({ sheetId }) => sheetId)}::uuid[], ${wanted.map(({ survey, sheetId }) => handedInAs(survey, sheetId))}::text[])
      with ordinality as sheet (id, sender, place)
      left join response_draft as draft on draft.org_id = ${orgId} and draft.id = sheet.id
    order by sheet.place`.execute(trx)
  return rows.map(({ collector: of, isHandedIn, ...draft }) => ({
    draft: of === collector.id ? draft : null,
    isElsewhere: of !== null && of !== collector.id,
    isHandedIn,
  }))
}
