import { commonLength, type Vector } from '../columns.ts'
import { momentsOfCounts } from '../numbers/moments.ts'
import { checkLevel, defaultLevel, type Reason, type Result, type Warning } from '../result.ts'
import { mean, type MeanEstimate } from './mean.ts'
import { proportion, type Proportion } from './proportion.ts'

/** Attractive, one-dimensional, must-be, indifferent, reverse, questionable. */
export type KanoCategory = 'A' | 'O' | 'M' | 'I' | 'R' | 'Q'
export type KanoCounts = Readonly<Record<KanoCategory, number>>
/** Five rows by the functional answer, five letters each by the dysfunctional one; 1 like … 5 dislike. */
export type KanoTable = readonly [string, string, string, string, string]

/** The evaluation table of Kano et al. (1984) as printed by Berger et al. (1993). */
export const kanoTable: KanoTable = ['QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ']
/** Pouliot's variant (Berger et al. 1993, p. 33): must-be/must-be and live-with/live-with contradict themselves. */
export const kanoTablePouliot: KanoTable = ['QAAAO', 'RQIIM', 'RIIIM', 'RIIQM', 'RRRRQ']

const tieOrder: readonly KanoCategory[] = ['M', 'O', 'A', 'I', 'R', 'Q']

export interface Kano extends Result {
  counts: KanoCounts
  /** Most frequent category; ties by M > O > A > I > R > Q. */
  category: KanoCategory | null
  /** The runner-up. */
  second: KanoCategory | null
  /** Blauth's rule: if A + O + M outnumber I + R + Q the largest of the former, else of the latter. */
  blauth: KanoCategory | null
  /** (a + o) / (a + o + m + i), in 0..1: what meeting the need adds to satisfaction. */
  better: Proportion
  /** -(o + m) / (a + o + m + i), in -1..0: what failing the need takes away. */
  worse: Proportion
  /** (first - second) / n; `mixed` at .06 or less (Lee & Newcomb 1997). */
  categoryStrength: number | null
  mixed: boolean | null
  /** (a + o + m) / n. */
  totalStrength: number | null
  fong: FongTest | null
  /** Quadrant of (better, |worse|) cut at `conventions.cut`. */
  quadrant: Exclude<KanoCategory, 'R' | 'Q'> | null
}

/** Fong's test whether the two highest counts differ: `x1 - x2 >= z sqrt((x1 + x2)(2n - x1 - x2) / (2n))`. */
export interface FongTest {
  difference: number
  critical: number
  /** True where the category is clear; else report both, "A/I". */
  clear: boolean
}

export interface KanoOptions {
  table?: KanoTable
  level?: number
  /** z of Fong's test: 1.65 (default, 90 %) or 1.96. */
  fongZ?: number
  /** Cut of the quadrants, .5 by default. */
  cut?: number
}

/**
 * Kano's analysis of one feature from its functional ("if it is there") and dysfunctional ("if it is not") answers, 1 like,
 * 2 must-be, 3 neutral, 4 live with, 5 dislike. A respondent needs both; anything else than 1..5 is missing.
 *
 * Warnings: `questionable-answers` above 2 % of Q; `reverse-majority` where R is the mode (swap the two answers and look again).
 *
 * Sources: Kano, Seraku, Takahashi & Tsuji (1984); Berger et al. (1993) CQM Journal 2(4); Fong (1996) CQM Journal 5;
 * Lee & Newcomb (1997).
 */
export function kano(functional: Vector, dysfunctional: Vector, options: KanoOptions = {}): Kano {
  const pairs = kanoPairsOf(functional, dysfunctional)
  const counts = pairCounts(pairs)
  return kanoOfPairs(counts, { ...options, missing: pairs.filter((pair) => pair < 0).length })
}

function pairCounts(pairs: Int8Array): number[] {
  const counts = Array.from({ length: kanoPairs }, () => 0)
  for (const pair of pairs) if (pair >= 0) counts[pair]!++
  return counts
}

