import type { PersonExport, PersonSummary } from '@gap5/contract/access/persons.ts'
import type { Handle, PersonTrace } from '@gap5/contract/personal-data.ts'
import type { Trx } from '../database.ts'
import { Handles, type Fact, type PersonalSource } from '../personal-data.ts'
import type { Room } from '../room.ts'
import type { Actor, AuditActor } from './actor.ts'
import { audit } from './audit.ts'

/** Of every room, the later ones first: they point at what the earlier ones keep. */
export function personalSources(rooms: readonly Room[]): PersonalSource[] {
  return rooms.toReversed().flatMap((room) => room.personalData ?? [])
}

/** Where a person may be found; what is certain comes first. */
export async function findPerson(trx: Trx, orgId: string, sources: readonly PersonalSource[], term: string): Promise<PersonTrace[]> {
  const traces: PersonTrace[] = []
  for (const { find } of sources.toReversed()) traces.push(...((await find?.(trx, orgId, term)) ?? []))
  const distinct = new Map(traces.toSorted((a, b) => Number(b.isMention) - Number(a.isMention)).map((trace) => [`${trace.kind} ${trace.id}`, trace]))
  return [...distinct.values()].toSorted((a, b) => Number(a.isMention) - Number(b.isMention))
}

/** Everything that hangs together with what is known: the answer of a link, the link of an answer. */
async function wholePerson(trx: Trx, orgId: string, sources: readonly PersonalSource[], known: readonly Handle[]): Promise<Handles> {
  const handles = new Handles(known)
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false
    for (const { follow } of sources) {
      for (const handle of (await follow?.(trx, orgId, handles)) ?? []) isGrowing = handles.add(handle) || isGrowing
    }
  }
  return handles
}

export async function summarisePerson(trx: Trx, orgId: string, sources: readonly PersonalSource[], known: readonly Handle[]): Promise<PersonSummary> {
  return summaryOf(await readPerson(trx, orgId, sources, known))
}

export type PersonSection = { source: PersonalSource; entries: Fact[][] }

/** The sections in which there is something: what they said first, the trail last. */
async function readPerson(trx: Trx, orgId: string, sources: readonly PersonalSource[], known: readonly Handle[]): Promise<PersonSection[]> {
  const handles = await wholePerson(trx, orgId, sources, known)
  const sections: PersonSection[] = []
  const [own, others] = [sources.filter(({ key }) => key.startsWith('access.')), sources.filter(({ key }) => !key.startsWith('access.'))]
  for (const source of [...others.toReversed(), ...own]) sections.push({ source, entries: await source.read(trx, orgId, handles) })
  return sections.filter(({ entries }) => entries.length > 0)
}

/** Hands out what is known of a person, and notes that it was handed out. */
export async function exportPerson(trx: Trx, actor: Actor, sources: readonly PersonalSource[], known: readonly Handle[]): Promise<PersonSection[]> {
  const sections = await readPerson(trx, actor.orgId, sources, known)
  await audit(trx, actor, 'person.exported', subjectOf(known), countsOf(sections))
  return sections
}

export function asExport(sections: readonly PersonSection[], { organisation }: Actor, now: Date): PersonExport {
  return {
    organisation: organisation.name,
    madeAt: now.toISOString(),
    sections: sections.map(({ source: { key, title }, entries }) => ({
      key,
      title,
      entries: entries.map((facts) => Object.fromEntries(facts.map((fact) => [fact.key, fact.value]))),
    })),
  }
}

/** Erases a person wherever they are; anonymous scores stay. Tells what there was. */
export async function erasePersonEverywhere(
  trx: Trx,
  actor: AuditActor,
  sources: readonly PersonalSource[],
  { known, reason }: { known: readonly Handle[]; reason: string },
  now: Date,
): Promise<PersonSummary> {
  const sections = await readPerson(trx, actor.orgId, sources, known)
  await erase(trx, actor.orgId, sources, known, now)
  await audit(trx, actor, 'person.erased', subjectOf(known), { ...countsOf(sections), reason })
  return summaryOf(sections)
}

function summaryOf(sections: readonly PersonSection[]): PersonSummary {
  return { sections: sections.map(({ source: { key, title, erasing }, entries }) => ({ key, title, erasing, entries: entries.length })) }
}

export async function erase(trx: Trx, orgId: string, sources: readonly PersonalSource[], known: readonly Handle[], now: Date): Promise<void> {
  const handles = await wholePerson(trx, orgId, sources, known)
  for (const source of sources) await source.erase(trx, orgId, handles, now)
}

/** An answer of the person where there is one: its id tells nobody who they are. An address never goes into the trail. */
function subjectOf(known: readonly Handle[]) {
  const id = (known.find(({ kind }) => kind === 'response') ?? known.find((handle) => /^[0-9a-f-]{36}$/.test(handle.id)))?.id
  return { kind: 'person', id: id ?? '-' }
}

function countsOf(sections: readonly PersonSection[]): { count: number } {
  return { count: sections.reduce((sum, { entries }) => sum + entries.length, 0) }
}
