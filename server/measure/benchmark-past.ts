/** One measure of a study over its waves, or over its quarters where it has none, each against the one that is looked at. */
import { everything } from '@gap5/contract/measure/selection.ts'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { parseMeasure } from '@gap5/contract/measure/measures.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import type { Benchmark } from '@gap5/contract/measure/side-by-side.ts'
import type { DayRange } from '@gap5/contract/measure/trend.ts'
import { differencesOf } from './cell-differences.ts'
import { pastConclusion } from './conclusions/past-rules.ts'
import type { ComparableStudy } from './comparable-studies.ts'
import type { Cell, Unit } from './figures-by.ts'
import type { Reading } from './reading.ts'
import { estimateOfSide, type SideInput } from './side-by-side.ts'
import { readTrend } from './trend.ts'

type Past = NonNullable<Benchmark['past']>
type Point = Omit<Past['points'][number], 'difference' | 'test'>
type Read = (study: ComparableStudy, period: DayRange | null) => Promise<SideInput>

/** More quarters are not looked back. */
const mostQuarters = 20

/** `row` is the measure as one's own study has it now; `standIn` a measure of the study that the quarters of its answers are had from. */
export async function pastOf(
  reading: Reading,
  organisation: Organisation,
  { study, waves, row, standIn, read, now }: { study: ComparableStudy; waves: readonly ComparableStudy[]; row: { measure: string; title: Past['conclusion']['text']; unit: Unit }; standIn: string; read: Read; now: Date },
): Promise<Past> {
  const of = waves.length > 1 ? ('waves' as const) : ('quarters' as const)
  const points = of === 'waves' ? await ofWaves(waves, row.measure, read) : await ofQuarters(reading, organisation, study, { measure: row.measure, standIn, read, now })
  const at = of === 'waves' ? points.findIndex(({ key }) => key === study.handle) : points.findLastIndex(({ estimate, partial }) => estimate.value !== null && !partial)
  const against = points[at]
  const earlier = against?.estimate.value == null ? [] : points.flatMap(({ estimate }, place) => (place < at && estimate.value !== null ? [place] : []))
  const tested = differencesOf(earlier.map((place) => ({ a: cellOf(against!.estimate), b: cellOf(points[place]!.estimate), unit: row.unit })))
  const compared = points.map((point, place) => {
    const found = tested[earlier.indexOf(place)]
    return { ...point, difference: found?.difference ?? null, test: found?.test ?? null }
  })
  return { of, reference: against?.key ?? null, points: compared, conclusion: pastConclusion(row, compared, at) }
}

async function ofWaves(waves: readonly ComparableStudy[], measure: string, read: Read): Promise<Point[]> {
  const points: Point[] = []
  for (const wave of waves) {
    const estimate = estimateIn(await read(wave, null), measure)
    if (estimate) points.push({ key: wave.handle, title: nameOf(wave), estimate, partial: false })
  }
  return points
}

/** Its number; titles within a series say the same again and again. */
function nameOf({ wave, title }: ComparableStudy): Past['points'][number]['title'] {
  return wave === null ? title : { en: `Wave ${wave}`, zh: `第${wave}轮` }
}

async function ofQuarters(reading: Reading, organisation: Organisation, study: ComparableStudy, { measure, standIn, read, now }: { measure: string; standIn: string; read: Read; now: Date }): Promise<Point[]> {
  const own = parseMeasure(measure)
  const parsed = own ?? parseMeasure(standIn)
  if (parsed === null) return []
  const { periods, series } = await readTrend(reading, organisation, study.handle, everything, { measures: [parsed], grain: 'quarter', by: null, baseline: null }, now)
  if (own) return periods.map(({ period, title, partial }, at) => ({ key: period, title, partial, estimate: series[0]!.points[at]!.estimate }))
  const points: Point[] = []
  for (const { period, title, partial, firstDay, lastDay } of periods.slice(-mostQuarters)) {
    const estimate = estimateIn(await read(study, { from: firstDay, to: lastDay }), measure)
    if (estimate) points.push({ key: period, title, partial, estimate })
  }
  return points
}

function estimateIn({ figures, minimumN }: SideInput, measure: string): Estimate | null {
  const found = figures.cells.find((cell) => cell.measure === measure)
  return found ? estimateOfSide(found, minimumN) : null
}

/** Moments again; a share has none, and is tested by its count. */
function cellOf({ value, sd, n, missing }: Estimate): Cell {
  return { n, missing, mean: value ?? 0, squares: (sd ?? 0) ** 2 * Math.max(0, n - 1) }
}
