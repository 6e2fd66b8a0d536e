/** Any reading by its name, from answers that are at hand: for the command line. */
import { confirmationOptionsSchema } from '@gap5/contract/measure/readings/confirmation.ts'
import { importanceOptionsSchema } from '@gap5/contract/measure/readings/importance-performance.ts'
import { indexModelOptionsSchema } from '@gap5/contract/measure/readings/index-model.ts'
import { kanoOptionsSchema } from '@gap5/contract/measure/readings/kano.ts'
import { byOptionsSchema } from '@gap5/contract/measure/readings/others.ts'
import type { ReadingHead, ReadingKey } from '@gap5/contract/measure/readings/readings.ts'
import { satisfactionOptionsSchema } from '@gap5/contract/measure/readings/satisfaction.ts'
import { plsIntervals, plsReplicates } from '@gap5/methods'
import { parsed } from '../../problem.ts'
import { partsOfTable, type Parts } from '../parts.ts'
import type { Needs, PersonsInput } from './answers.ts'
import { blocksNeeds, blocksReading } from './blocks.ts'
import { keptFigures } from './bootstraps.ts'
import { confirmationNeeds, confirmationReading } from './confirmation.ts'
import { importanceNeeds, importancePerformance } from './importance-performance.ts'
import { indexModel, preparedModel, withIntervals } from './index-model.ts'
import { kanoNeeds, kanoReading } from './kano.ts'
import { levelsNeeds, levelsReading } from './levels.ts'
import { outcomeProcessNeeds, outcomeProcessReading } from './outcome-process.ts'
import { satisfactionNeeds, satisfactionReading } from './satisfaction.ts'
import { transitionsOf } from './transitions.ts'

export type FileReadingKey = Exclude<ReadingKey, 'side-by-side'>
export type Choices = Readonly<Record<string, string | string[]>>

/** Resamples where somebody waits for them at a terminal. */
const resamples = 500

const readers = {
  'importance-performance': (input: PersonsInput, choices: Choices) => {
    const options = parsed(importanceOptionsSchema, choices)
    return importancePerformance(summed(input, importanceNeeds(options)), options)
  },
  kano: (input: PersonsInput, choices: Choices) => {
    const options = parsed(kanoOptionsSchema, choices)
    return kanoReading(summed(input, kanoNeeds(options)), options)
  },
  confirmation: (input: PersonsInput, choices: Choices) => {
    const options = parsed(confirmationOptionsSchema, choices)
    const transitions = options.person === undefined ? null : transitionsOf(input, options.person, options)
    return confirmationReading(summed(input, confirmationNeeds(options)), options, transitions)
  },
  satisfaction: (input: PersonsInput, choices: Choices) => {
    const options = parsed(satisfactionOptionsSchema, choices)
    return satisfactionReading(summed(input, satisfactionNeeds(options)), options)
  },
  'index-model': (input: PersonsInput, choices: Choices) => {
    const options = parsed(indexModelOptionsSchema, choices)
    const { reading, drawn } = indexModel(input, options)
    if (drawn === null) return reading
    const { prepared } = preparedModel(input, options)
    return withIntervals(reading, keptFigures(plsIntervals(prepared, [plsReplicates(prepared, { from: 0, count: resamples, seed: 2004 })])))
  },
  levels: (input: PersonsInput) => levelsReading(summed(input, levelsNeeds())),
  'outcome-process': (input: PersonsInput, choices: Choices) => outcomeProcessReading(summed(input, outcomeProcessNeeds(parsed(byOptionsSchema, choices)))),
  blocks: (input: PersonsInput) => blocksReading(summed(input, blocksNeeds())),
} satisfies Record<FileReadingKey, (input: PersonsInput, choices: Choices) => ReadingHead>

function summed({ study, table, selection }: PersonsInput, { wanted, by }: Needs): Parts {
  return partsOfTable(study, table, selection, wanted, by)
}

export type Readings = { [Key in FileReadingKey]: ReturnType<(typeof readers)[Key]> }

export function fileReading<Key extends FileReadingKey>(key: Key, input: PersonsInput, choices: Choices): Readings[Key] {
  return readers[key](input, choices) as Readings[Key] // the key names the reader
}
