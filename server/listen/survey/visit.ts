import type { Context } from 'hono'
import { randomUUID } from 'node:crypto'
import type { Language } from '@gap5/contract/language.ts'
import { asIdentity } from '../../access/identity.ts'
import { readSessionCookie } from '../../access/session-cookie.ts'
import { findSession } from '../../access/sessions.ts'
import { asUser } from '../../database.ts'
import { languageOf } from '../../http/request-facts.ts'
import type { Env } from '../../http/routes.ts'
import type { Dependencies } from '../../room.ts'
import { addressOf, type Address } from './address.ts'
import { closedNotice, missingNotices, signIn, type Notice } from './notice.ts'
import { isCookieless, isSheetId, respondentOf, type Respondent } from './respondent.ts'
import { findSurvey, type Survey } from './survey.ts'

/** One request to a survey that is there: what is asked, by whom as far as known, in which language, when. */
export type Visit = {
  c: Context<Env>
  deps: Dependencies
  survey: Survey
  address: Address
  language: Language
  respondent: Respondent | null
  /** A member looks at it; nothing is recorded. */
  isPreview: boolean
  /** Why it cannot be answered now; somebody who has answered still gets the thank-you page. */
  closed: Notice | null
  now: Date
}

export async function visitOf(c: Context<Env>, deps: Dependencies): Promise<Visit | Notice | { movedTo: string }> {
  const now = deps.clock.now()
  const query = new URL(c.req.url).searchParams
  const survey = await findSurvey(deps.db, { slug: c.req.param('slug') ?? '', token: c.req.param('token'), query, now })
  if (typeof survey === 'string') return missingNotices[survey]
  if ('movedTo' in survey) return survey
  const isPreview = query.has('preview')
  if (isPreview && !(await isMember(c, deps, survey))) return signIn
  const language = languageOf(c, survey.mainLanguage)
  const settable = new Set(survey.attributes.filter((attribute) => attribute.settableByLink).map(({ key }) => key))
  return {
    c,
    deps,
    survey,
    address: addressOf(survey.path, query, settable),
    language,
    respondent: isPreview || isCookieless(survey) ? null : respondentOf(c, survey),
    isPreview,
    closed: isPreview ? null : closedNotice(survey, language),
    now,
  }
}

/** Whoever is signed in, or null. */
export async function signedInUser(c: Context<Env>, { db, config, clock }: Dependencies): Promise<string | null> {
  const token = readSessionCookie(c, config)
  const session = token === null ? null : await asIdentity(db, (trx) => findSession(trx, token, clock.now()))
  return session?.user.id ?? null
}

async function isMember(c: Context<Env>, deps: Dependencies, { orgId }: Survey): Promise<boolean> {
  const { db } = deps
  const id = await signedInUser(c, deps)
  if (id === null) return false
  const member = await asUser(db, id, (trx) =>
    trx.selectFrom('member').select('role').where('org_id', '=', orgId).where('user_id', '=', id).executeTakeFirst(),
  )
  return member !== undefined
}

/** A personal link has one sheet on every device; otherwise the form's, the device's, or a new one. */
export function sheetIdOf({ survey, respondent }: Visit, inForm?: string): string {
  if (survey.personal !== null) return survey.personal.id
  if (isSheetId(inForm)) return inForm.toLowerCase()
  return respondent !== null && !respondent.isDone ? respondent.sheetId : randomUUID()
}
