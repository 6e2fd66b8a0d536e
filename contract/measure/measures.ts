/**
 * Names of the figures that can be compared between groups, as they stand in an address:
 * `dimension.responsiveness.adequacy`, `item.s1.perception`, `overall.gap`, `item.recommend.nps`.
 */
import { z } from 'zod'
import type { Comparison } from './comparison.ts'

export const figures = [
  'perception',
  'gap',
  'adequacy',
  'superiority',
  'inside',
  'expectation',
  'adequate',
  'desired',
  'importance',
  'weight',
  'mean',
  'top-box',
  'nps',
] as const
export type Figure = (typeof figures)[number]

export type Measure =
  | { level: 'overall'; key: null; figure: Figure }
  | { level: 'dimension' | 'item'; key: string; figure: Figure }

const pattern = /^(?:(overall)|(dimension|item)\.([a-z][a-z0-9_-]*))\.([a-z-]+)$/

export const measureSchema = z.string().transform((text, context): Measure => {
  const measure = parseMeasure(text)
  if (measure) return measure
  context.addIssue({ code: 'custom', message: 'a measure such as dimension.responsiveness.adequacy' })
  return z.NEVER
})

export function parseMeasure(text: string): Measure | null {
  const match = pattern.exec(text)
  const figure = figures.find((known) => known === match?.[4])
  if (!match || !figure) return null
  if (match[1]) return { level: 'overall', key: null, figure }
  return { level: match[2] === 'item' ? 'item' : 'dimension', key: match[3] ?? '', figure }
}

export function measureKey(measure: Measure): string {
  return measure.level === 'overall' ? `overall.${measure.figure}` : `${measure.level}.${measure.key}.${measure.figure}`
}

/** How a figure is written: see `comparisonSchema.unit`. */
export function unitOf(figure: Figure): Comparison['unit'] {
  if (figure === 'gap' || figure === 'adequacy' || figure === 'superiority') return 'difference'
  if (figure === 'inside' || figure === 'top-box') return 'share'
  return figure === 'nps' ? 'points' : 'level'
}
