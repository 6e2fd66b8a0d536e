import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { ReadingHead, ReadingKey } from '@gap5/contract/measure/readings/readings.ts'
import { Card } from '../../kit/Card.tsx'
import type { Words } from '../../kit/language.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { FindingBody, FindingPage, type FindingProps } from '../FindingPage.tsx'
import { findingQuery } from '../findings.ts'
import { FurtherConclusions } from '../FurtherConclusions.tsx'
import { TooFew } from '../TooFew.tsx'
import { WarningList } from '../WarningList.tsx'
import { askedOf } from './readingsData.ts'

export type ReadingProps<Reading> = FindingProps & { reading: Reading }

type PageProps<Reading> = {
  of: ReadingKey
  name: Words
  /** What the page keeps in its address for this reading. */
  choices: readonly string[]
  children: (props: ReadingProps<Reading>) => ReactNode
}

/** A reading of one study: conclusion first, then what `children` draws of it, then what else it says. */
export function ReadingPage<Reading extends ReadingHead>(props: PageProps<Reading>) {
  return <FindingPage>{(given) => <Body {...props} {...given} />}</FindingPage>
}

function Body<Reading extends ReadingHead>({ of, name, choices, children, place, result }: PageProps<Reading> & FindingProps) {
  const { query } = useAddress()
  const asked = askedOf(query, choices)
  const { data: reading, isPlaceholderData } = useQuery(findingQuery<Reading>(place, of, asked))
  const view = { page: of, asked }
  if (result.responses > 0 && result.responses < result.minimumN) {
    return (
      <FindingBody place={place} result={result} name={name} conclusion={reading?.conclusions[0]} view={view}>
        <TooFew place={place} result={result} />
      </FindingBody>
    )
  }
  return (
    <FindingBody place={place} result={result} name={name} conclusion={reading?.conclusions[0]} view={view} isOld={isPlaceholderData}>
      {reading === undefined ? (
        <Card>
          <Skeleton lines={10} />
        </Card>
      ) : (
        <div className="grid gap-3.5">
          {children({ place, result, reading })}
          <FurtherConclusions conclusions={reading.conclusions.slice(1)} />
          <WarningList result={reading} />
        </div>
      )}
    </FindingBody>
  )
}
