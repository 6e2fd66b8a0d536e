import { requireParameter } from '../result.ts'

/**
 * What a customer is worth. All amounts in one currency unit; rates per period; the discount rate d >= 0. These are closed
 * forms of assumptions, not estimates, so they are plain numbers.
 *
 * Sources: Gupta & Lehmann (2003) J. Interactive Marketing 17(1); Rust, Zahorik & Keiningham (1995) J. Marketing 59(2).
 */

/**
 * Value of a margin per period under a constant retention rate r < 1 + d, for ever: `m (1+d)/(1+d-r)` when the first margin comes
 * now, `m r/(1+d-r)` when it comes after one period, which the customer must first survive.
 */
export function lifetimeValue(
  margin: number,
  { retention, discount, first = 'now' }: { retention: number; discount: number; first?: 'now' | 'after-one-period' },
): number {
  requireParameter(retention >= 0 && retention <= 1, 'A retention rate lies between 0 and 1')
  requireParameter(discount >= 0 && 1 + discount > retention, 'The discount rate is not negative, and positive where nobody leaves')
  return (margin * (first === 'now' ? 1 + discount : retention)) / (1 + discount - retention)
}

/** Value of margins per period over a survival curve (index 0 is now), less the cost of winning the customer. */
export function lifetimeValueOfCurve(
  survival: readonly number[],
  margin: number | readonly number[],
  { discount, acquisitionCost = 0 }: { discount: number; acquisitionCost?: number },
): number {
  requireParameter(discount >= 0, 'The discount rate is not negative')
  const at = (t: number) => (typeof margin === 'number' ? margin : (margin[t] ?? 0))
  return survival.reduce((sum, share, t) => sum + (at(t) * share) / (1 + discount) ** t, -acquisitionCost)
}

/** Expected tenure in periods under a constant retention rate below 1: `1 / (1 - r)`. */
export function expectedTenure(retention: number): number {
  requireParameter(retention >= 0 && retention < 1, 'A retention rate below 1')
  return 1 / (1 - retention)
}

/** What more retention is worth for `customers` customers: the difference of two lifetime values. */
export function valueOfRetention(
  margin: number,
  { from, to, discount, customers }: { from: number; to: number; discount: number; customers: number },
): number {
  return customers * (lifetimeValue(margin, { retention: to, discount }) - lifetimeValue(margin, { retention: from, discount }))
}

/** Amounts at periods 0, 1, 2, … in today's money. */
export function presentValue(amounts: readonly number[], discount: number): number {
  requireParameter(discount > -1, 'A discount rate above -1')
  return amounts.reduce((sum, amount, t) => sum + amount / (1 + discount) ** t, 0)
}

/** Return on quality: extra profit over spending, both in today's money; spending must be above 0. */
export function returnOnQuality(extraProfit: readonly number[], spending: readonly number[], discount: number): number {
  const cost = presentValue(spending, discount)
  requireParameter(cost > 0, 'A return needs spending')
  return presentValue(extraProfit, discount) / cost
}
