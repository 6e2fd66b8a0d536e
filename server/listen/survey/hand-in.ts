import type { Language } from '@gap5/contract/language.ts'
import type { Answers } from '@gap5/contract/listen/answers.ts'
import type { Trx } from '../../database.ts'
import { accept } from '../intake.ts'
import { dropDraft, type Draft } from './drafts.ts'
import { marksOf } from './marks.ts'
import type { Survey } from './survey.ts'

const channel = 'survey'

/** A sheet's id counts within its collector, so that one copied from another survey meets nothing there. */
function externalId({ collector }: Survey, sheetId: string): string {
  return `${collector.id}:${sheetId}`
}

/** Id of the response that a sheet has become, or null while it has not been handed in. */
export async function handedIn(trx: Trx, survey: Survey, sheetId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('intake_journal')
    .select('response_id')
    .where('org_id', '=', survey.orgId)
    .where('channel', '=', channel)
    .where('external_id', '=', externalId(survey, sheetId))
    .where('study_id', '=', survey.studyId)
    .executeTakeFirst()
  return row?.response_id ?? null
}

export type HandIn = { sheetId: string; draft: Draft; answers: Answers; language: Language; trapFilled: boolean; link: ReadonlyMap<string, string>; now: Date }

/** Makes a finished sheet a response, once, and lets its draft go. `draft` holds all that was filled in, `answers` what counts. */
export async function handIn(trx: Trx, survey: Survey, { sheetId, draft, answers, language, trapFilled, link, now }: HandIn): Promise<void> {
  const seconds = (now.getTime() - draft.startedAt.getTime()) / 1000
  const { fastSecondsPerItem } = survey.settings
  await accept(trx, {
    orgId: survey.orgId,
    studyId: survey.studyId,
    collectorId: survey.collector.id,
    channel,
    receivedAt: now,
    externalId: externalId(survey, sheetId),
    answers,
    attributes: draft.attributes,
    language,
    startedAt: draft.startedAt,
    submittedAt: now,
    marks: marksOf(survey.definition, answers, { seconds, fastSecondsPerItem, trapFilled }),
    personalLinkId: survey.personal?.id,
    body: { answers: draft.answers, link: Object.fromEntries(link) },
  })
  await dropDraft(trx, survey, sheetId)
}
