import { variables, type Definition, type Variable } from '@gap5/contract/listen/instrument.ts'
import type { Trx } from '../database.ts'
import { Problem } from '../problem.ts'

export type PublishedDefinition = { version: number; definition: Definition; variables: Variable[] }

/** A published study's definition never changes, so what was read once is kept. */
const kept = new Map<string, PublishedDefinition>()
const mostKept = 200

/** The definition a published study asks. Throws `listen.study-draft` while it is not published. */
export async function publishedDefinition(trx: Trx, orgId: string, studyId: string): Promise<PublishedDefinition> {
  const key = `${orgId}/${studyId}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const read = await readPublished(trx, orgId, studyId)
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
  kept.set(key, read)
  return read
}

async function readPublished(trx: Trx, orgId: string, studyId: string): Promise<PublishedDefinition> {
  const study = await trx
    .selectFrom('study')
    .innerJoin('instrument_version as version', (join) =>
      join
        .onRef('version.org_id', '=', 'study.org_id')
        .onRef('version.instrument_id', '=', 'study.instrument_id')
        .onRef('version.version', '=', 'study.instrument_version'),
    )
    .select(['version.version', 'version.definition', 'study.published_at'])
    .where('study.org_id', '=', orgId)
    .where('study.id', '=', studyId)
    .executeTakeFirst()
  if (study === undefined || study.published_at === null) throw new Problem('listen.study-draft')
  return { version: study.version, definition: study.definition, variables: variables(study.definition) }
}
