import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

/** What a page pays for one function, and for everything: minified, in kilobytes of gzip. README.md tells these numbers. */

const folder = mkdtempSync(join(tmpdir(), 'gap5-bundle-'))
after(() => rmSync(folder, { recursive: true }))

async function bundled(names: string): Promise<{ code: string; kilobytes: number }> {
  const entry = join(folder, 'entry.js')
  writeFileSync(entry, `export ${names} from ${JSON.stringify(fileURLToPath(new URL('index.ts', import.meta.url)))}\n`)
  const build = await rolldown({ input: entry, platform: 'browser', treeshake: { moduleSideEffects: false } })
  const { output } = await build.generate({ minify: true, format: 'esm' })
  await build.close()
  assert.equal(output.length, 1)
  const code = output[0].code
  return { code, kilobytes: gzipSync(code, { level: 9 }).length / 1024 }
}

const told = [...readFileSync(new URL('README.md', import.meta.url), 'utf8').matchAll(/^\| (`(\w+)`|everything 全部) \| ([\d.]+) kB \|$/gm)]

test('importing one function does not pull in the rest, and the README tells what it costs', async () => {
  assert.ok(told.length >= 6)
  for (const [, , name, size] of told) {
    const { code, kilobytes } = await bundled(name === undefined ? '*' : `{ ${name} }`)
    assert.ok(kilobytes <= Number(size), `${name ?? 'everything'} takes ${kilobytes.toFixed(1)} kB, the README says ${size}`)
    assert.ok(kilobytes > Number(size) * 0.7, `${name ?? 'everything'} takes ${kilobytes.toFixed(1)} kB only, the README says ${size}`)
    assert.doesNotMatch(code, /\b(require|process|Buffer)\b/)
    if (name === 'nps') assert.doesNotMatch(code, /sem-ml|krippendorff|kaplan/)
  }
})

test('a bundle gives the same as the source', async () => {
  const { code } = await bundled('{ nps }')
  const file = join(folder, 'nps.mjs')
  writeFileSync(file, code)
  const { nps } = (await import(file)) as { nps: (answers: number[]) => { value: number } }
  assert.equal(nps([10, 9, 3]).value, 1 / 3)
})
