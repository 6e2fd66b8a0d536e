/** What the cards of a board show, all in one answer: each card's reading is shared with every page that asks the same. */
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { daysOf, yearUpTo } from '@gap5/contract/measure/board-period.ts'
import type { Board, BoardData, BoardSwitch, CardContent, CardData, StudyCard } from '@gap5/contract/measure/boards.ts'
import { parseMeasure, type Measure } from '@gap5/contract/measure/measures.ts'
import { importanceOptionsSchema } from '@gap5/contract/measure/readings/importance-performance.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { inOrganisation } from '../../database.ts'
import { findStudy } from '../../listen/studies.ts'
import { countByDay } from '../../listen/tally.ts'
import { listUnits } from '../../people/units.ts'
import { Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { askImportance } from '../readings/ask.ts'
import { indexSummary } from '../readings/index-summary.ts'
import { timeKey } from '../attribute-classes.ts'
import { dayOf } from '../periods.ts'
import { readingOf, type Reading } from '../reading.ts'
import { latestVerbatims } from '../verbatims.ts'
import { wholeFigure } from '../whole-figure.ts'
import { selectionOfCard, withBelow, type Switched } from './board-selection.ts'

type Reader = { organisation: Organisation; mayReadVerbatims: boolean }
type Study = Awaited<ReturnType<typeof findStudy>>

const mostVerbatims = 6

export async function boardData(deps: Dependencies, reader: Reader, board: Board, wanted: BoardSwitch): Promise<BoardData> {
  const { organisation } = reader
  const now = deps.clock.now()
  const today = dayOf(now.getTime(), organisation.timeZone)
  const studyCards = board.cards.filter((card) => card.kind !== 'note')
  const { units, studies } = await inOrganisation(deps.db, organisation.id, async (trx) => {
    const studies = new Map<string, Study>()
    for (const handle of new Set(studyCards.map(({ study }) => study))) {
      const found = await findStudy(trx, organisation.id, handle, now).catch(unlessProblem)
      if (found !== null) studies.set(handle, found)
    }
    return { units: await listUnits(trx, organisation.id), studies }
  })
  const period = wanted.period ?? board.period
  const days = daysOf(period, today)
  const switched: Switched = { days, units: wanted.unit === undefined ? null : withBelow(units, wanted.unit) }
  const asking = { deps, reader, switched, today, results: new Map() }
  const cards = await Promise.all(studyCards.map((card) => cardData(asking, card, studies.get(card.study) ?? null)))
  const knowsUnits = [...studies.values()].some((study) => unitAttributeOf(study) !== null)
  return {
    revision: board.revision,
    period,
    days: { from: days.from ?? null, to: days.to ?? null },
    units: knowsUnits ? units.map(({ code, title }) => ({ code, title })) : [],
    cards,
  }
}

type Asking = {
  deps: Dependencies
  reader: Reader
  switched: Switched
  today: string
  /** Asked for once, however many cards show a part of it. */
  results: Map<string, Promise<StudyResult>>
}

function resultFor({ deps, reader, results }: Asking, study: string, selection: Selection): Promise<StudyResult> {
  const key = JSON.stringify([study, selection])
  const known = results.get(key)
  const result = known ?? readingOf(deps).result(reader.organisation, study, selection)
  if (known === undefined) results.set(key, result)
  return result
}

async function cardData(asking: Asking, card: StudyCard, study: Study | null): Promise<CardData> {
  const nothing = { id: card.id, studyTitle: study?.title ?? { en: card.study, zh: card.study }, simulated: study?.simulated ?? false, n: 0, from: null, to: null, followsUnit: true, content: null }
  if (study === null || study.publishedAt === null) return { ...nothing, absence: 'study-gone' }
  const { selection, followsUnit } = selectionOfCard(card, unitAttributeOf(study), asking.switched)
  try {
    const { reader } = asking
    const result = await resultFor(asking, card.study, selection)
    const facts = { ...nothing, n: result.responses, from: result.firstAt, to: result.lastAt, followsUnit }
    if (card.kind === 'verbatims' && !reader.mayReadVerbatims) return { ...facts, absence: 'words-not-included' }
    if (card.kind !== 'progress' && result.responses === 0) return { ...facts, absence: 'no-answers' }
    if (card.kind !== 'progress' && result.responses < result.minimumN) return { ...facts, absence: 'too-few' }
    const content = await contentOf({ ...asking, study, selection, result }, card)
    return { ...facts, content, absence: content === null ? 'not-asked' : null }
  } catch (error) {
    unlessProblem(error)
    return { ...nothing, absence: 'not-asked' }
  }
}

type CardReading = Asking & { study: Study; selection: Selection; result: StudyResult }

async function contentOf(asked: CardReading, card: StudyCard): Promise<CardContent | null> {
  const { deps, reader, result, study, selection } = asked
  const reading = readingOf(deps)
  const { organisation } = reader
  switch (card.kind) {
    case 'figure':
      return figureContent(asked, reading, card.study, measureOf(card.measure))
    case 'levels':
      return levelsContent(result, card.dimension)
    case 'indicator': {
      const indicator = result.indicators.find(({ item }) => item === card.item)
      return indicator ? { kind: 'indicator', indicator } : null
    }
    case 'comparison': {
      const comparison = await reading.comparison(organisation, card.study, selection, { attribute: card.attribute, measure: measureOf(card.measure) })
      return { kind: 'comparison', comparison, scale: result.scale }
    }
    case 'distribution': {
      const distribution = result.distributions.find(({ variable }) => variable === card.variable)
      if (!distribution) return null
      const lowIsGood = distribution.role === 'functional' || distribution.role === 'dysfunctional' || result.indicators.some(({ item, scale }) => item === distribution.item && scale.lowIsGood)
      return { kind: 'distribution', distribution, lowIsGood }
    }
    case 'kano':
      return result.kano.length > 0 ? { kind: 'kano', rows: result.kano } : null
    case 'importance': {
      const options = importanceOptionsSchema.parse({ ...(card.form !== null && { importance: card.form }) })
      return { kind: 'importance', reading: await askImportance(deps, { organisation, study: card.study, selection }, options) }
    }
    case 'index': {
      const summary = await indexSummary(deps, { organisation, study: card.study, selection })
      return summary && { kind: 'index', summary }
    }
    case 'verbatims': {
      const asked = { organisation, study: card.study, selection, most: mostVerbatims, now: deps.clock.now() }
      return { kind: 'verbatims', statements: await inOrganisation(deps.db, organisation.id, (trx) => latestVerbatims(trx, asked)) }
    }
    case 'progress': {
      const days = await inOrganisation(deps.db, organisation.id, (trx) => countByDay(trx, organisation.id, study.id))
      const { from = '', to = '9999' } = selection
      return { kind: 'progress', days: days.filter(({ day }) => day >= from && day <= to), responses: result.responses, opensAt: study.opensAt, closesAt: study.closesAt }
    }
  }
}

/** The figure of the period, and its months up to the end of it. */
async function figureContent({ reader, result, selection, switched, today }: CardReading, reading: Reading, study: string, measure: Measure): Promise<CardContent> {
  const { organisation } = reader
  const figure = await wholeFigure(reading, organisation, study, selection, measure)
  const year: Selection = { ...selection, ...yearUpTo(switched.days, today) }
  const { groups } = await reading.comparison(organisation, study, year, { attribute: timeKey, measure })
  return { kind: 'figure', ...figure, trend: groups, scale: result.scale }
}

function levelsContent({ gaps, scale }: StudyResult, dimension: string | null): CardContent | null {
  const dimensions = gaps.filter(({ level }) => level === 'dimension')
  const chosen = dimensions.find(({ key }) => key === dimension) ?? null
  if (dimension !== null && chosen === null) return null
  const items = gaps.filter((row) => row.level === 'item' && (chosen === null || row.dimension === chosen.key))
  const rows = chosen === null && dimensions.length > 0 ? dimensions : items
  return rows.length > 0 ? { kind: 'levels', rows, of: chosen?.title ?? null, scale } : null
}

/** Cards are checked when they are kept, so what stands there is a measure. */
function measureOf(text: string): Measure {
  const measure = parseMeasure(text)
  if (measure === null) throw new Problem('measure.measure-unknown', { measure: text })
  return measure
}

function unitAttributeOf({ attributes }: Study): string | null {
  return attributes.find(({ type }) => type === 'unit')?.key ?? null
}

/** One card that cannot be answered does not take the others with it; what is no problem of the card goes on. */
function unlessProblem(error: unknown): null {
  if (error instanceof Problem) return null
  throw error
}
