import type { TestApp } from '../../../testing/app.ts'

/** A browser without any script: it keeps cookies (unless told not to), follows redirects and sends forms as HTML says. */
export type Browser = {
  /** Path and query of the page shown. */
  place: string
  status: number
  headers: Headers
  html: string
  /** The page's words, without tags. */
  text(): string
  open(path: string): Promise<void>
  /** Sends the page's form with these fields set (null takes one out), pressing the button of this name and value. */
  send(fields?: Record<string, string | string[] | null>, button?: { name: string; value: string }): Promise<void>
  /** The form as it stands, to be sent by hand. */
  form(): { action: string; fields: URLSearchParams }
  post(path: string, body: string | URLSearchParams, headers?: Record<string, string>): Promise<void>
  cookies: Map<string, string>
}

export const press = {
  next: { name: '~act', value: 'next' },
  back: { name: '~act', value: 'back' },
  help: { name: '~act', value: 'help' },
  restart: { name: '~act', value: 'restart' },
  language: (language: string) => ({ name: '~act', value: `language ${language}` }),
  skip: (question: string) => ({ name: '~skip', value: question }),
  balance: (question: string) => ({ name: '~act', value: `balance ${question}` }),
}

export function newBrowser(app: TestApp, { language = 'en', keepsCookies = true }: { language?: string; keepsCookies?: boolean } = {}): Browser {
  const browser: Browser = {
    place: '',
    status: 0,
    headers: new Headers(),
    html: '',
    cookies: new Map(),
    text: () => wordsOf(browser.html),
    open: (path) => go(path),
    form: () => formOf(browser.html, browser.place),
    async send(fields = {}, button = press.next) {
      const { action, fields: body } = browser.form()
      for (const [name, value] of Object.entries(fields)) {
        body.delete(name)
        for (const one of value === null ? [] : [value].flat()) body.append(name, one)
      }
      body.append(button.name, button.value)
      await browser.post(action, body)
    },
    post: (path, body, headers = {}) =>
      go(path, { method: 'POST', body: body.toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers } }),
  }

  async function go(path: string, init: RequestInit = {}): Promise<void> {
    const headers = new Headers(init.headers)
    headers.set('Accept-Language', language)
    if (browser.cookies.size > 0) headers.set('Cookie', cookieHeader(path))
    const answer = await app.fetch(path, { ...init, headers })
    if (keepsCookies) for (const cookie of answer.headers.getSetCookie()) keepCookie(cookie)
    const location = answer.headers.get('Location')
    if (location !== null && answer.status === 303) return go(new URL(location, new URL(path, app.url)).href.replace(app.url, ''))
    Object.assign(browser, { place: path, status: answer.status, headers: answer.headers, html: await answer.text() })
  }

  function keepCookie(cookie: string): void {
    const [pair = ''] = cookie.split(';')
    const path = /path=([^;]+)/i.exec(cookie)?.[1] ?? '/'
    browser.cookies.set(`${path} ${pair.slice(0, pair.indexOf('='))}`, pair)
  }

  function cookieHeader(path: string): string {
    return [...browser.cookies].filter(([key]) => path.startsWith(key.split(' ')[0]!)).map(([, pair]) => pair).join('; ')
  }
  return browser
}

/** Fields as a browser would send them: what is chosen, typed or hidden, and no buttons. */
function formOf(html: string, place: string): { action: string; fields: URLSearchParams } {
  const [, open = '', inner = ''] = /<form([^>]*)>([\s\S]*?)<\/form>/.exec(html) ?? []
  const fields = new URLSearchParams()
  for (const [, attributes = '', text = ''] of inner.matchAll(/<(?:input|textarea)([^>]*)>(?:\n?([^<]*)<\/textarea>)?/g)) {
    const type = attribute(attributes, 'type') ?? 'text'
    if ((type === 'radio' || type === 'checkbox') && !/ checked/.test(attributes)) continue
    fields.append(attribute(attributes, 'name') ?? '', attribute(attributes, 'value') ?? unescaped(text))
  }
  return { action: attribute(open, 'action') ?? place, fields }
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : unescaped(value)
}

function wordsOf(html: string): string {
  return unescaped(html.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ')
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}
