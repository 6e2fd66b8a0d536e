import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

export type Asset = { name: string; type: string; content: Buffer; gzipped: Buffer }

const sheet = asset('survey.css', 'text/css; charset=utf-8')
const script = asset('survey.js', 'text/javascript; charset=utf-8')
const kioskScript = asset('kiosk.js', 'text/javascript; charset=utf-8')

/** A path segment no survey has, so that these never stand in the way of one. */
const folder = '/s/-'
export const stylesheetPath = `${folder}/${sheet.name}`
export const scriptPath = `${folder}/${script.name}`
export const kioskScriptPath = `${folder}/${kioskScript.name}`

/** Other after each update of style or scripts. */
export const assetsBuild = createHash('sha256').update([sheet, script, kioskScript].map(({ name }) => name).join()).digest('hex').slice(0, 12)

/** By name. The name carries the hash of the content: it may be kept for ever. */
export const assets: ReadonlyMap<string, Asset> = new Map([sheet, script, kioskScript].map((file) => [file.name, file]))

/** What other websites load to show a survey in theirs. Its address stands in their pages, so it never changes. */
export const embedScript: Asset = { ...asset('embed.js', 'text/javascript; charset=utf-8'), name: 'embed.js' }

function asset(file: string, type: string): Asset {
  const content = readFileSync(new URL(`assets/${file}`, import.meta.url))
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  return { name: file.replace('.', `.${hash}.`), type, content, gzipped: gzipSync(content, { level: 9 }) }
}
