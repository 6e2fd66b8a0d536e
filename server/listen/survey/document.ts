import { html } from 'hono/html'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import { scriptPath, stylesheetPath } from './assets.ts'
import { words } from './words.ts'

export type Html = ReturnType<typeof html>

/** A whole page. Style and script are files of ours: the content security policy allows nothing else. */
export function document({ language, title, body, head = '' }: { language: Language; title: string; body: Html; head?: Html | '' }): Html {
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheetPath}">
<script src="${scriptPath}" defer></script>
${head}
</head>
<body>
${body}
</body>
</html>`
}

export type Plain = {
  language: Language
  title: Text
  /** Who asks, when that is known. */
  provider?: Text | undefined
  body: Html
  /** The same page in the other language; none where a page is the answer to a form. */
  otherLanguage?: string | undefined
  /** Of the head: when the browser goes on by itself. */
  head?: Html | ''
  /** Said where nobody answers; in both languages where nobody knows who reads it. */
  notSent?: string
}

/** A page without questions: a welcome, a thank-you, a notice. */
export function plainDocument({ language, title, provider, body, otherLanguage, head = '', notSent = say(words.notSent, language) }: Plain): Html {
  const other = language === 'zh' ? 'en' : 'zh'
  return document({
    language,
    title: say(title, language),
    head,
    body: html`<div class="sheet plain">
<header class="top"><p>${provider === undefined ? '' : say(provider, language)}</p>
${otherLanguage === undefined ? '' : html`<a class="quiet" href="${otherLanguage}" hreflang="${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${other === 'zh' ? '中文' : 'English'}</a>`}</header>
<main id="main"><div role="alert" id="said" data-offline="${notSent}"></div>${body}</main>
</div>`,
  })
}
