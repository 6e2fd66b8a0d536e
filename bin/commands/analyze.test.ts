import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { importanceReadingSchema } from '@gap5/contract/measure/readings/importance-performance.ts'
import { benchAnswerSchema } from '@gap5/contract/measure/workbench.ts'
import { studyResultSchema, type StudyResult } from '@gap5/contract/measure/results.ts'
import { assertKioskGaps, assertKioskWeighted, assertSimulatedZone } from '@gap5/server/measure/testing/reference-results.ts'
import { close } from '../../methods/testing/close.ts'
import { ownJson, sharedJson, sharedTable, skipWithoutShared } from '../../methods/testing/golden.ts'
import { displayWidth } from '../report/text-table.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const zone = join(root, 'methods/references/zot_simulated_a.csv')
const kiosk = join(root, '../shared/data/kiosk_servqual_1to7.csv')
const folder = mkdtempSync(join(tmpdir(), 'gap5-analyze-'))
after(() => rmSync(folder, { recursive: true }))

type Ended = { code: number | null; out: string; err: string }

function analyze(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'bin/gap5.js'), 'analyze', ...args], { env: { PATH: process.env['PATH'] ?? '', LANG: 'en_GB.UTF-8' } })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  return new Promise((done) => child.once('close', (code) => done({ code, out, err })))
}

async function result(...args: string[]): Promise<StudyResult> {
  const { code, out, err } = await analyze(...args, '--json')
  assert.equal(code, 0, err)
  return studyResultSchema.parse(JSON.parse(out))
}

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('From the command line', () => {
  test('the simulated study equals its reference', async () => {
    assertSimulatedZone(await result(zone), ownJson('zot_simulated_a.json'))
  })

  test('the kiosk study equals its reference, its dimensions written by hand', skipWithoutShared, async () => {
    const golden = sharedJson('golden/servqual_kiosk.json')
    assertKioskGaps(await result(kiosk, '--dimensions', dimensionsOf()), golden)
  })

  test('with the importance ratings in the same file the weighted score equals its reference', skipWithoutShared, async () => {
    const golden = sharedJson('golden/servqual_kiosk.json')
    const found = await result(file('joined.csv', withImportance()), '--dimensions', dimensionsOf())
    assertKioskGaps(found, golden)
    assertKioskWeighted(found, golden)
  })

  test('tables are aligned in Chinese too', async () => {
    const { code, out } = await analyze(zone, '--language', 'zh')
    assert.equal(code, 0)
    assert.match(out, /响应性低于顾客认为适当的水平；其余四个维度都在容忍区域之内/)
    const lines = out.split('\n')
    const rule = lines.findIndex((line) => line.startsWith('──'))
    const table = lines.slice(rule + 1, lines.indexOf('', rule))
    assert.equal(table.length, 6)
    assert.deepEqual(new Set(table.map(displayWidth)), new Set([displayWidth(lines[rule] ?? '')]))
  })

  test('a reading says what the API says, in a table or whole', skipWithoutShared, async () => {
    const ipa = join(root, '../shared/data/kiosk_ipa_1to7.csv')
    const whole = importanceReadingSchema.parse(JSON.parse((await analyze(ipa, '--reading', 'importance-performance', '--json')).out))
    const golden = sharedJson('golden/ipa.json')
    for (const { item, importance } of whole.points) close(importance.value, golden.at('importance_mean', `imp${item.replace(/\D/g, '')}`).number, 1e-10)
    const table = await analyze(join(root, '../shared/data/kiosk_kano_1to5.csv'), '--reading', 'kano', '--set', 'table=pouliot,fong=95', '--language', 'zh')
    assert.equal(table.code, 0, table.err)
    assert.match(table.out, /必备品质/)
    assert.match(table.out, /Blauth/)
  })

  test('which readings a file gives, and what it lacks for the others, is told; what does not fit is refused in a sentence', async () => {
    const listed = await analyze(zone, '--reading', 'list')
    assert.match(listed.out, /^confirmation {2}Four outcomes: Who was delighted/m)
    assert.match(listed.out, /– It asks of each feature how it would be with it and without it\./)
    const outcomes = await analyze(zone, '--reading', 'confirmation')
    assert.match(outcomes.out, /got what they expected or more/)
    const lacking = await analyze(zone, '--reading', 'kano')
    assert.deepEqual([lacking.code !== 0, /does not ask what this reading needs/.test(lacking.err)], [true, true])
    assert.match((await analyze(zone, '--reading', 'nonsense')).err, /There is no reading “nonsense”/)
    assert.match((await analyze(zone, '--reading', 'confirmation', '--set', 'margin=wide')).err, /margin/)
  })

  test('a comparison by an attribute of the file', async () => {
    const { code, out } = await analyze(zone, '--by', 'branch', '--measure', 'dimension.responsiveness.adequacy')
    assert.equal(code, 0)
    assert.match(out, /North +−0\.31 +−0\.61 to −0\.01 +129/)
    assert.match(out, /Welch’s analysis of variance: F\(4, 295\.8\) = 0\.94, p = \.442\./)
  })

  test('a kept recipe gives the same result as the guess it was made from', async () => {
    const recipe = join(folder, 'recipe.json')
    const guessed = await result(zone, '--save-recipe', recipe)
    assert.deepEqual(await result(zone, '--recipe', recipe), guessed)
  })
})

