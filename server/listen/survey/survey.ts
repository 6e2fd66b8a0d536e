import { sql } from 'kysely'
import type { Language, Text } from '@gap5/contract/language.ts'
import { collectorSettingsSchema, type CollectorSettings } from '@gap5/contract/listen/collector-settings.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import { isPersonal, studySettingsSchema, studyState, type Attribute, type AttributeValues, type Collector, type StudySettings, type StudyState, type Subject } from '@gap5/contract/listen/studies.ts'
import { hashOf } from '../../access/tokens.ts'
import { inOrganisation, type Db, type Trx } from '../../database.ts'
import { together } from '../../together.ts'
import { findPlace, isLimited, type Place } from '../places.ts'
import { publishedDefinition } from '../published-definition.ts'
import { startAttributes } from './start-attributes.ts'

/** A study as its public page sees it. */
export type Survey = {
  orgId: string
  slug: string
  /** Path of the public page, with the token of a personal link. */
  path: string
  timeZone: string
  studyId: string
  /** The organisation's, for people whose browser asks for neither of ours. */
  mainLanguage: Language
  title: Text
  subject: Subject
  attributes: Attribute[]
  settings: StudySettings
  /** The later beginning and the earlier end of study and collector; null where there is none. */
  opensAt: Date | null
  closesAt: Date | null
  state: StudyState
  /** Whether an answer with the attributes known so far would find a place. */
  place: Place
  collector: { id: string; kind: Collector['kind']; attributes: AttributeValues; settings: CollectorSettings; isEarly: boolean; isOver: boolean }
  personal: PersonalLink | null
  definition: Definition
}

export type PersonalLink = { id: string; attributes: AttributeValues; isOpened: boolean; isExpired: boolean; isAnswered: boolean }

/** Why there is no survey to show. */
export type Missing = 'unknown' | 'token-unknown' | 'token-needed'

/** The survey at an address; where its study is over and a later wave takes its place, the address of that. */
export async function findSurvey(
  db: Db,
  { slug, token, query, now }: { slug: string; token: string | undefined; query: URLSearchParams; now: Date },
): Promise<Survey | Missing | { movedTo: string }> {
  const read = await readSurvey(db, slug)
  if (read === null) return 'unknown'
  const { row, settings, definition } = read
  if (token === undefined && isPersonal(row)) return 'token-needed'
  const survey = surveyOf(row, { slug, token, personal: null, settings, definition, now })
  const isEnded = survey.state === 'expired' || survey.state === 'closed' || survey.collector.isOver
  if (token === undefined && !isEnded && !isLimited({ settings })) return survey
  return inOrganisation(db, row.org_id, async (trx) => {
    const personal = token === undefined ? null : await findPersonalLink(trx, row.org_id, row.id, token, now)
    if (token !== undefined && personal === null) return isPersonal(row) ? 'token-unknown' : 'unknown'
    const successor = isEnded && personal === null ? await findSuccessor(trx, row.org_id, row.id, now) : undefined
    if (successor !== undefined) return { movedTo: successor }
    const mine = { ...survey, personal }
    if (!isLimited({ settings })) return mine
    const attributes = settings.quotas.length === 0 ? {} : await startAttributes((work) => work(trx), mine, new Map(query))
    return { ...mine, place: await findPlace(trx, mine, { attributes, collectorId: row.id }) }
  })
}

type Read = { row: CollectorRow; settings: StudySettings; definition: Definition }
type Reader = (slug: string) => Promise<Read | null>

const readers = new WeakMap<Db, Reader>()

/** The survey at an address, looked up once for all who ask for it at the same moment (`together`). */
function readSurvey(db: Db, slug: string): Promise<Read | null> {
  const reader = readers.get(db) ?? newReader(db)
  readers.set(db, reader)
  return reader(slug)
}

function newReader(db: Db): Reader {
  return together((slug) => slug, async (asked) => {
    const read = await lookUp(db, asked[0]!)
    return asked.map(() => read)
  }, { gatherMilliseconds: 2 })
}

async function lookUp(db: Db, slug: string): Promise<Read | null> {
  const address = await db.selectFrom('survey_address').select(['org_id', 'collector_id']).where('slug', '=', slug).executeTakeFirst()
  if (address === undefined) return null
  return inOrganisation(db, address.org_id, async (trx) => {
    const row = await findCollector(trx, address.org_id, address.collector_id)
    if (row === undefined) return null
    const definition = row.drafted ?? (await publishedDefinition(trx, address.org_id, row.study_id)).definition
    return { row, settings: studySettingsSchema.parse(row.settings), definition }
  })
}

type CollectorRow = NonNullable<Awaited<ReturnType<typeof findCollector>>>

