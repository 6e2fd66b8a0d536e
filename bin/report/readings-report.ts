/** A reading as lines for the terminal: what it concludes, then its table. */
import { figure, percent, probability, say, signed, type Language, type Text } from '@gap5/contract/language.ts'
import type { ReadingOffers } from '@gap5/contract/measure/readings/readings.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import type { FileReadingKey, Readings } from '@gap5/server/measure/readings/by-key.ts'
import { number, shortened, textTable, words, wrapped, type Cell } from './text-table.ts'

const lineWidth = 96
const titleWidth = 40
const nothing = '–'

export function readingReport<Key extends FileReadingKey>(key: Key, reading: Readings[Key], language: Language): string[] {
  const head = [say(reading.studyTitle, language), `n ${figure(reading.responses, language)}`]
  const conclusions = reading.conclusions.flatMap(({ text, evidence }) => [
    ...wrapped(say(text, language), lineWidth, '• '),
    ...(evidence ? wrapped(say(evidence, language), lineWidth, '  ') : []),
  ])
  const warnings = reading.warnings.flatMap(({ text }) => wrapped(say(text, language), lineWidth, '! '))
  const table = tables[key](reading, language)
  return [head, conclusions, table, warnings].filter((lines) => lines.length > 0).flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))
}

export function offersReport({ readings }: ReadingOffers, language: Language): string[] {
  const own = readings.filter(({ key }) => key !== 'side-by-side')
  return own.flatMap(({ key, title, asks, needs }) => [`${key}  ${say(title, language)}: ${say(asks, language)}`, ...(needs ? wrapped(say(needs, language), lineWidth, '  – ') : [])])
}

type Writer = (value: number, language: Language) => string
const two: Writer = (value, language) => figure(value, language, 2)
const one: Writer = (value, language) => figure(value, language, 1)
const whole: Writer = (value, language) => percent(value, language)
const difference: Writer = (value, language) => signed(value, language, 2)

function written(estimate: Estimate | null, language: Language, write: Writer): Cell {
  return number(estimate === null || estimate.value === null ? nothing : write(estimate.value, language))
}

function interval({ lower, upper }: Estimate, language: Language, write: Writer): Cell {
  if (lower === null || upper === null) return number(nothing)
  return number(say({ en: `${write(lower, language)} to ${write(upper, language)}`, zh: `${write(lower, language)}至${write(upper, language)}` }, language))
}

function table(head: readonly Text[], rows: readonly (readonly Cell[])[], language: Language): string[] {
  const [first, ...rest] = head
  return rows.length === 0 ? [] : textTable([words(say(first!, language)), ...rest.map((title) => number(say(title, language)))], rows)
}

const name = (title: Text, language: Language) => words(shortened(say(title, language), titleWidth))
const statement: Text = { en: 'Statement', zh: '题项' }
const range: Text = { en: '95 % interval', zh: '95%区间' }
const plain = (text: string): Text => ({ en: text, zh: text })

