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
import type { ReadingInput } from './answers.ts'
import { blocksReading } from './blocks.ts'
import { keptFigures } from './bootstraps.ts'
import { confirmationReading } from './confirmation.ts'
import { importancePerformance } from './importance-performance.ts'
import { indexModel, preparedModel, withIntervals } from './index-model.ts'
import { kanoReading } from './kano.ts'
import { levelsReading } from './levels.ts'
import { outcomeProcessReading } from './outcome-process.ts'
import { satisfactionReading } from './satisfaction.ts'

export type FileReadingKey = Exclude<ReadingKey, 'side-by-side'>
export type Choices = Readonly<Record<string, string | string[]>>

/** Resamples where somebody waits for them at a terminal. */
const resamples = 500

const readers = {
  'importance-performance': (input: ReadingInput, choices: Choices) => importancePerformance(input, parsed(importanceOptionsSchema, choices)),
  kano: (input: ReadingInput, choices: Choices) => kanoReading(input, parsed(kanoOptionsSchema, choices)),
  confirmation: (input: ReadingInput, choices: Choices) => confirmationReading(input, parsed(confirmationOptionsSchema, choices)),
  satisfaction: (input: ReadingInput, choices: Choices) => satisfactionReading(input, parsed(satisfactionOptionsSchema, choices)),
  'index-model': (input: ReadingInput, choices: Choices) => {
    const options = parsed(indexModelOptionsSchema, choices)
    const { reading, drawn } = indexModel(input, options)
    if (drawn === null) return reading
    const { prepared } = preparedModel(input, options)
    return withIntervals(reading, keptFigures(plsIntervals(prepared, [plsReplicates(prepared, { from: 0, count: resamples, seed: 2004 })])))
  },
  levels: (input: ReadingInput) => levelsReading(input),
  'outcome-process': (input: ReadingInput, choices: Choices) => outcomeProcessReading(input, parsed(byOptionsSchema, choices)),
  blocks: (input: ReadingInput) => blocksReading(input),
} satisfies Record<FileReadingKey, (input: ReadingInput, choices: Choices) => ReadingHead>

export type Readings = { [Key in FileReadingKey]: ReturnType<(typeof readers)[Key]> }

export function fileReading<Key extends FileReadingKey>(key: Key, input: ReadingInput, choices: Choices): Readings[Key] {
  return readers[key](input, choices) as Readings[Key] // the key names the reader
}
