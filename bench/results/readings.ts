/** How long the readings of a study wait, and the answers behind a figure. */
import type { TestCaller } from '@gap5/server/testing/organisation.ts'
import { repeated, row, timed } from './timing.ts'

type Asked = [what: string, suffix: string]

/** What a three-column study with a question on overall satisfaction gives. */
export const zoneReadings: Asked[] = [
  ['importance–performance, derived', '/importance-performance'],
  ['the same by shares of R², branch', '/importance-performance?importance=shares&a.branch=b07'],
  ['four outcomes by month', '/confirmation'],
  ['four outcomes by branch', '/confirmation?along=branch'],
  ['four outcomes, one quarter', '/confirmation?from=2025-04-01&to=2025-06-30'],
  ['satisfaction index by branch', '/satisfaction?by=branch'],
  ['levels of expectation', '/levels'],
  ['block by block', '/blocks'],
  ['movement of the zone', '/zone-movement'],
  ['movement by segment', '/zone-movement?by=segment&dimension=reliability'],
  ['side by side', '/side-by-side'],
]

/** What `featureDefinition` gives besides. */
export const featureReadings: Asked[] = [
  ['importance–performance, stated', '/importance-performance'],
  ['the same derived, one quarter', '/importance-performance?importance=partial&from=2025-04-01&to=2025-06-30'],
  ['the same by logarithms', '/importance-performance?importance=revised'],
  ['Kano', '/kano'],
  ['Kano by segment', '/kano?by=segment'],
  ['Kano, one branch', '/kano?a.branch=b07'],
  ['satisfaction index, weighted', '/satisfaction?by=branch'],
  ['outcome and process by branch', '/outcome-process?by=branch'],
]

/** No sum tells these: they read all answers once, and keep what came of it until an answer comes. */
export const fromPersons: Asked[] = [['movement by thirds (all answers)', '/zone-movement?by=own-importance&dimension=reliability']]

const measure = 'dimension.responsiveness.adequacy'

export const answersBehind: Asked[] = [
  ['answers behind a figure', `/responses?measure=${measure}`],
  ['those of a branch and quarter', `/responses?measure=${measure}&a.branch=b07&from=2025-04-01&to=2025-06-30`],
  ['those who scored low', `/responses?measure=${measure}&high=-1`],
  ['those who scored very low', `/responses?measure=${measure}&high=-4`],
  ['words, newest first', `/statements?measure=${measure}`],
  ['words of a branch', `/statements?measure=${measure}&a.branch=b07`],
  ['words, lowest score first', `/statements?measure=${measure}&order=lowest`],
]

/** The first request is told by itself: nothing of it was worked out before. */
export async function measureAll(caller: TestCaller, path: string, asked: readonly Asked[], rounds: number): Promise<void> {
  for (const [what, suffix] of asked) {
    const ask = () => caller.fetch(path + suffix)
    const first = await timed(ask)
    row(what, await repeated(rounds, ask), first)
  }
}
