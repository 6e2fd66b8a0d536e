/** How many come how far from the invitation to the last page, read from links, mails, drafts, responses and counts. */
import { sql } from 'kysely'
import { proportion } from '@gap5/methods'
import type { Text } from '@gap5/contract/language.ts'
import { withProvider, type Mark } from '@gap5/contract/listen/answers.ts'
import { lossReasons, type Funnel, type LossReason, type Rate, type ResponseRate } from '@gap5/contract/listen/response-rate.ts'
import { isPersonal, type Collector } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import { listCollectors } from './collectors.ts'
import { unsureAfter } from './mail/deliveries.ts'
import { publishedDefinition } from './published-definition.ts'
import type { UncountedStudy } from './study-rows.ts'
import { pagesOf } from './survey/questions.ts'

/** `writeVisits` has written what this process counted. */
export async function responseRate(trx: Trx, orgId: string, study: UncountedStudy, now: Date): Promise<ResponseRate> {
  const collectors = (await listCollectors(trx, orgId, study.id)).filter(({ kind }) => kind !== 'import' && kind !== 'api')
  const [links, visits, drafts] = [await countLinks(trx, orgId, study.id), await countVisits(trx, orgId, study.id), await countDrafts(trx, orgId, study.id)]
  const rows = collectors.map((collector) => ({ collector, funnel: funnelOf(collector, links, visits, drafts) }))
  const sum = (personal: boolean) => withRates(rows.filter(({ collector }) => isPersonal(collector) === personal).reduce((total, { funnel }) => added(total, funnel), nobody(personal)))
  return {
    invited: sum(true),
    open: sum(false),
    collectors: rows.map(({ collector: { id, title, kind }, funnel }) => ({ id, title, kind, ...withRates(funnel) })),
    attributes: await ratesByAttribute(trx, orgId, study),
    losses: await losses(trx, orgId, study.id, visits, now),
    brokeOff: await brokeOff(trx, orgId, study, visits, drafts),
    marked: await marked(trx, orgId, study.id),
  }
}

function nobody(personal: boolean): Funnel {
  return { invited: personal ? 0 : null, delivered: personal ? 0 : null, opened: 0, began: 0, finished: 0 }
}

function added(a: Funnel, b: Funnel): Funnel {
  const plus = (one: number | null, other: number | null) => (one === null && other === null ? null : (one ?? 0) + (other ?? 0))
  return { invited: plus(a.invited, b.invited), delivered: plus(a.delivered, b.delivered), opened: plus(a.opened, b.opened), began: a.began + b.began, finished: a.finished + b.finished }
}

function withRates(funnel: Funnel): Funnel & { response: Rate; completion: Rate } {
  return { ...funnel, response: rateOf(funnel.finished, funnel.delivered), completion: rateOf(funnel.finished, funnel.began) }
}

function rateOf(count: number, of: number | null): Rate {
  if (of === null || of === 0 || count > of) return null
  const { value, interval } = proportion(count, of)
  return value === null || interval === null ? null : { share: value, low: interval.lower, high: interval.upper, n: of }
}

type Links = Map<string, { made: number; mailed: number; delivered: number; opened: number; finished: number }>
type Visits = { collector_id: string; step: string; detail: string; visits: number }[]
type Drafts = { collector_id: string; page: number; people: number }[]

function funnelOf({ id, kind, responses }: Collector, links: Links, visits: Visits, drafts: Drafts): Funnel {
  const seen = (step: string) => visits.filter((one) => one.collector_id === id && one.step === step).reduce((total, { visits: count }) => total + count, 0)
  const underWay = drafts.filter((one) => one.collector_id === id).reduce((total, { people }) => total + people, 0)
  const began = responses + underWay + seen('broke-off')
  if (!isPersonal({ kind })) return { invited: null, delivered: null, opened: kind === 'kiosk' ? null : Math.max(seen('opened'), began), began, finished: responses }
  const mine = links.get(id) ?? { made: 0, mailed: 0, delivered: 0, opened: 0, finished: 0 }
  // A link given by hand counts as delivered: nobody else can know.
  return { invited: mine.made, delivered: mine.made - mine.mailed + mine.delivered, opened: Math.max(mine.opened, began), began, finished: responses }
}

async function countLinks(trx: Trx, orgId: string, studyId: string): Promise<Links> {
  const { rows } = await sql<{ collector_id: string; made: number; mailed: number; delivered: number; opened: number; finished: number }>`
    select link.collector_id, count(*)::integer as made, count(recipient.id)::integer as mailed, count(first.sent_at)::integer as delivered,
      count(*) filter (where link.opened_at is not null or link.response_id is not null)::integer as opened, count(link.response_id)::integer as finished
    from personal_link as link
      join collector on collector.org_id = link.org_id and collector.id = link.collector_id
      left join mail_recipient as recipient on recipient.org_id = link.org_id and recipient.personal_link_id = link.id
      left join mail_delivery as first on first.org_id = link.org_id and first.recipient_id = recipient.id and first.round = 0
    where link.org_id = ${orgId} and collector.study_id = ${studyId} group by 1`.execute(trx)
  return new Map(rows.map((row) => [row.collector_id, row]))
}

