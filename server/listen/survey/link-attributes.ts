import { fittingValues } from '@gap5/contract/listen/attribute-check.ts'
import type { Attribute, AttributeValues } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../../database.ts'
import { unitCodes } from '../../people/unit-codes.ts'

/** Does work in a transaction: in the one that is open, or in one of its own. */
export type LookUp = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>

/**
 * The attribute values a link sets, `?branch=north`: only of attributes that may be set by link, and only values that
 * fit. A value that does not fit is left out of the response, where it would stand as a fact nobody knows, and stays
 * readable in the raw journal, which keeps what the link said. Only codes of units are looked up.
 */
export async function linkAttributes(
  lookUp: LookUp,
  orgId: string,
  attributes: readonly Attribute[],
  said: ReadonlyMap<string, string>,
): Promise<AttributeValues> {
  const settable = attributes.filter(({ key, settableByLink }) => settableByLink && isValue(said.get(key)))
  const values = Object.fromEntries(settable.map(({ key }) => [key, said.get(key)!.trim()]))
  const codes = settable.some(({ type }) => type === 'unit') ? await lookUp((trx) => unitCodes(trx, orgId, settable)) : new Set<string>()
  return fittingValues(attributes, values, codes)
}

/** As long as a value may be, and without the signs that no keyboard makes and PostgreSQL does not keep. */
function isValue(given: string | undefined): boolean {
  return given !== undefined && given.trim() !== '' && given.length <= 200 && given.isWellFormed() && !/\p{Cc}/u.test(given)
}
