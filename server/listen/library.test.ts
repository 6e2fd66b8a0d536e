import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, test } from 'node:test'
import { variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import { instrumentWarnings } from '@gap5/contract/listen/warnings/warnings.ts'
import { kanoDraftSchema } from '@gap5/contract/listen/library.ts'
import { kanoDefinition } from './kano.ts'
import { readFolder, readLibrary, sayFaults } from './library.ts'

const sound = `
key: sample
title: { en: Sample, zh: 样例 }
use: { en: Use, zh: 用途 }
source: { en: Ours, zh: 自拟 }
scales:
  five: { min: 1, max: 5 }
blocks:
  - key: quality
    columns:
      - { role: perception, scale: five, title: { en: You got, zh: 实际 } }
    items:
      - key: t1
        text: { en: It works, zh: 能用 }
`

async function folderWith(source: string, file = 'sample.yaml') {
  const folder = await mkdtemp(join(tmpdir(), 'gap5-library-'))
  await writeFile(join(folder, file), source)
  return readFolder(pathToFileURL(`${folder}/`))
}

describe('the library', () => {
  test('holds the instruments of the field, all in both languages', async () => {
    const library = await readLibrary()
    assert.deepEqual(library.map(({ key }) => key), ['rater-three-column', 'pulse', 'servperf-short', 'rater-two-part', 'after-service', 'importance-performance', 'confirmation', 'ecsi', 'ccsi', 'acsi', 'gronroos', 'six-needs', 'expectation-levels', 'value-levels', 'inner-gaps', 'mystery-visit'])
    for (const definition of library) {
      assert.match(definition.source.en, /\(\d{4}\)/)
      assert.ok(definition.minutes! >= 1)
    }
  })

  test('asks RATER with 22 items in dimensions of 4, 5, 4, 4 and 5', async () => {
    for (const key of ['rater-three-column', 'rater-two-part', 'servperf-short']) {
      const definition = (await readLibrary()).find((one) => one.key === key)!
      const perceived = variables(definition).filter(({ role }) => role === 'perception')
      const sizes = Map.groupBy(perceived, ({ dimension }) => dimension)
      assert.deepEqual([...sizes.values()].map((items) => items.length), [4, 5, 4, 4, 5])
    }
  })

  test('keeps its own advice, but where the field’s classics do not', async () => {
    const classic = new Set(['double-barrelled', 'one-item-dimension'])
    for (const definition of await readLibrary()) {
      const found = instrumentWarnings(definition).filter(({ rule }) => !classic.has(rule))
      assert.deepEqual(found.map(({ id }) => id), [], definition.key)
    }
  })

  test('writes Chinese with Chinese punctuation', async () => {
    const half = /[\u4e00-\u9fff][,;:?!(]|[,;:?!)][\u4e00-\u9fff]/
    const sentences = (await readLibrary()).flatMap(chineseOf)
    assert.deepEqual(sentences.filter((sentence) => half.test(sentence)), [])
  })
})

function chineseOf(value: Definition | unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (name === 'zh' && typeof inner === 'string' ? [inner] : chineseOf(inner)))
}

describe('a broken file of the library', () => {
  test('is told by line, item and field when a translation is missing', async () => {
    const { definitions, faults } = await folderWith(sound.replace('{ en: It works, zh: 能用 }', '{ en: It works }'))
    assert.deepEqual(definitions, [])
    assert.deepEqual(faults, [
      { file: 'sample.yaml', line: 14, place: 'blocks › quality › items › t1 › text › zh', expected: { en: 'a text', zh: '文本' } },
    ])
  })

  const mistakes: [string, string, string, RegExp][] = [
    ['a scale that is not there', 'scale: five,', 'scale: six,', /sample\.yaml:11:blocks › quality › columns › #1 › scale: expected the key of a scale; none is called “six”/],
    ['a scale upside down', 'min: 1, max: 5', 'min: 5, max: 1', /sample\.yaml:7:scales › five: expected max 1 to 10 above min/],
    ['a misspelt field', 'text: {', 'txt: {', /sample\.yaml:1[34]:blocks › quality › items › t1 › txt?: expected/],
    ['a dimension nobody declared', 'key: t1', 'key: t1\n        dimension: warmth', /items › t1 › dimension: expected the key of a dimension; none is called “warmth”/],
    ['the key of another file', 'key: sample', 'key: other', /sample\.yaml:2:key: expected the name of the file, “sample”/],
    ['YAML that cannot be read', 'title: {', 'title: {{', /sample\.yaml:\d+: expected YAML/],
  ]
  for (const [what, from, to, told] of mistakes) {
    test(`is told by line and field for ${what}`, async () => {
      const { faults } = await folderWith(sound.replace(from, to))
      assert.match(sayFaults(faults).en, told)
    })
  }

  test('does not hide the mistakes of the next one', async () => {
    const { faults } = await folderWith(sound.replace('min: 1', 'min: x').replace('key: t1', 'key: T 1'))
    assert.deepEqual(faults.map(({ line }) => line), [7, 13])
  })
})

describe('Kano pairs', () => {
  const features = [
    { en: 'remote diagnosis', zh: '远程诊断' },
    { en: 'costs less than $& 100', zh: '费用低于 $1 元' },
  ]

  test('are made from a list of features, two questions each', async () => {
    const definition = await kanoDefinition(kanoDraftSchema.parse({ features, importance: false }))
    assert.deepEqual(variables(definition).map(({ key }) => key), ['f1.functional', 'f1.dysfunctional', 'f2.functional', 'f2.dysfunctional'])
    assert.deepEqual(Object.keys(definition.scales), ['feeling'])
    const [block] = definition.blocks
    assert.ok(block?.items[1]?.type === 'rating')
    assert.match(block.items[1].wording?.functional?.zh ?? '', /费用低于 \$1 元/)
    assert.match(block.items[1].wording?.dysfunctional?.en ?? '', /costs less than \$& 100/)
  })

  test('ask for importance when told so', async () => {
    const definition = await kanoDefinition(kanoDraftSchema.parse({ features }))
    assert.deepEqual(variables(definition).filter(({ role }) => role === 'importance').map(({ max }) => max), [9, 9])
  })

  test('name a feature once', () => {
    assert.equal(kanoDraftSchema.safeParse({ features: [features[0], features[0]] }).success, false)
  })
})
