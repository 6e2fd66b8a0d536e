/** One's own study beside its own past and beside competitors whose customers were asked the same. */
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { parseMeasure } from '@gap5/contract/measure/measures.ts'
import { everything, type Selection } from '@gap5/contract/measure/selection.ts'
import type { Benchmark, SideFigure } from '@gap5/contract/measure/side-by-side.ts'
import type { DayRange } from '@gap5/contract/measure/trend.ts'
import { inOrganisation, type Db } from '../database.ts'
import { Problem } from '../problem.ts'
import { cellEstimate } from './figures-by.ts'
import { comparableStudies, type ComparableStudy } from './comparable-studies.ts'
import { readSide } from './period-comparison.ts'
import { pairedPeriod } from './period-pair.ts'
import { dayOf } from './periods.ts'
import type { Reading } from './reading.ts'
import { sideBySide, type SideInput } from './side-by-side.ts'
import { readTrend } from './trend.ts'

export type BenchmarkQuestion = {
  study: string | null
  figure: SideFigure | null
  measure: string | null
  /** Of one's own study and the competitors alike; null for all answers. */
  period: DayRange | null
  against: string
}

export async function benchmark(reading: Reading, db: Db, organisation: Organisation, question: BenchmarkQuestion, now: Date): Promise<Benchmark> {
  const all = await inOrganisation(db, organisation.id, (trx) => comparableStudies(trx, organisation.id))
  const own = all.filter(({ kind }) => kind === 'own')
  const competitorsOf = (study: ComparableStudy) => all.filter((other) => other.kind === 'competitor' && sharesQuestions(study, other))
  const studies = own.map((study) => ({ handle: study.handle, title: study.title, competitors: competitorsOf(study).length }))
  const chosen = question.study === null ? startingStudy(own, competitorsOf) : own.find(({ handle, id }) => handle === question.study || id === question.study)
  if (question.study !== null && chosen === undefined) throw new Problem('listen.study-unknown')
  if (chosen === undefined) return { studies, study: null, comparison: null, measure: null, past: null }
  const waves = wavesOf(chosen, own)
  // Of a period of one's own study, the period is its name.
  const read: Read = (study, kind, period, title) =>
    readSide(reading, organisation, study.handle, { selection: everything, period, kind, figure: question.figure, ...(title ? { title } : {}) })
  const sides: SideInput[] = [await read(chosen, 'now', question.period, chosen.subject)]
  const before = await pastSide(chosen, waves, question, read, now, organisation)
  if (before) sides.push(before)
  for (const rival of competitorsOf(chosen)) sides.push(await read(rival, 'competitor', question.period, rival.subject))
  const comparison = sideBySide(sides)
  const measure = measureOf(comparison.rows.map((row) => row.measure), question.measure)
  return { studies, study: chosen.handle, comparison, measure, past: measure === null ? null : await pastOf(reading, organisation, chosen, waves, measure, read, now) }
}

type Read = (study: ComparableStudy, kind: 'now' | 'past' | 'competitor', period: DayRange | null, title?: ComparableStudy['title']) => Promise<SideInput>

/** The same instrument, or at least half of the own questions under the same keys and on the same scales. */
function sharesQuestions(own: ComparableStudy, other: ComparableStudy): boolean {
  const asked = new Set(other.items)
  return own.instrumentId === other.instrumentId || 2 * own.items.filter((item) => asked.has(item)).length >= own.items.length
}

/** The one with most competitors, the newest of those. */
function startingStudy(own: readonly ComparableStudy[], competitorsOf: (study: ComparableStudy) => ComparableStudy[]): ComparableStudy | undefined {
  return own.toSorted((a, b) => competitorsOf(b).length - competitorsOf(a).length || (b.wave ?? 0) - (a.wave ?? 0))[0]
}

/** All waves of its series in order, itself among them; none where it stands alone. */
function wavesOf(study: ComparableStudy, own: readonly ComparableStudy[]): ComparableStudy[] {
  if (study.series === null) return []
  return own.filter(({ series }) => series === study.series).toSorted((a, b) => (a.wave ?? 0) - (b.wave ?? 0))
}

/** The wave before; else the period before, or the year before where all answers are looked at. */
async function pastSide(study: ComparableStudy, waves: readonly ComparableStudy[], { period, against }: BenchmarkQuestion, read: Read, now: Date, organisation: Organisation): Promise<SideInput | null> {
  const place = waves.findIndex(({ id }) => id === study.id)
  const wave = waves[place - 1]
  if (wave) return read(wave, 'past', null)
  if (period !== null) return read(study, 'past', pairedPeriod(period, against))
  const today = dayOf(now.getTime(), organisation.timeZone)
  const lastYear = { from: `${Number(today.slice(0, 4)) - 1}-01-01`, to: `${Number(today.slice(0, 4)) - 1}-12-31` }
  const past = await read(study, 'past', lastYear)
  return past.side.responses > 0 ? past : null
}

function measureOf(measures: readonly string[], wanted: string | null): string | null {
  return measures.find((measure) => measure === wanted) ?? measures.find((measure) => measure.startsWith('overall.')) ?? measures[0] ?? null
}

async function pastOf(reading: Reading, organisation: Organisation, study: ComparableStudy, waves: readonly ComparableStudy[], key: string, read: Read, now: Date): Promise<Benchmark['past']> {
  const measure = parseMeasure(key)
  if (measure === null) return null
  if (waves.length > 1) {
    const points = []
    for (const wave of waves) {
      const { figures, minimumN } = await read(wave, 'past', null)
      const found = figures.cells.find((cell) => cell.measure === key)
      if (found) points.push({ key: wave.handle, title: wave.title, estimate: cellEstimate(found.cell, found.unit, minimumN), partial: false })
    }
    return { of: 'waves', points }
  }
  const selection: Selection = everything
  const { periods, series } = await readTrend(reading, organisation, study.handle, selection, { measures: [measure], grain: 'quarter', by: null, baseline: null }, now)
  const points = periods.map(({ period, title, partial }, at) => ({ key: period, title, partial, estimate: series[0]!.points[at]!.estimate }))
  return { of: 'quarters', points }
}
