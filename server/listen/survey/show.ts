import { moment, type Text } from '@gap5/contract/language.ts'
import { quotaKey } from '@gap5/contract/listen/quotas.ts'
import { inOrganisation, type Trx } from '../../database.ts'
import { countVisit } from '../visit-counts.ts'
import { at } from './address.ts'
import { coverPage, kioskCover, resumePage } from './cover.ts'
import { findDraft, type Draft } from './drafts.ts'
import { noAnswers, requiredFaults } from './form.ts'
import { mayFinish } from './grace.ts'
import { handedIn } from './hand-in.ts'
import { hasAskedForHelp } from './help.ts'
import { noticePage, type Notice } from './notice.ts'
import { shownPages } from './shown.ts'
import { nearestPage, pagesFor, renderPage } from './render.ts'
import { beginKioskSheet, idlePage, isKiosk, kioskPart, kioskRefresh, leaveKiosk, startOf } from './kiosk.ts'
import { isCookieless, isSheetId, remember } from './respondent.ts'
import { providerOf } from './survey.ts'
import { thanksPage } from './thanks.ts'
import { emptyHelp, type HelpForm } from './help.ts'
import { sheetIdOf, type Visit } from './visit.ts'
import { words } from './words.ts'

/** Answers a GET: the cover, a page of questions, the thank-you page, or why there is nothing to answer. */
export async function show(visit: Visit): Promise<Response> {
  const { c, survey, respondent, closed } = visit
  const asked = c.req.query('show')
  const sheet = c.req.query('sheet')
  if (isKiosk(survey) && asked === 'left') {
    await leaveKiosk(visit, sheet)
    return c.redirect(startOf(visit.address), 303)
  }
  if (isKiosk(survey) && asked === 'idle' && isSheetId(sheet)) return c.html(idlePage(visit, sheet))
  if (respondent?.isDone) return showThanks(visit, respondent.sheetId)
  if (closed !== null && !(await mayFinish(visit, sheetIdOf(visit)))) return showNotice(visit, closed)
  const page = Number(c.req.query('page'))
  if (Number.isInteger(page) && page >= 1 && isKiosk(survey) && !visit.isPreview) return showPage(visit, { page: 1, ...(await beginKioskSheet(visit)) })
  if (Number.isInteger(page) && page >= 1) return showPage(visit, { page, sheetId: sheetIdOf(visit), isToCheck: c.req.query('show') === 'check' })
  return showCover(visit)
}

/** Why it cannot be answered, in place of what was asked for. */
export function showNotice(visit: Visit, notice: Notice): Response | Promise<Response> {
  const { c, deps, survey, language, now } = visit
  if (notice.step !== undefined && !isDeviceAlone(visit)) {
    const detail = typeof survey.place === 'object' ? quotaKey(survey.settings.quotas[survey.place.full]!) : ''
    countVisit(deps.db, { orgId: survey.orgId, collectorId: survey.collector.id, step: notice.step, detail: notice.step === 'quota-full' ? detail : '', at: now })
  }
  const kiosk = isKiosk(survey) ? { head: kioskRefresh(visit, 'notice', ''), part: kioskPart(visit, 'notice') } : undefined
  return c.html(noticePage({ language, notice, provider: providerOf(survey), kiosk }), notice.status)
}

/** A kiosk asks for its start by itself, over and over; nobody is turned away by that. */
function isDeviceAlone({ c, survey }: Visit): boolean {
  return isKiosk(survey) && c.req.method === 'GET' && c.req.query('page') === undefined
}

async function showCover(visit: Visit): Promise<Response> {
  const { c, survey, language, address, respondent } = visit
  const until = survey.closesAt === null ? undefined : `${moment(survey.closesAt, language, survey.timeZone)} (${survey.timeZone})`
  const cover = { language, provider: providerOf(survey), title: survey.title, definition: survey.definition, address, until }
  if (isKiosk(survey)) return c.html(kioskCover({ ...cover, part: kioskPart(visit, 'start') }))
  const known = survey.personal?.id ?? respondent?.sheetId
  const draft = known === undefined || visit.isPreview ? null : await reading(visit, (trx) => findDraft(trx, survey, known))
  if (draft !== null && known !== undefined) return c.html(resumePage({ ...cover, ...resumption(visit, draft, known), sheetId: known }))
  // The same for everybody who has not begun: caches in front of the server may keep it for a minute.
  if (survey.personal === null && !visit.isPreview) c.header('Cache-Control', 'public, max-age=60')
  c.header('Vary', 'Accept-Language, Cookie', { append: true })
  if (!visit.isPreview) await noteOpened(visit)
  return c.html(coverPage(cover))
}

