import { requireParameter } from '../result.ts'

/** What happens to complaints of one outcome (satisfied, mollified, dissatisfied). */
export interface ComplaintOutcome {
  id: string
  /** Share of complainers, summing to 1 over the outcomes. */
  share: number
  /** Share of them who stay. */
  loyalty: number
  /** People each of them tells. */
  told?: number
  /** Share of those told who are won (positive) or lost (negative) by it. */
  influence?: number
}

export interface DamageScenario {
  customers: number
  /** Share with a problem. */
  problem: number
  /** Share of those who complain. */
  complaining: number
  outcomes: readonly ComplaintOutcome[]
  /** Share who stay among those with a problem who keep silent, and among those without one. */
  loyaltyOfSilent: number
  loyaltyWithoutProblem: number
  toldBySilent?: number
  influenceOfSilent?: number
  /** What a customer is worth. */
  value: number
}

export interface MarketDamage {
  withProblem: number
  complaining: number
  /** Customers lost through problems: those who stay less, complaining or silent. */
  lost: number
  /** Customers won (positive) or lost (negative) by word of mouth. */
  byWordOfMouth: number
  /** Value lost by both; negative would be a gain. */
  lostValue: number
}

/**
 * The market-damage model: customers lost = `N p [c sum s (L0 - L) + (1 - c)(L0 - Ln)]`, with word of mouth = tellers × told ×
 * influence. Every input is an assumption until it is measured; compare two scenarios to value a policy.
 *
 * Source: Goodman (2009) Strategic Customer Service, chapter 4 (TARP).
 */
export function marketDamage(scenario: DamageScenario): MarketDamage {
  const { customers, problem, complaining, outcomes, loyaltyWithoutProblem: ideal } = scenario
  const shares = [problem, complaining, ideal, scenario.loyaltyOfSilent, ...outcomes.flatMap(({ share, loyalty }) => [share, loyalty])]
  requireParameter(shares.every((share) => share >= 0 && share <= 1), 'Shares lie between 0 and 1')
  requireParameter(Math.abs(outcomes.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9, 'The shares of outcomes add up to 1')
  const withProblem = customers * problem
  const heard = withProblem * complaining
  const silent = withProblem - heard
  const lost = outcomes.reduce((sum, { share, loyalty }) => sum + heard * share * (ideal - loyalty), silent * (ideal - scenario.loyaltyOfSilent))
  const bySilent = silent * (scenario.toldBySilent ?? 0) * (scenario.influenceOfSilent ?? 0)
  const byWordOfMouth = outcomes.reduce((sum, { share, told = 0, influence = 0 }) => sum + heard * share * told * influence, bySilent)
  return { withProblem, complaining: heard, lost, byWordOfMouth, lostValue: (lost - byWordOfMouth) * scenario.value }
}
