import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { everything } from '@gap5/contract/measure/selection.ts'
import { benchAnswerSchema, benchLineSchema, inquiriesSchema, inquiryKeys, type BenchAnswer, type InquiryChoices, type InquiryKey } from '@gap5/contract/measure/workbench.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { benchStudy } from '../testing/bench-study.ts'
import { ownJson, ownTable } from '../../../methods/testing/golden.ts'
import { simulatedZone, tableOf } from '../testing/reference-studies.ts'
import { answer as giveAnswers, studyWithAnswers } from '../testing/studies-with-answers.ts'
import { benchData } from './bench-data.ts'
import { runInThread } from './bench-run.ts'
import { answerInquiry, inquiriesOf } from './inquiries.ts'

const reference = benchStudy()
const data = benchData(reference.frame, reference.table, everything)

function ask(key: InquiryKey, choices: InquiryChoices = {}): BenchAnswer {
  const answer = benchAnswerSchema.parse(answerInquiry(data, key, choices))
  assert.ok(!JSON.stringify(answer).includes('NaN'))
  return answer
}

function rowOf({ tables }: BenchAnswer, table: number, first: string): (string | number | null)[] {
  const row = tables[table]?.rows.find(([head]) => (typeof head === 'object' && head !== null ? head.en : head) === first)
  assert.ok(row, `no row ${first}`)
  return row.map((cell) => (typeof cell === 'object' && cell !== null ? cell.en : cell))
}

/** A study of buyers, its attributes from a table of references. */
function boughtBy(file: string, names: readonly string[]) {
  const bought = ownTable(file)
  const attributes = names.map((key) => ({ key, title: { en: key, zh: key }, type: 'number' as const, values: [], settableByLink: false }))
  const columns = names.map((name) => bought.numbers(name))
  const responses = Array.from({ length: bought.length }, (_, i) => ({ key: `c${i}`, submittedAt: new Date(0), ratings: { 'overall.satisfaction': 7 }, attributes: Object.fromEntries(names.map((name, at) => [name, String(columns[at]![i])])) }))
  return benchData({ ...reference.frame, attributes }, tableOf(reference.frame.definition, responses), everything)
}

