/** How what a shared view asks is answered: from the functions behind the routes, within what the link shows. */
import { boardSwitchSchema } from '@gap5/contract/measure/boards.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { selectionOf, selectionSchema, type Selection } from '@gap5/contract/measure/selection.ts'
import { viewPages, type Ask, type PageKey, type View } from '@gap5/contract/measure/views.ts'
import { inOrganisation, jsonb, type Trx } from '../../database.ts'
import { parsed, Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { answerFinding } from './answer-finding.ts'
import { boardData } from '../boards/board-data.ts'
import { boardPulse } from '../boards/board-pulse.ts'
import { readBoard } from '../boards/boards.ts'
import { readingOf } from '../reading.ts'
import { latestVerbatims } from '../verbatims.ts'
import type { Holder } from './holder.ts'
import { withoutWords, withWords } from './kept-words.ts'
import { isSame, isWithin } from './within.ts'

type Asked = { holder: Holder; selection: Selection; query: URLSearchParams }

/** What is answered otherwise than members are: with less around it. The rest is answered by its own route. */
const answers: Record<string, (deps: Dependencies, asked: Asked) => Promise<unknown>> = {
  'studies/{subject}/results': async (deps, { holder, selection }) =>
    asShared(await readingOf(deps).result(holder.organisation, holder.view.subject, selection), holder),

  'studies/{subject}/results/pulse': (deps, { holder }) => readingOf(deps).pulse(holder.organisation, holder.view.subject),

  'studies/{subject}/statements': async (deps, { holder }) => {
    const { organisation, view } = holder
    const selection = selectionIn(view)
    const { responses, minimumN } = await readingOf(deps).result(organisation, view.subject, selection)
    // Words of a handful of people say who they are.
    if (responses < minimumN) return { statements: [], next: null }
    const statements = await inOrganisation(deps.db, organisation.id, (trx) =>
      latestVerbatims(trx, { organisation, study: view.subject, selection, most: 12, now: deps.clock.now() }),
    )
    return { statements, next: null }
  },

  'boards/{subject}': ({ db }, { holder }) => inOrganisation(db, holder.organisation.id, (trx) => readBoard(trx, holder.organisation.id, holder.view.subject)),

  'boards/{subject}/data': async (deps, { holder, query }) => {
    const { organisation, view, showsVerbatims } = holder
    const board = await inOrganisation(deps.db, organisation.id, (trx) => readBoard(trx, organisation.id, view.subject))
    const wanted = parsed(boardSwitchSchema, { period: query.get('period') ?? undefined, unit: query.get('unit') ?? undefined })
    const data = await boardData(deps, { organisation, mayReadVerbatims: showsVerbatims }, board, wanted)
    return { ...data, units: data.units.filter(({ code }) => holder.mayNarrow ? view.query['unit'] === undefined || view.query['unit'] === code : code === view.query['unit']) }
  },

  'boards/{subject}/pulse': ({ db, clock }, { holder }) =>
    inOrganisation(db, holder.organisation.id, (trx) => boardPulse(trx, holder.organisation.id, holder.view.subject, clock.now())),
}

/** Answers what a page asks by its path and query below `/api/o/{org}/`; refuses what is not part of the link's view. */
export async function answerAsk(deps: Dependencies, holder: Holder, asked: string): Promise<unknown> {
  const [path = '', search = ''] = asked.split('?', 2)
  const ask = asksOf(holder.view.page).find((candidate) => pathOf(candidate, holder.view) === path)
  if (ask === undefined || (ask.verbatims && !holder.showsVerbatims)) throw new Problem('measure.link-beyond')
  const query = new URLSearchParams(search)
  requirePermitted(ask, query, holder)
  if (holder.frozenAt !== null) return frozenAnswer(deps, holder, ask)
  return answer(deps, ask, { holder, selection: selectionFrom(query), query })
}

/** Answers everything the view asks as it is now, so that it can be kept. */
export async function answerAll(deps: Dependencies, holder: Holder): Promise<{ ask: string; answer: unknown }[]> {
  const kept: { ask: string; answer: unknown }[] = []
  for (const ask of asksOf(holder.view.page)) {
    if (ask.verbatims && !holder.showsVerbatims) continue
    const query = queryOf(ask, holder.view)
    const isAsked = Object.keys(ask.shown ?? {}).every((parameter) => query.has(parameter))
    if (isAsked) kept.push({ ask: ask.path, answer: await answer(deps, ask, { holder, selection: selectionIn(holder.view), query }) })
  }
  return kept
}

/** What the page asks, from what stands in its address. */
function queryOf({ shown = {} }: Ask, { query }: View): URLSearchParams {
  const parameters = new URLSearchParams(entriesOf(query))
  for (const [parameter, name] of Object.entries(shown)) {
    parameters.delete(parameter)
    for (const value of [query[name] ?? []].flat()) parameters.append(parameter, value)
  }
  return parameters
}

export async function keepAnswers(trx: Trx, orgId: string, linkId: string, kept: readonly { ask: string; answer: unknown }[]): Promise<void> {
  if (kept.length === 0) return
  const rows = kept.map(({ ask, answer }) => ({ org_id: orgId, link_id: linkId, ask, answer: jsonb(withoutWords(answer)) }))
  await trx.insertInto('shared_answer').values(rows).execute()
}

function answer(deps: Dependencies, ask: Ask, asked: Asked): Promise<unknown> {
  const own = answers[ask.path]
  return own ? own(deps, asked) : answerFinding(deps, asked.holder, `${pathOf(ask, asked.holder.view)}?${asked.query}`)
}

async function frozenAnswer({ db }: Dependencies, { organisation, linkId }: Holder, ask: Ask): Promise<unknown> {
  return inOrganisation(db, organisation.id, async (trx) => {
    const row = await trx
      .selectFrom('shared_answer')
      .select('answer')
      .where('org_id', '=', organisation.id)
      .where('link_id', '=', linkId)
      .where('ask', '=', ask.path)
      .executeTakeFirst()
    if (row === undefined) throw new Problem('measure.link-beyond')
    return withWords(trx, organisation.id, row.answer)
  })
}

/** A locked link answers its own selection and what its page showed; one that may be narrowed answers what lies within. */
function requirePermitted(ask: Ask, query: URLSearchParams, holder: Holder): void {
  const own = selectionIn(holder.view)
  const isPlain = ask.verbatims || viewPages[holder.view.page].of !== 'study' || ask.path.endsWith('/pulse')
  const asked = selectionFrom(query)
  const isFitting = isPlain || (holder.mayNarrow ? isWithin(asked, own) : isSame(asked, own))
  const others = [...new Set(query.keys())].filter((name) => !isOfSelection(name) && !ask.free?.includes(name))
  const isShown = [...new Set([...others, ...(ask.kept ?? []), ...(ask.fixed ?? [])])].every((name) => {
    const held = [holder.view.query[ask.shown?.[name] ?? name] ?? []].flat()
    if (holder.mayNarrow && !ask.fixed?.includes(name) && (held.length === 0 || !ask.kept?.includes(name))) return true
    return query.getAll(name).join('\n') === held.join('\n')
  })
  if (!isFitting || !isShown) throw new Problem('measure.link-beyond')
}

function isOfSelection(name: string): boolean {
  return name.startsWith('a.') || name === 'from' || name === 'to' || name === 'marks'
}

function asksOf(page: PageKey): readonly Ask[] {
  return viewPages[page].asks
}

function pathOf(ask: Ask, { subject }: View): string {
  return ask.path.replace('{subject}', encodeURIComponent(subject))
}

function selectionFrom(query: URLSearchParams): Selection {
  return parsed(selectionSchema, selectionOf(query))
}

export function selectionIn({ query }: View): Selection {
  return selectionFrom(new URLSearchParams(entriesOf(query)))
}

function entriesOf(query: View['query']): [string, string][] {
  return Object.entries(query).flatMap(([key, values]) => [values].flat().map((value): [string, string] => [key, value]))
}

/** Without what lies beyond the view: attributes that cannot be chosen, values outside of it and how many answers they have. */
function asShared(result: StudyResult, { view, mayNarrow }: Holder): StudyResult {
  const own = selectionIn(view)
  const isNarrowed = own.from !== undefined || own.to !== undefined || Object.keys(own.attributes).length > 0
  const by = [view.query['by'] ?? []].flat()[0]
  const breakdowns = result.breakdowns
    .filter(({ key }) => mayNarrow || key === by)
    .map((breakdown) => {
      const kept = own.attributes[breakdown.key]
      const values = breakdown.values.filter(({ value }) => kept === undefined || kept.includes(value))
      return { ...breakdown, values: isNarrowed ? values.map((value) => ({ ...value, n: 0 })) : values }
    })
  return { ...result, breakdowns }
}
