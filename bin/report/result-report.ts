/** A result as lines for the terminal, in either language. */
import { figure, percent, probability, say, signed, type Language, type Text } from '@gap5/contract/language.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import { leftOutOf } from '@gap5/contract/measure/left-out.ts'
import type { Conclusion, Estimate, GapRow, StudyResult } from '@gap5/contract/measure/results.ts'
import { number, shortened, textTable, words, wrapped, type Cell } from './text-table.ts'

const lineWidth = 96
const titleWidth = 44
const nothing = '–'

export function resultReport(result: StudyResult, language: Language): string[] {
  const parts = [
    heading(result, language),
    result.conclusions.flatMap((conclusion) => conclusionLines(conclusion, language)),
    gapTable(result, 'dimension', { en: 'Dimensions', zh: '维度' }, language),
    gapTable(result, 'item', { en: 'Statements', zh: '题项' }, language),
    indicatorTable(result, language),
    kanoTable(result, language),
    reliabilityTable(result, language),
    result.warnings.flatMap(({ text }) => wrapped(say(text, language), lineWidth, '! ')),
    conventions(result, language),
  ]
  return parts.filter((lines) => lines.length > 0).flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))
}

function heading({ studyTitle, responses, incomplete }: StudyResult, language: Language): string[] {
  const counts = {
    en: `n ${figure(responses, 'en')}; ${figure(incomplete, 'en')} incomplete, left out per item`,
    zh: `n ${figure(responses, 'zh')}；${figure(incomplete, 'zh')} 份不完整，逐题剔除`,
  }
  return [say(studyTitle, language), say(counts, language)]
}

function conclusionLines({ text, evidence }: Conclusion, language: Language): string[] {
  const lines = wrapped(say(text, language), lineWidth, '• ')
  return evidence ? [...lines, ...wrapped(say(evidence, language), lineWidth, '  ')] : lines
}

type Column = { title: Text; cell: (row: GapRow) => Cell; isAsked: (row: GapRow) => boolean }

function gapTable({ gaps, scale, reliability }: StudyResult, level: GapRow['level'], title: Text, language: Language): string[] {
  const rows = gaps.filter((row) => row.level === level || (level === 'dimension' && row.level === 'overall'))
  if (!rows.some((row) => row.level === level)) return []
  const decimals = scale !== null && scale.max - scale.min >= 6 ? 1 : 2
  const alphaOf = (row: GapRow) => reliability.find(({ dimension, of }) => row.level === 'dimension' && dimension === row.key && of === 'perception')?.alpha ?? null
  const columns = columnsOf(decimals, language, alphaOf).filter(({ isAsked }) => rows.some(isAsked))
  const head = [words(say(title, language)), ...columns.map((column) => number(say(column.title, language)))]
  return textTable(head, rows.map((row) => [words(nameOf(row, language)), ...columns.map(({ cell }) => cell(row))]))
}

function nameOf(row: GapRow, language: Language): string {
  const title = say(row.title, language)
  const withKey = row.level === 'item' && title.toLowerCase() !== row.key ? `${row.key}  ${title}` : title
  return shortened(withKey, titleWidth)
}

