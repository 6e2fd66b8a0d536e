/** One's own study beside its own past and beside competitors whose customers were asked the same. */
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { everything, type Selection } from '@gap5/contract/measure/selection.ts'
import { indexKeys, type Benchmark, type IndexKey, type SideFigure } from '@gap5/contract/measure/side-by-side.ts'
import type { DayRange } from '@gap5/contract/measure/trend.ts'
import { inOrganisation, type Db } from '../database.ts'
import { Problem } from '../problem.ts'
import { pastOf } from './benchmark-past.ts'
import { comparableStudies, type ComparableStudy } from './comparable-studies.ts'
import { blocksCell, indexTitles, ratioCell, ratioNeeds } from './index-cells.ts'
import { readSide } from './period-comparison.ts'
import { pairedPeriod } from './period-pair.ts'
import { dayOf } from './periods.ts'
import type { Reading } from './reading.ts'
import { personsInput } from './readings/answers.ts'
import { sideBySide, type SideInput } from './side-by-side.ts'
import type { SideCell } from './side-figures.ts'

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
  if (chosen === undefined) return { studies, study: null, comparison: null, measure: null, measures: [], past: null }
  const waves = wavesOf(chosen, own)
  const wanted = question.measure
  // Of a period of one's own study, the period is its name.
  const read: Read = async (study, kind, period, title) => {
    const side = await readSide(reading, organisation, study.handle, { selection: everything, period, kind, figure: question.figure, ...(title ? { title } : {}) })
    return withIndices(reading, organisation, study, period, side, wanted)
  }
  const sides: SideInput[] = [await read(chosen, 'now', question.period, chosen.subject)]
  const before = await pastSide(chosen, waves, question, read, now, organisation)
  if (before) sides.push(before)
  for (const rival of competitorsOf(chosen)) sides.push(await read(rival, 'competitor', question.period, rival.subject))
  const { cells, indices } = sides[0]!.figures
  const row = chosenCell(cells, wanted)
  const comparison = sideBySide(sides, row?.measure ?? null)
  const standIn = cells.find(({ level }) => level !== 'index')?.measure ?? ''
  const ofStudy = (study: ComparableStudy, period: DayRange | null) => read(study, 'past', period)
  return {
    studies,
    study: chosen.handle,
    comparison,
    measure: row?.measure ?? null,
    measures: [...indices.filter((key) => !cells.some(({ measure }) => measure === key)).map((key) => ({ measure: key, title: indexTitles[key] })), ...cells.map(({ measure, title }) => ({ measure, title }))],
    past: row === undefined ? null : await pastOf(reading, organisation, { study: chosen, waves, row, standIn, read: ofStudy, now }),
  }
}

/** With more answers than this, an index by blocks is worked out when it is asked for: it needs the answers themselves, not their sums. */
const mostUnasked = 50_000

async function withIndices(reading: Reading, organisation: Organisation, study: ComparableStudy, period: DayRange | null, input: SideInput, wanted: string | null): Promise<SideInput> {
  const { side, figures } = input
  const selection: Selection = { ...everything, ...period }
  const read: Record<IndexKey, () => Promise<SideCell>> = {
    'index.blocks': () => reading.findings(organisation, study.handle, { selection, question: 'index by blocks' }, (...given) => blocksCell(personsInput(...given, selection))),
    'index.ratio': () => reading.parts(organisation, study.handle, { selection, ...ratioNeeds(), question: 'index ratio' }, ratioCell),
  }
  const shown = figures.indices.filter((key) => key === 'index.ratio' || side.responses <= mostUnasked || indexKeys.some((asked) => asked === wanted))
  const cells: SideCell[] = []
  for (const key of shown) cells.push(await read[key]())
  return { ...input, figures: { ...figures, cells: [...cells, ...figures.cells] } }
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

/** What is asked for, else an index, else the whole. */
function chosenCell(cells: readonly SideCell[], wanted: string | null): SideCell | undefined {
  return cells.find(({ measure }) => measure === wanted) ?? cells.find(({ level }) => level === 'index') ?? cells.find(({ level }) => level === 'overall') ?? cells[0]
}
