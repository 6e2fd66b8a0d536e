import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { read, utils } from '@e965/xlsx'
import { unzipSync } from 'fflate'
import { studyResultSchema, type StudyResult } from '@gap5/contract/measure/results.ts'
import { variables } from '@gap5/contract/listen/instrument.ts'
import { importer, random } from '../listen/import/import-testing.ts'
import { readLibrary } from '../listen/library.ts'
import { openSav } from '../listen/spss/open-sav.ts'
import { pspp, withoutPspp } from '../listen/spss/testing.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation, type TestCaller } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'
import { answeredStudy, everyAttribute, oddAnswers, oddTexts } from './testing/exported.ts'
import { answer } from './testing/studies-with-answers.ts'

const app = await testApp({ now: '2026-05-01T00:00:00Z' })
const org = await testOrganisation(app)
const count = 400
const rows = oddAnswers(count)
const { study } = await answeredStudy(app, org.id, rows)
const counted = rows.filter(({ marks }) => !marks.includes('honeypot'))
const imports = importer(app, org)

const pathOf = (file: string, query = '', of = study.handle) => `/api/o/${org.handle}/studies/${of}/export/${file}${query}`
async function exported(file: string, query = '', { caller = org.owner, of = study.handle }: { caller?: TestCaller; of?: string } = {}): Promise<Buffer> {
  const response = await caller.fetch(pathOf(file, query, of))
  assert.equal(response.status, 200, await (response.ok ? '' : response.text()))
  return Buffer.from(await response.arrayBuffer())
}
async function resultOf(handle: string): Promise<StudyResult> {
  return studyResultSchema.parse(await (await org.owner.fetch(`/api/o/${org.handle}/studies/${handle}/results`)).json())
}

