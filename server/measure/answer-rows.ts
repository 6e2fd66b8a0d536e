/** How many responses of the whole study carry each value; what was withdrawn is none. */
export type ValueCounts = ReadonlyMap<string, number>

/** The values of an attribute, one code a row: an index into `values`, −1 where there is none. */
export type CodedValues = { readonly values: readonly string[]; code(row: number): number }

/**
 * Rows by which answers are selected and told apart: of one response each (`AnswerTable`), or of all that share a period and a value
 * (`CellRows`). What is to be said of the whole study is the same in both.
 */
export interface AnswerRows {
  readonly length: number
  /** Milliseconds since 1970, UTC; of a cell, when its period begins. */
  submittedAt(row: number): number
  isWithdrawn(row: number): boolean
  /** Quality marks as a bit set, see `markBits`. */
  marks(row: number): number
  /** How many responses a row stands for. */
  respondents(row: number): number
  attribute(key: string): CodedValues | undefined
  valueCounts(key: string): ValueCounts
  /** When the first and the last response of the study came; null where nobody answered. */
  extent(): { firstAt: number; lastAt: number } | null
}
