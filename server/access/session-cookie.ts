import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import type { Config } from '../config.ts'

type Lasting = { token: string; expiresAt: Date; isLasting: boolean }

/** Under https the name itself (`__Host-`) keeps neighbouring hosts from planting a cookie. */
export function cookieName(config: Config): string {
  return isSecure(config) ? '__Host-gap5_session' : 'gap5_session'
}

export function readSessionCookie(c: Context, config: Config): string | null {
  return getCookie(c, cookieName(config)) ?? null
}

export function writeSessionCookie(c: Context, config: Config, { token, expiresAt, isLasting }: Lasting): void {
  setCookie(c, cookieName(config), token, { ...attributes(config), ...(isLasting ? { expires: expiresAt } : {}) })
}

export function clearSessionCookie(c: Context, config: Config): void {
  deleteCookie(c, cookieName(config), attributes(config))
}

function attributes(config: Config): CookieOptions {
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(config) }
}

function isSecure(config: Config): boolean {
  return config.publicUrl.startsWith('https://')
}
