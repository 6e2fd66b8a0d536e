/**
 * A questionnaire as its respondents would see it, before there is any study: the survey page itself, for members, in a
 * frame of the app. Nothing is stored; the form carries what was answered.
 */
import type { Context } from 'hono'
import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { collectorSettingsSchema } from '@gap5/contract/listen/collector-settings.ts'
import { kanoDraftSchema } from '@gap5/contract/listen/library.ts'
import { studySettingsSchema } from '@gap5/contract/listen/studies.ts'
import { allows } from '@gap5/contract/access/roles.ts'
import { findMembership } from '../../access/organisations.ts'
import { asUser, inOrganisation } from '../../database.ts'
import { languageOf } from '../../http/request-facts.ts'
import type { Env } from '../../http/routes.ts'
import type { Dependencies } from '../../room.ts'
import { readInstrument } from '../instruments.ts'
import { kanoDefinition, sampleFeatures } from '../kano.ts'
import { readLibrary } from '../library.ts'
import { addressOf } from './address.ts'
import { missingNotices, signIn, type Notice } from './notice.ts'
import { pagesFor } from './render.ts'
import { satisfying } from './satisfying.ts'
import { show, showPage } from './show.ts'
import { signedInUser, type Visit } from './visit.ts'

/** One sheet for all previews, so that a random order stays the same while a questionnaire is being written. */
const previewSheet = '00000000-0000-4000-8000-000000000000'

export async function previewVisit(c: Context<Env>, deps: Dependencies): Promise<Visit | Notice> {
  const organisation = await organisationOf(c, deps)
  if (organisation === null) return signIn
  const definition = await definitionOf(c, deps, organisation)
  if (definition === null) return missingNotices.unknown
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.set('preview', '')
  const settings = studySettingsSchema.safeParse({ paging: searchParams.get('paging') ?? 'item', offerHelp: false })
  return {
    c,
    deps,
    survey: {
      orgId: organisation.id,
      slug: '',
      path: pathname,
      timeZone: organisation.timeZone,
      studyId: '',
      mainLanguage: organisation.language,
      title: definition.title,
      subject: { kind: 'own', name: organisation.name },
      attributes: [],
      settings: settings.success ? settings.data : studySettingsSchema.parse({ offerHelp: false }),
      opensAt: null,
      state: 'open',
      closesAt: null,
      place: 'free',
      collector: { id: previewSheet, kind: 'open', attributes: {}, settings: collectorSettingsSchema.parse({}), isEarly: false, isOver: false },
      personal: null,
      definition,
    },
    address: addressOf(pathname, searchParams, new Set(['paging', 'look', 'version'])),
    language: languageOf(c, organisation.language),
    respondent: { sheetId: previewSheet, isDone: false },
    isPreview: true,
    closed: null,
    now: deps.clock.now(),
  }
}

async function organisationOf(c: Context<Env>, deps: Dependencies): Promise<Organisation | null> {
  const user = await signedInUser(c, deps)
  if (user === null) return null
  const membership = await asUser(deps.db, user, (trx) => findMembership(trx, user, c.req.param('org') ?? ''))
  return membership !== null && allows(membership.role, 'studies:read') ? membership.organisation : null
}

async function definitionOf(c: Context<Env>, { db }: Dependencies, { id: orgId }: Organisation): Promise<Definition | null> {
  const which = c.req.param('which') ?? ''
  if (c.req.param('kind') === 'library') {
    if (which === 'kano-pairs') return kanoDefinition(kanoDraftSchema.parse({ features: sampleFeatures }))
    return (await readLibrary()).find(({ key }) => key === which) ?? null
  }
  if (!/^[0-9a-f-]{36}$/i.test(which)) return null
  const version = Number(c.req.query('version')) || undefined
  const found = await inOrganisation(db, orgId, (trx) => readInstrument(trx, orgId, which, version)).catch(() => null)
  return found === null ? null : definitionSchema.parse(found.definition)
}

/** A page by its number, or the page of a question or block, with answers under which it is shown; else the cover. */
export async function showPreview(visit: Visit): Promise<Response> {
  const { c, survey, now } = visit
  const { definition } = survey
  const item = c.req.query('item') ?? definition.blocks.find(({ key }) => key === c.req.query('block'))?.items[0]?.key
  const page = item === undefined ? undefined : pagesFor(visit, previewSheet).find(({ questions }) => questions.some((question) => question.item.key === item))
  if (item === undefined || page === undefined) return show(visit)
  const draft = { answers: satisfying(definition, item), attributes: {}, page: page.number, startedAt: now }
  return showPage(visit, { page: page.number, sheetId: previewSheet, draft })
}

/** The page may stand in a frame of ours, and looks light or dark as it is asked to. */
export async function framed(c: Context<Env>, answer: Response): Promise<Response> {
  const headers = new Headers(answer.headers)
  headers.set('X-Frame-Options', 'SAMEORIGIN')
  headers.set('Content-Security-Policy', (headers.get('Content-Security-Policy') ?? '').replace("frame-ancestors 'none'", "frame-ancestors 'self'"))
  const look = c.req.query('look')
  const isPage = headers.get('Content-Type')?.startsWith('text/html') ?? false
  if (!isPage || (look !== 'dark' && look !== 'light')) return new Response(answer.body, { status: answer.status, headers })
  headers.delete('Content-Length')
  return new Response((await answer.text()).replace('<html ', `<html data-look="${look}" `), { status: answer.status, headers })
}
