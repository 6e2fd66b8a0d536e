/**
 * A survey on a device that stands somewhere and that many people use one after the other. Nobody finds a trace of who was
 * there before: no cookie, nothing on the device, the draft dropped when somebody leaves, and a form of a sheet that has
 * gone leads to the start. It works with plain forms; the script adds the warning, the countdown and the full screen.
 */
import { html, raw } from 'hono/html'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import { inOrganisation } from '../../database.ts'
import { countVisit } from '../visit-counts.ts'
import { at, type Address } from './address.ts'
import { assetsBuild, kioskScriptPath } from './assets.ts'
import { plainDocument, type Html } from './document.ts'
import { dropDraft, findDraft, holdDraft } from './drafts.ts'
import { control } from './form.ts'
import { isSheetId } from './respondent.ts'
import { providerOf, type Survey } from './survey.ts'
import { startAttributes } from './start-attributes.ts'
import type { Visit } from './visit.ts'
import { words } from './words.ts'

/** `notice`: it cannot be answered now; after a moment the start is asked for again. */
export type KioskPlace = 'start' | 'question' | 'thanks' | 'notice'

export function isKiosk({ collector }: Pick<Survey, 'collector'>): boolean {
  return collector.kind === 'kiosk'
}

/** Seconds that somebody is given to say that they are still there; fewer where they are given little time at all. */
const warningSeconds = 15

/** The start, for whoever comes next: what the link carries stays, the language chosen goes. */
export function startOf({ path, carried }: Address): string {
  return at({ path, carried: new Map([...carried].filter(([name]) => name !== 'lang')) })
}

/** What a page of a kiosk carries for its script; nothing elsewhere. */
export function kioskPart({ survey, language, address }: Pick<Visit, 'survey' | 'language' | 'address'>, place: KioskPlace): Html | '' {
  if (!isKiosk(survey)) return ''
  const { thanksSeconds, idleSeconds } = survey.collector.settings
  const said = (text: (typeof words)[keyof typeof words]) => say(text, language)
  return html`<div id="kiosk" data-at="${place}" data-build="${assetsBuild}" data-start="${startOf(address)}" data-thanks="${thanksSeconds}" data-idle="${idleSeconds}" data-warning="${Math.min(warningSeconds, Math.floor(idleSeconds / 2))}" data-back="${said(words.kioskBackIn)}">
<dialog aria-labelledby="still"><h2 id="still">${said(words.kioskStillThere)}</h2><p>${said(words.kioskWillForget)} <b></b></p>
<p class="foot"><button class="second" value="leave">${said(words.startOver)}</button><button class="first" value="stay" autofocus>${said(words.kioskGoOn)}</button></p></dialog>
<template><div class="sheet plain"><main id="main"><h1>${bothLines(words.kioskAway)}</h1><p>${bothLines(words.kioskAwayMore)}</p></main></div></template>
<script src="${kioskScriptPath}" defer></script></div>`
}

/** For whoever comes next, whose language nobody knows. */
function bothLines({ zh, en }: Text): Html {
  return html`<span class="line">${zh}</span><span class="line" lang="en">${en}</span>`
}

/** Without a script the browser itself goes on after a while. */
export function kioskRefresh({ survey, address }: Pick<Visit, 'survey' | 'address'>, place: KioskPlace, sheetId: string): Html | '' {
  if (!isKiosk(survey) || place === 'start') return ''
  const { thanksSeconds, idleSeconds } = survey.collector.settings
  if (place === 'question') return refresh(idleSeconds, `${at(address, { show: 'idle' })}&sheet=${sheetId}`)
  if (place === 'notice') return refresh(thanksSeconds, startOf(address))
  return refresh(survey.settings.offerHelp ? Math.max(thanksSeconds, idleSeconds) : thanksSeconds, startOf(address))
}

function refresh(seconds: number, url: string): Html {
  return html`<noscript><meta http-equiv="refresh" content="${seconds};url=${url}"></noscript>`
}

/** A sheet of its own for whoever begins now, kept from the first question on. */
export async function beginKioskSheet(visit: Visit): Promise<{ sheetId: string; draft: Awaited<ReturnType<typeof holdDraft>> }> {
  const { deps, survey, language, now } = visit
  const sheetId = crypto.randomUUID()
  const draft = await inOrganisation(deps.db, survey.orgId, async (trx) =>
    holdDraft(trx, survey, { sheetId, startedAt: now, attributes: await startAttributes((work) => work(trx), survey, visit.address.carried), language, now }),
  )
  return { sheetId, draft }
}

/** "Are you still there?", for browsers without a script; after a while it leaves by itself. */
export function idlePage({ survey, language, address }: Visit, sheetId: string): Html {
  const left = `${at(address, { show: 'left' })}&sheet=${sheetId}`
  return plainDocument({
    language,
    provider: providerOf(survey),
    title: words.kioskStillThere,
    head: html`<meta http-equiv="refresh" content="${warningSeconds};url=${left}">`,
    body: html`<h1>${say(words.kioskStillThere, language)}</h1><p>${say(words.kioskWillForget, language)}</p>
<form method="post" action="${at(address)}"><input type="hidden" name="${control.id}" value="${sheetId}">
<p class="foot"><a class="second" href="${left}">${say(words.startOver, language)}</a><button class="first" name="${control.act}" value="resume">${say(words.kioskGoOn, language)}</button></p></form>`,
  })
}

/** Somebody has gone: what they began is dropped, and counted by the page at which they stopped. */
export async function leaveKiosk({ deps, survey, now }: Pick<Visit, 'deps' | 'survey' | 'now'>, sheetId: string | undefined): Promise<void> {
  if (!isKiosk(survey) || !isSheetId(sheetId)) return
  const draft = await inOrganisation(deps.db, survey.orgId, async (trx) => {
    const left = await findDraft(trx, survey, sheetId)
    await dropDraft(trx, survey, sheetId)
    return left
  })
  if (draft === null) return
  countVisit(deps.db, { orgId: survey.orgId, collectorId: survey.collector.id, step: 'broke-off', detail: String(draft.page), at: now })
}

/** Both languages side by side, each a way to begin. */
export function languageChoice(address: Address): Html {
  const begin = (language: Language) =>
    html`<a class="first" lang="${language === 'zh' ? 'zh-CN' : 'en'}" href="${at(address, { page: 1, language })}">${language === 'zh' ? '中文 · ' : 'English · '}${say(words.start, language)}</a>`
  return html`<p class="foot both">${begin('zh')}${begin('en')}</p>
<p class="script"><button type="button" class="quiet" id="full-screen">${raw('全屏 · Full screen')}</button></p>`
}
