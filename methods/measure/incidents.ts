import { proportion, type Proportion } from './proportion.ts'
import type { Result } from '../result.ts'

export interface IncidentCauses extends Result {
  causes: { id: string; respondents: Proportion; incidents: Proportion }[]
  /** One category only, or several. */
  simple: Proportion
  complex: Proportion
}

/**
 * Causes in stories that people told, such as why they switched: one list of codes a story. A cause's share of respondents (each counted once) and of
 * incidents (every mention), with Wilson's intervals; how many stories are simple (one category) and how many complex. Stories without a code are missing. Causes in descending
 * order, then by name.
 *
 * Source: Keaveney (1995) J. Marketing 59(2).
 */
export function incidentCauses(stories: readonly (readonly string[])[], options: { level?: number } = {}): IncidentCauses {
  const coded = stories.filter((codes) => codes.length > 0)
  const mentions = coded.flat()
  const count = new Map<string, { people: number; mentions: number }>()
  for (const codes of coded) {
    for (const [i, id] of codes.entries()) {
      const found = count.get(id) ?? { people: 0, mentions: 0 }
      count.set(id, { people: found.people + (codes.indexOf(id) === i ? 1 : 0), mentions: found.mentions + 1 })
    }
  }
  const causes = [...count].map(([id, found]) => ({
    id,
    respondents: proportion(found.people, coded.length, options),
    incidents: proportion(found.mentions, mentions.length, options),
  }))
  const single = coded.filter((codes) => new Set(codes).size === 1).length
  return {
    method: 'incident-causes',
    n: coded.length,
    missing: stories.length - coded.length,
    deletion: 'available',
    conventions: { respondents: 'each counted once', incidents: 'every mention' },
    causes: causes.sort((a, b) => b.respondents.count - a.respondents.count || b.incidents.count - a.incidents.count || (a.id < b.id ? -1 : 1)),
    simple: proportion(single, coded.length, options),
    complex: proportion(coded.length - single, coded.length, options),
    reason: null,
    warnings: [],
  }
}

/** New categories in each successive block of `size` stories: when the last blocks bring nearly none, collecting can stop. Source: Flanagan (1954) Psychological Bulletin 51. */
export function newCategories(stories: readonly (readonly string[])[], size = 100): number[] {
  const seen = new Set<string>()
  const blocks: number[] = []
  for (const [i, codes] of stories.entries()) {
    const block = Math.floor(i / size)
    const before = seen.size
    for (const id of codes) seen.add(id)
    blocks[block] = (blocks[block] ?? 0) + seen.size - before
  }
  return blocks
}
