import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { posterFormats } from '@gap5/contract/listen/studies.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { testStudy } from '../testing/study.ts'

const app = await testApp({ config: { publicUrl: 'https://gap5.example' } })
const org = await testOrganisation(app)
const viewer = await org.as('viewer')
const folder = mkdtempSync(join(tmpdir(), 'gap5-poster-'))
after(() => rmSync(folder, { recursive: true }))

const isReadable = spawnSync('pdftotext', ['-v']).error === undefined
const skip = isReadable ? false : 'pdftotext is needed to read the poster: apt-get install poppler-utils'

function read(pdf: Uint8Array): { text: string; pages: number; fonts: string } {
  const file = join(folder, 'poster.pdf')
  writeFileSync(file, pdf)
  const [text, info, fonts] = [['pdftotext', '-layout', file, '-'], ['pdfinfo', file], ['pdffonts', file]].map(([program = '', ...words]) => String(execFileSync(program, words)))
  return { text: text ?? '', pages: Number(/Pages:\s+(\d+)/.exec(info ?? '')?.[1]), fonts: fonts ?? '' }
}

describe('a poster', async () => {
  const { study, collector } = await testStudy(app, org.id, {
    kind: 'qr',
    attributes: [{ key: 'counter', title: { en: 'Counter', zh: '柜台' }, type: 'text', values: [], settableByLink: true }],
  })
  const path = `/api/o/${org.handle}/studies/${study.handle}/collectors`
  const fetched = async (format: string, query = '') => new Uint8Array(await (await viewer.fetch(`${path}/${collector.id}/posters/${format}${query}`)).arrayBuffer())

  for (const format of posterFormats) {
    test(`${format}: one small page that says in both languages who asks, and the address to type`, { skip }, async () => {
      const pdf = await fetched(format)
      const { text, pages, fonts } = read(pdf)
      for (const part of ['测试调查', 'Test study', '测试服务', 'Test service', '扫码', 'Scan', '无需登录', `gap5.example/s/${collector.slug}`]) {
        assert.ok(text.includes(part), `${part} in ${text}`)
      }
      assert.equal(pages, 1)
      assert.ok(pdf.length < 60_000, `${pdf.length} bytes`)
      for (const font of fonts.split('\n').slice(2).filter(Boolean)) assert.match(font, /NotoSansSC.* yes yes yes /, 'embedded, in part, and readable as text')
    })
  }

  test('carries the attribute values a link may set, and no others', { skip }, async () => {
    assert.ok(read(await fetched('a5', '?counter=3&colour=red')).text.includes(`${collector.slug}?counter=3`))
    assert.ok(!read(await fetched('a5', '?colour=red')).text.includes('red'))
  })

  test('is the same, byte for byte, when nothing has changed', async () => {
    assert.deepEqual(await fetched('a4'), await fetched('a4'))
  })

  test('is not made of what nobody can scan', async () => {
    const personal = await testStudy(app, org.id, { kind: 'personal' })
    const answer = await viewer.fetch(`/api/o/${org.handle}/studies/${personal.study.handle}/collectors/${personal.collector.id}/posters/a4`)
    await refused(answer, 'listen.no-address')
  })
})
