/** Importance against performance: what of the scales is drawn, and how importance is said. */
import { reach } from '../../charts/axis.ts'
import type { Corners } from '../../charts/scatter.ts'
import type { Speaking, Text } from '../../language.ts'
import type { ImportanceReading } from '../readings/importance-performance.ts'
import { quadrantWords } from '../readings/words.ts'
import type { Estimate } from '../results.ts'
import { extentOf, said } from './figures.ts'

export const importanceCorners: Corners<Text> = { topLeft: quadrantWords.concentrate, topRight: quadrantWords['keep-up'], bottomLeft: quadrantWords['low-priority'], bottomRight: quadrantWords['possible-overkill'] }

export type ImportancePlane = {
  performance: [number, number]
  importance: [number, number]
  /** Performance and importance of the crosshair. */
  cross: { x: number; y: number } | null
  diagonal: boolean
}

export function importancePlane({ crosshair, form, oneScale, points, performanceScale, importanceScale }: ImportanceReading, withIntervals: boolean): ImportancePlane {
  const cross = crosshair.importance === null || crosshair.performance === null ? null : { x: crosshair.performance, y: crosshair.importance }
  const of = (estimates: readonly Estimate[]) => (withIntervals ? extentOf(estimates) : estimates.map(({ value }) => value))
  return {
    performance: rangeOf(of(points.map(({ performance }) => performance)), cross?.x ?? null, performanceScale),
    importance: rangeOf(of(points.map(({ importance }) => importance)), cross?.y ?? null, form === 'stated' ? importanceScale : null),
    cross,
    diagonal: form === 'stated' && oneScale,
  }
}

/** The part of a scale worth drawing; for figures without a scale, a margin around them. */
function rangeOf(values: readonly (number | null)[], cross: number | null, scale: { min: number; max: number } | null): [number, number] {
  const known = [...values, cross].filter((value) => value !== null)
  if (known.length === 0) return [scale?.min ?? 0, scale?.max ?? 1]
  if (scale) {
    const [from, to] = reach(known, scale)
    return [Math.min(from, ...known), Math.max(to, ...known)]
  }
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const margin = (high - low || 1) * 0.12
  return [low - margin, high + margin]
}

export function importanceSaid(value: number | null, form: ImportanceReading['form'], speaking: Speaking): string {
  return form === 'shares' ? said(value, speaking, 1, 'percent') : said(value, speaking, 2)
}

export function importanceTitle(form: ImportanceReading['form']): Text {
  return form === 'stated' ? { en: 'Importance, stated', zh: '重要性（自述）' } : { en: 'Importance, derived', zh: '重要性（推导）' }
}