describe('What cannot be done is said, with its exit code', () => {
  test('wrong calls: 2', async () => {
    for (const args of [[], ['a.csv', 'b.csv'], [zone, '--language', 'fr'], [zone, '--minimum-n', 'many'], [zone, '--nonsense'], [zone, '--json', '--by', 'branch']]) {
      const { code, out, err } = await analyze(...args)
      assert.deepEqual([code, out], [2, ''], args.join(' '))
      assert.match(err, /gap5 analyze survey\.csv/)
    }
  })

  test('files that are not there or no survey: 1', async () => {
    const cases = [
      [[join(folder, 'nowhere.csv')], /cannot be read/],
      [[file('empty.csv', '')], /./],
      [[file('words.csv', 'name,city\nAnn,Bath\nBob,York\n')], /./],
      [[zone, '--dimensions', 'security'], /is no dimension/],
      [[zone, '--dimensions', 'security=t1,x9'], /No item is called “x9”/],
      [[zone, '--by', 'colour'], /“colour” or the measure is not in this file\. Attributes: branch/],
      [[zone, '--recipe', file('broken.json', '{')], /cannot be used/],
    ] as const
    for (const [args, sentence] of cases) {
      const { code, err } = await analyze(...args)
      assert.equal(code, 1, args.join(' '))
      assert.match(err, sentence)
      assert.doesNotMatch(err, /at .*\.ts:\d+/)
    }
  })

  test('rows with a problem are named and not counted', async () => {
    const [heading, ...rows] = ownTextLines()
    const recipe = join(folder, 'clean.json')
    await result(zone, '--save-recipe', recipe)
    const spoilt = [heading, ...rows.slice(0, 30), rows[30]?.replace(/,\d,/, ',twelve,'), rows[0]].join('\n')
    const { code, out, err } = await analyze(file('faults.csv', spoilt), '--recipe', recipe)
    assert.equal(code, 0, err)
    assert.match(err, /2 rows have a problem and are not counted:\n {2}32: .*twelve.*\n {2}33: /)
    assert.match(out, /n 30;/)
  })
})

function dimensionsOf(): string {
  const dimensions = sharedJson('golden/servqual_kiosk.json').at('dims')
  return dimensions.keys.map((key) => `${key}=${dimensions.at(key).numbers.join(',')}`).join(';')
}

function ownTextLines(): string[] {
  return readFileSync(zone, 'utf8').trim().split(/\r?\n/)
}

/** Both files of the kiosk study side by side, joined by respondent; the overall verdicts are left out. */
function withImportance(): string {
  const [answers, importance] = [sharedTable('data/kiosk_servqual_1to7.csv'), sharedTable('data/kiosk_ipa_1to7.csv')]
  assert.deepEqual(answers.text('id'), importance.text('id'))
  const own = answers.names.filter((name) => !name.startsWith('sat')).map((name) => [name, answers.text(name)] as const)
  const added = importance.names.filter((name) => name.startsWith('imp')).map((name) => [name, importance.text(name)] as const)
  const columns = [...own, ...added]
  const rows = Array.from({ length: answers.length }, (_, i) => columns.map(([, cells]) => cells[i]).join(','))
  return [columns.map(([name]) => name).join(','), ...rows].join('\n')
}

