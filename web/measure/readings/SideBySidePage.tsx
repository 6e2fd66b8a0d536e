import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { SideBySideReading } from '@gap5/contract/measure/readings/side-by-side.ts'
import { useOrganisation } from '../../access/me.ts'
import { valuesOf } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { Card } from '../../kit/Card.tsx'
import { Combobox } from '../../kit/Combobox.tsx'
import { useGuest } from '../../kit/guest.ts'
import { useLanguage } from '../../kit/language.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { studiesQuery } from '../../listen/studiesData.ts'
import { FindingBody, FindingPage, type FindingProps } from '../FindingPage.tsx'
import { findingQuery } from '../findings.ts'
import { FurtherConclusions } from '../FurtherConclusions.tsx'
import type { StudyPlace } from '../results.ts'
import { askedOf } from './readingsData.ts'
import { SideBySideTable } from './SideBySideTable.tsx'
import { SideMatching } from './SideMatching.tsx'

/** Several studies of the same service, item by item next to each other. */
export function SideBySidePage() {
  return <FindingPage>{(props) => <Body {...props} />}</FindingPage>
}

const choices = ['with', 'pair']

function Body({ place, result }: FindingProps) {
  const { query } = useAddress()
  const asked = askedOf(query, choices)
  const { data: reading, isPlaceholderData } = useQuery(findingQuery<SideBySideReading>(place, 'side-by-side', asked))
  const isGuest = useGuest() !== null
  const [conclusion, ...rest] = reading?.conclusions ?? []
  return (
    <FindingBody place={place} result={result} name={{ en: 'Side by side', zh: '多项调查对照' }} conclusion={conclusion} view={{ page: 'side-by-side', asked }} isOld={isPlaceholderData}>
      <div className="grid gap-3.5">
        <Card>
          {!isGuest && <Studies place={place} reading={reading} />}
          {reading === undefined ? <Skeleton lines={8} /> : <SideBySideTable reading={reading} />}
        </Card>
        {reading && <FurtherConclusions conclusions={rest} />}
        {!isGuest && reading && reading.studies.length > 1 && <SideMatching reading={reading} />}
      </div>
    </FindingBody>
  )
}

const most = 4

/** The studies set beside this one, and one more to choose. */
function Studies({ place, reading }: { place: StudyPlace; reading: SideBySideReading | undefined }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const { query, change } = useAddress()
  const beside = valuesOf(query, 'with')
  const { data } = useQuery(studiesQuery(org, {}))
  const others = (data?.studies ?? []).filter(({ handle, responses }) => handle !== place.study && !beside.includes(handle) && responses > 0)
  const nameOf = (handle: string) => reading?.studies.find((study) => study.handle === handle)?.title ?? handle
  return (
    <div className="unprinted mb-4 grid gap-3">
      {beside.length > 0 && (
        <ul className="flex flex-wrap gap-2" aria-label={say({ en: 'Studies beside this one', zh: '对照的调查' })}>
          {beside.map((handle) => (
            <li key={handle} className="inline-flex items-center gap-1 rounded-control border border-line py-0.5 pr-1 pl-3">
              {say(nameOf(handle))}
              <Button
                look="quiet"
                size="small"
                icon={<X size={14} aria-hidden />}
                label={{ en: `Take ${say(nameOf(handle))} away`, zh: `移除${say(nameOf(handle))}` }}
                onClick={() => change({ with: beside.filter((other) => other !== handle), pair: valuesOf(query, 'pair').filter((pair) => !pair.includes(`~${handle}:`)) })}
              />
            </li>
          ))}
        </ul>
      )}
      {beside.length < most && (
        <div className="max-w-md">
          <Combobox
            label={{ en: 'Set a study beside this one', zh: '选择要对照的调查' }}
            value={null}
            onValueChange={(handle) => handle && change({ with: [...beside, handle] })}
            options={others.map(({ handle, title }) => ({ value: handle, label: title }))}
            nothing={{ en: 'No other study has answers', zh: '没有其他有答卷的调查' }}
          />
        </div>
      )}
    </div>
  )
}
