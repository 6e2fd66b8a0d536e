import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { benchAnswerSchema, type BenchAnswer, type InquiryChoices, type InquiryKey } from '@gap5/contract/measure/workbench.ts'
import { randomStream } from '@gap5/methods'
import { close } from '../../../methods/testing/close.ts'
import type { BenchColumn, BenchData, BenchLabels } from './bench-data.ts'
import { answerInquiry } from './inquiries.ts'

const same = (text: string) => ({ en: text, zh: text })

function column(id: string, values: ArrayLike<number>, more: Partial<BenchColumn> = {}): BenchColumn {
  return { id, title: same(id), kind: 'attribute', role: null, dimension: null, scale: null, values: Float64Array.from(values), ...more }
}

function label(id: string, values: readonly (string | null)[]): BenchLabels {
  const names = [...new Set(values)].filter((value) => value !== null)
  return { id, title: same(id), groups: names.map((value) => ({ value, title: same(value) })), codes: Int32Array.from(values, (value) => (value === null ? -1 : names.indexOf(value))) }
}

function dataOf(columns: readonly BenchColumn[], labels: readonly BenchLabels[]): BenchData {
  return { respondents: columns[0]?.values.length ?? labels[0]?.codes.length ?? 0, columns, labels, points: [], dimensions: [], minimumN: 5 }
}

function ask(data: BenchData, key: InquiryKey, choices: InquiryChoices = {}): BenchAnswer {
  const answer = benchAnswerSchema.parse(answerInquiry(data, key, choices))
  assert.doesNotMatch(JSON.stringify(answer), /NaN|Infinity/)
  return answer
}

function rowOf({ tables }: BenchAnswer, table: number, first: RegExp): (string | number | null)[] {
  const row = tables[table]?.rows.find(([head]) => first.test(typeof head === 'object' && head !== null ? head.en : String(head)))
  assert.ok(row, `no row ${first}`)
  return row.map((cell) => (typeof cell === 'object' && cell !== null ? cell.en : cell))
}

const nothing = dataOf([], [])

describe('What a customer is worth', () => {
  test('the first margin now, after one period, up to a horizon, for all customers, and one more point of retention', () => {
    const answer = ask(nothing, 'worth', { customers: ['1000'], margin: ['100'], retention: ['80'], discount: ['10'], horizon: ['3'], cost: ['150'] })
    const [, now, then, more] = rowOf(answer, 0, /^For ever, as chosen/) as [string, number, number, number]
    close(now, (100 * 1.1) / 0.3 - 150, 1e-12)
    close(then, 110 / 0.29 - 150, 1e-12)
    close(more, then - now, 1e-9)
    close(rowOf(answer, 0, /after one period/)[1] as number, 80 / 0.3 - 150, 1e-12)
    close(rowOf(answer, 0, /^Up to the horizon/)[1] as number, 100 + 80 / 1.1 + 64 / 1.21 - 150, 1e-12)
    close(rowOf(answer, 0, /equity/)[1] as number, 1000 * now, 1e-12)
    close(rowOf(answer, 0, /^Periods/)[1] as number, 5, 1e-9)
    assert.match(answer.conclusion.text.en, /^A customer is worth 217; one more point of retention adds 12\.6 each, 12,644 for all\.$/)
    assert.match(answer.tables[0]!.note!.en, /within 2 periods/)
  })

  test('margins that come after one period only, a cost never earned back, and rates that cannot be', () => {
    const later = ask(nothing, 'worth', { first: ['later'], margin: ['10'], retention: ['50'], discount: ['0'], horizon: ['2'], cost: ['100'] })
    close(rowOf(later, 0, /^For ever, as chosen/)[1] as number, 10 - 100, 1e-12)
    close(rowOf(later, 0, /^Up to the horizon/)[1] as number, 5 + 2.5 - 100, 1e-12)
    assert.match(later.tables[0]!.note!.en, /never earned back/)
    assert.equal(later.conclusion.tone, 'bad')
    for (const wrong of [{ retention: ['100'] }, { discount: ['-1'] }, { horizon: ['0'] }] as InquiryChoices[]) assert.match(ask(nothing, 'worth', wrong).conclusion.text.zh, /留存率从0到不足100/)
  })

  test('customers still there are worth more the longer they have stayed, and without a horizon more than within', () => {
    const there = [1000, 869, 743, 653, 593, 551, 517, 491] // Fader & Hardie (2007), table 1, high end
    const customers = there.flatMap((count, t) => Array.from({ length: t === 7 ? count : count - there[t + 1]! }, () => ({ months: t === 7 ? 7 : t + 1, left: t === 7 ? 'no' : 'yes' })))
    const left = customers.map((customer) => customer.left)
    const data = dataOf([column('months', customers.map(({ months }) => months))], [label('left', left)])
    const answer = ask(data, 'retention', { time: ['months'], left: ['left=yes'], horizon: ['12'], margin: ['100'], discount: ['2'] })
    const [within, lasting, equity] = [/^Value of a customer up to/, /without a horizon/, /equity/].map((name) => rowOf(answer, 1, name)[1] as number) as [number, number, number]
    assert.ok(lasting > within)
    assert.ok(equity > left.filter((one) => one === 'no').length * (rowOf(answer, 1, /before the first renewal/)[1] as number))
  })
})

