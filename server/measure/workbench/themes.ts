import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { incidentCauses, newCategories, pearsonTest } from '@gap5/methods'
import { named } from '../conclusions/wording.ts'
import { columnsAt, type BenchColumn, type BenchData } from './bench-data.ts'
import { columnsInput, conclusion, condition, ends, labelInput, noAnswer, numberInput, numbers, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rNames, script } from './r-script.ts'

const strong = 0.3
const method: Found['method'] = {
  text: {
    en: 'Remarks of a focus group, or incidents, with several codes at a time: how many remarks carry a code and how often it is named among all codes, which codes come together (counts, and the correlation φ of no and yes), and how many codes each further session brings.',
    zh: '焦点小组的发言或事件，可同时带多个编码：多少条带有某编码、在全部编码中占多少，哪些编码同时出现（次数，以及是/否的相关φ），每增加一场新出现多少编码。',
  },
  sources: ['Flanagan (1954) Psychological Bulletin 51', 'Keaveney (1995) Journal of Marketing 59(2) (counting by people and by mentions)', 'Guest, Bunce & Johnson (2006) Field Methods 18 (saturation)'],
  conventions: [{ en: 'A remark without any code is missing. φ from .30 on is marked. Agreement of coders is that before they talked about it (“Do my coders agree?”).', zh: '不带任何编码的发言视为缺失。φ不低于.30者标出。编码一致性指讨论之前的一致性（“评定者之间一致吗？”）。' }],
}

