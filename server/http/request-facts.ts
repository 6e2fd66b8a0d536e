import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { randomUUID } from 'node:crypto'
import { languages, preferredLanguage, type Language } from '@gap5/contract/language.ts'
import type { Dependencies } from '../room.ts'
import type { Env } from './routes.ts'

/** What is known of a request before anybody looks at it: its number, the language of its answer, where it comes from. */
export function requestFacts({ config, log }: Dependencies): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set('requestId', randomUUID())
    c.set('language', languageOf(c))
    c.set('clientAddress', clientAddress(c, config.trustedProxies))
    c.set('log', log)
    c.header('X-Request-Id', c.get('requestId'))
    await next()
  }
}

/** What the request asks for: `?lang=`, then the cookie `lang`, then `Accept-Language`; `otherwise` where none of them says. */
export function languageOf(c: Context<Env>, otherwise?: Language): Language {
  for (const chosen of [c.req.query('lang'), getCookie(c, 'lang')]) {
    const language = languages.find((known) => known === chosen)
    if (language !== undefined) return language
  }
  return preferredLanguage(c.req.header('Accept-Language'), otherwise)
}

/** The address that connected, or what the outermost trusted proxy saw. Entries beyond it may be invented. */
function clientAddress(c: Context<Env>, trustedProxies: number): string {
  const connected = getConnInfo(c).remote.address ?? ''
  if (trustedProxies === 0) return connected
  const forwarded = (c.req.header('X-Forwarded-For') ?? '').split(',').map((part) => part.trim()).filter(Boolean)
  return withoutPort(forwarded.at(-trustedProxies) ?? connected)
}

/** Some proxies write the port behind the address, and each connection would be a caller of its own. */
function withoutPort(address: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address
}
