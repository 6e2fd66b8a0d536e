/** Responses and words behind a figure: those of its selection, by a person's own score where one is asked for. */
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { BehindQuery, ResponsesBehind, StatementsBehind, WordsQuery } from '@gap5/contract/measure/answers-behind.ts'
import type { Measure } from '@gap5/contract/measure/measures.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Trx } from '../database.ts'
import { listResponses, listSievedResponses, type Sieve } from '../listen/responses.ts'
import { listStatements, speakers, statementsOfPersons, wordsVersion, type Narrowing, type StatementAccess } from '../listen/statements.ts'
import { requireAttributes } from './attributes-of.ts'
import { ownScores, scoresOf } from './own-scores.ts'
import { personMark, RankedPersons, type Person } from './ranked-persons.ts'
import type { ResultCache } from './result-cache.ts'
import { hasAttributes, selectionConditions, timesOf } from './selection-conditions.ts'
import { findStudy, type FoundStudy } from './study-frame.ts'

export type Behind = { organisation: Organisation; study: string; selection: Selection; measure: Measure | null; query: BehindQuery; now: Date }

export async function responsesBehind(trx: Trx, behind: Behind): Promise<ResponsesBehind> {
  const found = await studyOf(trx, behind)
  const { after, limit } = behind.query
  const range = rangeOf(behind)
  const { responses, next } = range
    ? await listSievedResponses(trx, behind.organisation.id, found.studyId, { after, limit }, placeOf(behind, found, 'latest').conditions, sieveBy(found, range))
    : await listResponses(trx, behind.organisation.id, found.studyId, { after, limit }, placeOf(behind, found))
  const scores = await shownScores(trx, behind, found, responses.map(({ id }) => id))
  return { responses: responses.map((response) => ({ ...response, score: scores.get(response.id) ?? null })), next }
}

export async function statementsBehind(trx: Trx, behind: Behind, words: WordsQuery, may: StatementAccess): Promise<StatementsBehind> {
  const found = await studyOf(trx, behind)
  const { after, limit } = behind.query
  const { statements, next } = await listStatements(trx, behind.organisation.id, found.studyId, { ...words, after, limit }, may, narrowingOf(trx, behind, found))
  const scores = await shownScores(trx, behind, found, statements.map(({ responseId }) => responseId))
  return { statements: statements.map((statement) => ({ ...statement, score: scores.get(statement.responseId) ?? null })), next }
}

const scoredAtATime = 2_000

/** Who said something, by their own scores: worked out once for each state of the answers. */
export async function rankSpeakers(trx: Trx, behind: Behind & { measure: Measure }, words: WordsQuery, known: ResultCache<RankedPersons>): Promise<RankedPersons> {
  const found = await studyOf(trx, behind)
  const { organisation, selection, measure, query } = behind
  const version = await wordsVersion(trx, organisation.id, found.studyId)
  const { low = -Infinity, high = Infinity, order } = query
  const question = version === null ? null : { version, study: found.studyId, selection, measure, low, high, order, words, timeZone: found.frame.timeZone, attributes: found.frame.attributes }
  const earlier = question && known.known(question)
  if (earlier) return earlier
  const { read, scores } = ownScores(found, measure)
  const all = await speakers(trx, organisation.id, found.studyId, { ...words, limit: 1 }, placeOf(behind, found, 'latest'), read)
  const persons: Person[] = []
  for (let from = 0; from < all.length; from += scoredAtATime) {
    for (const [id, score] of scores(all.slice(from, from + scoredAtATime))) if (score >= low && score <= high) persons.push({ id, score })
    await breath()
  }
  const ranked = new RankedPersons(persons, order)
  return question ? known.answer(question, () => ranked) : ranked
}

/** Other requests have their turn. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Persons looked up at a time. */
const chunk = 100

/** Likewise, in the order of the persons' scores. */
export async function rankedStatements(trx: Trx, behind: Behind, words: WordsQuery, may: StatementAccess, persons: RankedPersons): Promise<StatementsBehind> {
  const { studyId } = await studyOf(trx, behind)
  const { limit, after } = behind.query
  const statements: StatementsBehind['statements'] = []
  for (let from = after === undefined ? 0 : persons.placeAfter(after); from < persons.length; from += chunk) {
    const asked = persons.persons(from, from + chunk)
    const scores = new Map(asked.map(({ id, score }) => [id, score]))
    const said = await statementsOfPersons(trx, behind.organisation.id, studyId, [...scores.keys()], { ...words, limit: chunk }, may)
    for (const [at, statement] of said.entries()) {
      const score = scores.get(statement.responseId) ?? null
      statements.push({ ...statement, score })
      const isLastOfPerson = said[at + 1]?.responseId !== statement.responseId
      // A person's words stay on one page.
      if (statements.length >= limit && isLastOfPerson && score !== null) return { statements, next: personMark({ score, id: statement.responseId }) }
    }
  }
  return { statements, next: null }
}

async function studyOf(trx: Trx, { organisation, study, selection, now }: Behind): Promise<FoundStudy> {
  const found = await findStudy(trx, organisation, study, now)
  requireAttributes(selection, found.frame.attributes)
  return found
}

function placeOf({ selection }: Behind, { frame }: FoundStudy, revision: 'latest' | null = null): Narrowing {
  return { conditions: selectionConditions(selection, frame, revision), keeps: null, within: timesOf(selection, frame), byAttributes: hasAttributes(selection) }
}

function narrowingOf(trx: Trx, behind: Behind, found: FoundStudy): Narrowing {
  const place = placeOf(behind, found)
  const range = rangeOf(behind)
  if (!range) return place
  const keeps = async (responseIds: readonly string[]) => new Set(within(range, await scoresOf(trx, behind.organisation.id, found, responseIds, range.measure)))
  return { ...place, keeps }
}

type ScoreRange = { measure: Measure; low: number; high: number }

/** The scores that are asked for; null where all are. */
function rangeOf({ measure, query: { low, high } }: Behind): ScoreRange | null {
  return measure === null || (low === undefined && high === undefined) ? null : { measure, low: low ?? -Infinity, high: high ?? Infinity }
}

function sieveBy(found: FoundStudy, range: ScoreRange): Sieve<(number | null)[]> {
  const { read, scores } = ownScores(found, range.measure)
  return { read, keeps: (rows) => new Set(within(range, scores(rows))) }
}

function within({ low, high }: ScoreRange, scores: ReadonlyMap<string, number>): string[] {
  return [...scores].flatMap(([id, score]) => (score >= low - slack && score <= high + slack ? [id] : []))
}

/** Means of items are no round numbers: 6.3 as it is written stands for what lies next to it. */
const slack = 1e-9

async function shownScores(trx: Trx, { organisation, measure }: Behind, found: FoundStudy, ids: readonly string[]): Promise<Map<string, number>> {
  return measure === null || ids.length === 0 ? new Map() : scoresOf(trx, organisation.id, found, ids, measure)
}