/** Which themes come together, and have we heard enough? */
export const themes: Definition = {
  key: 'themes',
  group: 'inside',
  title: { en: 'Which themes come together, and have we heard enough?', zh: '哪些主题同时出现？听够了吗？' },
  use: { en: 'For remarks that carry several codes: one row a remark, one column of no and yes a code (columns such as waiting.found), and where known the session.', zh: '用于一条发言可带多个编码的资料：一行一条发言，一个编码一列是/否（列名如waiting.found），如有则另给场次。' },
  long: false,
  unavailable: (data) => (codesIn(data).length >= 2 ? null : { en: 'It takes two columns of no and yes at least, one a code (columns such as waiting.found).', zh: '至少需要两列是/否，一个编码一列（列名如waiting.found）。' }),
  inputs: (data) => [
    columnsInput({ key: 'codes', title: { en: 'Codes', zh: '编码' }, least: 2, most: 60 }, codesIn(data), codesIn(data)),
    labelInput({ key: 'session', title: { en: 'Sessions (optional)', zh: '场次（可不选）' }, hint: { en: 'Else blocks of so many remarks', zh: '不选则按条数分批' }, least: 0 }, data.labels, data.labels.filter(({ id, title }) => /session|group discussion|场次|小组/i.test(`${id} ${title.en} ${title.zh}`)).slice(0, 1)),
    numberInput('block', { en: 'Remarks a block', zh: '每批条数' }, 50),
  ],
  answer(data, chosen) {
    const codes = columnsAt(data, chosen.several('codes'))
    const session = data.labels.find(({ id }) => id === chosen.one('session'))
    const block = Math.round(chosen.number('block'))
    const code = scriptOf(codes)
    if (codes.length < 2 || !(block >= 1)) return unfit(method, { en: 'Choose two codes at least, and blocks of one remark at least.', zh: '请选择至少两个编码，每批至少一条。' })
    const rows = Array.from({ length: data.respondents }, (_, i) => i)
    const carried = rows.map((i) => codes.filter(({ values, scale }) => values[i] === scale!.max).map(({ id }) => id))
    const counted = incidentCauses(carried)
    if (counted.n < data.minimumN) return noAnswer({ ...counted, reason: counted.n === 0 ? 'no-answers' : 'too-few' }, method, code)
    const titleOf = (id: string): Text => codes.find((one) => one.id === id)!.title
    const together = codes.map((a) => codes.map((b) => carried.filter((ids) => ids.includes(a.id) && ids.includes(b.id)).length))
    const phi = codes.map((a, i) => codes.map((b, j) => (i === j ? null : pearsonTest(a.values, b.values).estimate)))
    const fresh = session ? session.groups.map(({ title }, at) => ({ title, ids: rows.filter((i) => session.codes[i] === at).flatMap((i) => carried[i]!) })) : blocksOf(carried.filter((ids) => ids.length > 0), block)
    const added = newCategories(fresh.map(({ ids }) => ids), 1)
    const total = added.map((_, at) => added.slice(0, at + 1).reduce((a, b) => a + b, 0))
    return {
      n: counted.n,
      missing: counted.missing,
      deletion: { en: 'a remark needs a code', zh: '发言须带有编码' },
      conclusion: sentenceOf(counted.causes[0]!, counted.n, pairOf(codes, phi), added, titleOf),
      conditions: [condition(added.length < 2 ? null : added.at(-1) === 0, { en: 'The last session brought no new code', zh: '最近一场没有新编码' }, added.length < 2 ? null : { en: `${added.at(-1)} new`, zh: `新增${added.at(-1)}个` })],
      pictures: [
        { kind: 'bars', axis: 'nil', title: { en: 'Remarks that carry a code', zh: '带有各编码的发言' }, unit: 'share', decimals: 0, bars: counted.causes.map(({ id, respondents }) => ({ key: id, title: titleOf(id), value: respondents.value, ...ends(respondents.interval) })), reference: null },
        { kind: 'heat', title: { en: 'Codes that come together (φ)', zh: '同时出现的编码（φ）' }, rows: codes.map(({ title }) => title), columns: codes.map(({ title }) => title), values: phi, strong },
        ...(added.length < 2 ? [] : [{ kind: 'curves' as const, title: { en: 'Codes heard so far', zh: '累计编码数' }, across: session?.title ?? { en: 'Blocks of remarks', zh: '批次' }, up: { en: 'Codes', zh: '编码数' }, unit: 'number' as const, steps: false, curves: [{ key: 'codes', title: { en: 'heard so far', zh: '累计' }, points: total.map((y, at) => ({ x: at + 1, y, lower: null, upper: null })) }] }]),
      ],
      tables: [
        tableOf({ en: 'Codes', zh: '编码' }, [words('Code', '编码'), numbers('Remarks', '发言数', 0), numbers('Share', '比例', 1, 'share'), numbers('Lower', '下限', 1, 'share'), numbers('Upper', '上限', 1, 'share'), numbers('of all mentions', '占全部提及', 1, 'share')], counted.causes.map(({ id, respondents, incidents }) => [titleOf(id), respondents.count, respondents.value, respondents.interval?.lower ?? null, respondents.interval?.upper ?? null, incidents.value])),
        tableOf({ en: 'Remarks that carry both', zh: '同时带有两个编码的发言数' }, [words('Code', '编码'), ...codes.map(({ title }) => numbers(title.en, title.zh, 0))], codes.map(({ title }, at) => [title, ...together[at]!])),
        tableOf({ en: 'New codes', zh: '新编码' }, [words(session ? 'Session' : 'Remarks', session ? '场次' : '发言'), numbers('New', '新增', 0), numbers('So far', '累计', 0)], fresh.map(({ title }, at) => [title, added[at] ?? 0, total[at] ?? 0])),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

function codesIn({ columns }: BenchData): BenchColumn[] {
  return columns.filter(({ kind, scale }) => kind === 'item' && scale !== null && scale.max - scale.min === 1)
}

function blocksOf(stories: readonly (readonly string[])[], size: number): { title: Text; ids: string[] }[] {
  return Array.from({ length: Math.ceil(stories.length / size) }, (_, at) => {
    const own = stories.slice(at * size, (at + 1) * size)
    const range = `${at * size + 1}–${at * size + own.length}`
    return { title: { en: range, zh: range }, ids: own.flat() }
  })
}

/** The two codes that come together most beyond chance; null where none do. */
function pairOf(codes: readonly BenchColumn[], phi: readonly (readonly (number | null)[])[]): { titles: Text[]; value: number } | null {
  const all = codes.flatMap((a, i) => codes.slice(i + 1).map((b, step) => ({ titles: [a.title, b.title], value: phi[i]![i + 1 + step] ?? 0 })))
  const best = all.sort((a, b) => b.value - a.value)[0]
  return best && best.value >= strong ? best : null
}

function sentenceOf(first: { id: string; respondents: { value: number | null } }, n: number, pair: ReturnType<typeof pairOf>, added: readonly number[], titleOf: (id: string) => Text): Found['conclusion'] {
  const most = titleOf(first.id)
  const share = first.respondents.value ?? 0
  const enough = added.length < 2 ? null : added.at(-1) === 0
  const parts: Text[] = [
    ...(pair ? [{ en: `${named(pair.titles).en} come together (φ ${figure(pair.value, 'en', 2)}).`, zh: `${named(pair.titles).zh}常同时出现（φ ${figure(pair.value, 'zh', 2)}）。` }] : [{ en: 'No two themes come together beyond φ .30.', zh: '没有两个主题的φ超过.30。' }]),
    ...(enough === null ? [] : [enough ? { en: 'The last session brought nothing new.', zh: '最近一场没有新的主题。' } : { en: `The last session still brought ${added.at(-1)} new.`, zh: `最近一场仍新增${added.at(-1)}个。` }]),
  ]
  return conclusion(enough === false ? 'caution' : 'neutral', { en: `Most remarks speak of “${most.en}” (${percent(share, 'en')} of ${figure(n, 'en')}).`, zh: `谈得最多的是“${most.zh}”（${figure(n, 'zh')}条中占${percent(share, 'zh')}）。` }, { en: parts.map(({ en }) => en).join(' '), zh: parts.map(({ zh }) => zh).join('') })
}

function scriptOf(codes: readonly BenchColumn[]): string {
  return script([], [`codes <- as.matrix(data[, ${rNames(codes)}])`, 'codes <- codes[rowSums(codes, na.rm = TRUE) > 0, ]', 'print(colMeans(codes, na.rm = TRUE))', 'print(crossprod(ifelse(is.na(codes), 0, codes)))', `print(cor(data[, ${rNames(codes)}], use = "pairwise"))`])
}
