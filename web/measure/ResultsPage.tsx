import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { useOrganisation } from '../access/me.ts'
import { valueOf } from '../kit/address.ts'
import { ChartSourceProvider } from '../kit/charts/source.tsx'
import { classes } from '../kit/classes.ts'
import { useLanguage } from '../kit/language.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { periodWords } from '../kit/period.ts'
import { SimulatedTag } from '../kit/SimulatedTag.tsx'
import { PageSkeleton } from '../kit/Skeleton.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { comparable, comparisonChoice, ComparisonCard } from './ComparisonCard.tsx'
import { DistributionCard } from './DistributionCard.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FurtherConclusions } from './FurtherConclusions.tsx'
import { IndicatorCard } from './IndicatorCard.tsx'
import { KanoCard } from './KanoCard.tsx'
import { LevelsCard } from './LevelsCard.tsx'
import { NothingToShow } from './NothingToShow.tsx'
import { ReliabilityCard } from './ReliabilityCard.tsx'
import { ResultTable } from './ResultTable.tsx'
import { ResultTabs } from './ResultTabs.tsx'
import { resultQuery, selectionIn, type StudyPlace } from './results.ts'
import { SelectionBar } from './SelectionBar.tsx'
import { sourceOf } from './sourceOf.ts'
import { ShareMenu } from './sharing/ShareMenu.tsx'
import { TooFew } from './TooFew.tsx'
import { useLive } from './useLive.ts'
import { useResultPaper } from './useResultPaper.ts'
import { VerbatimCard } from './VerbatimCard.tsx'
import { WarningList } from './WarningList.tsx'
import { formatOf } from './words.ts'

/** What a study found, conclusion first. What it is narrowed to stands in the address. */
export function ResultsPage() {
  const { org } = useOrganisation()
  const { study = '' } = useParams({ strict: false })
  const place = { org, study }
  const { query } = useAddress()
  const { data: result, isPlaceholderData } = useQuery(resultQuery(place, selectionIn(query)))
  const live = useLive(place)
  if (result === undefined) return <PageSkeleton />
  return (
    <div aria-busy={isPlaceholderData} className={isPlaceholderData ? 'opacity-60 transition-opacity' : undefined}>
      <Head place={place} result={result} />
      <ResultTabs place={place} />
      <SelectionBar place={place} result={result} live={live} />
      <ChartSourceProvider source={sourceOf(result, query)}>
        <Body place={place} result={result} />
      </ChartSourceProvider>
    </div>
  )
}

function Body({ place, result }: { place: StudyPlace; result: StudyResult }) {
  if (result.responses === 0) return <NothingToShow place={place} result={result} />
  if (result.responses < result.minimumN) return <TooFew place={place} result={result} />
  return <Findings place={place} result={result} />
}

function Head({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const { say, language } = useLanguage()
  const { query } = useAddress()
  useResultPaper(result)
  const [headline] = result.conclusions
  const period = periodWords({ from: valueOf(query, 'from'), to: valueOf(query, 'to') }, language)
  const over = [result.instrumentTitle, period].map(say).join(' • ')
  return (
    <PageHeader
      over={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {over}
          {result.simulated && <SimulatedTag />}
        </span>
      }
      title={headline?.text ?? result.studyTitle}
      documentTitle={result.studyTitle}
      under={headline?.evidence ?? undefined}
      back={{ to: paths.study(place.org, place.study), label: result.studyTitle }}
      actions={
        <>
          <ResultShareMenu place={place} result={result} />
          <ExportMenu place={place} result={result} />
        </>
      }
    />
  )
}

/** The view with what it compares written out, so that a link shows the same whatever is answered later. */
function ResultShareMenu({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const { query } = useAddress()
  const { attribute, measure } = comparisonChoice(result, query)
  const shown = { ...query, ...(attribute && measure && { by: attribute.key, measure: measure.key }) }
  return (
    <ShareMenu
      view={{ page: 'results', subject: place.study, query: shown }}
      title={result.studyTitle}
    />
  )
}

function Findings({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const format = formatOf(result)
  const rest = result.conclusions.slice(1)
  return (
    <div className="grid gap-3.5">
      {format && (
        <div className={classes('grid items-start gap-3.5', comparable(result).length > 0 && 'xl:grid-cols-[1.55fr_1fr]')}>
          <div className="grid gap-3.5">
            <LevelsCard result={result} format={format} />
            <FurtherConclusions conclusions={rest} />
          </div>
          <ComparisonCard place={place} result={result} />
        </div>
      )}
      {result.indicators.length > 0 && <IndicatorCard result={result} />}
      {result.kano.length > 0 && <KanoCard place={place} result={result} />}
      {!format && <FurtherConclusions conclusions={rest} />}
      {!format && <ComparisonCard place={place} result={result} />}
      {format && <ResultTable result={result} format={format} />}
      <DistributionCard result={result} />
      <VerbatimCard place={place} result={result} />
      <ReliabilityCard result={result} />
      <WarningList result={result} />
    </div>
  )
}
