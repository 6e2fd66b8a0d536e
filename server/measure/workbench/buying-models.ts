/** The models of customers without a contract, each with what it foretells. */
import type { Text } from '@gap5/contract/language.ts'
import {
  bgBb, bgBbAlive, bgBbExpected, bgBbFuture, bgNbd, expectedPurchases, futurePurchases, isPossibleAtOccasions, isPossibleInTime, paretoNbd, paretoNbdAlive, paretoNbdExpected, paretoNbdFuture, probabilityAlive,
  type BuyerModel, type PurchaseHistory, type Vector,
} from '@gap5/methods'

export const modelKeys = ['bg-nbd', 'pareto-nbd', 'bg-bb'] as const
export type ModelKey = (typeof modelKeys)[number]

export type FittedModel = {
  key: ModelKey
  title: Text
  found: BuyerModel<Record<string, number>>
  alive: (history: PurchaseHistory) => number
  /** Purchases of a known customer in a time to come. */
  future: (history: PurchaseHistory, time: number) => number
  /** Purchases of a new customer in a time. */
  expected: (time: number) => number
}

export const modelTitles: Record<ModelKey, Text> = {
  'bg-nbd': { en: 'BG/NBD', zh: 'BG/NBD' },
  'pareto-nbd': { en: 'Pareto/NBD', zh: 'Pareto/NBD' },
  'bg-bb': { en: 'BG/BB', zh: 'BG/BB' },
}

export function fitModel(key: ModelKey, repeats: Vector, last: Vector, observed: Vector): FittedModel {
  const fitted = <P extends object>(found: BuyerModel<P>, alive: (p: P, history: PurchaseHistory) => number, future: (p: P, history: PurchaseHistory, time: number) => number, expected: (p: P, time: number) => number): FittedModel => ({
    key,
    title: modelTitles[key],
    found: found as BuyerModel<Record<string, number>>,
    alive: (history) => alive(found.parameters!, history),
    future: (history, time) => future(found.parameters!, history, time),
    expected: (time) => expected(found.parameters!, time),
  })
  if (key === 'bg-nbd') return fitted(bgNbd(repeats, last, observed), probabilityAlive, futurePurchases, expectedPurchases)
  if (key === 'pareto-nbd') return fitted(paretoNbd(repeats, last, observed), paretoNbdAlive, paretoNbdFuture, paretoNbdExpected)
  return fitted(bgBb(repeats, last, observed), bgBbAlive, bgBbFuture, bgBbExpected)
}

/** How well a model describes what it was fitted to: the lower, the better, among models of the same data. */
export function criteriaOf({ parameters, logLikelihood, n }: BuyerModel<Record<string, number>>): { aic: number; bic: number } | null {
  if (!parameters || logLikelihood === null) return null
  const k = Object.keys(parameters).length
  return { aic: 2 * k - 2 * logLikelihood, bic: k * Math.log(n) - 2 * logLikelihood }
}

export function isPossible(key: ModelKey, history: PurchaseHistory): boolean {
  return key === 'bg-bb' ? isPossibleAtOccasions(history) : isPossibleInTime(history)
}

/** Whole numbers throughout, few of them, and no more purchases than occasions: such data come from occasions rather than from moments. */
export function looksLikeOccasions(histories: readonly PurchaseHistory[]): boolean {
  return histories.length > 0 && histories.every((history) => history.observed <= 60 && isPossibleAtOccasions(history))
}

/** What customers will buy, each purchase worth a margin and counted at the end of its part of the time, in today's money. */
export function worthOf(model: FittedModel, customers: readonly { history: PurchaseHistory; count: number }[], ahead: number, margin: number, discount: number): number {
  const parts = model.key === 'bg-bb' ? ahead : Math.min(60, Math.ceil(ahead))
  let worth = 0
  for (const { history, count } of customers) {
    let before = 0
    for (let part = 1; part <= parts; part++) {
      const time = (ahead * part) / parts
      const until = model.future(history, time)
      worth += (count * margin * (until - before)) / (1 + discount) ** time
      before = until
    }
  }
  return worth
}