describe('Answers to questions about a study', () => {
  test('reliability drives satisfaction most, and what does not matter is near nil', () => {
    const answer = ask('drivers')
    assert.equal(answer.conclusion.text.en, 'Reliability matters most for “All in all”.')
    assert.equal(answer.conclusion.text.zh, '对“总体”影响最大的是可靠性。')
    const shares = answer.tables[0]!.rows.map((row) => row[1] as number)
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12)
    assert.ok((rowOf(answer, 0, 'Tangibles')[1] as number) < 0.15)
  })

  test('Shapley and Johnson weights rank alike', () => {
    const order = (weights: string) => ask('drivers', { weights: [weights] }).tables[0]!.rows.map(([title]) => title)
    assert.deepEqual(order('johnson'), order('shapley'))
  })

  test('three dimensions that are three are told so', () => {
    const answer = ask('dimensions')
    assert.match(answer.conclusion.text.en, /^Yes: the 3 dimensions hold together/)
    assert.equal(answer.n, 467)
    assert.equal(answer.missing, 13)
    assert.equal(ask('dimensions', { gaps: ['fiml'] }).n, 480)
  })

  test('how dimensions are estimated follows from the answers, and the reason is said', () => {
    const shaped = (make: (value: number) => number, scale: { min: number; max: number }) => ({ ...data, columns: data.columns.map((column) => (column.role === 'perception' ? { ...column, scale, values: column.values.map(make) } : column)) })
    const told = (from: typeof data, choices: InquiryChoices = {}) => benchAnswerSchema.parse(answerInquiry(from, 'dimensions', choices))
    assert.match(told(data).conclusion.evidence!.en, /maximum likelihood: nothing speaks against normal answers/)
    const skewed = told(shaped((value) => Math.exp(value / 2), { min: 1, max: 10_000 }))
    assert.match(skewed.conclusion.evidence!.en, /robust errors and test \(MLR\): answers are not normal \(Mardia’s kurtosis \d+ where 99 is normal\)/)
    assert.match(skewed.conclusion.evidence!.zh, /稳健极大似然.*作答不服从正态/)
    const leaning = told(shaped((value) => Math.exp(value / 12), { min: 1, max: 30 }))
    assert.match(leaning.conclusion.evidence!.en, /answers lean to one side \(Mardia’s skewness \d+\.\d, p 0\.0\d\d\)/)
    assert.deepEqual(skewed.tables[0]!.rows.map((row) => (row.at(-1) as { en: string }).en), ['plain', 'robust'])
    assert.ok((skewed.tables[0]!.rows[1]![0] as number) < (skewed.tables[0]!.rows[0]![0] as number))
    const four = shaped((value) => Math.ceil(value / 2.5), { min: 1, max: 4 })
    const steps = told(four)
    assert.match(steps.conclusion.evidence!.en, /polychoric correlations \(WLSMV\): with 4 points a question, answers are steps/)
    assert.match(steps.conclusion.text.en, /^Yes: the 3 dimensions hold together/)
    assert.match(told(four, { estimator: ['ml'] }).conclusion.evidence!.en, /chosen by you/)
    assert.match(told(four, { estimator: ['ordinal'], gaps: ['fiml'] }).conclusion.text.en, /leave those with gaps out/)
    const offered = (from: typeof data) => inquiriesOf(from).find(({ key }) => key === 'dimensions')!.inputs.find(({ key }) => key === 'estimator')!.options.map(({ value }) => value)
    assert.deepEqual([offered(data), offered(four)], [['auto', 'ml', 'robust'], ['auto', 'ml', 'robust', 'ordinal']])
  })

  test('scales of few points can be read as steps, and say what the steps cost', () => {
    const five = { ...data, columns: data.columns.map((column) => (column.role === 'perception' ? { ...column, scale: { min: 1, max: 5 }, values: column.values.map((value) => Math.ceil(value / 2)) } : column)) }
    assert.ok(!inquiriesOf(data).find(({ key }) => key === 'scales')!.inputs.some(({ key }) => key === 'answers'))
    const answer = benchAnswerSchema.parse(answerInquiry(five, 'scales', { answers: ['ordinal'] }))
    const table = answer.tables.find(({ title }) => title.en === 'Taken as steps')!
    for (const [, steps, alpha, omega, seen, sum] of table.rows as [unknown, number, number, number, number, number][]) assert.ok(steps === 5 && alpha > seen && Math.abs(omega - alpha) < 0.02 && Math.abs(sum - seen) < 0.03)
    assert.match(answer.conclusion.evidence!.en, /Not cut into 5 steps, the alpha of \w+ would be 0\.8\d in place of 0\.\d\d\./)
    assert.equal(answer.conditions.length, 4)
    const last = benchAnswerSchema.parse(answerInquiry(five, 'scales', { split: ['first-last'] }))
    assert.match(last.tables[0]!.note!.en, /^Split halves: the first half of the questions against the last.*take Horst/)
    const [whole] = last.tables.find(({ title }) => title.en === 'All questions together')!.rows as [number, number, number, number, number][]
    assert.ok(whole![3]! < whole![2]! && whole![4]! > 0.4 && whole![4]! < 0.8)
  })

  test('nine questions fall into three groups by themselves', () => {
    const answer = ask('number-of-factors')
    assert.equal(answer.conclusion.text.en, 'The questions fall into 3 groups.')
    const heat = answer.pictures.find((picture) => picture.kind === 'heat')
    assert.ok(heat?.kind === 'heat' && heat.rows.length === 9 && heat.columns.length === 3)
  })

  test('the chain from quality to recommendation holds but for the link that is not there', () => {
    const answer = ask('chain', { resamples: ['300'] })
    assert.equal(answer.conclusion.text.en, 'In part: 3 of 4 links are sure. Not sure: Tangibles → Overall satisfaction.')
    const picture = answer.pictures[0]
    assert.ok(picture?.kind === 'paths')
    assert.deepEqual(picture.nodes.map(({ place }) => place), [0, 0, 0, 1, 2])
  })

  test('a chain that runs in a circle is refused in a sentence', () => {
    const answer = ask('chain', { paths: ['reliability>empathy', 'empathy>reliability'] })
    assert.equal(answer.conclusion.text.zh, '连线成环。请去掉其中一条。')
    assert.deepEqual(answer.tables, [])
  })

  test('the chain says where better service pays, and whether it foretells', () => {
    const map = ask('chain-map')
    assert.match(map.conclusion.text.en, /^Reliability first: it matters more than most and stands at \d\d of 100\.$/)
    const order = map.tables[0]!.rows.map(([title]) => (title as { en: string }).en)
    assert.deepEqual(order, ['Reliability', 'Empathy', 'Tangibles'])
    assert.match(ask('chain-map', { target: ['tangibles'] }).conclusion.text.en, /Nothing acts on this target/)
    const foretold = ask('chain-prediction')
    assert.match(foretold.conclusion.text.en, /^(Yes|A little|No)/)
    assert.equal(foretold.tables[0]!.rows.length, 2)
    assert.ok(foretold.tables[0]!.rows.every((row) => (row[6] as number) > 0.3))
  })

  test('a chain that is the same in two groups is told so; one group twice is no comparison', () => {
    const answer = ask('chain-groups', { first: ['left=yes'], second: ['left=no'], resamples: ['200'] })
    assert.match(answer.conclusion.text.en, /^(Yes: no link differs|No:|Not comparable)/)
    assert.equal(answer.tables[0]!.rows.length, 4)
    assert.match(ask('chain-groups', { first: ['left=yes'], second: ['branch=north'] }).conclusion.text.en, /two groups of one attribute/)
  })

  test('scales of three steady questions are reliable', () => {
    const answer = ask('scales')
    assert.match(answer.conclusion.text.en, /^Yes: every dimension reaches \.70/)
    assert.equal(answer.tables[1]!.rows.length, 9)
  })

  test('two coders that differ by chance only are as good as the same; satisfaction and recommendation are not', () => {
    assert.match(ask('before-after', { first: ['coder1.other'], second: ['coder2.other'], margin: ['0.3'] }).conclusion.text.en, /as good as the same/)
    assert.match(ask('before-after', { first: ['e1.perception'], second: ['e1.perception'] }).conclusion.text.en, /two different figures/)
  })

  test('retention rises with tenure where customers differ, and a dearer customer is worth more', () => {
    const answer = ask('retention', { period: ['6'], horizon: ['8'], margin: ['100'] })
    const [worth, better] = answer.tables[1]!.rows.map((row) => row[1] as number)
    assert.ok(better! > worth!)
    assert.match(answer.conclusion.evidence?.en ?? '', /Retention rises from \d+ % in the first period to \d+ %/)
    assert.match(ask('retention', { period: ['0'] }).conclusion.text.en, /above 0/)
  })

  test('problems cost what the formula says, and shares beyond 100 are refused', () => {
    const answer = ask('complaining')
    assert.equal(rowOf(answer, 0, 'Customers lost')[1], 500 * (0.4 * 0.05 + 0.6 * 0.55) + 1500 * 0.35)
    assert.match(ask('complaining', { problem: ['120'] }).conclusion.text.en, /between 0 and 100/)
  })

  test('north is better than the others, pair by pair', () => {
    const answer = ask('differences', { group: ['branch'], figure: ['score.reliability'] })
    assert.match(answer.conclusion.text.en, /^Yes: north is [\d.]+ above \w+ on “Reliability”/)
    assert.equal(answer.tables[1]!.rows.length, 15)
  })

  test('how much lies between branches, and where a cause works', () => {
    const answer = ask('levels', { figure: ['score.reliability'], cause: ['score.empathy'] })
    assert.match(answer.conclusion.text.en, /lies between groups \(branch\).*“Empathy” matters within groups/)
    const icc = rowOf(answer, 0, 'ICC(1), from the model')
    assert.ok((icc[2] as number) < (icc[1] as number) && (icc[1] as number) < (icc[3] as number))
  })

  test('branches understand the questions alike', () => {
    assert.match(ask('alike', { group: ['left'] }).conclusion.text.en, /^Yes: the questions mean the same/)
  })

  test('the dissatisfied leave sooner', () => {
    const answer = ask('staying', { causes: ['overall.satisfaction'], group: ['branch'] })
    assert.match(answer.conclusion.text.en, /“All in all”: one more changes the rate of leaving by −\d+ %/)
    const [, ratio, , upper] = rowOf(answer, 2, 'All in all')
    assert.ok((ratio as number) < 1 && (upper as number) < 1)
  })

  test('two careful coders agree, a careless third does not', () => {
    assert.match(ask('agreement', { coders: ['coder1.other', 'coder2.other'] }).conclusion.text.en, /^Yes/)
    const three = ask('agreement', { coders: ['coder1.other', 'coder2.other', 'coder3.other'] })
    assert.doesNotMatch(three.conclusion.text.en, /^Yes/)
    assert.equal(three.tables[1]!.rows.length, 3)
  })

  test('what acts by way of satisfaction has an interval of its own in a model of factors', () => {
    const answer = ask('chain', { form: ['ml'], resamples: ['100'], paths: ['reliability>overall-satisfaction', 'overall-satisfaction>overall-recommendation'] })
    assert.match(answer.conclusion.text.en, /^Reliability acts on Recommendation by way of what lies between/)
    const row = answer.tables[0]!.rows.find((one) => one[2] === null && one[5] !== null) as (number | null)[]
    const [indirect, lower, upper] = row.slice(5, 8) as [number, number, number]
    assert.ok(lower > 0 && lower < indirect && indirect < upper)
    const direct = answer.tables[0]!.rows.filter((one) => one[2] !== null).map((one) => one[2] as number)
    assert.ok(Math.abs(direct[0]! * direct[1]! - indirect) < 1e-6)
    assert.match(answer.script, /through1 := b1 \* b2/)
    assert.match(ask('chain', { form: ['ml'], formative: ['reliability'] }).conclusion.text.en, /choose none/)
  })

  test('a part made up by its questions (mode B) leaves reliability out, and questions may keep their spread', () => {
    const chain = (choices: InquiryChoices) => ask('chain', { resamples: ['100'], ...choices })
    const usual = chain({})
    const formative = chain({ formative: ['reliability'] })
    assert.equal(rowOf(formative, 2, 'Reliability')[4], null)
    assert.ok(typeof rowOf(usual, 2, 'Reliability')[4] === 'number')
    assert.notEqual(rowOf(formative, 4, 'Reliability 1')[5], rowOf(usual, 4, 'Reliability 1')[5])
    assert.match(formative.script, /composite\("reliability", .*weights = mode_B\)/)
    const own = chain({ scaling: ['own'] })
    assert.match(own.method.conventions[0]!.en, /centred only/)
    assert.match(own.script, /plspm\(.*scaled = FALSE\)/)
    assert.notEqual(rowOf(own, 4, 'Reliability 1')[5], rowOf(usual, 4, 'Reliability 1')[5])
    assert.match(chain({ scaling: ['own'], form: ['consistent'] }).conclusion.text.en, /let questions count alike/)
  })

  test('how many answers it takes, with and without resemblance within branches', () => {
    const alone = ask('sample-size', { figure: ['overall.satisfaction'], difference: ['0.5'] })
    const together = ask('sample-size', { figure: ['overall.satisfaction'], difference: ['0.5'], group: ['branch'] })
    const needed = (answer: BenchAnswer) => rowOf(answer, 0, 'find the difference, in each of two groups')[1] as number
    assert.ok(needed(together) > needed(alone))
  })

  test('every question has an answer in both languages without a choice being made, or says why not', () => {
    for (const key of inquiryKeys) {
      if (key === 'buying') continue // this study has no purchases; see below
      const { conclusion, title } = ask(key, key.startsWith('chain') && key !== 'chain-map' && key !== 'chain-prediction' ? { resamples: ['100'] } : {})
      for (const text of [conclusion.text, title]) assert.ok(text.en.length > 3 && text.zh.length > 3 && text.en !== text.zh, key)
    }
  })

  test('nothing to work on is answered by a sentence, not by an error', () => {
    const nobody = benchData(reference.frame, reference.table, { ...everything, from: '2030-01-01' })
    for (const key of inquiryKeys) {
      const answer = benchAnswerSchema.parse(answerInquiry(nobody, key, {}))
      assert.ok(answer.conclusion.text.en.length > 10, key)
      if (key !== 'complaining' && key !== 'worth') assert.deepEqual(answer.pictures, [], key)
    }
  })

  test('customers without a contract: who is still there by three models, the likelier one named', () => {
    const buyers = boughtBy('purchases_simulated.csv', ['repeats', 'last', 'observed'])
    const answer = benchAnswerSchema.parse(answerInquiry(buyers, 'buying', {}))
    assert.match(answer.conclusion.text.en, /^About \d+ % of these customers are still there; together they will buy [\d,]+ times in the next 12, worth [\d,]+ today\.$/)
    const golden = ownJson('retention.json')
    assert.ok(Math.abs((rowOf(answer, 0, 'Log-likelihood')[1] as number) - golden.at('bgnbd', 'loglik').number) < 1e-6)
    const pareto = benchAnswerSchema.parse(answerInquiry(buyers, 'buying', { model: ['pareto-nbd'] }))
    assert.ok(Math.abs((rowOf(pareto, 0, 'Log-likelihood')[1] as number) - golden.at('pareto_of_purchases', 'loglik').number) < 1e-5)
    for (const model of ['BG/NBD', 'Pareto/NBD']) {
      const [, loglik, aic, bic] = rowOf(answer, 1, model) as [string, number, number, number]
      assert.ok(Math.abs(aic - (8 - 2 * loglik)) < 1e-9 && Math.abs(bic - (4 * Math.log(400) - 2 * loglik)) < 1e-9)
    }
    const gain = (rowOf(answer, 1, 'Pareto/NBD')[3] as number) - (rowOf(answer, 1, 'BG/NBD')[3] as number)
    assert.match(answer.conclusion.evidence?.en ?? '', gain > 2 ? /BG\/NBD describes them better than Pareto/ : gain < -2 ? /Pareto\/NBD describes them better than BG/ : /about equally well/)
    assert.equal(answer.tables[2]!.rows.reduce((sum, row) => sum + (row[1] as number), 0), 400)
    assert.deepEqual(answer.conditions.map(({ holds }) => holds), ['yes', 'yes', 'unsure'])
  })

  test('supporters who give once a year or not are told by the model of occasions; a discount and a margin make what they will give worth less', () => {
    const supporters = boughtBy('occasions_simulated.csv', ['repeats', 'last', 'occasions'])
    const asked = (more: InquiryChoices) => benchAnswerSchema.parse(answerInquiry(supporters, 'buying', { model: ['bg-bb'], repeats: ['a.repeats'], last: ['a.last'], observed: ['a.occasions'], ahead: ['5'], ...more }))
    const answer = asked({ margin: ['1'], discount: ['0'] })
    assert.ok(Math.abs((rowOf(answer, 0, 'Log-likelihood')[1] as number) - ownJson('retention.json').at('bgbb', 'loglik').number) < 1e-6)
    const worth = (one: BenchAnswer) => Number(/worth ([\d,]+) today/.exec(one.conclusion.text.en)![1]!.replaceAll(',', ''))
    const toCome = answer.tables[2]!.rows.reduce((sum, row) => sum + (row[4] as number), 0)
    assert.ok(Math.abs(worth(answer) - toCome) < 1)
    assert.ok(worth(asked({ margin: ['1'], discount: ['10'] })) < worth(answer))
    assert.match(benchAnswerSchema.parse(answerInquiry(supporters, 'buying', { repeats: ['a.repeats'], last: ['a.last'], observed: ['a.occasions'] })).conditions[1]!.holds, /no/)
    assert.match(asked({ ahead: ['0'] }).conclusion.text.zh, /大于0/)
    assert.match(asked({ last: ['a.repeats'] }).conclusion.text.en, /three different attributes/)
  })

  test('what a study cannot be asked says what is missing', () => {
    const zone = simulatedZone()
    const why = Object.fromEntries(inquiriesOf(benchData(zone.frame, zone.table, everything)).map(({ key, unavailable }) => [key, unavailable?.en ?? null]))
    assert.match(why['drivers'] ?? '', /No overall question/)
    assert.match(why['staying'] ?? '', /no number attribute/)
    assert.equal(why['dimensions'], null)
  })

  test('a long question can be cancelled half-way', async () => {
    const cancel = new AbortController()
    const shares: number[] = []
    const run = runInThread(
      { data, key: 'chain', choices: { resamples: ['10000'] } },
      {
        progress: (share) => {
          shares.push(share)
          cancel.abort(new Error('enough'))
        },
        signal: cancel.signal,
      },
    )
    await assert.rejects(run, /enough/)
    assert.ok(shares[0]! < 1)
  })
})