describe('Problems, complaints, recovery', () => {
  test('the complaints received are the tip of an iceberg, and what people tell is counted', () => {
    const answer = ask(nothing, 'complaining', { customers: ['10000'], received: ['300'], complain: ['20'], satisfied: ['50'], toldsatisfied: ['4'], toldunsatisfied: ['10'], influence: ['2'] })
    assert.equal(rowOf(answer, 0, /^Customers with a problem/)[1], 1500)
    close(rowOf(answer, 0, /word of mouth/)[1] as number, 0.02 * (150 * 4 - 150 * 10 - 1200 * 10), 1e-9)
    assert.match(answer.conclusion.evidence!.en, /For each complaint 5\.0 customers have a problem/)
    assert.match(ask(nothing, 'complaining', { received: ['5000'], complain: ['20'] }).conclusion.text.en, /more problems than there are customers/)
    assert.match(ask(nothing, 'complaining', { toldsatisfied: ['-1'] }).conclusion.text.en, /not below 0/)
  })

  const random = randomStream(6)
  const kinds = Array.from({ length: 360 }, (_, i) => ['none', 'solved', 'not solved'][i % 3]!)
  const loyal = (solved: number) => dataOf([column('stay', kinds.map((kind) => 7 + (kind === 'solved' ? solved : kind === 'not solved' ? -2 : 0) + random.normal()), { kind: 'item', role: 'intention', scale: { min: 1, max: 10 } })], [label('problem', kinds)])

  test('a solved problem can win more than it cost, as much, or less', () => {
    const chosen = { without: ['problem=none'], recovered: ['problem=solved'], unsolved: ['problem=not solved'], margin: ['0.5'] }
    const better = ask(loyal(1), 'recovery')
    assert.match(better.conclusion.text.en, /^The recovery paradox holds/)
    assert.equal(better.tables[1]!.rows.length, 3)
    const elsewhere = dataOf(loyal(1).columns, [label('branch', kinds.map((kind) => `branch ${kind.length}`))])
    assert.match(ask(elsewhere, 'recovery').conclusion.text.en, /^Choose who had no problem/)
    assert.match(ask(loyal(0), 'recovery', chosen).conclusion.text.en, /^Won back/)
    const worse = ask(loyal(-1), 'recovery', chosen)
    assert.match(worse.conclusion.text.en, /^A problem costs loyalty even when it is solved/)
    assert.match(worse.conclusion.evidence!.en, /A problem that was not solved costs [12]\.\d\./)
    assert.match(ask(loyal(0.3), 'recovery', { ...chosen, margin: ['0.01'] }).conclusion.text.en, /^(Neither|The recovery)/)
    assert.match(ask(loyal(0), 'recovery', { ...chosen, recovered: ['problem=none'] }).conclusion.text.en, /different groups/)
  })

  test('a branch with more complaints than its contacts explain is named; one row a unit or many give the same', () => {
    const units = ['north', 'south', 'east', 'west']
    const [complaints, contacts] = [[30, 52, 110, 41], [1000, 1600, 1700, 1300]]
    const table = dataOf([column('complaints', complaints), column('contacts', contacts)], [label('branch', units)])
    const answer = ask(table, 'complaint-rates', { unit: ['branch'], events: ['complaints'], exposure: ['contacts'] })
    assert.equal(answer.conclusion.text.en, 'More than their size explains: east.')
    close(rowOf(answer, 0, /^east/)[3] as number, (100 * 110) / 1700, 1e-12)
    const many = units.flatMap((unit, at) => Array.from({ length: 10 }, () => ({ unit, complaints: complaints[at]! / 10, contacts: contacts[at]! / 10 })))
    assert.match(ask(dataOf([column('complaints', many.map((row) => row.complaints)), column('contacts', many.map((row) => row.contacts))], [label('branch', many.map(({ unit }) => unit))]), 'complaint-rates', { exposure: ['contacts'] }).conclusion.text.en, /whole numbers/)
    const whole = many.map((row, i) => ({ ...row, complaints: Math.floor(complaints[Math.floor(i / 10)]! / 10) + (i % 10 < complaints[Math.floor(i / 10)]! % 10 ? 1 : 0) }))
    const rows = ask(dataOf([column('complaints', whole.map((row) => row.complaints)), column('contacts', whole.map((row) => row.contacts))], [label('branch', whole.map(({ unit }) => unit))]), 'complaint-rates', { exposure: ['contacts'] })
    assert.deepEqual(rows.tables[0]!.rows, answer.tables[0]!.rows)
    assert.equal(rows.n, 40)
  })

  test('units of too few respondents are not shown, and alike units do not stand out', () => {
    const rows = Array.from({ length: 43 }, (_, i) => ({ branch: i < 3 ? 'tiny' : i % 2 === 0 ? 'a' : 'b', complaints: i % 4 === 0 ? 1 : 0 }))
    const answer = ask(dataOf([column('complaints', rows.map(({ complaints }) => complaints))], [label('branch', rows.map(({ branch }) => branch))]), 'complaint-rates')
    assert.deepEqual(answer.tables[0]!.rows.map(([unit]) => (unit as { en: string }).en).sort(), ['a', 'b'])
  })
})

