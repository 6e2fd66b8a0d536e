import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import type { Env } from '../../http/routes.ts'
import type { Survey } from './survey.ts'

/** Which sheet somebody is filling in on this device, and whether it has been handed in. */
export type Respondent = { sheetId: string; isDone: boolean }

const name = 'answers'
const days = 30

/** A kiosk must not remember anybody, and a frame in another website gets no cookies: there the form alone carries the id. */
export function isCookieless({ collector: { kind } }: Pick<Survey, 'collector'>): boolean {
  return kind === 'kiosk' || kind === 'embed'
}

/** Without a cookie nothing is lost: the form carries the id as well. */
export function respondentOf(c: Context<Env>, survey: Survey): Respondent | null {
  const [sheetId, done] = (getCookie(c, cookieName(survey)) ?? '').split('.')
  return isSheetId(sheetId) ? { sheetId, isDone: done === 'done' } : null
}

export function remember(c: Context<Env>, survey: Survey, { sheetId, isDone }: Respondent, config: Config): void {
  if (isCookieless(survey)) return
  setCookie(c, cookieName(survey), isDone ? `${sheetId}.done` : sheetId, {
    path: survey.path,
    httpOnly: true,
    sameSite: 'Lax',
    secure: config.publicUrl.startsWith('https://'),
    maxAge: days * 24 * 60 * 60,
  })
}

/** A personal page lies below the path of its collector, whose cookie it would see under the same name. */
function cookieName({ personal }: Survey): string {
  return personal === null ? name : `${name}-personal`
}

export function isSheetId(given: string | undefined): given is string {
  return z.uuid().safeParse(given).success
}
