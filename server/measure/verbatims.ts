/** What people of a selection said in their own words: the latest, without names and contact details. */
import { sql } from 'kysely'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Statement } from '@gap5/contract/listen/responses.ts'
import { excludedMarks, type Selection } from '@gap5/contract/measure/selection.ts'
import type { Trx } from '../database.ts'
import { listStatements } from '../listen/statements.ts'
import { valueMatches } from './attribute-classes.ts'
import { dayEnd, dayStart } from './periods.ts'
import { findStudy } from './study-frame.ts'

const pageSize = 200
/** Statements looked through for those that fit: enough for any page, and an end to the search. */
const mostRead = 4_000

export async function latestVerbatims(
  trx: Trx,
  { organisation, study, selection, most, now }: { organisation: Organisation; study: string; selection: Selection; most: number; now: Date },
): Promise<Statement[]> {
  const { studyId, frame } = await findStudy(trx, organisation, study, now)
  const fits = conditionOf(selection, frame)
  const found: Statement[] = []
  let after: string | undefined
  for (let read = 0; read < mostRead && found.length < most; read += pageSize) {
    const page = await listStatements(trx, organisation.id, studyId, { kind: 'verbatim', limit: pageSize, after }, { contacts: false })
    const counted = await countedOf(trx, organisation.id, page.statements, selection)
    found.push(...page.statements.filter((statement) => statement.text !== null && counted.has(statement.responseId) && fits(statement)))
    if (page.next === null) break
    after = page.next
  }
  return found.slice(0, most)
}

type Place = { attributes: readonly { key: string; type: Parameters<typeof valueMatches>[0] }[]; timeZone: string }

function conditionOf({ from, to, attributes }: Selection, place: Place): (statement: Statement) => boolean {
  const start = from === undefined ? -Infinity : dayStart(from, place.timeZone)
  const end = to === undefined ? Infinity : dayEnd(to, place.timeZone)
  const typeOf = (key: string) => place.attributes.find((attribute) => attribute.key === key)?.type ?? 'text'
  return ({ at, attributes: own }) => {
    const time = Date.parse(at)
    if (time < start || time >= end) return false
    return Object.entries(attributes).every(([key, values]) => values.some((wanted) => own[key] !== undefined && valueMatches(typeOf(key), wanted, own[key])))
  }
}

/** Of these statements, the responses that count in the selection: a machine's words are nobody's. */
async function countedOf(trx: Trx, orgId: string, statements: readonly Statement[], { marks }: Selection): Promise<Set<string>> {
  if (statements.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select response.id from response
    join response_revision as latest on latest.org_id = response.org_id and latest.response_id = response.id and latest.revision = response.revision
    where response.org_id = ${orgId} and response.id = any(${statements.map(({ responseId }) => responseId)}::uuid[])
      and not latest.marks && ${[...excludedMarks[marks], 'withdrawn']}::text[]`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}
