/**
 * Measures over time, by week, month or quarter of the organisation's calendar, and by group where one is asked for.
 *
 * A period that is not over or is cut by the selection is shown, and takes part in nothing that is concluded. Groups and periods
 * below the minimum n leave a gap.
 */
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { measureKey, type Measure } from '@gap5/contract/measure/measures.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { DayRange, Trend, TrendGrain, TrendPeriod } from '@gap5/contract/measure/trend.ts'
import { Problem } from '../problem.ts'
import type { AnswerRows } from './answer-rows.ts'
import { lastAtOrBelow, type Group } from './attribute-classes.ts'
import { classificationOf, largest } from './comparison.ts'
import { trendConclusion } from './conclusions/trend-rules.ts'
import { figuresByAll, type Cell, type FiguresBy } from './figures-by.ts'
import { measureScale } from './measure-scale.ts'
import { dayOf, dayStart, firstDayAfter, nextDay, periodTitle, periodsBetween, previousDay } from './periods.ts'
import type { Reading } from './reading.ts'
import type { StudyFrame } from './study-result.ts'
import { trendSeries, type SeriesInput } from './trend-series.ts'

export type TrendQuestion = { measures: readonly Measure[]; grain: TrendGrain; by: string | null; baseline: DayRange | null }

/** More periods than this do not fit on a page; the latest are shown. */
const mostPeriods = 120

export function readTrend(reading: Reading, organisation: Organisation, study: string, selection: Selection, question: TrendQuestion, now: Date): Promise<Trend> {
  const today = dayOf(now.getTime(), organisation.timeZone)
  const asked = { selection, attribute: question.by, grain: question.grain, question: { trend: question, today } }
  return reading.figures(organisation, study, asked, (frame, table) => trend(frame, table, selection, question, today))
}

/** `today` as a day of the organisation's calendar. */
export function trend(study: StudyFrame, table: AnswerRows, selection: Selection, question: TrendQuestion, today: string): Trend {
  const { periods, earlierPeriods } = periodsOf(study, table, selection, question.grain, today)
  const baseline = baselineOf(periods, question.baseline)
  const classification = question.by === null ? null : classificationOf(study, table, question.by)
  const groups: Group[] = classification ? [...classification.groups] : []
  const figures = figuresOf(study, table, selection, question.measures, periods, classification)
  const shown = shownGroups(groups, figures[0], periods.length)
  const inputs = question.measures.flatMap((measure, at): SeriesInput[] => {
    const { title, unit, cells } = figures[at]!
    const series = { measure, unit, scale: measureScale(study, measure), minimumN: study.minimumN }
    if (!classification) return [{ ...series, group: null, title, cells }]
    return shown.kept.map((group) => {
      const place = groups.findIndex(({ value }) => value === group.value)
      const own = cells.slice(place * periods.length, (place + 1) * periods.length)
      return { ...series, group: group.value, title: question.measures.length === 1 ? group.title : joined(group.title, title), cells: own }
    })
  })
  const result = {
    grain: question.grain,
    by: classification && { attribute: classification.key, title: classification.title },
    periods,
    earlierPeriods,
    baseline,
    minimumN: study.minimumN,
    series: trendSeries(inputs, periods, baseline, question.grain),
    notShown: shown.notShown,
    withoutValue: classification ? (figures[0]?.withoutGroup ?? 0) : 0,
  }
  return { ...result, conclusion: trendConclusion(result) }
}

type Classified = ReturnType<typeof classificationOf>

function figuresOf(study: StudyFrame, table: AnswerRows, selection: Selection, measures: readonly Measure[], periods: readonly TrendPeriod[], by: Classified): FiguresBy[] {
  const starts = periods.map(({ firstDay }) => dayStart(firstDay, study.timeZone))
  const end = periods.length === 0 ? -Infinity : dayStart(nextDay(periods.at(-1)!.lastDay), study.timeZone)
  const periodOf = (row: number) => (table.submittedAt(row) < end ? lastAtOrBelow(starts, table.submittedAt(row)) : -1)
  const groupOf = (row: number) => {
    const [group, period] = [by ? by.groupOf(row) : 0, periodOf(row)]
    return group < 0 || period < 0 ? -1 : group * periods.length + period
  }
  const count = (by ? by.groups.length : 1) * periods.length
  return figuresByAll(study, table, selection, measures, { count, groupOf }).map((found, at) => {
    if (found === null) throw new Problem('measure.measure-unknown', { measure: measureKey(measures[at]!) })
    return found
  })
}

/** The periods from the first selected answer to the last. */
function periodsOf(study: StudyFrame, table: AnswerRows, { from, to }: Selection, grain: TrendGrain, today: string): Pick<Trend, 'periods' | 'earlierPeriods'> {
  let [first, last] = [Infinity, -Infinity]
  const [start, end] = [from === undefined ? -Infinity : dayStart(from, study.timeZone), to === undefined ? Infinity : dayStart(nextDay(to), study.timeZone)]
  for (let row = 0; row < table.length; row++) {
    const at = table.submittedAt(row)
    if (table.isWithdrawn(row) || at < start || at >= end) continue
    first = Math.min(first, at)
    last = Math.max(last, at)
  }
  if (first > last) return { periods: [], earlierPeriods: 0 }
  const all = periodsBetween(dayOf(first, study.timeZone), dayOf(last, study.timeZone), grain)
  const periods = all.slice(-mostPeriods).map(({ period, firstDay }) => {
    const lastDay = previousDay(firstDayAfter(firstDay, grain))
    const partial = lastDay >= today || (from !== undefined && firstDay < from) || (to !== undefined && lastDay > to)
    return { period, title: periodTitle(period), firstDay, lastDay, partial }
  })
  return { periods, earlierPeriods: all.length - periods.length }
}

/** The whole periods that lie in the range; all whole ones where none is given. */
function baselineOf(periods: readonly TrendPeriod[], range: DayRange | null): Trend['baseline'] {
  const inside = periods.flatMap(({ firstDay, lastDay, partial }, at) =>
    partial || (range !== null && (firstDay < range.from || lastDay > range.to)) ? [] : [at],
  )
  const [from] = inside
  return from === undefined ? null : { from, to: inside.at(-1) ?? from }
}

function shownGroups(groups: readonly Group[], figures: FiguresBy | undefined, periods: number) {
  const whole = (at: number): Cell => {
    const own = figures?.cells.slice(at * periods, (at + 1) * periods) ?? []
    const n = own.reduce((sum, cell) => sum + cell.n, 0)
    return { n, mean: 0, squares: 0, missing: own.reduce((sum, cell) => sum + cell.missing, 0) }
  }
  return largest(groups.map((group, at) => ({ ...group, cell: whole(at) })))
}

function joined(group: Group['title'], measure: Group['title']): Group['title'] {
  return { en: `${group.en}, ${measure.en}`, zh: `${group.zh}，${measure.zh}` }
}
