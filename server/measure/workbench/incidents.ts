import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { chiSquareTest, fisherExact, newCategories, proportion } from '@gap5/methods'
import type { BenchLabels } from './bench-data.ts'
import { conclusion, condition, ends, labelInput, noAnswer, numberInput, numbers, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'Critical incidents, one row each with its category: shares with Wilson’s intervals, category by outcome (χ², Cramér’s V, standardised residuals), and how many categories each further block of incidents brings: collecting may stop once the last hundred bring hardly a new one.',
    zh: '关键事件，一行一件并标明类别：给出各类比例及Wilson区间，类别与结果的关系（χ²、Cramér V、标准化残差），以及每增加一批事件新出现多少类别：当最近一百件几乎不再出现新类别时即可停止收集。',
  },
  sources: ['Flanagan (1954) Psychological Bulletin 51', 'Bitner, Booms & Tetreault (1990) Journal of Marketing 54(1)', 'Haberman (1973) Biometrics 29 (residuals)'],
  conventions: [{ en: 'Incidents in the order of the table. Enough heard: fewer than three new categories among the last hundred. Agreement of coders is asked by itself (“Do my coders agree?”), before they talk.', zh: '事件按表中顺序。收集充分：最近一百件中新类别少于三个。编码一致性另行检验（“评定者之间一致吗？”），且须在讨论之前。' }],
}

