/** Everything a report says, read once; the document is made from it alone. */
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Language, Text } from '@gap5/contract/language.ts'
import type { Statement } from '@gap5/contract/listen/responses.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import { parseMeasure, type Measure } from '@gap5/contract/measure/measures.ts'
import { importanceOptionsSchema, type ImportanceReading } from '@gap5/contract/measure/readings/importance-performance.ts'
import type { IndexSummary } from '@gap5/contract/measure/readings/index-summary.ts'
import { kanoOptionsSchema, type KanoReading } from '@gap5/contract/measure/readings/kano.ts'
import type { ReportSection } from '@gap5/contract/measure/report-sections.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { startingMeasure } from '@gap5/contract/measure/starting-measure.ts'
import { inOrganisation } from '../../database.ts'
import { Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { timeKey } from '../attribute-classes.ts'
import { readingOf, type Reading } from '../reading.ts'
import { askImportance, askKano, ifAsked, type Asked } from '../readings/ask.ts'
import { indexSummary } from '../readings/index-summary.ts'
import { latestVerbatims } from '../verbatims.ts'

export type ReportContent = {
  organisation: Organisation
  language: Language
  at: Date
  sections: readonly ReportSection[]
  result: StudyResult
  selection: Selection
  comparison: Comparison | null
  /** Measures over time, each with its months. */
  trends: readonly Comparison[]
  /** Null where they are not asked for, or the instrument does not ask what they need. */
  index: IndexSummary | null
  importance: ImportanceReading | null
  kano: KanoReading | null
  words: readonly { statement: Statement; from: Text[] }[]
}

export type ReportAsked = {
  organisation: Organisation
  study: string
  selection: Selection
  language: Language
  sections: readonly ReportSection[]
  by: string | undefined
  measure: string | undefined
}

const mostWords = 24

export async function reportContent(deps: Pick<Dependencies, 'db' | 'clock'>, asked: ReportAsked): Promise<ReportContent> {
  const { organisation, study, selection, language, sections } = asked
  const reading = readingOf(deps)
  const result = await reading.result(organisation, study, selection)
  const at = deps.clock.now()
  const shows = (section: ReportSection) => sections.includes(section) && result.responses >= result.minimumN
  const measure = measureAsked(result, asked.measure)
  const comparison = shows('comparison') && measure ? await compared(reading, asked, result, measure) : null
  const trends = shows('trend') ? await overTime(reading, asked, result, measure) : []
  const asks: Asked = { organisation, study, selection }
  const index = shows('index') ? await indexSummary(deps, asks) : null
  const importance = shows('importance') ? await ifAsked(askImportance(deps, asks, importanceOptionsSchema.parse({}))) : null
  const kano = shows('kano') ? await ifAsked(askKano(deps, asks, kanoOptionsSchema.parse({}))) : null
  const statements = shows('words')
    ? await inOrganisation(deps.db, organisation.id, (trx) => latestVerbatims(trx, { organisation, study, selection, most: mostWords, now: at }))
    : []
  return { organisation, language, at, sections, result, selection, comparison, trends, index, importance, kano, words: statements.map((statement) => ({ statement, from: originOf(statement, result) })) }
}

function measureAsked(result: StudyResult, asked: string | undefined): Measure | null {
  const key = asked ?? startingMeasure(result)?.key
  if (key === undefined) return null
  const measure = parseMeasure(key)
  if (measure === null) throw new Problem('measure.measure-unknown', { measure: key })
  return measure
}

/** By what is asked for, else by unit, else by what has the most values. */
async function compared(reading: Reading, { organisation, study, selection, by }: ReportAsked, result: StudyResult, measure: Measure): Promise<Comparison | null> {
  const open = result.breakdowns.filter(({ key, type, values }) => type !== 'time' && values.length > 1 && selection.attributes[key]?.length !== 1)
  const attribute = by ?? (open.find(({ type }) => type === 'unit') ?? open.toSorted((a, b) => b.values.length - a.values.length)[0])?.key
  return attribute === undefined ? null : reading.comparison(organisation, study, selection, { attribute, measure })
}

/** The whole, what is asked for or weakest, and the recommendation where it is asked. */
async function overTime(reading: Reading, { organisation, study, selection }: ReportAsked, result: StudyResult, measure: Measure | null): Promise<Comparison[]> {
  const overall = result.measures.find(({ key }) => /^overall\.(adequacy|gap|perception)$/.test(key))?.key
  const nps = result.measures.find(({ key }) => key.endsWith('.nps'))?.key
  const measures = [overall && parseMeasure(overall), measure, nps && parseMeasure(nps)].filter((each) => each !== null && each !== undefined && each !== '')
  const trends: Comparison[] = []
  for (const each of measures) trends.push(await reading.comparison(organisation, study, selection, { attribute: timeKey, measure: each }))
  return trends.filter(({ measure, groups }, place) => groups.length > 1 && trends.findIndex((trend) => trend.measure === measure) === place)
}

function originOf({ attributes }: Statement, { breakdowns }: StudyResult): Text[] {
  return Object.entries(attributes).flatMap(([key, value]) => {
    const found = breakdowns.find((each) => each.key === key)?.values.find((each) => each.value === value)
    return found ? [found.title] : []
  })
}
