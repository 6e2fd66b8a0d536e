/** A reading of a study's answers, for whoever shows it: its own route, a board, a report. */
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { ImportanceOptions, ImportanceReading } from '@gap5/contract/measure/readings/importance-performance.ts'
import type { IndexModelOptions, IndexModelReading } from '@gap5/contract/measure/readings/index-model.ts'
import type { KanoOptions, KanoReading } from '@gap5/contract/measure/readings/kano.ts'
import type { SatisfactionOptions, SatisfactionReading } from '@gap5/contract/measure/readings/satisfaction.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { inOrganisation } from '../../database.ts'
import { readStudy } from '../../listen/studies.ts'
import { Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { readingOf } from '../reading.ts'
import type { Parts } from '../parts.ts'
import { personsInput, type Needs, type PersonsInput } from './answers.ts'
import { bootstrapOf, findBootstrap } from './bootstraps.ts'
import { importanceNeeds, importancePerformance } from './importance-performance.ts'
import { indexModel, withIntervals, type IndexModel } from './index-model.ts'
import { kanoNeeds, kanoReading } from './kano.ts'
import { satisfactionNeeds, satisfactionReading } from './satisfaction.ts'

/** What every reading is asked: whose study, which, and of which answers. */
export type Asked = { organisation: Organisation; study: string; selection: Selection }
type Deps = Pick<Dependencies, 'db' | 'clock'>

/** What `make` makes of the answers summed up as it needs them; `question` names it with its choices. */
export function ask<Answer>(deps: Deps, { organisation, study, selection }: Asked, { wanted, by }: Needs, question: object, make: (parts: Parts) => Answer): Promise<Answer> {
  return readingOf(deps).parts(organisation, study, { selection, by, wanted, question }, make)
}

/** The same of the answers person by person. */
export function askPersons<Answer>(deps: Deps, { organisation, study, selection }: Asked, question: object, make: (input: PersonsInput) => Answer): Promise<Answer> {
  return readingOf(deps).findings(organisation, study, { selection, question }, (frame, table) => make(personsInput(frame, table, selection)))
}

export function askImportance(deps: Deps, asked: Asked, options: ImportanceOptions): Promise<ImportanceReading> {
  return ask(deps, asked, importanceNeeds(options), { reading: 'importance-performance', options }, (parts) => importancePerformance(parts, options))
}

export function askKano(deps: Deps, asked: Asked, options: KanoOptions): Promise<KanoReading> {
  return ask(deps, asked, kanoNeeds(options), { reading: 'kano', options }, (parts) => kanoReading(parts, options))
}

export function askSatisfaction(deps: Deps, asked: Asked, options: SatisfactionOptions): Promise<SatisfactionReading> {
  return ask(deps, asked, satisfactionNeeds(options), { reading: 'satisfaction', options }, (parts) => satisfactionReading(parts, options))
}

export function askIndexModel(deps: Deps, asked: Asked, options: IndexModelOptions): Promise<IndexModel> {
  return askPersons(deps, asked, { reading: 'index-model', options }, (input) => indexModel(input, options))
}

/** With the intervals of the bootstrap, where one was asked for and is done. */
export async function askIndexModelWithIntervals(deps: Deps, asked: Asked, options: IndexModelOptions): Promise<IndexModelReading> {
  const { organisation, study } = asked
  const { reading, question } = await askIndexModel(deps, asked, options)
  const row = await inOrganisation(deps.db, organisation.id, async (trx) => {
    const { id } = await readStudy(trx, organisation.id, study, deps.clock.now())
    return findBootstrap(trx, organisation.id, id, question)
  })
  return { ...(row?.figures ? withIntervals(reading, row.figures) : reading), bootstrap: row && bootstrapOf(row) }
}

/** Null where the instrument does not ask what the reading needs in any of its forms. */
export async function ifAsked<Answer>(reading: Promise<Answer>): Promise<Answer | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Problem && (error.code === 'measure.reading-not-asked' || error.code === 'measure.choice-unfit')) return null
    throw error
  }
}