async function countVisits(trx: Trx, orgId: string, studyId: string): Promise<Visits> {
  const { rows } = await sql<Visits[number]>`
    select collector_id, step, detail, sum(visits)::integer as visits
    from visit_tally as visit join collector on collector.org_id = visit.org_id and collector.id = visit.collector_id
    where visit.org_id = ${orgId} and study_id = ${studyId} group by 1, 2, 3`.execute(trx)
  return rows
}

async function countDrafts(trx: Trx, orgId: string, studyId: string): Promise<Drafts> {
  const { rows } = await sql<Drafts[number]>`
    select collector_id, page, count(*)::integer as people
    from response_draft as draft join collector on collector.org_id = draft.org_id and collector.id = draft.collector_id
    where draft.org_id = ${orgId} and study_id = ${studyId} group by 1, 2`.execute(trx)
  return rows
}

async function ratesByAttribute(trx: Trx, orgId: string, { id, attributes }: UncountedStudy): Promise<ResponseRate['attributes']> {
  const keys = attributes.filter(({ type }) => type === 'unit' || type === 'choice').map(({ key }) => key)
  const { rows } = await sql<{ key: string; value: string; invited: number; finished: number }>`
    select said.key, said.value, count(*)::integer as invited, count(link.response_id)::integer as finished
    from personal_link as link join collector on collector.org_id = link.org_id and collector.id = link.collector_id,
      jsonb_each_text(link.attributes) as said
    where link.org_id = ${orgId} and study_id = ${id} and said.key = any(${keys}) group by 1, 2 order by 1, 2`.execute(trx)
  return rows.map((row) => ({ ...row, response: rateOf(row.finished, row.invited) }))
}

async function losses(trx: Trx, orgId: string, studyId: string, visits: Visits, now: Date): Promise<ResponseRate['losses']> {
  const before = new Date(now.getTime() - unsureAfter)
  const { rows } = await sql<{ reason: string; people: number }>`
    select case when sent_at is not null then null when failed_at is not null then 'failed' when skipped_at is not null then mail.reason
        when unsure_at is not null or claimed_at < ${before} then 'unsure' else 'waiting' end as reason, count(*)::integer as people
    from mail_delivery as mail
      join mail_recipient as recipient on recipient.org_id = mail.org_id and recipient.id = mail.recipient_id
      join mailing on mailing.org_id = mail.org_id and mailing.id = recipient.mailing_id
    where mail.org_id = ${orgId} and mailing.study_id = ${studyId} and mail.round = 0 group by 1`.execute(trx)
  const counts = new Map<string, number>(rows.map((row) => [row.reason, row.people]))
  for (const { step, visits: count } of visits) counts.set(step, (counts.get(step) ?? 0) + count)
  return lossReasons.map((reason: LossReason) => ({ reason, people: counts.get(reason) ?? 0 })).filter(({ people }) => people > 0)
}

/** By page. Which question that is can be told only where everybody meets the questions in the same order. */
async function brokeOff(trx: Trx, orgId: string, study: UncountedStudy, visits: Visits, drafts: Drafts): Promise<ResponseRate['brokeOff']> {
  const byPage = new Map<number, number>()
  for (const { page, people } of drafts) byPage.set(page, (byPage.get(page) ?? 0) + people)
  for (const { step, detail, visits: count } of visits) if (step === 'broke-off') byPage.set(Number(detail), (byPage.get(Number(detail)) ?? 0) + count)
  if (byPage.size === 0 || study.publishedAt === null) return []
  const { definition } = await publishedDefinition(trx, orgId, study.id)
  const isFixed = definition.blocks.every(({ randomised }) => !randomised)
  const pages = pagesOf(definition, study.settings.paging, '')
  return [...byPage]
    .sort(([a], [b]) => a - b)
    .map(([page, people]) => {
      const first = pages.find(({ number }) => number === page)?.questions[0]
      const question = first === undefined ? null : study.settings.paging === 'item' ? (isFixed ? first.item.text : null) : (first.block.title ?? null)
      return { page, question: question && aboutWhom(question, study), people }
    })
}

function aboutWhom({ en, zh }: Text, { subject: { name } }: UncountedStudy): Text {
  return { en: withProvider(en, name.en), zh: withProvider(zh, name.zh) }
}

async function marked(trx: Trx, orgId: string, studyId: string): Promise<ResponseRate['marked']> {
  const { rows } = await sql<{ mark: Mark; responses: number }>`
    select mark, count(*)::integer as responses
    from response join response_revision as revision
      on revision.org_id = response.org_id and revision.response_id = response.id and revision.revision = response.revision,
      unnest(revision.marks) as mark
    where response.org_id = ${orgId} and study_id = ${studyId} group by 1 order by 2 desc, 1`.execute(trx)
  return rows
}