/** The category of one pair of answers; null where one of them is missing. */
export function kanoCategory(functional: number, dysfunctional: number, table: KanoTable = kanoTable): KanoCategory | null {
  const letter = table[functional - 1]?.[dysfunctional - 1]
  return tieOrder.find((category) => category === letter) ?? null
}

/** How many pairs of answers a feature can have. */
export const kanoPairs = 25

/** The pair of answers of each respondent: 5 (functional − 1) + dysfunctional − 1; −1 where one of them is missing. */
export function kanoPairsOf(functional: Vector, dysfunctional: Vector): Int8Array {
  const pairs = new Int8Array(commonLength([functional, dysfunctional]))
  for (let i = 0; i < pairs.length; i++) {
    const [f, d] = [functional[i]!, dysfunctional[i]!]
    pairs[i] = isAnswer(f) && isAnswer(d) ? 5 * (f - 1) + d - 1 : -1
  }
  return pairs
}

function isAnswer(x: number): boolean {
  return x === 1 || x === 2 || x === 3 || x === 4 || x === 5
}

/** The pairs with the two answers of each changed about, as for a feature most would rather do without. */
export function swappedPairs(counts: readonly number[]): number[] {
  return counts.map((_, at) => counts[5 * (at % 5) + Math.floor(at / 5)]!)
}

/** Kano's analysis from how often each pair was given (from stored cells). */
export function kanoOfPairs(pairs: readonly number[], options: KanoOptions & { missing?: number } = {}): Kano {
  const table = options.table ?? kanoTable
  const counts = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 }
  for (const [at, count] of pairs.entries()) {
    const category = kanoCategory(1 + Math.floor(at / 5), 1 + (at % 5), table)
    if (category !== null) counts[category] += count
  }
  const found = kanoOfCounts(counts, options)
  const conventions = { ...found.conventions, table: table === kanoTablePouliot ? 'pouliot' : table === kanoTable ? 'standard' : table.join('/') }
  const rest = pairs.reduce((sum, count) => sum + count, 0) - found.n
  return { ...found, missing: (options.missing ?? 0) + rest, deletion: 'pairwise', conventions }
}

/** Kano's analysis from the six counts (from stored cells). */
export function kanoOfCounts(counts: KanoCounts, options: KanoOptions = {}): Kano {
  const level = options.level ?? defaultLevel
  const z = options.fongZ ?? 1.65
  const cut = options.cut ?? 0.5
  checkLevel(level)
  const { A: a, O: o, M: m, I: i, R: r, Q: q } = counts
  const n = a + o + m + i + r + q
  const [category, second] = n === 0 ? [null, null] : highestTwo(counts)
  const better = proportion(a + o, a + o + m + i, { level })
  const worse = negative(proportion(o + m, a + o + m + i, { level }))
  const categoryStrength = category === null || second === null ? null : (counts[category] - counts[second]) / n
  const quadrant = quadrantOf(better.value, worse.value, cut)
  return {
    method: 'kano',
    n,
    missing: 0,
    deletion: 'none',
    conventions: { level, fongZ: z, cut, ties: 'M > O > A > I > R > Q' },
    counts,
    category,
    second,
    blauth: n === 0 ? null : blauth(counts),
    better,
    worse,
    categoryStrength,
    mixed: categoryStrength === null ? null : categoryStrength <= 0.06,
    totalStrength: n === 0 ? null : (a + o + m) / n,
    fong: category === null || second === null ? null : fong(counts[category], counts[second], n, z),
    quadrant,
    reason: whyIncomplete(n, quadrant),
    warnings: warningsOf(counts, n, category),
  }
}

function whyIncomplete(n: number, quadrant: string | null): Reason | null {
  return n === 0 ? 'no-answers' : quadrant === null ? 'not-applicable' : null
}