/** The version pinned by publishing; of a study still being drafted, the newest. */
function findCollector(trx: Trx, orgId: string, collectorId: string) {
  return trx
    .selectFrom('collector')
    .innerJoin('study', (join) => join.onRef('study.org_id', '=', 'collector.org_id').onRef('study.id', '=', 'collector.study_id'))
    .innerJoin('organisation', 'organisation.org_id', 'study.org_id')
    .innerJoin('instrument_version as version', (join) =>
      join.onRef('version.org_id', '=', 'study.org_id').onRef('version.instrument_id', '=', 'study.instrument_id'),
    )
    .select(['collector.id', 'collector.org_id', 'collector.study_id', 'collector.kind', 'collector.attributes as preset'])
    .select(['collector.opens_at as collector_opens_at', 'collector.settings as collector_settings', 'collector.expires_at', 'collector.closed_at as collector_closed_at', 'organisation.time_zone', 'organisation.language'])
    .select(['study.title', 'study.subject', 'study.attributes', 'study.settings', 'study.opens_at', 'study.closes_at', 'study.published_at', 'study.closed_at'])
    // A published one never changes and is kept in memory: it is many times as long as all the rest.
    .select((eb) => eb.case().when('study.published_at', 'is', null).then(eb.ref('version.definition')).end().as('drafted'))
    .where('collector.org_id', '=', orgId)
    .where('collector.id', '=', collectorId)
    .where((when) => when.or([when('study.instrument_version', 'is', null), when('study.instrument_version', '=', when.ref('version.version'))]))
    .orderBy('version.version', 'desc')
    .executeTakeFirst()
}

async function findPersonalLink(trx: Trx, orgId: string, collectorId: string, token: string, now: Date): Promise<PersonalLink | null> {
  const link = await trx
    .selectFrom('personal_link')
    .select(['id', 'attributes', 'expires_at', 'opened_at', 'response_id'])
    .where('org_id', '=', orgId)
    .where('collector_id', '=', collectorId)
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (link === undefined) return null
  const isExpired = link.expires_at !== null && link.expires_at <= now
  return { id: link.id, attributes: link.attributes, isOpened: link.opened_at !== null, isExpired, isAnswered: link.response_id !== null }
}

/** The collector that took this one's place in a later wave, if that is open or going to be: the next one that is. */
async function findSuccessor(trx: Trx, orgId: string, collectorId: string, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ slug: string }>`
    with recursive later as (
      select id, 1 as step from collector where org_id = ${orgId} and predecessor_id = ${collectorId}
      union all
      select collector.id, step + 1 from collector join later on predecessor_id = later.id where org_id = ${orgId} and step < 1000
    )
    select slug from later join collector on collector.org_id = ${orgId} and collector.id = later.id
      join study on study.org_id = ${orgId} and study.id = study_id
    where published_at is not null and study.closed_at is null and (closes_at is null or closes_at > ${now})
      and collector.closed_at is null and (expires_at is null or expires_at > ${now})
    order by step limit 1`.execute(trx)
  return rows[0]?.slug
}

type Found = { slug: string; token: string | undefined; personal: PersonalLink | null; settings: StudySettings; definition: Definition; now: Date }

function surveyOf(row: CollectorRow, { slug, token, personal, settings, definition, now }: Found): Survey {
  const isOver = row.collector_closed_at !== null || (row.expires_at !== null && row.expires_at <= now)
  return {
    orgId: row.org_id,
    slug,
    path: token === undefined ? `/s/${slug}` : `/s/${slug}/${token}`,
    timeZone: row.time_zone,
    mainLanguage: row.language,
    studyId: row.study_id,
    title: row.title,
    subject: row.subject,
    attributes: row.attributes,
    settings,
    opensAt: later(row.opens_at, row.collector_opens_at),
    closesAt: earlier(row.closes_at, row.expires_at),
    state: studyState(
      { publishedAt: text(row.published_at), closedAt: text(row.closed_at), opensAt: text(row.opens_at), closesAt: text(row.closes_at) },
      now,
    ),
    place: 'free',
    collector: {
      id: row.id,
      kind: row.kind,
      attributes: row.preset,
      settings: collectorSettingsSchema.parse(row.collector_settings),
      isEarly: row.collector_opens_at !== null && row.collector_opens_at > now,
      isOver,
    },
    personal,
    definition,
  }
}

function later(a: Date | null, b: Date | null): Date | null {
  return a === null || (b !== null && b > a) ? b : a
}

function earlier(a: Date | null, b: Date | null): Date | null {
  return a === null || (b !== null && b < a) ? b : a
}

function text(instant: Date | null): string | null {
  return instant?.toISOString() ?? null
}

/** The name that `{provider}` stands for. */
export function providerOf({ subject }: Pick<Survey, 'subject'>): Text {
  return subject.name
}