describe('Units and what comes out of them', () => {
  /** Branches with staff who like their work; customers follow one quarter later with half as much; revenue by elasticity. */
  function branches(count: number) {
    const random = randomStream(12)
    const quarters = ['q1', 'q2', 'q3', 'q4']
    const rows: { branch: string; quarter: string; staff: number; customers: number; money: number }[] = []
    for (let b = 0; b < count; b++) {
      const mood = quarters.map(() => 5 + 0.8 * random.normal())
      for (const [t, quarter] of quarters.entries()) {
        const liked = 3 + 0.5 * (mood[t - 1] ?? 5) + 0.15 * random.normal()
        for (let i = 0; i < 12; i++) {
          rows.push({ branch: `b${b}`, quarter, staff: mood[t]! + 0.5 * random.normal(), customers: Number.NaN, money: Number.NaN })
          rows.push({ branch: `b${b}`, quarter, staff: Number.NaN, customers: liked + 0.5 * random.normal(), money: 100 * mood[t]! ** 1.5 * Math.exp(0.05 * random.normal()) })
        }
      }
    }
    const of = (name: 'staff' | 'customers' | 'money') => column(name, rows.map((row) => row[name]), name === 'money' ? {} : { kind: 'item', role: 'other', scale: { min: 1, max: 10 } })
    return dataOf([of('staff'), of('customers'), of('money')], [label('branch', rows.map(({ branch }) => branch)), label('quarter', rows.map(({ quarter }) => quarter))])
  }
  const data = branches(36)
  const chosen = { unit: ['branch'], period: ['quarter'], cause: ['staff'], effect: ['customers'] }

  test('customers follow the mood of staff one quarter later, and not at once', () => {
    const later = ask(data, 'linkage', { ...chosen, lag: ['1'] })
    assert.match(later.conclusion.text.en, /^Units one higher in “staff” stand \+0\.\d+ in “customers” 1 period later\.$/)
    const [, slope, low, high] = rowOf(later, 0, /^staff$/) as [string, number, number, number]
    assert.ok(Math.abs(slope - 0.48) < 0.06 && low > 0.35 && high < 0.6, `${slope} from ${low} to ${high}`) // 0.5 thinned by what twelve answers leave open
    assert.equal(later.n, 36 * 3)
    const within = rowOf(later, 0, /within units over time/) as [string, number, number, number]
    assert.ok(within[2] > 0.3 && within[3] < 0.7)
    assert.match(ask(data, 'linkage', chosen).conclusion.text.en, /^No sure link/)
    assert.deepEqual(later.conditions.map(({ holds }) => holds), ['yes', 'yes', 'yes', 'unsure'])
    assert.match(later.conditions[1]!.detail!.en, /ICC\(1\) 0\.\d\d, ICC\(2\) 0\.9\d, r_wg 0\.9\d/)
  })

  test('in per cent the slope is the elasticity; a link that another figure explains goes', () => {
    const elastic = ask(data, 'linkage', { ...chosen, effect: ['money'], form: ['logs'] })
    const [, , low, high] = rowOf(elastic, 0, /^staff$/) as [string, number, number, number]
    assert.ok(low > 1.3 && high < 1.6 && low < high, `${low} to ${high}`)
    assert.match(elastic.conclusion.text.en, /^Units with one per cent more “staff” have \+1\.\d\d % “money”\.$/)
    const both = ask(data, 'linkage', { ...chosen, cause: ['money'], effect: ['customers'], lag: ['1'], fixed: ['staff'] })
    assert.equal(both.tables[0]!.rows.length, 3)
  })

  test('too few units, too few answers a unit, and choices that do not go together are told', () => {
    assert.match(ask(data, 'linkage', { ...chosen, least: ['13'] }).conclusion.text.en, /0 units have both figures with 13 answers; it takes five/)
    assert.match(ask(data, 'linkage', { ...chosen, period: [], lag: ['1'] }).conclusion.text.en, /choose what tells periods apart/)
    assert.match(ask(data, 'linkage', { ...chosen, effect: ['staff'] }).conclusion.text.en, /two different figures/)
    assert.equal(ask(branches(8), 'linkage', chosen).conditions[0]!.holds, 'no')
    const table = dataOf([column('staff', [1, 2, 3, 4, 5, 6]), column('money', [2, 4.2, 5.9, 8, 10.1, 12])], [label('branch', ['a', 'b', 'c', 'd', 'e', 'f'])])
    const answer = ask(table, 'linkage')
    assert.equal(answer.n, 6)
    assert.equal(answer.conditions.length, 2)
  })

  test('branches that make most of their staff, and whom the others can learn from', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const table = dataOf([column('staff', [2, 3, 3, 4, 5, 5, 6, 8]), column('sales', [1, 3, 2, 3, 4, 2, 3, 5])], [label('branch', names)])
    const asked = { inputs: ['staff'], outputs: ['sales'] }
    const constant = ask(table, 'efficiency', { ...asked, returns: ['constant'] })
    assert.equal(constant.conclusion.text.en, '1 of 8 units make the most of what they have; f makes 40 % of what the best make of the same.')
    assert.deepEqual(constant.tables[0]!.rows.at(-1)!.slice(1, 3), [1, 0])
    const variable = ask(table, 'efficiency', asked)
    close(rowOf(variable, 0, /^f$/)[1] as number, 0.5, 1e-9)
    assert.equal(rowOf(variable, 0, /^f$/)[3], 'e')
    assert.match(ask(table, 'efficiency', { inputs: ['staff'], outputs: ['staff'] }).conclusion.text.en, /something else that comes out/)
  })
})

