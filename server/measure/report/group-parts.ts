/** Groups compared, and periods one after the other. */
import type { Speaking } from '@gap5/contract/language.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import type { Saying } from '@gap5/contract/measure/charts/figures.ts'
import type { Content } from '../../pdf/pdf.ts'
import { gapDrawing, intervalDrawing, trendDrawing, type Labelled } from './drawings.ts'
import { figureCell, heading, intervalCell, keptTogether, paragraph, picture, signKey, table, type Cell } from './parts.ts'

type Manner = { as: Saying; decimals: number }

function mannerOf(unit: Comparison['unit']): Manner {
  const as = unit === 'share' ? 'percent' : unit === 'level' ? 'figure' : 'signed'
  return { as, decimals: unit === 'share' || unit === 'points' ? 0 : 1 }
}

function labelledGroups({ groups }: Comparison): Labelled[] {
  return groups.map(({ value, title, estimate }) => ({ key: value, label: title, estimate }))
}

/** The scale where the figures lie on it, else as far as they reach. */
function rangeOf({ groups, unit }: Comparison, scale: StudyResult['scale']): { min: number; max: number } {
  if (unit === 'share') return { min: 0, max: 1 }
  const ends = groups.flatMap(({ estimate }) => [estimate.lower, estimate.upper].filter((x) => x !== null))
  const within = { min: Math.floor(Math.min(...ends, 0)), max: Math.ceil(Math.max(...ends, 1)) }
  return unit === 'level' && scale && ends.every((x) => x >= scale.min && x <= scale.max) ? scale : within
}

function groupsTable(comparison: Comparison, speaking: Speaking): Content {
  const { as, decimals } = mannerOf(comparison.unit)
  const finer = comparison.unit === 'points' || comparison.unit === 'share' ? decimals : 2
  const head = [comparison.attributeTitle, { en: 'Figure', zh: '数值' }, { en: '95 % interval', zh: '95% 区间' }, 'n', { en: 'Missing', zh: '缺失' }]
  const rows = comparison.groups.map(({ title, estimate }): Cell[] => [speaking.say(title), figureCell(estimate, speaking, finer, as), intervalCell(estimate, speaking, finer, as), speaking.figure(estimate.n), speaking.figure(estimate.missing)])
  return table(head.map((each) => speaking.say(each)), rows)
}

export function comparisonParts(comparison: Comparison, result: StudyResult, speaking: Speaking): Content[] {
  const { conclusion, measureTitle, attributeTitle, unit } = comparison
  const rows = labelledGroups(comparison)
  const isFromZero = unit === 'difference' || unit === 'points'
  const drawn = isFromZero ? gapDrawing(rows, speaking, mannerOf(unit).decimals) : intervalDrawing(rows, rangeOf(comparison, result.scale), speaking, mannerOf(unit))
  return [
    paragraph(speaking.say(conclusion.text), { bold: true, space: 1 }),
    paragraph(conclusion.evidence ? speaking.say(conclusion.evidence) : '', { mute: true }),
    paragraph(speaking.say({ en: `${measureTitle.en}, by ${attributeTitle.en.toLowerCase()}. With 95 % interval.`, zh: `${measureTitle.zh}，按${attributeTitle.zh}。附95% 区间。` }), { mute: true }),
    keptTogether(picture(drawn), ...(isFromZero ? [signKey(speaking)] : [])),
    groupsTable(comparison, speaking),
  ]
}

export function trendParts(trend: Comparison, result: StudyResult, speaking: Speaking, place: number): Content[] {
  return [
    heading(speaking.say(trend.measureTitle), `trend-${place}`, 2, 'trend'),
    paragraph(speaking.say(trend.conclusion.text), { space: 2 }),
    picture(trendDrawing(labelledGroups(trend), rangeOf(trend, result.scale), speaking, mannerOf(trend.unit), 190)),
  ]
}

/** All trends in one table, a period a row. */
export function trendTable(trends: readonly Comparison[], speaking: Speaking): Content {
  const periods = [...new Map(trends.flatMap(({ groups }) => groups.map(({ value, title }) => [value, title] as const)))].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const head = [speaking.say({ en: 'Period', zh: '时段' }), ...trends.flatMap(({ measureTitle }) => [speaking.say(measureTitle), speaking.say({ en: '95 % interval', zh: '95% 区间' }), 'n'])]
  const rows = periods.map(([value, title]): Cell[] => [
    speaking.say(title),
    ...trends.flatMap(({ groups, unit }) => {
      const { as, decimals } = mannerOf(unit)
      const finer = unit === 'points' || unit === 'share' ? decimals : 2
      const estimate = groups.find((group) => group.value === value)?.estimate ?? null
      return [figureCell(estimate, speaking, finer, as), intervalCell(estimate, speaking, finer, as), estimate === null ? '—' : speaking.figure(estimate.n)]
    }),
  ])
  return table(head, rows)
}
