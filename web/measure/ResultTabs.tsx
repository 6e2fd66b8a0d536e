import { useOrganisation } from '../access/me.ts'
import { addressed } from '../kit/address.ts'
import { useGuest } from '../kit/guest.ts'
import { PageTabs } from '../kit/Tabs.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { selectionIn, type StudyPlace } from './results.ts'

/** The readings of one result, beside each other; what it is narrowed to goes along. */
export function ResultTabs({ place: { org, study } }: { place: StudyPlace }) {
  const { query } = useAddress()
  const { may } = useOrganisation()
  const isGuest = useGuest() !== null
  const narrowed = (path: string) => addressed(path, selectionIn(query))
  if (isGuest) return null
  return (
    <PageTabs
      label={{ en: 'Readings of this result', zh: '结果的各种分析' }}
      tabs={[
        { to: narrowed(paths.results(org, study)), label: { en: 'Result', zh: '结果' } },
        { to: narrowed(paths.trend(org, study)), label: { en: 'Over time', zh: '趋势' } },
        { to: narrowed(paths.workbench(org, study)), label: { en: 'Workbench', zh: '分析工作台' } },
        ...(may('verbatims:read') ? [{ to: narrowed(paths.statements(org, study)), label: { en: 'In their words', zh: '顾客原话' } }] : []),
      ]}
    />
  )
}
