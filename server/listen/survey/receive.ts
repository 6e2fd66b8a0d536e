import { answersSchema, type Answers } from '@gap5/contract/listen/answers.ts'
import { inOrganisation, type Trx } from '../../database.ts'
import { at, type Place } from './address.ts'
import { dropDraft, findDraft, holdDraft, saveDraft, type Draft } from './drafts.ts'
import { control, honeypot, noAnswers, type Fields } from './form.ts'
import { handedIn, type handInDesk } from './hand-in.ts'
import { readHelp, recordHelp } from './help.ts'
import { mayFinish } from './grace.ts'
import { isKiosk, leaveKiosk, startOf } from './kiosk.ts'
import { nextStep, type Step } from './next-step.ts'
import { noticeOf } from './notice.ts'
import { nearestPage, pagesFor, renderPage } from './render.ts'
import { isCookieless, isSheetId, remember } from './respondent.ts'
import { showNotice, showPage, showThanks } from './show.ts'
import { sheetIdOf, type Visit } from './visit.ts'
import { shownPages } from './shown.ts'
import type { Sheet, sheetDesk } from './sheet.ts'
import { startAttributes } from './start-attributes.ts'
import { readStart } from './start-seal.ts'

export type Doors = {
  /** Throws when too much is handed in from one address. */
  throttle: () => Promise<void>
  handIn: ReturnType<typeof handInDesk>
  readSheet: ReturnType<typeof sheetDesk>
}

/** Answers a POST: a page filled in, the last one, a new start, a request for help. */
export async function receive(visit: Visit, fields: Fields, doors: Doors): Promise<Response> {
  const act = fields.get(control.act)?.at(-1)
  if (act === 'leave') return leaveKiosk(visit, fields.get(control.id)?.at(-1)).then(() => visit.c.body(null, 204))
  if (act === 'help') return receiveHelp(visit, fields, doors)
  if (act === 'restart') return restart(visit, fields)
  if (visit.isPreview) return receivePreview(visit, fields)
  return receivePage(visit, fields, doors)
}

type Outcome = { kind: 'handed-in' } | { kind: 'gone' } | { kind: 'step'; step: Step; draft: Draft; page: number }

async function receivePage(visit: Visit, fields: Fields, doors: Doors): Promise<Response> {
  const { survey, closed } = visit
  const wanted = sheetIdOf(visit, fields.get(control.id)?.at(-1))
  const act = fields.get(control.act)?.at(-1)
  if (act === 'resume') return resume(visit, wanted)
  if (closed !== null && !(await isHandedIn(visit, wanted)) && !(await mayFinish(visit, wanted, startIn(visit, fields)))) return showNotice(visit, closed)
  const { sheetId, outcome } = await fillPage(visit, wanted, fields, await doors.readSheet({ survey, sheetId: wanted }))
  if (outcome.kind === 'handed-in') return arrived(visit, sheetId)
  if (outcome.kind === 'gone') return visit.c.redirect(startOf(visit.address), 303)
  if (outcome.step.kind === 'submit') return submit(visit, { sheetId, draft: outcome.draft, page: outcome.page, answers: outcome.step.answers }, fields, doors)
  return answerStep(visit, sheetId, outcome)
}

/** The page at which somebody stopped, of a sheet that is still there. */
async function resume(visit: Visit, sheetId: string): Promise<Response> {
  const { deps, survey } = visit
  const draft = await inOrganisation(deps.db, survey.orgId, (trx) => findDraft(trx, survey, sheetId))
  return draft === null ? visit.c.redirect(startOf(visit.address), 303) : showPage(visit, { page: draft.page, sheetId, draft })
}

type Filled = { sheetId: string; outcome: Outcome }

/** The last page needs no draft: it is handed in. For any other the draft is held while it is filled in and kept. */
async function fillPage(visit: Visit, wanted: string, fields: Fields, sheet: Sheet): Promise<Filled> {
  const { deps, survey } = visit
  if (isKiosk(survey) && sheet.draft === null) return { sheetId: wanted, outcome: { kind: sheet.isHandedIn ? 'handed-in' : 'gone' } }
  const begun = await begin(visit, fields)
  const last = lastPage(visit, wanted, begun, fields, sheet)
  if (last !== null) return { sheetId: wanted, outcome: last }
  return inOrganisation(deps.db, survey.orgId, (trx) => keepPage(trx, visit, wanted, begun, fields))
}

