import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertQuick } from '../../../methods/testing/quick.ts'
import { gbk, random } from '../import/import-testing.ts'
import { SavFault } from './cursor.ts'
import { cut, savNames, secondsOf, type SavValue } from './dictionary.ts'
import { openSav } from './open-sav.ts'
import { bigEndianFile, dictionary, pspp, savOf, variable, withoutPspp } from './testing.ts'

const story = '“不满意”，=1+1，😀 工程师第二天才到；换行\n也要留下。'.repeat(120)
const variables = [
  variable({ name: 'response_id', width: 36, format: 'A', measure: 'nominal' }),
  variable({ name: 'submitted_at', format: 'DATETIME', label: 'When it was answered' }),
  variable({ name: 't1.perception', label: '恒远设备服务的设备和系统是现代化的', valueLabels: [{ value: 1, label: '很差' }, { value: 9, label: '很好' }, { value: -98, label: '不适用' }, { value: -99, label: '不知道' }], missing: [-98, -99] }),
  variable({ name: 'comment', label: '还有什么想说的', width: 16_000, format: 'A', measure: 'nominal' }),
  variable({ name: 'branch', width: 24, format: 'A', measure: 'nominal', valueLabels: [{ value: 'north-branch', label: '北区分公司' }] }),
  variable({ name: 'seen.leaflet', label: '宣传单', measure: 'nominal' }),
  variable({ name: 'seen.web', label: '网站', measure: 'nominal' }),
  variable({ name: 'share', decimals: 4 }),
]
const rows: SavValue[][] = [
  ['018f-1', secondsOf(Date.UTC(2026, 6, 1, 9, 30)), 9, story, 'north-branch', 1, 0, 0.1],
  ['018f-2', null, -98, '短', 'east', 0, 1, -1 / 3],
  ['018f-3', secondsOf(Date.UTC(1999, 11, 31)), -99, '', '', null, null, 1e300],
  ['018f-4', 0, null, 'x'.repeat(255), '中'.repeat(8), 1, 1, null],
]
const file = savOf(dictionary(variables, rows.length, { sets: [{ name: 'seen', label: '看到过', counted: '1', members: ['seen.leaflet', 'seen.web'] }], attributes: { gap5: '{"a":"中文 \'b\'"}' } }), rows)

test('every value, label and code of a file that is written is read back', () => {
  const read = openSav(file)
  assert.equal(read.encoding, 'utf-8')
  assert.deepEqual([...read.rows()], rows)
  assert.deepEqual(read.dictionary.variables.map(({ missingRange: _, ...rest }) => rest), variables)
  assert.deepEqual(read.dictionary.sets, [{ name: 'seen', label: '看到过', counted: '1', members: ['seen.leaflet', 'seen.web'] }])
  assert.deepEqual(read.dictionary.attributes, { gap5: '{"a":"中文 \'b\'"}' })
})

test('PSPP finds the same values, names, labels, long texts and codes', { skip: withoutPspp }, () => {
  const { printed, files } = pspp(
    file,
    `get file='FILE.sav'.
display dictionary.
mrsets /display name=all.
frequencies variables=t1.perception.
save translate /outfile='out.csv' /type=csv /fieldnames /cells=values /replace.
`,
    ['out.csv'],
  )
  for (const words of ['恒远设备服务的设备和系统是现代化的', '不适用', '不知道', '北区分公司', 'A16000', 'DATETIME20.0', '-98; -99', '看到过', 'seen.leaflet']) assert.match(printed, new RegExp(words.replace(/[.;]/g, '\\$&')), words)
  const out = files[0]!.toString('utf8')
  assert.ok(out.includes(`"${story}"`), 'the long text is whole')
  assert.match(out, /^response_id,submitted_at,t1.perception,comment,branch,seen.leaflet,seen.web,share/)
  assert.match(out, /07\/01\/2026 09:30:00/)
  assert.match(printed, /Valid,很好,1|很好,1/)
  assert.match(printed, /Missing,不知道,1|不知道,1/)
})

test('what PSPP saves plain, packed or as ZSAV is read the same; weights are noted', { skip: withoutPspp }, () => {
  const kinds = ['uncompressed', 'compressed', 'zcompressed']
  const { files } = pspp(file, `get file='FILE.sav'.\nweight by seen.web.\n${kinds.map((kind) => `save outfile='${kind}.sav' /${kind}.`).join('\n')}\n`, kinds.map((kind) => `${kind}.sav`))
  for (const [at, saved] of files.entries()) {
    const read = openSav(saved)
    assert.deepEqual([...read.rows()], rows, kinds[at])
    assert.equal(read.weight, 'seen.web', kinds[at])
    assert.deepEqual(read.dictionary.variables.map(({ label, valueLabels }) => [label, valueLabels.length]), variables.map(({ label, valueLabels }) => [label, valueLabels.length]))
    assert.equal(read.dictionary.sets[0]?.label, '看到过')
  }
})