/** Which incidents please and which annoy, and have we heard enough? */
export const incidents: Definition = {
  key: 'incidents',
  group: 'inside',
  title: { en: 'Which incidents please, which annoy, and have we heard enough?', zh: '哪些事件令人满意或不满？收集够了吗？' },
  use: { en: 'For critical incidents or remarks of focus groups that were put into categories: one row each, the category an attribute, and where known the outcome (pleased or annoyed) and the session.', zh: '用于已归类的关键事件或焦点小组发言：一行一件，类别为属性，如有则另给结果（满意或不满）与场次。' },
  long: false,
  unavailable: (data) => (data.labels.length === 0 ? { en: 'It takes an attribute that holds the category of each incident.', zh: '需要一个记录事件类别的属性。' } : null),
  inputs(data) {
    const like = (pattern: RegExp) => data.labels.find(({ id, title }) => pattern.test(`${id} ${title.en} ${title.zh}`))
    const category = like(/categor|incident|cause|reason|theme|类别|编码|事件|原因|主题/i)
    return [
      labelInput({ key: 'category', title: { en: 'Category', zh: '类别' }, least: 1 }, data.labels, category ? [category] : []),
      labelInput({ key: 'outcome', title: { en: 'Outcome (optional)', zh: '结果（可不选）' }, least: 0 }, data.labels, [like(/outcome|satisf|pleased|结果|满意/i) ?? []].flat()),
      labelInput({ key: 'session', title: { en: 'Sessions (optional)', zh: '场次（可不选）' }, hint: { en: 'Else blocks of so many incidents', zh: '不选则按件数分批' }, least: 0 }, data.labels, [like(/session|group discussion|场次|小组/i) ?? []].flat()),
      numberInput('block', { en: 'Incidents a block', zh: '每批件数' }, 100),
    ]
  },
  answer(data, chosen) {
    const label = data.labels.find(({ id }) => id === chosen.one('category'))
    const outcome = data.labels.find(({ id }) => id === chosen.one('outcome'))
    const session = data.labels.find(({ id }) => id === chosen.one('session'))
    const block = Math.round(chosen.number('block'))
    const code = label ? scriptOf(label, outcome, block) : ''
    if (!label) return unfit(method, { en: 'Choose the attribute that holds the category of each incident.', zh: '请选择记录事件类别的属性。' })
    if (!(block >= 1)) return unfit(method, { en: 'A block holds one incident at least.', zh: '每批至少一件。' })
    if (label === outcome) return unfit(method, { en: 'Choose another attribute as outcome than the category.', zh: '结果与类别须为不同属性。' })
    const stories = [...label.codes].filter((at) => at >= 0)
    const n = stories.length
    if (n < data.minimumN) return noAnswer({ n, missing: data.respondents - n, deletion: 'available', reason: n === 0 ? 'no-answers' : 'too-few' }, method, code)
    const shares = label.groups.map(({ value, title }, at) => ({ value, title, at, share: proportion(stories.filter((one) => one === at).length, n) })).filter(({ share }) => share.count > 0)
    shares.sort((a, b) => b.share.count - a.share.count)
    const fresh = newIn(label, session === label ? undefined : session, block)
    const last = lastHundred(label)
    const table = outcome ? crossed(label, outcome) : null
    const test = table ? chiSquareTest(table) : null
    const strongest = table && outcome ? residuals(table) : null
    return {
      n,
      missing: data.respondents - n,
      deletion: { en: 'an incident needs a category', zh: '事件须有类别' },
      conclusion: sentenceOf(shares[0]!, n, last, outcome, test?.p ?? null, strongest, label),
      conditions: [
        condition(last === null ? null : last < 3, { en: 'Fewer than three new categories among the last hundred incidents', zh: '最近一百件中新类别少于三个' }, last === null ? { en: 'fewer than two hundred incidents so far', zh: '目前不足两百件' } : { en: `${last} new`, zh: `新增${last}类` }),
        ...(test?.smallestExpected === null || test === null ? [] : [condition(test.smallestExpected >= 5, { en: 'Five expected in every cell of the table', zh: '表中每格期望频数至少为5' }, { en: `smallest ${figure(test.smallestExpected, 'en', 1)}`, zh: `最小为${figure(test.smallestExpected, 'zh', 1)}` })]),
        condition(null, { en: 'Two coders put the incidents into the same categories', zh: '两位编码员的归类一致' }),
      ],
      pictures: [
        { kind: 'bars', axis: 'nil', title: label.title, unit: 'share', decimals: 0, bars: shares.map(({ value, title, share }) => ({ key: value, title, value: share.value, ...ends(share.interval) })), reference: null },
        ...(fresh.length < 2 ? [] : [{ kind: 'curves' as const, title: { en: 'Categories heard so far', zh: '累计类别数' }, across: session ? session.title : { en: 'Incidents', zh: '事件数' }, up: { en: 'Categories', zh: '类别数' }, unit: 'number' as const, steps: false, curves: [{ key: 'categories', title: { en: 'heard so far', zh: '累计' }, points: fresh.map(({ x, total }) => ({ x, y: total, lower: null, upper: null })) }] }]),
        ...(table && outcome ? [{ kind: 'heat' as const, title: { en: 'More or fewer than by chance (standardised residuals)', zh: '多于或少于偶然（标准化残差）' }, rows: label.groups.map(({ title }) => title), columns: outcome.groups.map(({ title }) => title), values: standardised(table), strong: 2 }] : []),
      ],
      tables: [
        tableOf({ en: 'Categories', zh: '类别' }, [words('Category', '类别'), numbers('Incidents', '件数', 0), numbers('Share', '比例', 1, 'share'), numbers('Lower', '下限', 1, 'share'), numbers('Upper', '上限', 1, 'share'), ...(outcome ? outcome.groups.map(({ title }) => numbers(title.en, title.zh, 0)) : [])], shares.map(({ title, at, share }) => [title, share.count, share.value, share.interval?.lower ?? null, share.interval?.upper ?? null, ...(table ? table[at]! : [])])),
        ...(test ? [tableOf({ en: 'Category by outcome', zh: '类别与结果' }, [words('Test', '检验'), numbers('Statistic', '统计量'), numbers('df', '自由度', 0), numbers('p', 'p', 3, 'p')], [[{ en: 'χ²', zh: 'χ²' }, test.statistic, test.df?.[0] ?? null, test.p], [{ en: 'Cramér’s V', zh: 'Cramér V' }, test.cramerV, null, null], ...exact(table!)])] : []),
        tableOf({ en: 'New categories', zh: '新类别' }, [words(session ? 'Session' : 'Incidents', session ? '场次' : '事件'), numbers('New', '新增', 0), numbers('So far', '累计', 0)], fresh.map(({ title, added, total }) => [title, added, total])),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

type Fresh = { title: Text; x: number; added: number; total: number }

/** New categories session by session, or block by block. */
function newIn({ codes }: BenchLabels, session: BenchLabels | undefined, block: number): Fresh[] {
  const known = [...codes.keys()].filter((i) => codes[i]! >= 0)
  const seen = new Set<number>()
  const parts = session
    ? session.groups.map(({ title }, at) => ({ title, x: at + 1, rows: known.filter((i) => session.codes[i] === at) }))
    : Array.from({ length: Math.ceil(known.length / block) }, (_, at) => {
        const rows = known.slice(at * block, (at + 1) * block)
        const [from, to] = [at * block + 1, at * block + rows.length]
        return { title: { en: `${figure(from, 'en')}–${figure(to, 'en')}`, zh: `${figure(from, 'zh')}–${figure(to, 'zh')}` }, x: to, rows }
      })
  return parts.map(({ title, x, rows }) => {
    const before = seen.size
    for (const row of rows) seen.add(codes[row]!)
    return { title, x, added: seen.size - before, total: seen.size }
  })
}

/** New categories among the last hundred incidents; null where there are not two hundred. */
function lastHundred({ codes }: BenchLabels): number | null {
  const stories = [...codes].filter((at) => at >= 0).map((at) => [String(at)])
  if (stories.length < 200) return null
  return newCategories(stories, stories.length - 100)[1] ?? 0
}

function crossed(label: BenchLabels, outcome: BenchLabels): number[][] {
  const table = label.groups.map(() => outcome.groups.map(() => 0))
  label.codes.forEach((at, i) => {
    const to = outcome.codes[i]!
    if (at >= 0 && to >= 0) table[at]![to]!++
  })
  return table
}

/** (observed − expected) / √(expected (1 − row share)(1 − column share)). */
function standardised(table: readonly (readonly number[])[]): (number | null)[][] {
  const n = table.flat().reduce((a, b) => a + b, 0)
  const rows = table.map((row) => row.reduce((a, b) => a + b, 0))
  const columns = table[0]!.map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0))
  return table.map((row, i) =>
    row.map((count, j) => {
      const expected = (rows[i]! * columns[j]!) / n
      const spread = Math.sqrt(expected * (1 - rows[i]! / n) * (1 - columns[j]! / n))
      return spread > 0 ? (count - expected) / spread : null
    }),
  )
}

function residuals(table: readonly (readonly number[])[]): { row: number; column: number; value: number } | null {
  const all = standardised(table).flatMap((row, at) => row.flatMap((value, column) => (value === null ? [] : [{ row: at, column, value }])))
  return all.sort((a, b) => b.value - a.value)[0] ?? null
}

function exact(table: readonly (readonly number[])[]): Found['tables'][number]['rows'] {
  if (table.length !== 2 || table[0]!.length !== 2) return []
  const { statistic, p } = fisherExact([[table[0]![0]!, table[0]![1]!], [table[1]![0]!, table[1]![1]!]])
  return [[{ en: 'Fisher’s exact test (odds ratio)', zh: 'Fisher精确检验（优势比）' }, statistic, null, p]]
}

function sentenceOf(first: { title: Text; share: { value: number | null } }, n: number, last: number | null, outcome: BenchLabels | undefined, p: number | null, strongest: ReturnType<typeof residuals>, label: BenchLabels): Found['conclusion'] {
  const share = first.share.value ?? 0
  const text: Text = { en: `Most incidents are of “${first.title.en}” (${percent(share, 'en')} of ${figure(n, 'en')}).`, zh: `最多的是“${first.title.zh}”（${figure(n, 'zh')}件中占${percent(share, 'zh')}）。` }
  const parts: Text[] = []
  if (outcome && p !== null) {
    if (p < 0.05 && strongest) parts.push({ en: `Category and outcome go together: “${label.groups[strongest.row]!.title.en}” more often ends as “${outcome.groups[strongest.column]!.title.en}” than by chance.`, zh: `类别与结果有关：“${label.groups[strongest.row]!.title.zh}”多以“${outcome.groups[strongest.column]!.title.zh}”告终，超出偶然。` })
    else parts.push({ en: 'Category and outcome do not go together beyond chance.', zh: '类别与结果没有超出偶然的关联。' })
  }
  if (last !== null) parts.push(last < 3 ? { en: 'Enough has been heard.', zh: '收集已充分。' } : { en: `Not enough has been heard: the last hundred brought ${last} new categories.`, zh: `收集尚不充分：最近一百件新增${last}类。` })
  return conclusion(last !== null && last >= 3 ? 'caution' : 'neutral', text, parts.length === 0 ? null : { en: parts.map(({ en }) => en).join(' '), zh: parts.map(({ zh }) => zh).join('') })
}

function scriptOf(label: BenchLabels, outcome: BenchLabels | undefined, block: number): string {
  const c = rName(label.id)
  return script([], [
    `print(sort(table(data$${c}), decreasing = TRUE))`,
    ...(outcome ? [`counts <- table(data$${c}, data$${rName(outcome.id)})`, 'test <- chisq.test(counts, correct = FALSE)', 'print(test); print(test$stdres)'] : []),
    `told <- na.omit(data$${c})`,
    `fresh <- tapply(!duplicated(told), (seq_along(told) - 1) %/% ${block}, sum)`,
    'print(fresh)',
  ])
}