async function keepPage(trx: Trx, visit: Visit, wanted: string, begun: Begun, fields: Fields): Promise<Filled> {
  const { survey, language, now } = visit
  const held = await holdSheet(trx, visit, wanted, begun)
  if (held === 'handed-in') return { sheetId: wanted, outcome: { kind: 'handed-in' } }
  const { sheetId, draft } = held
  const { page, answers, step } = fill(visit, sheetId, draft, fields)
  const outcome: Outcome = { kind: 'step', step, draft: { ...draft, answers }, page }
  if (step.kind !== 'submit') await saveDraft(trx, survey, { sheetId, answers, page: step.kind === 'page' ? step.page : page, language, now })
  return { sheetId, outcome }
}

/** The outcome of a page that finishes its sheet; null for any other page, and for the sheet of another survey. */
function lastPage(visit: Visit, sheetId: string, begun: Begun, fields: Fields, sheet: Sheet): Outcome | null {
  if (sheet.isElsewhere) return null
  const draft = sheet.draft ?? { ...begun, answers: noAnswers, page: 1 }
  const { page, answers, step } = fill(visit, sheetId, draft, fields)
  if (step.kind !== 'submit') return null
  return sheet.isHandedIn ? { kind: 'handed-in' } : { kind: 'step', step, draft: { ...draft, answers }, page }
}

type Finished = { sheetId: string; draft: Draft; page: number; answers: Answers }

/** Of two last pages sent at once, the second finds the sheet handed in. Where no place is left, what was filled in is kept. */
async function submit(visit: Visit, { sheetId, draft, page, answers }: Finished, fields: Fields, { throttle, handIn }: Doors): Promise<Response> {
  const { survey, language, address, now, deps } = visit
  await throttle()
  const trapFilled = (fields.get(honeypot) ?? []).some((value) => value !== '')
  const noPlace = await handIn({ survey, sheetId, draft, answers, language, trapFilled, link: address.carried, now })
  if (noPlace === null) return arrived(visit, sheetId, { isNew: true })
  await inOrganisation(deps.db, survey.orgId, async (trx) => {
    await holdDraft(trx, survey, { sheetId, ...draft, language, now })
    await saveDraft(trx, survey, { sheetId, answers: draft.answers, page, language, now })
  })
  return showNotice({ ...visit, survey: { ...survey, place: noPlace } }, noticeOf(noPlace))
}

type Begun = Pick<Draft, 'startedAt' | 'attributes'>

async function begin(visit: Visit, fields: Fields): Promise<Begun> {
  const { deps, survey, address, now } = visit
  const attributes = await startAttributes((work) => inOrganisation(deps.db, survey.orgId, work), survey, address.carried)
  return { startedAt: startIn(visit, fields) ?? now, attributes }
}

/** The draft of the sheet in the form. A sheet of another survey is left alone and what came is taken on a new sheet. */
async function holdSheet(trx: Trx, { survey, language, now }: Visit, wanted: string, begun: Begun): Promise<'handed-in' | { sheetId: string; draft: Draft }> {
  const draft = await holdDraft(trx, survey, { sheetId: wanted, ...begun, language, now })
  if ((await handedIn(trx, survey, wanted)) !== null) {
    await dropDraft(trx, survey, wanted)
    return 'handed-in'
  }
  if (draft !== null) return { sheetId: wanted, draft }
  const sheetId = crypto.randomUUID()
  const fresh = await holdDraft(trx, survey, { sheetId, ...begun, language, now })
  return { sheetId, draft: fresh! }
}

/** When the first page was shown, as its form tells. Another process's clock may be a little ahead. */
function startIn({ deps, survey, now }: Visit, fields: Fields): Date | null {
  const told = readStart(deps.secret, survey.collector.id, fields.get(control.started)?.at(-1))
  return told !== null && told > now ? now : told
}

function fill(visit: Visit, sheetId: string, draft: Pick<Draft, 'answers'>, fields: Fields): { page: number; answers: Answers; step: Step } {
  const pages = pagesFor(visit, sheetId)
  const wanted = Number(visit.c.req.query('page'))
  const page = pages.find(({ number }) => number === wanted) ?? nearestPage(pages, 1, shownPages(pages, draft.answers))!
  return { page: page.number, ...nextStep({ definition: visit.survey.definition, pages, page, before: draft.answers, fields }) }
}

/**
 * After a form the browser is sent on, so that reloading and going back send nothing twice. A browser that keeps no
 * cookies could not say whose sheet it wants next: it gets the page at once.
 */
