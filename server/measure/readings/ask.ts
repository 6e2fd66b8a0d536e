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
import { readingInput, type ReadingInput } from './answers.ts'
import { bootstrapOf, findBootstrap } from './bootstraps.ts'
import { importancePerformance } from './importance-performance.ts'
import { indexModel, withIntervals, type IndexModel } from './index-model.ts'
import { kanoReading } from './kano.ts'
import { satisfactionReading } from './satisfaction.ts'

/** What every reading is asked: whose study, which, and of which answers. */
export type Asked = { organisation: Organisation; study: string; selection: Selection }
type Deps = Pick<Dependencies, 'db' | 'clock'>

/** What `make` makes of the answers; `question` names it with its choices. */
export function ask<Answer>(deps: Deps, { organisation, study, selection }: Asked, question: object, make: (input: ReadingInput) => Answer): Promise<Answer> {
  return readingOf(deps).findings(organisation, study, { selection, question }, (frame, table) => make(readingInput(frame, table, selection)))
}

export function askImportance(deps: Deps, asked: Asked, options: ImportanceOptions): Promise<ImportanceReading> {
  return ask(deps, asked, { reading: 'importance-performance', options }, (input) => importancePerformance(input, options))
}

export function askKano(deps: Deps, asked: Asked, options: KanoOptions): Promise<KanoReading> {
  return ask(deps, asked, { reading: 'kano', options }, (input) => kanoReading(input, options))
}

export function askSatisfaction(deps: Deps, asked: Asked, options: SatisfactionOptions): Promise<SatisfactionReading> {
  return ask(deps, asked, { reading: 'satisfaction', options }, (input) => satisfactionReading(input, options))
}

export function askIndexModel(deps: Deps, asked: Asked, options: IndexModelOptions): Promise<IndexModel> {
  return ask(deps, asked, { reading: 'index-model', options }, (input) => indexModel(input, options))
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
