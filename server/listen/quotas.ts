import { attributeFaults } from '@gap5/contract/listen/attribute-check.ts'
import { quotaKey, type Quota, type QuotaState } from '@gap5/contract/listen/quotas.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import type { InvalidValue } from '@gap5/contract/problems.ts'
import type { Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import { unitCodes } from '../people/unit-codes.ts'
import { countQuotas } from './quota-tally.ts'

type Asked = { studyId: string | null; attributes: readonly Attribute[]; quotas: readonly Quota[] }

/** Throws unless every quota names values of units and choices that the study has, and collectors of it. */
export async function rejectMisfittingQuotas(trx: Trx, orgId: string, { studyId, attributes, quotas }: Asked): Promise<void> {
  if (quotas.length === 0) return
  const closed = attributes.filter(({ type }) => type === 'unit' || type === 'choice')
  const codes = await unitCodes(trx, orgId, closed)
  const collectors = studyId === null ? [] : await trx.selectFrom('collector').select('id').where('org_id', '=', orgId).where('study_id', '=', studyId).execute()
  const known = new Set(collectors.map(({ id }) => id))
  const errors = quotas.flatMap(({ values, collectorId }, index): InvalidValue[] => {
    const field = `settings.quotas.${index}`
    const faults = attributeFaults(closed, values, codes).map((fault) => ({ field: `${field}.values.${fault.field}`, expected: fault.expected, received: values[fault.field] ?? '' }))
    return collectorId === null || known.has(collectorId) ? faults : [...faults, { field: `${field}.collectorId`, expected: ofThisStudy, received: collectorId }]
  })
  if (errors.length > 0) throw new Problem('request.invalid', undefined, { errors: errors.slice(0, 100) })
}

const ofThisStudy = { en: 'a collector of this study', zh: '该调查的收集渠道' }

/** Each quota of a study with how many answers it has and how often somebody was turned away for it. */
export async function quotaStates(trx: Trx, orgId: string, studyId: string, quotas: readonly Quota[]): Promise<QuotaState[]> {
  const filled = await countQuotas(trx, orgId, studyId, quotas)
  const turnedAway = await trx
    .selectFrom('visit_tally as visit')
    .innerJoin('collector', (join) => join.onRef('collector.org_id', '=', 'visit.org_id').onRef('collector.id', '=', 'visit.collector_id'))
    .select(['visit.detail', (eb) => eb.fn.sum<number>('visit.visits').as('visits')])
    .where('visit.org_id', '=', orgId)
    .where('collector.study_id', '=', studyId)
    .where('visit.step', '=', 'quota-full')
    .groupBy('visit.detail')
    .execute()
  const byKey = new Map(turnedAway.map((row) => [row.detail, Number(row.visits)]))
  return quotas.map((quota, at) => ({ ...quota, filled: filled[at]!, turnedAway: byKey.get(quotaKey(quota)) ?? 0 }))
}
