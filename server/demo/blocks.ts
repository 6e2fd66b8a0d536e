/** Levels of what is asked beyond the five dimensions, on the 1–9 scale: each follows from how the person sees the service. */
import type { Role } from '@gap5/contract/listen/instrument.ts'
import type { Brand } from './market.ts'
import { attributeImportance } from './truth.ts'

export type View = {
  perceived: ReadonlyMap<string, number>
  adequate: ReadonlyMap<string, number>
  desired: ReadonlyMap<string, number>
  /** All in all, weighted by what matters. */
  overall: number
  brand: Brand | null
}

const usual = 6.6

/** Blocks of a satisfaction index: base, how far the whole moves it, and what a brand adds. */
const indexBlocks: Record<string, (whole: number, brand: Brand | null) => number> = {
  image: (whole, brand) => 6.7 + 0.7 * whole + (brand?.image ?? 0),
  expectation: (whole) => 7.2 + 0.35 * whole,
  quality: (whole) => 6.7 + 1.1 * whole,
  value: (whole, brand) => 6.1 + 0.8 * whole + (brand?.value ?? 0),
  satisfaction: (whole, brand) => 6.5 + 1.2 * whole + 0.3 * (brand?.value ?? 0),
  complaints: (whole) => 5.9 + 0.8 * whole,
  loyalty: (whole, brand) => 6.3 + 1.2 * whole + 0.3 * (brand?.image ?? 0),
}

/** Which of the five dimensions a group of service attributes is made of. */
const attributeGroups: Record<string, readonly string[]> = {
  access: ['responsiveness'],
  work: ['reliability'],
  people: ['assurance', 'empathy'],
  price: ['tangibles', 'reliability'],
}

/** Null for the five dimensions themselves, which `respondent.ts` knows. */
export function blockLevel(dimension: string, view: View): number | null {
  const block = indexBlocks[dimension]
  if (block) return block(view.overall - usual, view.brand)
  const parts = attributeGroups[dimension]
  return parts ? parts.reduce((sum, part) => sum + (view.perceived.get(part) ?? usual), 0) / parts.length : null
}

/** How a rating of importance comes about; the statement's own level, and a little of the person's demand. */
export function importanceLevel(item: string, view: View): number {
  const demand = (view.adequate.get('reliability') ?? 6.5) - 6.5
  return (attributeImportance[item] ?? 6.5) + 0.3 * demand
}

/** Performance against what was expected: the middle of the scale is "as expected", which lies where the zone of tolerance ends below. */
export function confirmationLevel(dimension: string | undefined, view: View): number {
  if (dimension === undefined) return 5 + 1.6 * (view.overall - usual) + 0.5
  const [got, expected] = [view.perceived.get(dimension) ?? usual, view.adequate.get(dimension) ?? usual]
  return 5 + 1.1 * (got - expected - 0.2)
}

/** Whether a role is answered from the levels of expectation. */
export function isExpected(role: Role): boolean {
  return role === 'desired' || role === 'expectation'
}