function columnsOf(decimals: number, language: Language, alphaOf: (row: GapRow) => number | null): Column[] {
  const level = (estimate: Estimate | null) => number(written(estimate, (x) => figure(x, language, decimals)))
  const difference = (estimate: Estimate | null) => number(written(estimate, (x) => signed(x, language, Math.max(decimals, 2))))
  const column = (title: Text, of: (row: GapRow) => Estimate | null, write: (estimate: Estimate | null) => Cell): Column => ({
    title,
    cell: (row) => write(of(row)),
    isAsked: (row) => of(row) !== null,
  })
  return [
    column({ en: 'Points', zh: '权重' }, (row) => row.weight, (e) => number(written(e, (x) => figure(x, language, 1)))),
    column({ en: 'Importance', zh: '重要性' }, (row) => row.importance, level),
    column({ en: 'Expected', zh: '期望' }, (row) => row.expectation, level),
    column({ en: 'Adequate', zh: '适当' }, (row) => row.adequate, level),
    column({ en: 'Desired', zh: '理想' }, (row) => row.desired, level),
    column({ en: 'Perceived', zh: '感知' }, (row) => row.perception, level),
    column({ en: 'Gap', zh: '差距' }, (row) => row.gap, difference),
    { title: { en: 'adj. p', zh: '校正p' }, cell: (row) => number(row.gapTest ? probability(row.gapTest.adjustedP) : nothing), isAsked: (row) => row.gapTest !== null },
    column({ en: 'P − A', zh: '感知−适当' }, (row) => row.adequacy, difference),
    column({ en: 'P − D', zh: '感知−理想' }, (row) => row.superiority, difference),
    column({ en: 'Inside', zh: '区域内' }, (row) => row.shareInside, (e) => number(written(e, (x) => percent(x, language)))),
    { title: { en: 'Alpha', zh: 'α' }, cell: (row) => number(decimal(alphaOf(row), language)), isAsked: (row) => alphaOf(row) !== null },
    { title: { en: 'n', zh: 'n' }, cell: (row) => number(figure(basisOf(row)?.n ?? 0, language)), isAsked: () => true },
    { title: { en: 'Missing', zh: '缺失' }, cell: (row) => number(figure(basisOf(row)?.missing ?? 0, language)), isAsked: () => true },
    { title: { en: 'Left out', zh: '剔除' }, cell: (row) => number(row.level === 'item' ? figure(leftOutOf(row), language) : nothing), isAsked: (row) => leftOutOf(row) > 0 },
  ]
}

function basisOf(row: GapRow): Estimate | null {
  return row.adequacy ?? row.superiority ?? row.gap ?? row.perception ?? row.importance
}

function written(estimate: Estimate | null, write: (value: number) => string): string {
  return estimate === null || estimate.value === null ? nothing : write(estimate.value)
}

function decimal(value: number | null, language: Language): string {
  return value === null ? nothing : figure(value, language, 2).replace(/^(−?)0\./, '$1.')
}

function interval({ lower, upper }: Estimate, write: (value: number) => string, language: Language): string {
  if (lower === null || upper === null) return nothing
  return say({ en: `${write(lower)} to ${write(upper)}`, zh: `${write(lower)}至${write(upper)}` }, language)
}

function indicatorTable({ indicators }: StudyResult, language: Language): string[] {
  if (indicators.length === 0) return []
  const head = [{ en: 'Verdict', zh: '总体评价' }, { en: 'Figure', zh: '数值' }, { en: '95 % interval', zh: '95%区间' }, { en: 'n', zh: 'n' }, { en: 'Missing', zh: '缺失' }]
  const rows = indicators.map(({ title, kind, estimate }) => {
    const write = kind === 'nps' ? (x: number) => signed(x, language, 0) : (x: number) => figure(x, language, 2)
    const name = `${shortened(say(title, language), titleWidth)}${kind === 'nps' ? ' (NPS)' : ''}`
    return [words(name), number(written(estimate, write)), number(interval(estimate, write, language)), number(figure(estimate.n, language)), number(figure(estimate.missing, language))]
  })
  return textTable(headOf(head, language), rows)
}

function headOf([first, ...rest]: readonly Text[], language: Language): Cell[] {
  return [words(first ? say(first, language) : ''), ...rest.map((title) => number(say(title, language)))]
}

function kanoTable({ kano }: StudyResult, language: Language): string[] {
  if (kano.length === 0) return []
  const letters = ['M', 'O', 'A', 'I', 'R', 'Q'] as const
  const plain = (text: string): Text => ({ en: text, zh: text })
  const head = headOf([{ en: 'Feature', zh: '功能' }, { en: 'Category', zh: '类别' }, { en: 'Better', zh: '更好' }, { en: 'Worse', zh: '更差' }, ...letters.map(plain), plain('n')], language)
  const rows = kano.map((row) => [
    words(shortened(say(row.title, language), titleWidth)),
    number(row.category === null ? nothing : row.runnerUp === null ? row.category : `${row.category}/${row.runnerUp}`),
    number(written(row.better, (x) => figure(x, language, 2))),
    number(written(row.worse, (x) => figure(x, language, 2))),
    ...letters.map((letter) => number(row.counts ? String(row.counts[letter]) : nothing)),
    number(figure(row.n, language)),
  ])
  return textTable(head, rows)
}

