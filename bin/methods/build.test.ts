import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as sources from '@gap5/methods'
import { buildMethods } from './build.ts'

const folder = mkdtempSync(join(tmpdir(), 'gap5-consumer-'))
after(() => rmSync(folder, { recursive: true }))
const installed = join(folder, 'node_modules/@gap5/methods')
buildMethods(installed)

test('whoever installs the methods gets every function, from JavaScript alone', async () => {
  const entry = join(folder, 'entry.js')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(entry, "export * from '@gap5/methods'\n")
  const built = (await import(pathToFileURL(entry).href)) as typeof sources
  assert.deepEqual(Object.keys(built), Object.keys(sources))
  assert.equal(built.nps([10, 9, 3]).value, 1 / 3)
  const { name, engines, private: isPrivate } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  assert.deepEqual([name, engines, isPrivate], ['@gap5/methods', { node: '>=20' }, undefined])
})

test('its types are there for the strictest of consumers, who has neither Node’s types nor our settings', () => {
  writeFileSync(
    join(folder, 'consumer.ts'),
    `import { nps, servqual, type Estimate } from '@gap5/methods'
const figure: Estimate = nps([10, 9, 3])
export const score: number | null = figure.value
// @ts-expect-error answers are numbers
nps(['ten'])
export const gaps = servqual({ items: [{ id: 'a', dimension: 'd', expectation: [7], perception: [5] }] }).dimensions
`,
  )
  const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false, noEmit: true, target: 'ES2022', lib: ['ES2022'], module: 'NodeNext', types: [] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
  execFileSync(fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url)), ['-p', folder], { encoding: 'utf8' })
})
