import type { Trx } from '../../database.ts'
import { findStudy } from '../../listen/studies.ts'
import { Problem } from '../../problem.ts'
import { readPulse } from '../pulse.ts'
import { readBoard } from './boards.ts'

/** Another text as soon as the board, or an answer to one of its studies, changes. */
export async function boardPulse(trx: Trx, orgId: string, boardId: string, now: Date): Promise<{ revision: string }> {
  const { cards, revision } = await readBoard(trx, orgId, boardId)
  const handles = new Set(cards.flatMap((card) => (card.kind === 'note' ? [] : [card.study])))
  const parts = [String(revision)]
  for (const handle of handles) {
    const study = await findStudy(trx, orgId, handle, now).catch((error: unknown) => {
      if (error instanceof Problem) return null
      throw error
    })
    if (study !== null) parts.push((await readPulse(trx, { orgId, studyId: study.id })).revision)
  }
  return { revision: parts.join('/') }
}