/** A personal link is opened once; who opens any other page is only counted. */
async function noteOpened({ deps, survey: { orgId, collector, personal }, now }: Visit): Promise<void> {
  if (personal === null) return countVisit(deps.db, { orgId, collectorId: collector.id, step: 'opened', at: now })
  if (personal.isOpened) return
  await inOrganisation(deps.db, orgId, (trx) =>
    trx.updateTable('personal_link').set({ opened_at: now }).where('org_id', '=', orgId).where('id', '=', personal.id).where('opened_at', 'is', null).execute(),
  )
}

function resumption(visit: Visit, draft: Draft, sheetId: string) {
  const pages = pagesFor(visit, sheetId)
  const shown = shownPages(pages, draft.answers)
  const page = nearestPage(pages, draft.page, shown)?.number ?? 1
  const progress = { at: shown.findIndex(({ number }) => number === page) + 1, of: shown.length }
  return { page, progress, canStartOver: visit.survey.personal === null }
}

export type Asked = { page: number; sheetId: string; isToCheck?: boolean | undefined; draft?: Draft | null; notice?: Text | undefined }

/** A page of questions with what the draft holds. `isToCheck`: it was submitted while required answers were missing. */
export async function showPage(visit: Visit, { page: wanted, sheetId, isToCheck = false, ...given }: Asked): Promise<Response> {
  const { c, survey, deps } = visit
  const draft = given.draft === undefined && !visit.isPreview ? await reading(visit, (trx) => findDraft(trx, survey, sheetId)) : (given.draft ?? null)
  const answers = draft?.answers ?? noAnswers
  const pages = pagesFor(visit, sheetId)
  const page = nearestPage(pages, wanted, shownPages(pages, answers))
  if (page === undefined) return c.redirect(at(visit.address), 303)
  if (!visit.isPreview) remember(c, survey, { sheetId, isDone: false }, deps.config)
  const faults = isToCheck ? requiredFaults(page.questions, answers) : []
  const notice = given.notice ?? (faults.length > 0 ? words.stillRequired : undefined)
  const sheet = { answers, typed: new Map<string, string>(), faults }
  return c.html(renderPage(visit, { sheetId, startedAt: draft?.startedAt ?? visit.now, page, sheet, notice }))
}

type Arrived = {
  /** The form as it came back with faults. */
  help?: HelpForm
  /** The answers arrived a moment ago, so that nobody can have asked for help; otherwise the server looks. */
  isNew?: boolean
}

/** The end. */
export async function showThanks(visit: Visit, sheetId: string, { help, isNew = false }: Arrived = {}): Promise<Response> {
  const { c, survey, language, address, isPreview } = visit
  const asked = isPreview || isNew || help !== undefined ? false : await reading(visit, (trx) => askedForHelp(trx, visit, sheetId))
  const isOffered = survey.settings.offerHelp && !isPreview
  return c.html(
    thanksPage({
      language,
      provider: providerOf(survey),
      address,
      sheetId,
      help: asked ? 'arrived' : isOffered ? (help ?? emptyHelp) : null,
      canAnswerAgain: survey.personal === null && visit.closed === null && !isPreview && !isKiosk(survey),
      isRemembered: !isCookieless(survey),
      kiosk: isKiosk(survey) && !isPreview ? { start: startOf(address), head: kioskRefresh(visit, 'thanks', sheetId), part: kioskPart(visit, 'thanks') } : null,
      isPreview,
    }),
    help === undefined ? 200 : 422,
  )
}

async function askedForHelp(trx: Trx, { survey }: Visit, sheetId: string): Promise<boolean> {
  const responseId = await handedIn(trx, survey, sheetId)
  return responseId !== null && hasAskedForHelp(trx, survey.orgId, responseId)
}

function reading<T>({ deps, survey }: Visit, work: (trx: Trx) => Promise<T>): Promise<T> {
  return inOrganisation(deps.db, survey.orgId, work)
}
