import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { webApp } from './web-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'gap5-web-'))
after(() => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Gap5</title>')
writeFileSync(join(folder, 'mark.svg'), '<svg/>')
writeFileSync(join(folder, 'assets', 'main-abc123.js'), 'let plain')
writeFileSync(join(folder, 'assets', 'main-abc123.js.gz'), gzipSync('let plain'))

const app = webApp(folder)
const html = { Accept: 'text/html,application/xhtml+xml' }

test('every address a person may open is the page of the web app, asked for anew each time', async () => {
  for (const path of ['/', '/hengyuan/studies/1', '/sign-in', '/survey-of-2026']) {
    const answer = await app.request(path, { headers: html })
    assert.equal(answer.status, 200, path)
    assert.match(await answer.text(), /<title>Gap5/)
    assert.equal(answer.headers.get('cache-control'), 'no-cache')
  }
})

test('files named after their content are kept for good, others asked for anew', async () => {
  const asset = await app.request('/assets/main-abc123.js')
  assert.equal(asset.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  assert.match(asset.headers.get('content-type') ?? '', /javascript/)
  assert.equal((await app.request('/mark.svg')).headers.get('cache-control'), 'no-cache')
})

test('what was compressed beforehand is sent so', async () => {
  const asset = await app.request('/assets/main-abc123.js', { headers: { 'Accept-Encoding': 'gzip' } })
  assert.equal(asset.headers.get('content-encoding'), 'gzip')
  assert.equal(asset.headers.get('vary'), 'Accept-Encoding')
})

test('what is missing under the paths of the server is missing', async () => {
  for (const path of ['/api/nothing', '/s/nothing', '/assets/old-999.js', '/metrics']) {
    assert.equal((await app.request(path, { headers: html })).status, 404, path)
  }
})

test('nothing outside the folder is reachable', async () => {
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fetc/passwd']) {
    const answer = await app.request(path)
    assert.equal(answer.status, 404, path)
  }
})
