import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { Refusal } from './refusal.ts'

/** Names and defaults as they stand in the code that reads them. */
const source = readFileSync(new URL('config.ts', import.meta.url), 'utf8')
const settings = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): (?:z|flag)\./gm)].map(([, name]) => name!)

/** Of the table of settings: name and default. */
function documented(language: 'en' | 'zh'): string[][] {
  const text = readFileSync(new URL(`../docs/deploy.${language}.md`, import.meta.url), 'utf8')
  return [...text.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \| (.*?) \|/gm)].map(([, name, standard]) => [name!, standard!])
}

test('an operator finds every setting, and no other, in both languages', () => {
  assert.ok(settings.length > 15)
  for (const language of ['en', 'zh'] as const) {
    const rows = documented(language)
    assert.deepEqual(rows.map(([name]) => name).sort(), settings.toSorted(), language)
    const { port, host, dataFolder, trustedProxies, signUp } = readConfig({}, false)
    const standards = { PORT: port, GAP5_HOST: host, GAP5_DATA: dataFolder, GAP5_TRUSTED_PROXIES: trustedProxies, GAP5_SIGN_UP: signUp }
    for (const [name, value] of Object.entries(standards)) assert.equal(rows.find((row) => row[0] === name)?.[1], `\`${value}\``, name)
  }
})

test('a wrong value is refused with what is expected instead', () => {
  const texts = ['GAP5_HOST', 'GAP5_DATA', 'GAP5_BACKUP_FOLDER']
  for (const name of settings.filter((each) => !texts.includes(each))) {
    assert.throws(
      () => readConfig({ [name]: '?' }),
      (error) => error instanceof Refusal && error.text.en.startsWith(`${name} must be `) && !error.text.en.includes('a text') && !error.text.zh.includes('文本'),
      name,
    )
  }
  assert.equal(readConfig({ PORT: '' }).port, 4005, 'what is empty counts as not set')
})
