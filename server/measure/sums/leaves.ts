/** The kinds of columns a result is made of, and what each of them comes to when it is summed up. */
import type { ScaleMoments, StoredSample } from '@gap5/methods'
import type { Absences } from '../answer-column.ts'
import type { Histogram } from '../histogram.ts'

export type Kinds = { sample: unknown; spread: unknown; items: unknown; codes: unknown }

/** Columns: one position a respondent, NaN where there is nothing. */
export type Columns = { sample: Float64Array; spread: ScaleColumn; items: ItemColumns; codes: CodeColumn }

/** What they come to: moments, counts by answer, covariances of complete cases, counts by code. */
export type Figures = { sample: Required<StoredSample>; spread: Histogram; items: CompleteCases; codes: CodeCounts }

export type CompleteCases = Omit<ScaleMoments, 'ids'> & { missing: number }

export type CodeCounts = { counts: number[]; missing: number }

/** Answers on a scale of whole points, with the kind of every answer (see `answerKind`) where blanks have reasons. */
export class ScaleColumn {
  readonly values: Float64Array
  readonly scale: { min: number; max: number }
  readonly kinds: Uint8Array | null

  constructor(values: Float64Array, { min, max }: { min: number; max: number }, kinds: Uint8Array | null = null) {
    this.values = values
    this.scale = { min, max }
    this.kinds = kinds
  }
}

/** One of a few codes from 0 on a respondent, −1 for none. */
export class CodeColumn {
  readonly codes: Int8Array
  readonly count: number

  constructor(codes: Int8Array, count: number) {
    this.codes = codes
    this.count = count
  }
}

/** Columns of which only the complete cases count. */
export class ItemColumns {
  readonly columns: readonly Float64Array[]

  constructor(columns: readonly Float64Array[]) {
    this.columns = columns
  }
}

/** Why there is no number, in the order of `answerKind`, from 1 on. */
export const absentKinds = ['notApplicable', 'dontKnow', 'blank'] as const satisfies readonly (keyof Absences)[]