describe('The workbench over HTTP', async () => {
  const app = await testApp()
  const here = await testOrganisation(app)
  const made = await studyWithAnswers(app, here.id, reference)
  const path = `/api/o/${here.handle}/studies/${made.study.handle}/results/workbench`

  test('a viewer is told what can be asked, and gets the same figures as the methods give', async () => {
    const viewer = await here.as('viewer')
    const { inquiries } = inquiriesSchema.parse(await (await viewer.fetch(path)).json())
    assert.deepEqual(new Set(inquiries.map(({ key }) => key)), new Set(inquiryKeys))
    const answer = benchAnswerSchema.parse(await (await viewer.fetch(`${path}/answer?inquiry=drivers`)).json())
    assert.deepEqual(answer, ask('drivers'))
  })

  test('a long answer comes line by line with its progress, and at once the second time', async () => {
    const lines = async () => {
      const response = await here.owner.fetch(`${path}/answer?inquiry=chain&resamples=400`, { headers: { accept: 'application/x-ndjson' } })
      assert.equal(response.headers.get('content-type'), 'application/x-ndjson')
      return (await response.text()).trim().split('\n').map((line) => benchLineSchema.parse(JSON.parse(line)))
    }
    const first = await lines()
    assert.ok(first.filter(({ kind }) => kind === 'progress').length >= 4)
    assert.equal(first.at(-1)?.kind, 'answer')
    assert.deepEqual(await lines(), first.slice(-1))
  })

  test('the selection narrows the answers', async () => {
    const { n } = benchAnswerSchema.parse(await (await here.owner.fetch(`${path}/answer?inquiry=levels&group=branch&a.left=yes`)).json())
    assert.equal(n, reference.responses.filter(({ attributes }) => attributes['left'] === 'yes').length)
  })

  test('a choice that is none is named with what could be chosen', async () => {
    for (const query of ['outcome=nothing.such', 'predictors=score.reliability', 'weights=guess']) {
      const response = await here.owner.fetch(`${path}/answer?inquiry=drivers&${query}`)
      assert.equal(response.status, 422, query)
      const { errors } = (await response.json()) as { errors: { field: string; expected: { zh: string } }[] }
      assert.equal(errors[0]?.field, query.split('=')[0])
      assert.match(errors[0]?.expected.zh ?? '', /项/)
    }
    assert.equal((await here.owner.fetch(`${path}/answer?inquiry=fortune`)).status, 422)
  })

  test('the data of a script are for those who may take answers in and out', async () => {
    assert.equal((await (await here.as('viewer')).fetch(`${path}/data?inquiry=drivers`)).status, 403)
    const csv = await (await here.owner.fetch(`${path}/data?inquiry=drivers`)).text()
    assert.match(csv, /^overall\.satisfaction,score\.reliability/)
    assert.equal(csv.trim().split('\r\n').length, 481)
  })

  test('scores of the respondents come beside their answers, to those who may export them', async () => {
    assert.equal((await (await here.as('viewer')).fetch(`${path}/scores/wide?inquiry=chain`)).status, 403)
    const csv = await (await here.owner.fetch(`${path}/scores/wide?inquiry=chain&formative=reliability&mark=no`)).text()
    const [head, ...rows] = csv.trim().split('\r\n').map((line) => line.split(','))
    assert.equal(head![0], 'response_id')
    const at = head!.indexOf('pls.reliability')
    assert.ok(at > head!.indexOf('quality_marks') && head!.includes('pls.overall-satisfaction'))
    const told = rows.map((row) => row[at]!).filter((value) => value !== '').map(Number)
    const [mean, squares] = [told.reduce((sum, x) => sum + x, 0) / told.length, told.reduce((sum, x) => sum + x * x, 0) / (told.length - 1)]
    assert.ok(Math.abs(mean) < 1e-9 && Math.abs(squares - 1) < 1e-6, 'scores have mean 0 and variance 1')
    const unanswered = rows.filter((row) => row[head!.indexOf('e2.perception')] === '')
    assert.ok(unanswered.length > 0 && unanswered.every((row) => row[at] === ''), 'whoever left a question out has no score')
    const spss = Buffer.from(await (await here.owner.fetch(`${path}/scores/spss?inquiry=dimensions`)).arrayBuffer())
    assert.ok(spss.includes('$FL2') && spss.includes('factor.empathy') && spss.includes('Empathy (factor score)'))
    const none = await here.owner.fetch(`${path}/scores/wide?inquiry=drivers`)
    assert.equal(none.status, 422)
    assert.match(await none.text(), /no-scores/)
    const { entries } = (await (await here.owner.fetch(`/api/o/${here.handle}/audit?action=answers.exported`)).json()) as { entries: { details: { computed?: string } }[] }
    assert.deepEqual(entries.map(({ details }) => details.computed).sort(), ['chain', 'dimensions'])
  })

  test('a new answer changes the answer', async () => {
    const ofAll = async () => benchAnswerSchema.parse(await (await here.owner.fetch(`${path}/answer?inquiry=sample-size`)).json()).n
    const before = await ofAll()
    await giveAnswers(app, here.id, made, [reference.responses[0]!])
    assert.equal(await ofAll(), before + 1)
  })
})
