import { commonLength, completeRows, type Vector } from '../columns.ts'
import type { Reason, Result, Warning } from '../result.ts'
import { likeliest, type Valley } from './likeliest.ts'

/** One customer since the first purchase, in one unit of time: repeat purchases, time of the last one, time observed. */
export interface PurchaseHistory {
  repeats: number
  last: number
  observed: number
}

/** A history and how many customers have it. */
export type CountedHistory = PurchaseHistory & { customers: number }

/** A model of buying and leaving, fitted by maximum likelihood. */
export interface BuyerModel<P> extends Result {
  parameters: P | null
  /** Standard errors from the curvature at the summit; null where it is not round there (`singular`). */
  errors: P | null
  logLikelihood: number | null
}

interface Kind<K extends string> {
  method: string
  names: readonly K[]
  isPossible: (history: PurchaseHistory) => boolean
  /** Minus the log-likelihood and its slope in the logarithms of the parameters. */
  downhill: (histories: readonly CountedHistory[]) => Valley
  /** How level the slope must be at the summit, as `quasiNewton` takes it. */
  tolerance?: number
  /** Logarithms of parameters to start from, given the time between purchases. */
  starts: (typicalTime: number) => (readonly number[])[]
}

/**
 * Fits a model to customers, one position each. Customers with missing or impossible figures are missing. Null with a reason: nobody (`no-answers`),
 * fewer than ten customers (`too-few`), nobody who bought again (`no-variance`), no summit (`not-converged`).
 */
export function buyerModel<K extends string>({ method, names, isPossible, downhill, starts, tolerance }: Kind<K>, repeats: Vector, last: Vector, observed: Vector, customers?: Vector): BuyerModel<Record<K, number>> {
  const columns = [repeats, last, observed, ...(customers ? [customers] : [])]
  const length = commonLength(columns)
  const rows = Array.from(completeRows(columns), (i) => ({ repeats: repeats[i]!, last: last[i]!, observed: observed[i]!, customers: customers?.[i] ?? 1 }))
  const used = rows.filter((row) => isPossible(row) && row.customers > 0)
  const n = used.reduce((sum, row) => sum + row.customers, 0)
  const warnings: Warning[] = n > 0 && n < 100 ? [{ code: 'small-sample', detail: { n, wanted: 100 } }] : []
  const head = { method, n, missing: length - used.length, deletion: 'listwise' as const, conventions: { search: 'BFGS on logarithms', errors: 'observed information' }, warnings }
  const nothing = (reason: Reason) => ({ ...head, parameters: null, errors: null, logLikelihood: null, reason })
  if (n === 0) return nothing('no-answers')
  if (n < 10) return nothing('too-few')
  const histories = counted(used)
  if (histories.every((history) => history.repeats === 0)) return nothing('no-variance')
  const summit = likeliest(downhill(histories), starts(typicalTime(histories)), tolerance)
  if (!summit) return nothing('not-converged')
  const named = (values: Float64Array) => Object.fromEntries(names.map((name, at) => [name, values[at]!])) as Record<K, number>
  return { ...head, parameters: named(summit.at), errors: summit.errors && named(summit.errors), logLikelihood: summit.logLikelihood, reason: summit.errors ? null : 'singular' }
}

/** Times since the first purchase: the last one after it where there are repeats, none without, nothing after the end. */
export function isPossibleInTime({ repeats, last, observed }: PurchaseHistory): boolean {
  return Number.isInteger(repeats) && repeats >= 0 && last >= 0 && observed >= last && observed > 0 && repeats > 0 === last > 0
}

/** Equal histories once, with how many customers have them. */
function counted(histories: readonly CountedHistory[]): CountedHistory[] {
  const groups = new Map<string, CountedHistory>()
  for (const history of histories) {
    const key = `${history.repeats} ${history.last} ${history.observed}`
    const group = groups.get(key)
    if (group) group.customers += history.customers
    else groups.set(key, { ...history })
  }
  return [...groups.values()]
}

function typicalTime(histories: readonly CountedHistory[]): number {
  const total = (of: (history: CountedHistory) => number) => histories.reduce((sum, history) => sum + of(history) * history.customers, 0)
  return total(({ observed }) => observed) / Math.max(1, total(({ repeats }) => repeats))
}