const tables: { [Key in FileReadingKey]: (reading: Readings[Key], language: Language) => string[] } = {
  'importance-performance': ({ points, form }, language) =>
    table(
      [statement, { en: 'Importance', zh: '重要性' }, { en: 'Performance', zh: '绩效' }, { en: 'Difference', zh: '差值' }, { en: 'adj. p', zh: '校正p' }, { en: 'Quadrant', zh: '象限' }, plain('n')],
      points.map((point) => [
        name(point.title, language),
        written(point.importance, language, form === 'shares' ? whole : two),
        written(point.performance, language, two),
        written(point.gap, language, difference),
        number(point.gapTest ? probability(point.gapTest.adjustedP) : nothing),
        number(point.quadrant ? say(quadrants[point.quadrant], language) : nothing),
        number(figure(point.performance.n, language)),
      ]),
      language,
    ),
  kano: ({ features }, language) =>
    table(
      [{ en: 'Feature', zh: '功能' }, { en: 'Category', zh: '类别' }, { en: 'Better', zh: '更好' }, { en: 'Worse', zh: '更差' }, ...letters.map(plain), plain('Blauth'), { en: 'Strength', zh: '类别强度' }, { en: 'Total', zh: '总强度' }, plain('n')],
      features.map((feature) => [
        name(feature.title, language),
        number(feature.combination ?? nothing),
        written(feature.better, language, two),
        written(feature.worse, language, two),
        ...letters.map((letter) => number(feature.counts ? String(feature.counts[letter]) : nothing)),
        number(feature.blauth ?? nothing),
        number(feature.categoryStrength === null ? nothing : percent(feature.categoryStrength, language)),
        number(feature.totalStrength === null ? nothing : percent(feature.totalStrength, language)),
        number(figure(feature.n, language)),
      ]),
      language,
    ),
  confirmation: ({ shares, items, periods }, language) => {
    const row = (title: Text, of: typeof shares, n: number) => [name(title, language), ...of.map(({ share }) => written(share, language, whole)), number(figure(n, language))]
    const rows = [row({ en: 'All', zh: '全部' }, shares, shares[0]?.share.n ?? 0), ...(items.length > 1 ? items : []).map((item) => row(item.title, item.shares, item.n)), ...(periods.length > 1 ? periods : []).map((period) => row(period.title, period.shares, period.n))]
    return table([plain(''), { en: 'Delighted', zh: '惊喜' }, { en: 'Satisfied', zh: '满意' }, { en: 'Regret', zh: '遗憾' }, { en: 'Disappointed', zh: '失望' }, plain('n')], rows, language)
  },
  satisfaction: ({ whole: all, groups }, language) => {
    const forms = [
      [{ en: 'Weighted by importance', zh: '按重要性加权' }, 'weighted', one],
      [{ en: 'Effect ÷ expectation × 100', zh: '实际效果÷期望×100' }, 'ratio', one],
      [{ en: 'Effect − expectation, 0–100', zh: '实际效果−期望（百分制）' }, 'difference', one],
      [{ en: 'Overall satisfaction, 0–100', zh: '总体满意度（百分制）' }, 'overall', one],
      [{ en: 'Best answers', zh: '最好选项占比' }, 'topBox', whole],
    ] as const
    const asked = forms.filter(([, key]) => all[key] !== null)
    const rows = asked.map(([title, key, write]) => [name(title, language), written(all[key], language, write), interval(all[key]!, language, write), number(figure(all[key]?.n ?? 0, language))])
    const groupRows = groups.map((group) => [name(group.title, language), ...asked.map(([, key, write]) => written(group[key], language, write)), number(figure(group.n, language))])
    const grouped = table([{ en: 'Group', zh: '组' }, ...asked.map(([title]) => title), plain('n')], groupRows, language)
    return [...table([{ en: 'Index', zh: '指数' }, { en: 'Value', zh: '数值' }, range, plain('n')], rows, language), ...(grouped.length > 0 ? ['', ...grouped] : [])]
  },
  'index-model': ({ constructs, paths }, language) => [
    ...table(
      [{ en: 'Block', zh: '分块' }, { en: 'Index', zh: '指数' }, range, plain('R²'), plain('Alpha'), plain('n')],
      constructs.map((block) => [name(block.title, language), written(block.index, language, one), interval(block.index, language, one), number(block.r2 === null ? nothing : two(block.r2, language)), number(block.alpha === null ? nothing : two(block.alpha, language)), number(figure(block.index.n, language))]),
      language,
    ),
    '',
    ...table(
      [{ en: 'Path', zh: '路径' }, { en: 'Direct', zh: '直接' }, range, { en: 'Total', zh: '总效应' }],
      paths.map(({ from, to, estimate, total }) => [words(`${from} → ${to}`), written(estimate, language, two), interval(estimate, language, two), number(total === null ? nothing : two(total, language))]),
      language,
    ),
  ],
  levels: ({ rows }, language) => {
    const [first] = rows
    return table(
      [statement, ...(first?.steps ?? []).map(({ title }) => title), { en: 'Perceived', zh: '感知' }, { en: 'Reaches', zh: '达到' }],
      rows.map((row) => [name(row.title, language), ...row.steps.map(({ estimate }) => written(estimate, language, two)), written(row.perception, language, two), number(say(row.steps.find(({ role }) => role === row.reached)?.title ?? plain(nothing), language))]),
      language,
    )
  },
  'outcome-process': ({ blocks, effects }, language) => [
    ...table([{ en: 'Block', zh: '分块' }, plain('0–100'), range, plain('n')], blocks.map(({ title, estimate }) => [name(title, language), written(estimate, language, one), interval(estimate, language, one), number(figure(estimate.n, language))]), language),
    ...(effects ? ['', ...table([{ en: 'On overall satisfaction', zh: '对总体满意度' }, { en: 'Coefficient', zh: '系数' }, range], effects.rows.map(({ title, estimate }) => [name(title, language), written(estimate, language, two), interval(estimate, language, two)]), language)] : []),
  ],
  blocks: ({ blocks }, language) =>
    table([{ en: 'Block', zh: '分块' }, plain('0–100'), range, plain('n')], blocks.map(({ title, estimate }) => [name(title, language), written(estimate, language, one), interval(estimate, language, one), number(figure(estimate.n, language))]), language),
}

const letters = ['M', 'O', 'A', 'I', 'R', 'Q'] as const

const quadrants: Record<'concentrate' | 'keep-up' | 'low-priority' | 'possible-overkill', Text> = {
  concentrate: { en: 'concentrate', zh: '优先改进' },
  'keep-up': { en: 'keep up', zh: '继续保持' },
  'low-priority': { en: 'low priority', zh: '次要改进' },
  'possible-overkill': { en: 'possible overkill', zh: '可能过度' },
}