test('files of big-endian machines, in the code pages of their time', () => {
  const chinese = openSav(bigEndianFile(936, [{ name: 'Q1', label: gbk('满意度') }], [[1], [5], [-Number.MAX_VALUE]]))
  assert.deepEqual([chinese.encoding, chinese.dictionary.variables[0]!.label, [...chinese.rows()]], ['gb18030', '满意度', [[1], [5], [null]]])
  const russian = openSav(bigEndianFile(1251, [{ name: 'Q1', label: Uint8Array.of(0xee, 0xf6, 0xe5, 0xed, 0xea, 0xe0) }], [[1]]))
  assert.equal(russian.dictionary.variables[0]!.label, 'оценка')
  const silent = openSav(bigEndianFile(2, [{ name: 'Q1', label: gbk('服务') }], [[1]]), { sniff: () => 'gb18030' })
  assert.equal(silent.dictionary.variables[0]!.label, '服务')
})

test('names are what SPSS takes, each once', () => {
  assert.deepEqual(savNames(['t1.perception', 'item-a.role', 'ITEM_A.role', 'with', '1st', '满意度', 'end.']), ['t1.perception', 'item_a.role', 'ITEM_A.role_2', 'with_v', 'v1st', '满意度', 'end'])
  assert.equal(cut('中文😀', 7), '中文')
})

test('a file that is cut off anywhere is told so, never read as if it were whole', () => {
  for (let length = 0; length < file.length; length += 97) {
    assert.throws(() => [...openSav(file.subarray(0, length)).rows()], SavFault, `${length} bytes`)
  }
})

test('no damage makes reading hang, crash or swell', () => {
  const next = random(5)
  const zsav = withoutPspp ? [] : pspp(file, `get file='FILE.sav'.\nsave outfile='z.sav' /zcompressed.\n`, ['z.sav']).files
  const before = process.memoryUsage().rss
  for (const whole of [file, ...zsav]) {
    for (let round = 0; round < 1500; round++) {
      const harmed = Buffer.from(whole)
      // Half of the rounds harm the first part, where lengths and counts stand.
      for (let blows = 1 + (next() % 4); blows > 0; blows--) harmed[next() % (round % 2 ? 2600 : harmed.length)] = next() % 256
      assertQuick(20, `round ${round}`, () => {
        try {
          let count = 0
          for (const _ of openSav(harmed).rows()) if (++count > 1e5) throw new Error('more cases than the file can hold')
        } catch (error) {
          assert.ok(error instanceof SavFault, `round ${round}: ${(error as Error).stack}`)
        }
      })
    }
  }
  assert.ok(process.memoryUsage().rss - before < 600 << 20, 'memory')
})

test('a file that names more values than anybody reads, or never ends an attribute, is done with at once', () => {
  const many = Array.from({ length: 1100 }, (_, at) => variable({ name: `q${at}`, valueLabels: Array.from({ length: 1000 }, (_, value) => ({ value, label: 'x' })) }))
  const manyValues = savOf(dictionary(many, 0), [])
  assertQuick(10, 'many values', () => assert.throws(() => openSav(manyValues), (error) => error instanceof SavFault && error.where === 'value labels'))
  const endlessFile = savOf(dictionary([variable({ name: 'q1' })], 0, { attributes: { gap5: 'a'.repeat(1 << 20), other: `('${"x'".repeat(1000)}` } }), [])
  const endless = assertQuick(10, 'an endless attribute', () => openSav(endlessFile))
  assert.deepEqual(Object.entries(endless.dictionary.attributes).map(([name, value]) => [name, value.length]), [['gap5', 1 << 20], ['other', 2002]])
  const broken = savOf(dictionary([variable({ name: 'q1' })], 0, { attributes: { gap5: 'b'.repeat(1 << 20) } }), [])
  broken.fill('b', broken.indexOf("gap5('"), broken.indexOf("gap5('") + 6)
  assertQuick(10, 'a broken attribute', () => assert.deepEqual(openSav(broken).dictionary.attributes, {}))
})
