import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import type { ReadingOffer } from '@gap5/contract/measure/readings/readings.ts'
import { useOrganisation } from '../../access/me.ts'
import { addressed } from '../../kit/address.ts'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { ButtonLink, Link } from '../../kit/Link.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { paths } from '../../paths.ts'
import { FindingBody, FindingPage, type FindingProps } from '../FindingPage.tsx'
import { selectionIn, type StudyPlace } from '../results.ts'
import { offersQuery } from './readingsData.ts'

/** All the ways to read a study: those its instrument gives, and what the others would ask. */
export function ReadingsPage() {
  return <FindingPage>{(props) => <Body {...props} />}</FindingPage>
}

function Body({ place, result }: FindingProps) {
  const { query } = useAddress()
  const { data } = useQuery(offersQuery(place))
  const given = data?.readings.filter(({ available }) => available) ?? []
  const others = data?.readings.filter(({ available }) => !available) ?? []
  return (
    <FindingBody place={place} result={result} name={{ en: 'Ways to read this study', zh: '本调查的各种分析' }} conclusion={undefined} view={{ page: 'results', asked: selectionIn(query) }}>
      {data === undefined ? (
        <Card>
          <Skeleton lines={6} />
        </Card>
      ) : (
        <div className="grid gap-3.5">
          <Card title={{ en: 'What these answers give', zh: '现有答卷可作的分析' }}>
            <ul className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
              {given.map((offer) => (
                <Given key={offer.key} offer={offer} place={place} />
              ))}
            </ul>
          </Card>
          {others.length > 0 && (
            <Card title={{ en: 'What another instrument would give', zh: '换用其他问卷可作的分析' }}>
              <ul className="grid gap-y-4">
                {others.map((offer) => (
                  <Other key={offer.key} offer={offer} />
                ))}
              </ul>
            </Card>
          )}
        </div>
      )}
    </FindingBody>
  )
}

function Given({ offer, place }: { offer: ReadingOffer; place: StudyPlace }) {
  const { say } = useLanguage()
  const { query } = useAddress()
  return (
    <li>
      <Link to={addressed(paths.reading(place.org, place.study, offer.key), selectionIn(query))}>
        <span className="inline-flex items-center gap-1 font-semibold">
          {say(offer.title)}
          <ChevronRight size={14} aria-hidden />
        </span>
      </Link>
      <p className="text-mute">{say(offer.asks)}</p>
    </li>
  )
}

function Other({ offer }: { offer: ReadingOffer }) {
  const { say } = useLanguage()
  const { org, may } = useOrganisation()
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 max-w-2xl flex-[1_1_18rem]">
        <p className="font-semibold">{say(offer.title)}</p>
        <p className="text-mute">{say(offer.asks)}</p>
        {offer.needs && <p>{say(offer.needs)}</p>}
      </div>
      {offer.library && may('studies:write') && (
        <ButtonLink size="small" to={addressed(paths.newStudy(org), { library: offer.library })}>
          {say({ en: 'Start a study that asks it', zh: '用相应问卷新建调查' })}
        </ButtonLink>
      )}
    </li>
  )
}
