import type { Language } from '@gap5/contract/language.ts'
import type { Answers } from '@gap5/contract/listen/answers.ts'
import { inOrganisation, type Trx } from '../../database.ts'
import type { Dependencies } from '../../room.ts'
import { together } from '../../together.ts'
import { acceptWithinPlaces, isAccepted, type HandInRow, type NoPlace } from '../within-places.ts'
import { dropDrafts, type Draft } from './drafts.ts'
import { isInGrace } from './grace.ts'
import { marksOf } from './marks.ts'
import type { Survey } from './survey.ts'

export const surveyChannel = 'survey'

/** A sheet's id counts within its collector, so that one copied from another survey meets nothing there. */
export function handedInAs({ collector }: Survey, sheetId: string): string {
  return `${collector.id}:${sheetId}`
}

/** Id of the response that a sheet has become, or null while it has not been handed in. */
export async function handedIn(trx: Trx, survey: Survey, sheetId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('intake_journal')
    .select('response_id')
    .where('org_id', '=', survey.orgId)
    .where('channel', '=', surveyChannel)
    .where('external_id', '=', handedInAs(survey, sheetId))
    .where('study_id', '=', survey.studyId)
    .executeTakeFirst()
  return row?.response_id ?? null
}

export type HandIn = {
  survey: Survey
  sheetId: string
  /** All that was filled in. */
  draft: Draft
  /** What of it counts. */
  answers: Answers
  language: Language
  trapFilled: boolean
  link: ReadonlyMap<string, string>
  now: Date
}

/**
 * Makes a finished sheet a response, once, and lets its draft go; answers null once it has become one, or why it
 * found no place. What is handed in through one collector at the same time is committed together (`together`).
 */
export function handInDesk({ db }: Pick<Dependencies, 'db'>): (sheet: HandIn) => Promise<NoPlace | null> {
  return together<HandIn, NoPlace | null>(
    ({ survey: { orgId, collector } }) => `${orgId} ${collector.id}`,
    (sheets) => inOrganisation(db, sheets[0]!.survey.orgId, (trx) => handIn(trx, sheets)),
    { atOnce: 2, gatherMilliseconds: 3 },
  )
}

async function handIn(trx: Trx, sheets: readonly HandIn[]): Promise<(NoPlace | null)[]> {
  const { survey, now } = sheets.at(-1)!
  const source = { orgId: survey.orgId, studyId: survey.studyId, collectorId: survey.collector.id, channel: surveyChannel, receivedAt: now }
  const accepted = await acceptWithinPlaces(trx, source, survey.settings, sheets.map(rowOf))
  await dropDrafts(trx, survey, sheets.filter((_, at) => isAccepted(accepted[at]!)).map(({ sheetId }) => sheetId))
  return accepted.map((one) => (isAccepted(one) ? null : one))
}

function rowOf({ survey, sheetId, draft, answers, language, trapFilled, link, now }: HandIn): HandInRow {
  const seconds = (now.getTime() - draft.startedAt.getTime()) / 1000
  const { fastSecondsPerItem } = survey.settings
  return {
    externalId: handedInAs(survey, sheetId),
    answers,
    attributes: draft.attributes,
    language,
    startedAt: draft.startedAt,
    submittedAt: now,
    marks: marksOf(survey.definition, answers, { seconds, fastSecondsPerItem, trapFilled }),
    personalLinkId: survey.personal?.id,
    body: { answers: draft.answers, link: Object.fromEntries(link) },
    isInGrace: isInGrace(draft.startedAt, now),
  }
}