describe('answers as a file', () => {
  test('CSV has a row for each response that counts, in the order they came, times as the clock on the wall said', async () => {
    const [heading, ...lines] = (await exported('answers/wide')).toString().replace(/^\ufeff/, '').trimEnd().split('\r\n')
    const names = heading!.split(',')
    assert.equal(lines.length, counted.length)
    assert.deepEqual(names.slice(0, 8), ['response_id', 'submitted_at', 'started_at', 'language', 'branch', 'visits', 'since', 'machine'])
    const cells = lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])))
    for (const [at, { answers, attributes, submittedAt }] of counted.entries()) {
      for (const name of names.filter((name) => /\.(?:expectation|perception|effort|recommendation|functional|dysfunctional|speed|care)$/.test(name))) {
        const given = answers.ratings[name]
        assert.equal(cells[at]![name], given === undefined ? '' : given === 'na' ? 'N/A' : given === 'dk' ? 'DK' : String(given), name)
      }
      // Several options are quoted: some spreadsheet programs part columns at semicolons.
      assert.equal(cells[at]!['seen']!.replaceAll('"', ''), answers.choices['seen']?.join(';') ?? '')
      assert.equal(cells[at]!['branch'], attributes['branch'])
      assert.equal(Date.parse(cells[at]!['submitted_at']!), submittedAt.getTime())
      assert.match(cells[at]!['submitted_at']!, /\+08:00$/)
    }
    assert.ok(!names.includes('why'), 'what people wrote comes only when asked for')
  })

  test('the long table has a row for each rating given, and says why one holds no figure', async () => {
    const lines = (await exported('answers/long', '?mark=no')).toString().trimEnd().split('\r\n')
    const given = counted.reduce((sum, { answers }) => sum + Object.keys(answers.ratings).length, 0)
    assert.equal(lines.length - 1, given)
    assert.match(lines[0]!, /^response_id,submitted_at,language,branch,.*variable,item,role,dimension,value,absence$/)
    assert.ok(lines.some((line) => line.endsWith(',s1.perception,s1,perception,speed,,N/A')))
  })

  test('texts come whole and are never taken for a formula', async () => {
    const text = (await exported('answers/wide', '?words=texts')).toString()
    for (const odd of oddTexts) {
      const safe = /^[=+\-@]/.test(odd) ? `'${odd}` : odd
      assert.ok(text.includes(safe.replaceAll('"', '""')), odd.slice(0, 20))
    }
    assert.doesNotMatch(text, /,"?[=+@]/)
    const book = read(await exported('answers/workbook', '?words=texts'), { sheets: 'Answers' })
    const table = utils.sheet_to_json<Record<string, unknown>>(book.Sheets['Answers']!)
    assert.deepEqual(new Set(table.map((row) => row['why']).filter(Boolean)), new Set(oddTexts.map((odd) => odd.replaceAll('\r\n', '\n'))))
  })

  test('a workbook holds answers, codebook, results and how they came about; figures are figures, times are times', async () => {
    const bytes = await exported('answers/workbook', '?language=zh')
    const book = read(bytes, { cellDates: true, cellStyles: true })
    assert.deepEqual(book.SheetNames, ['答卷', '变量表', '结果', '说明'])
    const answers = utils.sheet_to_json<Record<string, unknown>>(book.Sheets['答卷']!, { UTC: true })
    assert.equal(answers.length, counted.length)
    for (const [at, { answers: given, submittedAt, attributes }] of counted.entries()) {
      const row = answers[at]!
      for (const [name, value] of Object.entries(given.ratings)) assert.equal(row[name], value === 'na' ? 'N/A' : value === 'dk' ? 'DK' : value, name)
      assert.equal(Math.round((row['submitted_at'] as Date).getTime() / 1000) - 8 * 3_600, submittedAt.getTime() / 1000)
      assert.equal(row['visits'], Number(attributes['visits']))
    }
    const codebook = utils.sheet_to_json<Record<string, unknown>>(book.Sheets['变量表']!)
    const reversed = codebook.find((row) => row['变量'] === 's-2.perception')!
    assert.match(String(reversed['标签（中文）']), /实际：测试服务让人久等/)
    assert.match(String(reversed['标签（英文）']), /Was: Test service lets you wait/)
    assert.deepEqual([reversed['维度'], reversed['最小值'], reversed['最大值'], reversed['SPSS 变量名']], ['speed', 1, 7, 's_2.perception'])
    assert.match(String(reversed['方向']), /未反转/)
    const about = utils.sheet_to_json<string[]>(book.Sheets['说明']!, { header: 1 })
    assert.ok(about.some(([name, value]) => name === '导出答卷数' && Number(value) === counted.length))
    const result = await resultOf(study.handle)
    const cells = utils.sheet_to_json<unknown[]>(book.Sheets['结果']!, { header: 1 })
    const overall = cells.find((row) => row[0] === 'overall')!
    assert.ok(overall.includes(result.gaps.find(({ level }) => level === 'overall')!.gap!.value))
  })

  test('SPSS: labels in the language asked for, codes for the answers that are none, boxes as a set, texts whole', { skip: withoutPspp }, async () => {
    const file = await exported('answers/spss', '?words=texts&language=zh')
    const { dictionary, rows: cases } = openSav(file)
    assert.equal(dictionary.cases, counted.length)
    const at = (name: string) => dictionary.variables.findIndex((variable) => variable.name === name)
    const values = [...cases()]
    for (const [place, { answers }] of counted.entries()) {
      for (const [name, given] of Object.entries(answers.ratings)) {
        assert.equal(values[place]![at(name.replace('-', '_'))], given === 'na' ? -98 : given === 'dk' ? -99 : given, name)
      }
      assert.equal(values[place]![at('why')] ?? '', answers.texts['why'] ?? '')
    }
    const { printed } = pspp(file, `get file='FILE.sav'.\ndisplay dictionary.\nmrsets /display name=all.\nformats recommend.recommendation (F8.4).\nmeans tables=recommend.recommendation.\nlist variables=s1.perception /cases=3.\n`)
    for (const words of ['实际：测试服务按时到达', '完全同意', '不适用', '-98; -99', '看到了什么', '北区分公司', 'seen.leaflet']) assert.ok(printed.includes(words), words)
    const given = counted.map(({ answers }) => answers.ratings['recommend.recommendation']).filter((value) => typeof value === 'number')
    const mean = given.reduce((sum, value) => sum + value, 0) / given.length
    assert.ok(printed.includes(mean.toFixed(4)), `PSPP's mean without the codes is ${mean.toFixed(4)}:\n${printed.slice(-600)}`)
  })

  const hasR = (() => {
    try {
      execFileSync('Rscript', ['--version'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })()
  test('for R: the script reads what lies beside it', { skip: !hasR && 'R IS NOT HERE: the script for R is not run' }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gap5-r-'))
    try {
      for (const [name, bytes] of Object.entries(unzipSync(await exported('answers/r', '?words=texts')))) writeFileSync(join(folder, name), bytes)
      const asked = 'source("read.R", encoding = "UTF-8"); cat(nrow(answers), mean(answers[["recommend.recommendation"]], na.rm = TRUE), nlevels(answers$branch), class(answers$submitted_at)[1], attr(answers[["s1.perception"]], "label"), sum(answers$why == "=1+1", na.rm = TRUE), sep = "|")'
      const said = execFileSync('Rscript', ['-e', asked], { cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } }).split('|')
      const given = counted.map(({ answers }) => answers.ratings['recommend.recommendation']).filter((value) => typeof value === 'number')
      assert.equal(Number(said[0]), counted.length)
      assert.ok(Math.abs(Number(said[1]) - given.reduce((sum, value) => sum + value, 0) / given.length) < 1e-4)
      assert.deepEqual(said.slice(2, 5), ['2', 'POSIXct', 'Was: Test service comes on time, “always”'])
      assert.equal(Number(said[5]), counted.filter(({ answers }) => answers.texts['why'] === '=1+1').length)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('narrowed as results are: days, values, classes, marks', async () => {
    const lines = async (query: string) => (await exported('answers/wide', query)).toString().trimEnd().split('\r\n').length - 1
    for (const query of ['?a.branch=north', '?from=2026-02-01&to=2026-02-28', '?a.visits=10..20&marks=clean', '?marks=all', '?a.since=2015&a.branch=north&a.branch=south-east']) {
      const { responses } = (await (await org.owner.fetch(`/api/o/${org.handle}/studies/${study.handle}/results${query}`)).json()) as StudyResult
      assert.equal(await lines(query), responses, query)
    }
    assert.equal((await org.owner.fetch(pathOf('answers/wide', '?a.unknown=x'))).status, 422)
  })
})

describe('who may', () => {
  test('those who read results take figures, not answers; words and contacts only those who may read them', async () => {
    const [viewer, agent, researcher, manager] = await Promise.all((['viewer', 'agent', 'researcher', 'manager'] as const).map((role) => org.as(role)))
    const status = async (caller: TestCaller, file: string, query = '') => (await caller.fetch(pathOf(file, query))).status
    assert.deepEqual(await Promise.all([status(viewer!, 'results/table'), status(viewer!, 'answers/wide'), status(agent!, 'answers/wide')]), [200, 403, 403])
    assert.deepEqual(await Promise.all([status(researcher!, 'answers/wide', '?words=texts'), status(researcher!, 'answers/wide', '?words=contacts'), status(manager!, 'answers/wide', '?words=contacts')]), [200, 403, 200])
  })

  test('the trail says who took what', async () => {
    const { entries } = (await (await org.owner.fetch(`/api/o/${org.handle}/audit?action=answers`)).json()) as { entries: { action: string; details: Record<string, unknown> }[] }
    assert.ok(entries.some(({ details }) => details['file'] === 'wide' && details['words'] === 'texts' && details['rows'] === counted.length))
  })
})

async function exportsNoted(): Promise<number> {
  const { entries } = (await (await org.owner.fetch(`/api/o/${org.handle}/audit?action=answers.exported&limit=200`)).json()) as { entries: unknown[] }
  return entries.length
}

describe('on the way', () => {
  test('the name keeps its language, and the answer tells how many rows come', async () => {
    const response = await org.owner.fetch(pathOf('answers/spss', '?language=zh'))
    assert.equal(response.headers.get('x-gap5-rows'), String(counted.length))
    assert.match(decodeURIComponent(response.headers.get('content-disposition')!), /filename\*=UTF-8''测试调查\.sav/)
    await response.body?.cancel()
  })

  test('what a file would be is told beforehand, takes nothing, and says why it cannot be had', async () => {
    const told = async (query: string, caller: TestCaller = org.owner) => caller.fetch(pathOf('answers/wide/outlook', query))
    const before = await exportsNoted()
    assert.deepEqual(await (await told('?language=zh')).json(), { name: '测试调查.csv', rows: counted.length, bytes: 0 })
    assert.equal(((await (await told('?a.branch=north')).json()) as { rows: number }).rows, counted.filter(({ attributes }) => attributes['branch'] === 'north').length)
    assert.equal((await told('?a.nowhere=north')).status, 422)
    assert.equal((await told('?words=contacts', await org.as('researcher'))).status, 403)
    assert.equal((await told('', await org.as('viewer'))).status, 403)
    assert.equal(await exportsNoted(), before, 'only what is taken is noted')
  })

  test('a reader who goes away leaves nothing behind', async () => {
    const stop = new AbortController()
    const response = await org.owner.fetch(pathOf('answers/workbook', '?words=texts'), { signal: stop.signal })
    await response.body!.getReader().read()
    stop.abort()
    await new Promise((done) => setTimeout(done, 300))
    const busy = await app.owner.selectNoFrom((eb) => eb.lit(1).as('one')).execute()
    assert.equal(busy.length, 1)
    for (let i = 0; i < 6; i++) assert.ok((await exported('answers/wide')).length > 1000, 'connections are free again')
  })
})

/** Everything a result says in figures, by what it is about. */
function figuresOf({ gaps, indicators, kano, reliability, distributions, servqual, servperf, weights }: StudyResult) {
  const bare = (rows: readonly object[]) => rows.map((row) => JSON.parse(JSON.stringify(row, (key, value: unknown) => (key === 'title' || key === 'key' ? undefined : typeof value === 'number' ? Math.round(value * 1e10) / 1e10 : value))) as object)
  return { gaps: bare(gaps), indicators: bare(indicators), kano: bare(kano), reliability: bare(reliability), distributions: bare(distributions), whole: bare([servqual ?? {}, servperf ?? {}, weights]) }
}

describe('there and back', () => {
  for (const [file, name, query] of [['answers/workbook', 'back.xlsx', '?language=zh&words=texts'], ['answers/spss', 'back.sav', '?words=texts'], ['answers/wide', 'back.csv', '?words=texts']] as const) {
    test(`${name} imported as it was guessed gives the same figures`, async () => {
      const record = await imports.importNew(name, await exported(file, query))
      assert.equal(record.progress.state, 'done')
      assert.deepEqual([record.progress.accepted, record.progress.refused, record.progress.repeated], [counted.length, 0, 0])
      const before = await resultOf(study.handle)
      const after = await resultOf(record.studyHandle!)
      assert.deepEqual(figuresOf(after), figuresOf(before))
      assert.deepEqual([after.firstAt, after.lastAt].map((at) => at!.slice(0, 19)), [before.firstAt, before.lastAt].map((at) => at!.slice(0, 19)))
      const branch = after.breakdowns.find(({ key }) => key === 'branch')!
      assert.deepEqual(branch.values.map(({ value, n }) => [value, n]).sort(), ['north', 'south-east'].map((value) => [value, counted.filter(({ attributes }) => attributes['branch'] === value).length]))
      if (name !== 'back.csv') assert.deepEqual(branch.values.map(({ title }) => title.zh).sort(), everyAttribute[0]!.values.map(({ title }) => title.zh).sort())
    })
  }

  test('a CSV of an instrument of the library is known by its headings, in any organisation', async () => {
    const definition = (await readLibrary()).find(({ key }) => key === 'rater-three-column')!
    const made = await testStudy(app, org.id, { definition })
    const next = random(3)
    const responses = Array.from({ length: 60 }, (_, at) => {
      const ratings: Record<string, number> = {}
      for (const { key, role, min, max } of variables(definition)) if (role !== 'weight' && next() % 9) ratings[key] = min + (next() % (max - min + 1))
      return { ratings, attributes: {}, submittedAt: new Date(Date.UTC(2026, 1, 1 + (at % 25))) }
    })
    await answer(app, org.id, made, responses)
    const file = await exported('answers/wide', '?marks=all', { of: made.study.handle })
    const other = await testOrganisation(app)
    const record = await importer(app, other).importNew('rater.csv', file)
    const [before, after] = [await resultOf(made.study.handle), studyResultSchema.parse(await (await other.owner.fetch(`/api/o/${other.handle}/studies/${record.studyHandle}/results`)).json())]
    assert.deepEqual(figuresOf(after).gaps, figuresOf(before).gaps)
  })
})

describe('figures as a file', () => {
  test('CSV and workbook say what the result says, in full precision', async () => {
    const result = await resultOf(study.handle)
    const csv = (await exported('results/table')).toString()
    const gap = result.gaps.find(({ level }) => level === 'overall')!.gap!.value!
    assert.ok(csv.includes(String(gap)))
    const book = read(await exported('results/workbook', '?by=branch&measure=overall.perception&language=en'))
    assert.deepEqual(book.SheetNames, ['Gaps', 'Indicators', 'Kano', 'Reliability', 'Distributions', 'Comparison', 'About'])
    const comparison = utils.sheet_to_json<Record<string, unknown>>(book.Sheets['Comparison']!)
    assert.deepEqual(comparison.map((row) => row['Branch']), ['North branch', 'South-east'])
    const reliability = utils.sheet_to_json<Record<string, unknown>>(book.Sheets['Reliability']!)
    assert.equal(reliability[0]!['alpha'], result.reliability[0]!.alpha)
  })
})
