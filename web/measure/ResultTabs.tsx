import { useQuery } from '@tanstack/react-query'
import { useOrganisation } from '../access/me.ts'
import { addressed } from '../kit/address.ts'
import { useGuest } from '../kit/guest.ts'
import { PageTabs, type PageTab } from '../kit/Tabs.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { offersQuery } from './readings/readingsData.ts'
import { resultQuery, selectionIn, type StudyPlace } from './results.ts'

/** The readings of one result, beside each other; what it is narrowed to goes along. */
export function ResultTabs({ place: { org, study } }: { place: StudyPlace }) {
  const { query } = useAddress()
  const { may } = useOrganisation()
  const isGuest = useGuest() !== null
  const { data: offers } = useQuery({ ...offersQuery({ org, study }), enabled: !isGuest })
  const { data: result } = useQuery({ ...resultQuery({ org, study }, selectionIn(query)), enabled: !isGuest })
  const hasZone = result?.gaps.some((row) => row.adequate !== null && row.desired !== null) ?? false
  const given = offers?.readings.filter(({ available }) => available) ?? []
  const narrowed = (path: string) => addressed(path, selectionIn(query))
  if (isGuest) return null // a read-only link leads nowhere else
  const tabs: Place[] = [
    { to: narrowed(paths.results(org, study)), label: { en: 'Result', zh: '结果' } },
    { to: narrowed(paths.trend(org, study)), label: { en: 'Over time', zh: '趋势' } },
    { to: narrowed(paths.periods(org, study)), label: { en: 'Periods', zh: '时期对比' }, isLess: true },
    { to: narrowed(paths.ranking(org, study)), label: { en: 'Units', zh: '单位排名' } },
    ...(hasZone ? [{ to: narrowed(paths.zoneMovement(org, study)), label: { en: 'Zone of tolerance', zh: '容忍区域' } }] : []),
    ...given.map(({ key, title }, at) => ({ to: narrowed(paths.reading(org, study, key)), label: title, isLess: at >= mostReadings })),
    ...(may('verbatims:read') ? [{ to: narrowed(paths.statements(org, study)), label: { en: 'In their words', zh: '顾客原话' } }] : []),
    { to: narrowed(paths.workbench(org, study)), label: { en: 'Workbench', zh: '分析工作台' } },
    { to: narrowed(paths.readings(org, study)), label: { en: 'All readings', zh: '全部分析' }, isLess: true },
  ]
  const label = { en: 'Readings of this result', zh: '结果的各种分析' }
  if (tabs.length <= mostInRow) return <PageTabs label={label} tabs={tabs} />
  return <PageTabs label={label} tabs={tabs.filter(({ isLess }) => !isLess)} more={tabs.filter(({ isLess }) => isLess)} />
}

/** So many stand in one row of a wide page; of more, those that are asked for less go behind a menu. */
const mostInRow = 9
const mostReadings = 2

type Place = PageTab & { isLess?: boolean }
