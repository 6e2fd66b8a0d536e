import type { AttributeValues } from '@gap5/contract/listen/attribute-values.ts'
import { linkAttributes, type LookUp } from './link-attributes.ts'
import type { Survey } from './survey.ts'

/** The attribute values somebody begins with: what the link says, then what the collector and the personal link fix. */
export async function startAttributes(
  lookUp: LookUp,
  { orgId, attributes, collector, personal }: Pick<Survey, 'orgId' | 'attributes' | 'collector' | 'personal'>,
  said: ReadonlyMap<string, string>,
): Promise<AttributeValues> {
  return { ...(await linkAttributes(lookUp, orgId, attributes, said)), ...collector.attributes, ...personal?.attributes }
}
