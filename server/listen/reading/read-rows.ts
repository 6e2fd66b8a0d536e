import type { ReadingChoice, Recipe } from '@gap5/contract/listen/recipe.ts'
import { inThread, ThreadStopped } from '../../thread.ts'
import type { AppliedRow, ApplyOptions } from '../import/apply.ts'
import { readingLimits, stopped } from './read-file.ts'
import { problemFrom, type FileRefusal } from './refusal.ts'

/** `from`: how many rows were dealt with before. */
export type RowsWork = { bytes: Uint8Array; choice: ReadingChoice; recipe: Recipe; options: ApplyOptions; from: number }

/** Hands the rows of a file to `take`, some hundred at a time and in order, until it says no. Whether it never did. */
export async function readRows(work: RowsWork, take: (rows: AppliedRow[]) => Promise<boolean>): Promise<boolean> {
  try {
    const script = new URL('./rows-thread.ts', import.meta.url)
    const read = await inThread<{ isWhole: boolean } | { refusal: FileRefusal }, AppliedRow[]>(script, work, { ...readingLimits, heard: take })
    if ('refusal' in read) throw problemFrom(read.refusal)
    return read.isWhole
  } catch (error) {
    throw error instanceof ThreadStopped ? stopped(error, readingLimits) : error
  }
}