describe('Loyalty', () => {
  const [own, rival, share] = [[9, 9, 8, 5, 4, 6, 7, Number.NaN], [6, 7, 5, 7, 6, 7, 3, 5], [0.9, 0.7, 0.2, 0.8, 0.6, 0.1, 0.5, 0.4]]
  const data = dataOf([column('own', own!, { kind: 'item', role: 'satisfaction', scale: { min: 1, max: 10 } }), column('rival', rival!), column('share', share!)], [])

  test('liked more than the competitor and bought from most: loyal; bought without liking: only seemingly', () => {
    const answer = ask(data, 'loyalty', { attitude: ['own'], rival: ['rival'], patronage: ['share'] })
    assert.deepEqual(answer.tables[0]!.rows.map((row) => row[1]), [3, 1, 2, 1])
    assert.deepEqual([answer.n, answer.missing], [7, 1])
    assert.match(answer.conclusion.text.en, /^43 % are loyal; 29 % buy without liking it/)
    const middle = ask(data, 'loyalty', { attitude: ['own'], patronage: ['share'] })
    assert.deepEqual(middle.tables[0]!.rows.map((row) => row[1]), [3, 2, 2, 0])
    assert.equal(middle.conditions[0]!.holds, 'no')
    const stays = dataOf([...data.columns, column('stay', [10, 6, 5, 9, 8, 1, 3, 7], { kind: 'item', role: 'intention', scale: { min: 1, max: 10 } }), column('count', [300, 1, 2, 3, 4, 5, 6, 7])], [])
    assert.match(ask(stays, 'loyalty', { attitude: ['own'], rival: ['rival'], patronage: ['stay'] }).tables[0]!.note!.en, /of patronage 5\.50/)
    assert.match(ask(stays, 'loyalty', { attitude: ['own'], patronage: ['count'] }).conclusion.text.en, /for counts choose/)
    assert.equal(ask(stays, 'loyalty', { attitude: ['own'], patronage: ['count'], cuts: ['medians'] }).n, 7)
    assert.match(ask(data, 'loyalty', { attitude: ['own'], rival: ['own'], patronage: ['share'] }).conclusion.text.zh, /互不相同/)
  })
})
