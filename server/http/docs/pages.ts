/** The API for people: a list of everything it does, and a page for each. Works without a script, which only filters the list. */
import { html, raw } from 'hono/html'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import type { Content, Operation } from './operations.ts'
import { schemaText } from './schema-text.ts'

type Html = ReturnType<typeof html>
type Page = { language: Language; nonce: string }

/** In the order of the product. */
const rooms: Record<string, Text> = {
  access: { en: 'Sign-in, organisation, members', zh: '登录、组织与成员' },
  people: { en: 'Units', zh: '机构' },
  listen: { en: 'Questionnaires, studies, answers', zh: '问卷、调查与答卷' },
  measure: { en: 'Results', zh: '结果' },
  demo: { en: 'Demo', zh: '演示' },
}

export function listPage(operations: readonly Operation[], { language, nonce }: Page): Html {
  const t = (text: Text) => say(text, language)
  const names = [...Object.keys(rooms), ...new Set(operations.map(({ room }) => room).filter((room) => !(room in rooms)))]
  const body = html`
<h1>Gap5 API</h1>
<p>${t({ en: 'Everything the interface does. Sign in with a cookie, or send an API key of the organisation:', zh: '界面能做的一切都可通过接口完成。可使用登录后的 Cookie，或发送组织的 API 密钥：' })} <code>Authorization: Bearer &lt;key&gt;</code></p>
<p>${t({ en: 'Text is UTF-8, times are ISO 8601 in UTC. Errors are problems (RFC 9457) with a code and a sentence in the language of', zh: '文本为 UTF-8，时间为 UTC 的 ISO 8601。错误以 RFC 9457 格式返回，含代码与说明，语言由以下请求头决定：' })} <code>Accept-Language</code>.
<a href="/api/problems">${t({ en: 'All codes', zh: '全部错误代码' })}</a> · <a href="/api/openapi.json">OpenAPI 3.1</a></p>
${language === 'zh' ? html`<p class="mute">各接口的用途说明为英文。</p>` : ''}
<p class="filter" hidden><label for="filter">${t({ en: 'Find', zh: '查找' })}</label> <input id="filter" type="search" autocomplete="off" placeholder="studies"> <output for="filter" id="found"></output></p>
${names.map((room) => {
  const own = operations.filter((operation) => operation.room === room)
  return own.length === 0 ? '' : html`<section><h2 id="room-${room}">${rooms[room] ? t(rooms[room]) : room}</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="room-${room}"><table><thead><tr><th scope="col">${t({ en: 'Method', zh: '方法' })}</th><th scope="col">${t({ en: 'Path', zh: '路径' })}</th><th scope="col">${t({ en: 'What it does', zh: '用途' })}</th></tr></thead>
<tbody>${own.map((each) => html`<tr><td><span class="method">${each.method}</span></td><td><a href="/api/docs/${each.slug}?lang=${language}"><code>${broken(each.path)}</code></a></td><td lang="en">${each.summary}</td></tr>`)}</tbody></table></div></section>`
})}
<script nonce="${nonce}">${raw(filterScript(t({ en: 'of', zh: '/' })))}</script>`
  return frame({ language, title: 'Gap5 API', path: '/api/docs', body, back: null })
}

/** Long paths may break after a slash. */
function broken(path: string): Html {
  return html`${path.split('/').map((part, at) => (at === 0 ? part : html`/<wbr>${part}`))}`
}

function filterScript(of: string): string {
  return `const box = document.querySelector('#filter'), rows = [...document.querySelectorAll('tbody tr')], found = document.querySelector('#found')
box.closest('p').hidden = false
box.addEventListener('input', () => {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean)
  let shown = 0
  for (const row of rows) { row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word)); if (!row.hidden) shown++ }
  for (const section of document.querySelectorAll('section')) section.hidden = !section.querySelector('tbody tr:not([hidden])')
  found.textContent = shown + ' ${of} ' + rows.length
})`
}