function highestTwo(counts: KanoCounts): [KanoCategory, KanoCategory] {
  const [first, second] = tieOrder.toSorted((x, y) => counts[y] - counts[x])
  return [first!, second!]
}

function blauth(counts: KanoCounts): KanoCategory {
  const wanted = counts.A + counts.O + counts.M > counts.I + counts.R + counts.Q
  const among: readonly KanoCategory[] = wanted ? ['M', 'O', 'A'] : ['I', 'R', 'Q']
  return among.reduce((best, category) => (counts[category] > counts[best] ? category : best))
}

function fong(x1: number, x2: number, n: number, z: number): FongTest {
  const critical = z * Math.sqrt(((x1 + x2) * (2 * n - x1 - x2)) / (2 * n))
  return { difference: x1 - x2, critical, clear: x1 - x2 >= critical }
}

function quadrantOf(better: number | null, worse: number | null, cut: number): Kano['quadrant'] {
  if (better === null || worse === null) return null
  if (better >= cut) return -worse >= cut ? 'O' : 'A'
  return -worse >= cut ? 'M' : 'I'
}

function negative(share: Proportion): Proportion {
  const { value, interval } = share
  return {
    ...share,
    value: value === null ? null : 0 - value,
    interval: interval && { level: interval.level, lower: 0 - interval.upper, upper: 0 - interval.lower },
  }
}

function warningsOf(counts: KanoCounts, n: number, category: KanoCategory | null): Warning[] {
  const warnings: Warning[] = []
  if (counts.Q > 0.02 * n) warnings.push({ code: 'questionable-answers', detail: { count: counts.Q, share: counts.Q / n } })
  if (category === 'R') warnings.push({ code: 'reverse-majority', detail: { count: counts.R } })
  return warnings
}

export interface ContinuousKano {
  functional: MeanEstimate
  dysfunctional: MeanEstimate
  /** Quadrant of the means, cut at 2; null below 0 on either axis, where reverse or questionable answers prevail. */
  quadrant: 'performance' | 'attractive' | 'must-be' | 'indifferent' | null
  reason: Reason | null
}

const functionalScore = [4, 2, 0, -1, -2]
const dysfunctionalScore = [-2, -1, 0, 2, 4]

/**
 * DuMouchel's continuous analysis: functional answers scored 4, 2, 0, -1, -2 and dysfunctional ones -2, -1, 0, 2, 4.
 * Source: DuMouchel in Berger et al. (1993) CQM Journal 2(4).
 */
export function continuousKano(functional: Vector, dysfunctional: Vector, options: { level?: number } = {}): ContinuousKano {
  const pairs = kanoPairsOf(functional, dysfunctional)
  return continuousKanoOfPairs(pairCounts(pairs), { ...options, missing: pairs.filter((pair) => pair < 0).length })
}

/** The same from how often each pair was given (from stored cells). */
export function continuousKanoOfPairs(pairs: readonly number[], options: { level?: number; missing?: number } = {}): ContinuousKano {
  const scored = (score: (pair: number) => number) =>
    mean({ ...momentsOfCounts(pairs.map((_, pair) => score(pair)), pairs), missing: options.missing ?? 0 }, options)
  const y = scored((pair) => functionalScore[Math.floor(pair / 5)]!)
  const x = scored((pair) => dysfunctionalScore[pair % 5]!)
  const quadrant = continuousQuadrant(y.value, x.value)
  return {
    functional: y,
    dysfunctional: x,
    quadrant,
    reason: quadrant === null ? (y.value === null ? 'no-answers' : 'not-applicable') : null,
  }
}

function continuousQuadrant(y: number | null, x: number | null): ContinuousKano['quadrant'] {
  if (y === null || x === null || y < 0 || x < 0) return null
  if (y >= 2) return x >= 2 ? 'performance' : 'attractive'
  return x >= 2 ? 'must-be' : 'indifferent'
}
