import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { PageKey } from '@gap5/contract/measure/views.ts'
import type { Conclusion, StudyResult } from '@gap5/contract/measure/results.ts'
import { useOrganisation } from '../access/me.ts'
import type { Query } from '../kit/address.ts'
import { ChartSourceProvider } from '../kit/charts/source.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { SimulatedTag } from '../kit/SimulatedTag.tsx'
import { PageSkeleton } from '../kit/Skeleton.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { NothingToShow } from './NothingToShow.tsx'
import { resultQuery, selectionIn, type StudyPlace } from './results.ts'
import { ResultTabs } from './ResultTabs.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { ShareMenu } from './sharing/ShareMenu.tsx'
import { narrowedTo, sourceOf } from './sourceOf.ts'
import { useLive } from './useLive.ts'
import { useResultPaper } from './useResultPaper.ts'

export type FindingProps = { place: StudyPlace; result: StudyResult }

/** A reading of one study's result: `children` gets the result, from which it offers its choices, and draws a `FindingBody`. */
export function FindingPage({ children }: { children: (props: FindingProps) => ReactNode }) {
  const { org } = useOrganisation()
  const { study = '' } = useParams({ strict: false })
  const { query } = useAddress()
  const place = { org, study }
  const { data: result } = useQuery(resultQuery(place, selectionIn(query)))
  if (result === undefined) return <PageSkeleton />
  return children({ place, result })
}

type BodyProps = FindingProps & {
  /** What the page is called, where no conclusion says more. */
  name: Words
  conclusion: Conclusion | undefined
  /** The page with what it asked, written out, so that a link to it shows the same whatever is answered later. */
  view: { page: PageKey; asked: Query } | null
  /** What is chosen is still being worked out; what is shown is of before. */
  isOld?: boolean
  children: ReactNode
}

/** Head with the conclusion, the readings beside this one, what it is narrowed to; then the finding. */
export function FindingBody({ place, result, name, conclusion, view, isOld = false, children }: BodyProps) {
  const { say } = useLanguage()
  const { query } = useAddress()
  const live = useLive(place)
  useResultPaper(result)
  return (
    <div aria-busy={isOld} className={isOld ? 'opacity-60 transition-opacity' : undefined}>
      <PageHeader
        over={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            {[name, narrowedTo(result, query)].map(say).join(' • ')}
            {result.simulated && <SimulatedTag />}
          </span>
        }
        title={conclusion?.text ?? name}
        documentTitle={{ en: `${result.studyTitle.en}: ${say(name)}`, zh: `${result.studyTitle.zh}：${say(name)}` }}
        under={conclusion?.evidence ?? undefined}
        back={{ to: paths.study(place.org, place.study), label: result.studyTitle }}
        actions={view && <ShareMenu view={{ page: view.page, subject: place.study, query: view.asked }} title={{ en: `${result.studyTitle.en}: ${say(name)}`, zh: `${result.studyTitle.zh}：${say(name)}` }} />}
      />
      <ResultTabs place={place} />
      <SelectionBar place={place} result={result} live={live} />
      <ChartSourceProvider source={sourceOf(result, query)}>
        {result.responses === 0 ? <NothingToShow place={place} result={result} /> : children}
      </ChartSourceProvider>
    </div>
  )
}
