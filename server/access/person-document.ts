import { html } from 'hono/html'
import { languages, say, type Language, type Text } from '@gap5/contract/language.ts'
import type { Fact } from '../personal-data.ts'
import type { Actor } from './actor.ts'
import type { PersonSection } from './persons.ts'

/** What is known of a person as one page that can be printed, mailed and read without anything else. */
export function personDocument(sections: readonly PersonSection[], { organisation }: Actor, now: Date, language: Language) {
  const title = say({ en: `What ${organisation.name.en} knows of you`, zh: `${organisation.name.zh} 保存的您的个人数据` }, language)
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, "Noto Sans SC", sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .25rem 1rem; padding: .75rem 0; border-top: 1px solid #8885; margin: 0 }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
dt { opacity: .75 }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .5rem } }
</style>
</head>
<body>
<h1>${title}</h1>
<p>${say({ en: `As of ${now.toISOString()} (UTC).`, zh: `截至 ${now.toISOString()}（UTC）。` }, language)}</p>
${sections.map(
  ({ source, entries }) => html`<section>
<h2>${say(source.title, language)} · ${entries.length}</h2>
${entries.map((facts) => html`<dl>${facts.filter(({ value }) => !isNothing(value)).map((one) => html`<dt>${say(one.label, language)}</dt><dd>${told(one, language)}</dd>`)}</dl>`)}
</section>
`,
)}
</body>
</html>`
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
}

function told({ value }: Fact, language: Language): string {
  return line(value, language)
}

function line(value: unknown, language: Language): string {
  if (isText(value)) return say(value, language)
  if (Array.isArray(value)) return value.map((one) => line(one, language)).join('\n')
  if (typeof value !== 'object' || value === null) return String(value)
  const parts = Object.entries(value).filter(([, inner]) => !isNothing(inner))
  return parts.map(([name, inner]) => `${name}: ${line(inner, language)}`).join('\n')
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && Object.keys(value).length === languages.length && languages.every((one) => one in value)
}
