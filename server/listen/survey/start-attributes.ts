import type { AttributeValues } from '@gap5/contract/listen/attribute-values.ts'
import type { Trx } from '../../database.ts'
import { linkAttributes } from './link-attributes.ts'
import type { Survey } from './survey.ts'

/** The attribute values somebody begins with: what the link says, then what the collector and the personal link fix. */
export async function startAttributes(
  trx: Trx,
  { orgId, attributes, collector, personal }: Pick<Survey, 'orgId' | 'attributes' | 'collector' | 'personal'>,
  said: ReadonlyMap<string, string>,
): Promise<AttributeValues> {
  return { ...(await linkAttributes(trx, orgId, attributes, said)), ...collector.attributes, ...personal?.attributes }
}
