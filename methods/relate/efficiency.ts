import { completeRows, type Vector } from '../columns.ts'
import { maximise } from '../numbers/simplex.ts'
import { requireParameter, type Reason, type Result, type Warning } from '../result.ts'

export interface UnitEfficiency {
  /** Position of the unit in the columns. */
  at: number
  /** Output as a share of what its peers make of the same input: 1 at the frontier. */
  efficiency: number
  /** By how much all outputs could grow together: 1 / efficiency. */
  growth: number
  /** The units it is held against, with their weights. */
  peers: readonly { at: number; weight: number }[]
}

export interface Efficiency extends Result {
  units: readonly UnitEfficiency[] | null
}

/**
 * Data envelopment analysis, output-oriented: how much more of every output the best units (or mixtures of them) make of no more of any input.
 * One position a unit in every column; inputs and outputs are above 0 (others are missing). `returns: 'constant'` compares units of any size by
 * ratios, `'variable'` (default) only with mixtures of about their size.
 *
 * For unit o: largest φ with `Σ λ_j y_rj ≥ φ y_ro`, `Σ λ_j x_ij ≤ x_io`, λ ≥ 0, and `Σ λ_j = 1` under variable returns. Fewer than two units
 * give `too-few`; with fewer than `max(m s, 3 (m + s))` units most look efficient, which a warning says.
 *
 * Sources: Charnes, Cooper & Rhodes (1978) European J. of Operational Research 2; Banker, Charnes & Cooper (1984) Management Science 30(9);
 * Cooper, Seiford & Tone (2007) Data Envelopment Analysis, p. 284 for the number of units.
 */
export function efficiency(inputs: readonly Vector[], outputs: readonly Vector[], options: { returns?: 'constant' | 'variable' } = {}): Efficiency {
  requireParameter(inputs.length > 0 && outputs.length > 0, 'Efficiency needs an input and an output')
  const returns = options.returns ?? 'variable'
  const columns = [...inputs, ...outputs]
  const rows = Array.from(completeRows(columns)).filter((i) => columns.every((column) => column[i]! > 0))
  const n = rows.length
  const wanted = Math.max(inputs.length * outputs.length, 3 * (inputs.length + outputs.length))
  const warnings: Warning[] = n < wanted ? [{ code: 'small-sample', detail: { n, wanted } }] : []
  const head = { method: 'dea-output', n, missing: inputs[0]!.length - n, deletion: 'listwise' as const, conventions: { returns, orientation: 'output' }, warnings }
  const nothing = (reason: Reason): Efficiency => ({ ...head, units: null, reason })
  if (n < 2) return nothing(n === 0 ? 'no-answers' : 'too-few')
  const scaled = (all: readonly Vector[]) => all.map((column) => overMean(rows.map((i) => column[i]!)))
  const [x, y] = [scaled(inputs), scaled(outputs)]
  const units = rows.map((at, o) => unit(at, o, rows, x, y, returns))
  return units.every((one) => one !== null) ? { ...head, units, reason: null } : nothing('not-converged')
}

function overMean(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value / mean)
}

function unit(at: number, o: number, rows: readonly number[], x: readonly number[][], y: readonly number[][], returns: 'constant' | 'variable'): UnitEfficiency | null {
  const outcome = maximise({
    objective: [1, ...rows.map(() => 0)],
    rows: [...x.map((column) => [0, ...column]), ...y.map((column) => [column[o]!, ...column.map((value) => -value)]), ...(returns === 'variable' ? [[0, ...rows.map(() => 1)]] : [])],
    limits: [...x.map((column) => column[o]!), ...y.map(() => 0), ...(returns === 'variable' ? [1] : [])],
    equal: [...x.map(() => false), ...y.map(() => false), ...(returns === 'variable' ? [true] : [])],
  })
  if (outcome.kind !== 'optimum') return null
  const [growth = 1, ...weights] = outcome.optimum.x
  const best = Math.max(1, growth)
  return { at, efficiency: 1 / best, growth: best, peers: weights.flatMap((weight, j) => (weight > 1e-7 ? [{ at: rows[j]!, weight }] : [])) }
}
