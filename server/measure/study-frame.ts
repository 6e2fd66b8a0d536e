import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Variable } from '@gap5/contract/listen/instrument.ts'
import { minimumShown, type Study } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import { publishedDefinition } from '../listen/published-definition.ts'
import { findStudy as findUncounted } from '../listen/studies.ts'
import { listUnits } from '../people/units.ts'
import type { TitledAttribute } from './attribute-classes.ts'
import type { StudyFrame } from './study-result.ts'

export type FoundStudy = { studyId: string; frame: StudyFrame; variables: readonly Variable[] }

/** A published study as its result needs it. Throws `listen.study-unknown` or `listen.study-draft`. */
export async function findStudy(trx: Trx, organisation: Organisation, idOrHandle: string, now: Date): Promise<FoundStudy> {
  const study = await findUncounted(trx, organisation.id, idOrHandle, now)
  const { definition, variables } = await publishedDefinition(trx, organisation.id, study.id)
  const frame = {
    definition,
    attributes: await withUnitTitles(trx, organisation.id, study.attributes),
    studyTitle: study.title,
    provider: study.subject.name,
    simulated: study.simulated,
    minimumN: minimumShown(study, organisation),
    timeZone: organisation.timeZone,
  }
  return { studyId: study.id, frame, variables }
}

/** The values of a unit attribute are the codes of branches and departments; their names are the organisation's. */
async function withUnitTitles(trx: Trx, orgId: string, attributes: Study['attributes']): Promise<TitledAttribute[]> {
  if (!attributes.some(({ type }) => type === 'unit')) return attributes
  const values = (await listUnits(trx, orgId)).map(({ code, title }) => ({ value: code, title }))
  return attributes.map((attribute) => (attribute.type === 'unit' ? { ...attribute, values } : attribute))
}
