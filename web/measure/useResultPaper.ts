import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { useOrganisation } from '../access/me.ts'
import { useLanguage } from '../kit/language.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { usePaper } from '../kit/usePaper.ts'
import { narrowedTo } from './sourceOf.ts'

/** At the foot of each printed sheet: study, selection, n. */
export function useResultPaper(result: StudyResult): void {
  const { say, figure } = useLanguage()
  const { organisation } = useOrganisation()
  const { query } = useAddress()
  const parts = [
    say(organisation.name),
    say(result.studyTitle),
    say(narrowedTo(result, query)),
    `n ${figure(result.responses)}`,
    ...(result.simulated ? [say({ en: 'Simulated data', zh: '模拟数据' })] : []),
  ]
  usePaper(parts.join(' · '), organisation.timeZone)
}
