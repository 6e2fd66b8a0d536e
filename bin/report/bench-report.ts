/** An answer of the workbench as lines for the terminal, in either language. */
import { figure, percent, probability, say, type Language } from '@gap5/contract/language.ts'
import type { BenchAnswer, BenchTable, Inquiry } from '@gap5/contract/measure/workbench.ts'
import { number, shortened, textTable, words, wrapped, type Cell } from './text-table.ts'

const lineWidth = 96
const titleWidth = 52
const signs = { yes: '✓', no: '✗', unsure: '?' }

export function benchReport(answer: BenchAnswer, language: Language): string[] {
  const { conclusion, conditions, tables, warnings, method } = answer
  const parts = [
    [say(answer.title, language), ...(answer.n + answer.missing > 0 ? [`n ${figure(answer.n, language)}${unused(answer, language)}`] : [])],
    [...wrapped(say(conclusion.text, language), lineWidth, '• '), ...(conclusion.evidence ? wrapped(say(conclusion.evidence, language), lineWidth, '  ') : [])],
    conditions.flatMap(({ text, holds, detail }) => wrapped(`${say(text, language)}${detail ? say({ en: ` (${detail.en})`, zh: `（${detail.zh}）` }, language) : ''}`, lineWidth, `${signs[holds]} `)),
    ...tables.map((table) => tableLines(table, language)),
    warnings.flatMap((warning) => wrapped(say(warning, language), lineWidth, '! ')),
    [...wrapped(say(method.text, language), lineWidth), ...method.conventions.flatMap((convention) => wrapped(say(convention, language), lineWidth)), ...method.sources],
  ]
  return parts.filter((lines) => lines.length > 0).flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))
}

function unused({ missing, deletion }: BenchAnswer, language: Language): string {
  if (missing === 0) return ''
  return say({ en: `; ${figure(missing, 'en')} not used: ${deletion.en}`, zh: `；未使用${figure(missing, 'zh')}份：${deletion.zh}` }, language)
}

function tableLines({ title, columns, rows, note }: BenchTable, language: Language): string[] {
  const cell = (value: BenchTable['rows'][number][number], { kind, decimals }: BenchTable['columns'][number]): Cell => {
    if (value === null) return number('–')
    if (typeof value !== 'number') return words(shortened(typeof value === 'string' ? value : say(value, language), titleWidth))
    return number(kind === 'p' ? probability(value) : kind === 'share' ? percent(value, language, decimals) : figure(value, language, decimals))
  }
  const head = columns.map((column) => (column.kind === 'words' ? words : number)(say(column.title, language)))
  const lines = textTable(head, rows.map((row) => columns.map((column, at) => cell(row[at] ?? null, column))))
  return [say(title, language), ...lines, ...(note ? wrapped(say(note, language), lineWidth) : [])]
}

/** The questions a file can be asked, with what may be chosen and what is chosen where nothing is said. */
export function inquiryList(inquiries: readonly Inquiry[], language: Language): string[] {
  return inquiries.flatMap(({ key, title, unavailable, inputs }) => [
    '',
    `${key}  ${say(title, language)}`,
    ...(unavailable ? wrapped(say(unavailable, language), lineWidth, '  – ') : inputs.flatMap(({ key: input, title: name, options, chosen, kind }) => {
      const offered = kind === 'number' ? '' : `  [${options.map(({ value }) => value).join(' ')}]`
      return wrapped(`--set ${input}=${chosen.join(',')}  ${say(name, language)}${offered}`, lineWidth, '    ')
    })),
  ])
}