async function answerStep(visit: Visit, sheetId: string, { step, draft, page }: Extract<Outcome, { kind: 'step' }>): Promise<Response> {
  const { c, survey, deps } = visit
  if (step.kind === 'saved') return c.body(null, 204)
  if (!visit.isPreview) remember(c, survey, { sheetId, isDone: false }, deps.config)
  if (step.kind === 'again') {
    const language = step.language ?? visit.language
    const there = pagesFor(visit, sheetId).find(({ number }) => number === page)!
    const html = renderPage(spoken(visit, language), { sheetId, startedAt: draft.startedAt, page: there, sheet: step.sheet, notice: step.notice })
    return c.html(html, step.status)
  }
  if (step.kind === 'submit') return arrived(visit, sheetId)
  if (step.kind === 'cover') return go(visit, {})
  const { page: next, language, check: isToCheck } = step
  if (keepsPlace(visit)) return go(visit, { page: next, language, ...(isToCheck ? { show: 'check' } : {}) })
  return showPage(spoken(visit, language ?? visit.language), { page: next, sheetId, draft, isToCheck })
}

function keepsPlace({ c, survey, isPreview }: Visit): boolean {
  return !isPreview && !isCookieless(survey) && (survey.personal !== null || c.req.header('Cookie') !== undefined)
}

function go({ c, address }: Visit, place: Place): Response {
  return c.redirect(at(address, place), 303)
}

/** The rest of an answer in another language than the one asked for. */
function spoken(visit: Visit, language: Visit['language']): Visit {
  const carried = new Map(visit.address.carried)
  if (language !== visit.language) carried.set('lang', language)
  return { ...visit, language, address: { ...visit.address, carried } }
}

async function arrived(visit: Visit, sheetId: string, { isNew = false } = {}): Promise<Response> {
  const { c, survey, deps } = visit
  remember(c, survey, { sheetId, isDone: true }, deps.config)
  return keepsPlace(visit) && c.req.header('Cookie') !== undefined ? go(visit, { show: 'thanks' }) : showThanks(visit, sheetId, { isNew })
}

function isHandedIn({ deps, survey }: Visit, sheetId: string): Promise<boolean> {
  return inOrganisation(deps.db, survey.orgId, async (trx) => (await handedIn(trx, survey, sheetId)) !== null)
}

/** A preview keeps nothing on the server: the form carries what was answered before. */
async function receivePreview(visit: Visit, fields: Fields): Promise<Response> {
  const sheetId = sheetIdOf(visit, fields.get(control.id)?.at(-1))
  const { page, answers, step } = fill(visit, sheetId, { answers: carriedAnswers(fields) }, fields)
  const draft: Draft = { answers, attributes: {}, page, startedAt: startIn(visit, fields) ?? visit.now }
  return step.kind === 'submit' ? showThanks(visit, sheetId) : answerStep(visit, sheetId, { kind: 'step', step, draft, page })
}

function carriedAnswers(fields: Fields): Answers {
  try {
    return answersSchema.parse(JSON.parse(fields.get(control.carried)?.at(-1) ?? ''))
  } catch {
    return noAnswers
  }
}

/** An open link answers again, on a new sheet; the answers handed in stay, a draft given up goes. */
async function restart(visit: Visit, fields: Fields): Promise<Response> {
  const { deps, survey, respondent, closed } = visit
  if (survey.personal !== null || closed !== null) return go(visit, {})
  const given = fields.get(control.id)?.at(-1)
  if (isSheetId(given) && given === respondent?.sheetId) await inOrganisation(deps.db, survey.orgId, (trx) => dropDraft(trx, survey, given))
  const sheetId = crypto.randomUUID()
  if (!keepsPlace(visit)) return showPage(visit, { page: 1, sheetId })
  remember(visit.c, survey, { sheetId, isDone: false }, deps.config)
  return go(visit, { page: 1 })
}

/** Help is asked for after the answers have arrived, once for each sheet. */
async function receiveHelp(visit: Visit, fields: Fields, { throttle }: Doors): Promise<Response> {
  const { c, deps, survey, language, now } = visit
  const sheetId = survey.personal?.id ?? fields.get(control.id)?.at(-1) ?? ''
  const form = readHelp(fields)
  if (!isSheetId(sheetId) || !survey.settings.offerHelp) return go(visit, {})
  const responseId = await inOrganisation(deps.db, survey.orgId, (trx) => handedIn(trx, survey, sheetId))
  if (responseId === null) return go(visit, {})
  if (Object.keys(form.faults).length > 0) return showThanks(visit, sheetId, { help: form })
  await throttle()
  await inOrganisation(deps.db, survey.orgId, (trx) =>
    recordHelp(trx, { orgId: survey.orgId, studyId: survey.studyId, responseId, form, language, at: now }),
  )
  return c.req.header('Cookie') === undefined || isCookieless(survey) ? showThanks(visit, sheetId) : go(visit, { show: 'thanks' })
}