function reliabilityTable({ reliability }: StudyResult, language: Language): string[] {
  const rows = reliability.filter(({ alpha }) => alpha !== null)
  if (rows.length === 0) return []
  const head = headOf([{ en: 'Reliability', zh: '信度' }, { en: 'Alpha', zh: 'α' }, { en: '95 % interval', zh: '95%区间' }, { en: 'As a difference', zh: '差值信度' }, { en: 'n', zh: 'n' }], language)
  return textTable(
    head,
    rows.map((row) => [
      words(`${say(row.title, language)}, ${say(levelWords[row.of], language)}`),
      number(decimal(row.alpha, language)),
      number(row.lower === null || row.upper === null ? nothing : `${decimal(row.lower, language)}–${decimal(row.upper, language)}`),
      number(decimal(row.differenceScore, language)),
      number(figure(row.n, language)),
    ]),
  )
}

const levelWords: Record<StudyResult['reliability'][number]['of'], Text> = {
  perception: { en: 'perceived', zh: '感知' },
  expectation: { en: 'expected', zh: '期望' },
  adequate: { en: 'adequate', zh: '适当' },
  desired: { en: 'desired', zh: '理想' },
  importance: { en: 'importance', zh: '重要性' },
  gap: { en: 'perceived − expected', zh: '感知−期望' },
  adequacy: { en: 'perceived − adequate', zh: '感知−适当' },
  superiority: { en: 'perceived − desired', zh: '感知−理想' },
}

function conventions({ servqual, zone, weights, minimumN }: StudyResult, language: Language): string[] {
  const lines: Text[] = []
  const overall = zone ? { pair: zone.adequacy, name: { en: 'Perceived − adequate', zh: '感知−适当' } } : servqual && { pair: servqual, name: { en: 'SERVQUAL', zh: 'SERVQUAL' } }
  if (overall && overall.pair.weighted.value !== null && overall.pair.unweighted.value !== null) {
    const [plain, weighted] = [overall.pair.unweighted.value, overall.pair.weighted.value]
    const from = weights.from === 'points' ? { en: '100 points', zh: '100分' } : { en: 'rated importance', zh: '重要性评分' }
    lines.push({
      en: `${overall.name.en} overall: ${signed(plain, 'en', 4)} unweighted, ${signed(weighted, 'en', 4)} weighted by ${from.en} (n ${figure(overall.pair.weighted.n, 'en')}).`,
      zh: `${overall.name.zh}总体：未加权${signed(plain, 'zh', 4)}，按${from.zh}加权${signed(weighted, 'zh', 4)}（n ${figure(overall.pair.weighted.n, 'zh')}）。`,
    })
  }
  lines.push({
    en: `Means of respondents who answered at least half of a dimension’s statements; p adjusted by Holm; no figure below n ${minimumN}.`,
    zh: `取对该维度至少回答了一半题项的受访者的均值；p值按Holm法校正；n不足${minimumN}时不显示数字。`,
  })
  return lines.flatMap((line) => wrapped(say(line, language), lineWidth))
}

export function comparisonReport(comparison: Comparison, language: Language): string[] {
  const { groups, unit, measureTitle, attributeTitle, conclusion } = comparison
  const write = (x: number) => (unit === 'share' ? percent(x, language) : unit === 'points' ? signed(x, language, 0) : unit === 'difference' ? signed(x, language, 2) : figure(x, language, 2))
  const title = { en: `${measureTitle.en}, by ${attributeTitle.en}`, zh: `${measureTitle.zh}，按${attributeTitle.zh}` }
  const head = headOf([title, { en: 'Figure', zh: '数值' }, { en: '95 % interval', zh: '95%区间' }, { en: 'n', zh: 'n' }, { en: 'Missing', zh: '缺失' }], language)
  const rows = groups.map((group) => [
    words(say(group.title, language)),
    number(written(group.estimate, write)),
    number(interval(group.estimate, write, language)),
    number(figure(group.estimate.n, language)),
    number(figure(group.estimate.missing, language)),
  ])
  return ['', ...textTable(head, rows), '', ...conclusionLines(conclusion, language)]
}
