/**
 * The cells of a study together with what waits to be folded, as one snapshot (`inSnapshot`) sees them: between them they hold
 * every response once.
 */
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Trx } from '../../database.ts'
import type { StudyKey } from '../answer-cache.ts'
import type { TitledAttribute } from '../attribute-classes.ts'
import type { StudyFrame } from '../study-result.ts'
import { layoutOf } from '../sums/layout.ts'
import { readBuild, type Build } from './build.ts'
import { pendingChanges } from './changes.ts'
import { factsOf, type Fact } from './facts.ts'

/** With more waiting than this, reading all answers costs less. */
const mostWaiting = 20_000

export type Cells = { frame: StudyFrame; build: Build; waiting: Fact[] }

/** Null where the cells of the study cannot answer now: they are being built, or too much waits to be folded. */
export async function openCells(trx: Trx, key: StudyKey, frame: StudyFrame): Promise<Cells | null> {
  const build = await readBuild(trx, key, layoutOf(frame.definition), frame.timeZone)
  if (!build?.isBuilt) return null
  const changes = await pendingChanges(trx, key)
  if (changes.length > mostWaiting) return null
  return { frame, build, waiting: await factsOf(trx, key, build.timeZone, changes) }
}

/** Whether the attributes a selection is narrowed to, and the one it is split by, have cells together. */
export function haveCells({ build }: Cells, selection: Selection, by: TitledAttribute | null): boolean {
  const asked = new Set([...Object.keys(selection.attributes), ...(by ? [by.key] : [])])
  return asked.size <= 1 && [...asked].every((key) => build.cuboids.includes(key))
}