describe('Questions of the workbench, of a file', () => {
  test('those the file can answer are listed with what may be chosen, in either language', async () => {
    const { code, out } = await analyze(zone, '--ask', 'list', '--language', 'zh')
    assert.equal(code, 0)
    assert.match(out, /dimensions {2}我的维度成立吗？\n {4}--set level=perception/)
    assert.match(out, /drivers {2}什么在驱动满意度？\n {2}– 没有总体评价题/)
  })

  test('one is answered with its sentence, tables and method, and its script written beside its data', async () => {
    const { code, out, err } = await analyze(zone, '--ask', 'levels', '--set', 'figure=score.reliability', '--script', folder)
    assert.equal(code, 0, err)
    assert.match(out, /• \d+ % of the spread of “Reliability” lies between groups \(branch\)/)
    assert.match(out, /ICC\(1\), from the model/)
    assert.match(readFileSync(join(folder, 'gap5-levels.R'), 'utf8'), /lmer\(score\.reliability ~ 1 \+ \(1 \| branch\), data\)/)
    assert.equal(readFileSync(join(folder, 'gap5-data.csv'), 'utf8').trim().split('\r\n').length, 601)
  })

  test('a table of purchases without anything rated is asked who is still a customer, by any of the models, in either language', async () => {
    const bought = await analyze(join(root, 'methods/references/lifetimes_simulated.csv'), '--ask', 'buying', '--set', 'model=pareto-nbd', '--script', folder)
    assert.equal(bought.code, 0, bought.err)
    assert.match(bought.out, /Pareto\/NBD describes them better than BG\/NBD/)
    assert.match(bought.out, /−3,641\.1851/)
    assert.match(readFileSync(join(folder, 'gap5-buying.R'), 'utf8'), /used <- na\.omit\(data\[, c\("a\.repeats", "a\.last", "a\.observed"\)\]\)/)
    const given = await analyze(join(root, 'methods/references/occasions_simulated.csv'), '--ask', 'buying', '--set', 'model=bg-bb', '--set', 'ahead=5', '--language', 'zh')
    assert.equal(given.code, 0, given.err)
    assert.match(given.out, /今后5内合计会买/)
    assert.match(given.out, /−1,575\.3655/)
    const units = await analyze(file('units.csv', ['branch,staff,sales', ...Array.from({ length: 14 }, (_, i) => `b${i},${10 + ((7 * i) % 26)},${100 + ((37 * i) % 90) + i}`)].join('\n')), '--ask', 'efficiency', '--set', 'inputs=a.staff', '--set', 'outputs=a.sales')
    assert.equal(units.code, 0, units.err)
    assert.match(units.out, /of 14 units make the most of what they have/)
    const unrated = await analyze(join(root, 'methods/references/lifetimes_simulated.csv'))
    assert.equal(unrated.code !== 0, true)
  })

  test('visits and inner gaps are asked of files whose columns are named by what they stand for', async () => {
    const yes = (i: number) => (i % 3 === 0 ? 'no' : i % 7 === 0 ? 'N/A' : 'yes')
    const visits = ['branch,wave,greeting1.found,greeting2.found,counter1.found,counter2.found', ...Array.from({ length: 24 }, (_, i) => `B${i % 4},${i < 12 ? '1' : '2'},${yes(i)},${yes(i + 1)},${1 + (i % 5)},${yes(i + 2)}`)].join('\n')
    const asked = await analyze(file('visits.csv', visits), '--ask', 'visits', '--set', 'critical=greeting1.found', '--set', 'cap=50', '--set', 'weights=greeting=30,counter=70')
    assert.equal(asked.code, 0, asked.err)
    assert.match(asked.out, /• Visits scored [\d.]+ of 100 on average; least on \w+ \([\d.]+\)\./)
    assert.match(asked.out, /8 visits were capped by a must that failed/)
    const seven = (i: number) => 1 + (i % 7)
    const people = Array.from({ length: 60 }, (_, i) => (i < 40 ? `${5 + (i % 3)},${4 + (i % 2)},,,,` : i < 52 ? `,,${3 + (i % 3)},${seven(i)},,` : `,,,,${seven(i)},${7 - (i % 2)}`))
    const inner = await analyze(file('inner.csv', ['l1.expectation,l1.perception,l1.believed,l1.standard,l1.delivery,l1.promise', ...people].join('\n')), '--ask', 'inner-gaps', '--minimum-n', '5', '--language', 'zh')
    assert.equal(inner.code, 0, inner.err)
    assert.match(inner.out, /• 内部最大的差距是差距/)
    assert.match(inner.out, /差距一：了解顾客期望 +−1\.97/)
  })

  test('answers of a file are weighted as customers divide', async () => {
    const { code, out, err } = await analyze(zone, '--ask', 'weighted', '--set', 'figure=score.reliability', '--set', 'by=branch', '--set', 'shares=branch=North=60')
    assert.equal(code, 0, err)
    assert.match(out, /North +[\d.]+ % +[\d.]+ % +[\d.]+ %/)
    assert.match(out, /design effect [\d.]+/)
  })

  test('as JSON it is the answer of the API', async () => {
    const { out } = await analyze(zone, '--ask', 'differences', '--json')
    assert.equal(benchAnswerSchema.parse(JSON.parse(out)).inquiry, 'differences')
  })

  test('a question, an input or a value that is none is refused with what there is', async () => {
    const refusals = [
      [['--ask', 'fortune'], /no question “fortune”.*drivers, chain/],
      [['--ask', 'drivers'], /No overall question/],
      [['--ask', 'levels', '--set', 'colour=red'], /called “colour”. There is: group, figure, cause/],
      [['--ask', 'levels', '--set', 'figure=none'], /“none” does not fit figure/],
    ] as const
    for (const [args, sentence] of refusals) {
      const { code, err } = await analyze(zone, ...args)
      assert.equal(code, 1)
      assert.match(err, sentence)
    }
    assert.equal((await analyze(zone, '--set', 'a=b')).code, 2)
  })
})
