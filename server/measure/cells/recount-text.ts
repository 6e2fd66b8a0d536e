import type { Trx } from '../../database.ts'
import type { StudyKey } from '../answer-cache.ts'
import { isBounded, lockBuild } from './build.ts'
import { applyValues, countValues } from './values.ts'

/** Values of free text are counted anew after an erasure: the event does not tell which value went, for it would keep it. */
export async function recountText(trx: Trx, key: StudyKey, now: Date): Promise<void> {
  const { orgId, studyId } = key
  await lockBuild(trx, key, now)
  const { attributes } = await trx.selectFrom('study').select('attributes').where('org_id', '=', orgId).where('id', '=', studyId).executeTakeFirstOrThrow()
  const texts = attributes.filter((attribute) => !isBounded(attribute)).map((attribute) => attribute.key)
  if (texts.length === 0) return
  await trx.deleteFrom('cell_value').where('org_id', '=', orgId).where('study_id', '=', studyId).where('attribute', 'in', texts).execute()
  await applyValues(trx, key, (await countValues(trx, key)).filter(({ attribute }) => texts.includes(attribute)))
}