export function operationPage(operation: Operation, { language }: Page): Html {
  const t = (text: Text) => say(text, language)
  const { method, path, summary, description, who, byKey, parameters, body: sent, answers } = operation
  const people = t(who ?? { en: 'Anybody', zh: '任何人' })
  const body = html`
<h1 lang="en">${summary}</h1>
<p class="call"><span class="method">${method}</span> <code>${broken(path)}</code></p>
${description === null ? '' : html`<p lang="en">${withCode(description)}</p>`}
<dl><dt>${t({ en: 'Who may', zh: '谁可以调用' })}</dt><dd>${people}</dd><dt>${t({ en: 'With an API key', zh: '可用 API 密钥' })}</dt><dd>${byKey ? t({ en: 'yes', zh: '是' }) : who === null ? t({ en: 'needs none', zh: '无需密钥' }) : t({ en: 'no: people only', zh: '否，仅限登录用户' })}</dd></dl>
${parameters.length === 0 ? '' : html`<h2 id="parameters">${t({ en: 'Parameters', zh: '参数' })}</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="parameters"><table><thead><tr><th scope="col">${t({ en: 'Name', zh: '名称' })}</th><th scope="col">${t({ en: 'Where', zh: '位置' })}</th><th scope="col">${t({ en: 'What', zh: '类型' })}</th><th scope="col">${t({ en: 'About', zh: '说明' })}</th></tr></thead>
<tbody>${parameters.map((each) => html`<tr><th scope="row"><code>${each.name}</code></th><td>${t(places[each.in] ?? { en: each.in, zh: each.in })}${each.required ? t({ en: ', required', zh: '，必填' }) : ''}</td><td><code>${each.schema ? schemaText(each.schema) : ''}</code></td><td lang="en">${withCode(each.description ?? each.schema?.description ?? '')}</td></tr>`)}</tbody></table></div>`}
${sent === null ? '' : html`<h2>${t({ en: 'Body', zh: '请求体' })}</h2>${contents(sent, t({ en: 'Body', zh: '请求体' }))}`}
<h2>${t({ en: 'Answers', zh: '响应' })}</h2>
${answers.map(({ status, description, content }) => html`<h3>${status === 'default' ? t({ en: 'Else', zh: '其他情况' }) : status} <span class="mute" lang="en">${description}</span></h3>
${status === 'default' ? html`<p><a href="/api/problems">${t({ en: 'A problem', zh: '错误说明' })}</a> <code>application/problem+json</code></p>` : contents(content, `${t({ en: 'Answer', zh: '响应' })} ${status}`)}`)}
<h2 id="example">${t({ en: 'Example', zh: '示例' })}</h2>
<pre tabindex="0" role="region" aria-labelledby="example"><code>${exampleOf(operation)}</code></pre>`
  return frame({ language, title: `${summary} · Gap5 API`, path: `/api/docs/${operation.slug}`, body, back: t({ en: 'All of the API', zh: '全部接口' }) })
}

/** What stands between backticks is code. */
function withCode(text: string): Html {
  return html`${text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`
}

const places: Record<string, Text> = {
  path: { en: 'path', zh: '路径' },
  query: { en: 'query', zh: '查询' },
  header: { en: 'header', zh: '请求头' },
}

function contents(content: Content, name: string): Html {
  return html`${Object.entries(content).map(([type, { schema }]) => html`<p><code>${type}</code></p>${schema && /json/.test(type) ? html`<pre tabindex="0" role="region" aria-label="${name} ${type}" lang="en"><code>${schemaText(schema)}</code></pre>` : ''}`)}`
}

function exampleOf({ method, path, byKey, body }: Operation): string {
  const type = body && Object.keys(body)[0]
  const sent = type ? [`-H 'Content-Type: ${type}'`, /json/.test(type) ? "-d '{ … }'" : '--data-binary @file'] : []
  return ['curl', ...(method === 'GET' ? [] : [`-X ${method}`]), ...(byKey ? [`-H "Authorization: Bearer $KEY"`] : []), ...sent, `'https://…${path}'`].join(' ')
}

type Frame = { language: Language; title: string; path: string; body: Html; back: string | null }

function frame({ language, title, path, body, back }: Frame): Html {
  const other = language === 'zh' ? 'en' : 'zh'
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/mark.svg">
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<header>${back === null ? html`<span></span>` : html`<a href="/api/docs?lang=${language}">← ${back}</a>`}<a href="${path}?lang=${other}" hreflang="${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${other === 'zh' ? '中文' : 'English'}</a></header>
<main>${body}</main>
</body>
</html>`
}
