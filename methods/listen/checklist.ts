import { requireParameter, type Result } from '../result.ts'

/** One point of a mystery shopper's checklist. */
export interface ChecklistPoint {
  id: string
  /** Weight within its section; above 0. */
  weight: number
  /** What was found as a share of what is asked, 0..1 (no 0, yes 1, a scale between); NaN where it does not apply. */
  found: number
  /** Failing it (below 1) caps the score of the whole visit. */
  critical?: boolean
}

export interface ChecklistSection {
  id: string
  /** Weight of the section; above 0. */
  weight: number
  points: readonly ChecklistPoint[]
}

export interface ChecklistScore extends Result {
  /** 0..100. */
  value: number | null
  /** Before a cap. */
  uncapped: number | null
  sections: { id: string; value: number | null; n: number; reason: 'no-answers' | null }[]
  /** Critical points that failed. */
  failed: readonly string[]
}

/**
 * Score of one visit. A section: `100 Σ w a / Σ w` over the points that apply; the visit: `Σ W score / Σ W` over the sections with a point that applies. What does
 * not apply drops out above and below the line. A critical point that fails caps the visit at `cap` (0 by default). `n` counts points that apply.
 *
 * Source: a weighted mean; the cap is a convention of the trade and stands in `conventions`. Compare waves by `welchT` with visits as cases.
 */
export function checklistScore(sections: readonly ChecklistSection[], options: { cap?: number } = {}): ChecklistScore {
  const cap = options.cap ?? 0
  requireParameter(cap >= 0 && cap <= 100, 'A cap lies between 0 and 100')
  const all = sections.flatMap(({ points }) => points)
  requireParameter([...sections, ...all].every(({ weight }) => weight > 0), 'A weight lies above 0')
  requireParameter(all.every(({ found }) => !Number.isFinite(found) || (found >= 0 && found <= 1)), 'What was found is a share between 0 and 1')
  const scored = sections.map(({ id, weight, points }) => {
    const there = points.filter(({ found }) => Number.isFinite(found))
    const total = there.reduce((sum, point) => sum + point.weight, 0)
    const value = there.length === 0 ? null : (100 * there.reduce((sum, point) => sum + point.weight * point.found, 0)) / total
    return { id, weight, value, n: there.length, reason: value === null ? ('no-answers' as const) : null }
  })
  const used = scored.filter(({ value }) => value !== null)
  const failed = all.filter(({ critical, found }) => critical === true && found < 1).map(({ id }) => id)
  const uncapped = used.length === 0 ? null : used.reduce((sum, { weight, value }) => sum + weight * value!, 0) / used.reduce((sum, { weight }) => sum + weight, 0)
  const n = scored.reduce((sum, section) => sum + section.n, 0)
  return {
    method: 'checklist-score',
    n,
    missing: all.length - n,
    deletion: 'available',
    conventions: { cap, notApplicable: 'left out above and below the line' },
    value: uncapped === null || failed.length === 0 ? uncapped : Math.min(cap, uncapped),
    uncapped,
    sections: scored.map(({ id, value, n: applying, reason }) => ({ id, value, n: applying, reason })),
    failed,
    reason: uncapped === null ? 'no-answers' : null,
    warnings: [],
  }
}
