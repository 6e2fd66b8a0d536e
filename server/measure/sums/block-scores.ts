/** What is said of dimensions against each other: blocks on one scale, outcome and process, widths of the zone. */
import { differences, meanOfAll, rescaled, withinSlopes } from '@gap5/methods'
import type { Questions } from '../rated-items.ts'
import { outcomeProcessBlocks, type BlockKey } from '../readings/outcome-process-blocks.ts'
import { ItemColumns, type Columns, type Kinds } from './leaves.ts'
import type { StudyScores } from './study-scores.ts'

export type BlockScores<K extends Kinds> = {
  /** Every pair of dimensions with performance, both on 0–100. */
  blockContrasts: { a: string; b: string; difference: K['sample'] }[]
  outcomeProcess: {
    blocks: { key: BlockKey; dimension: string }[]
    /** outcome − process */
    difference: K['sample']
    /** Satisfaction with the whole, then the blocks. */
    effects: K['items'] | null
    /** Image, then outcome and process. */
    filter: K['items'] | null
  } | null
  /** A person's own desired − adequate; of the whole over all dimensions, of those who have them all. */
  widths: {
    dimensions: { id: string; width: K['sample'] }[]
    whole: Record<'adequate' | 'desired' | 'perceived' | 'width', K['sample']>
    /** How width goes with importance over a person's dimensions; null where importance was not asked of three. */
    slopes: K['sample'] | null
  } | null
}

/** Pairs grow with the square of the dimensions; beyond this many cells hold none. */
const mostDimensions = 12

type Made = Pick<StudyScores<Columns>, 'zone' | 'performance' | 'weights' | 'importance' | 'overall'>

export function blockScores(questions: Questions, made: Made, has: (section: keyof BlockScores<Kinds>) => boolean, isBounded: boolean): BlockScores<Columns> {
  const blocks = has('blockContrasts') || has('outcomeProcess') ? blocksOf(questions, made) : []
  return {
    blockContrasts: has('blockContrasts') && (!isBounded || blocks.length <= mostDimensions) ? contrastsOf(blocks) : [],
    outcomeProcess: has('outcomeProcess') ? outcomeProcessOf(questions, blocks, made.overall) : null,
    widths: has('widths') ? widthsOf(made) : null,
  }
}

type Block = { id: string; values: Float64Array }

/** The mapping from answers to block scores: each respondent's mean of the block's items, half of them at least, on 0–100. */
function blocksOf({ dimensions }: Questions, { performance }: Made): Block[] {
  return dimensions.flatMap(({ key }) => {
    const [scale, scored] = [scaleOf(dimensions, key), performance.placed?.dimensions.find(({ id }) => id === key)]
    return scale && scored ? [{ id: key, values: rescaled(scored.perception, scale) }] : []
  })
}

/** The scale of a dimension: its items share one. */
export function scaleOf(dimensions: Questions['dimensions'], key: string): { min: number; max: number } | null {
  return dimensions.find((dimension) => dimension.key === key)?.items.flatMap(({ levels }) => levels.perception ?? [])[0] ?? null
}

function contrastsOf(blocks: readonly Block[]): BlockScores<Columns>['blockContrasts'] {
  return blocks.flatMap((a, i) => blocks.slice(i + 1).map((b) => ({ a: a.id, b: b.id, difference: differences(a.values, b.values) })))
}

function outcomeProcessOf({ dimensions }: Questions, scored: readonly Block[], overall: Float64Array | null): BlockScores<Columns>['outcomeProcess'] {
  const blocks = outcomeProcessBlocks(dimensions.filter(({ key }) => scored.some(({ id }) => id === key)))
  if (!blocks) return null
  const values = (dimension: string) => scored.find(({ id }) => id === dimension)!.values
  const of = (key: BlockKey) => {
    const block = blocks.find((each) => each.key === key)
    return block ? values(block.dimension) : null
  }
  const [outcome, process, image] = [of('outcome')!, of('process')!, of('image')]
  return {
    blocks: blocks.map(({ key, dimension }) => ({ key, dimension })),
    difference: differences(outcome, process),
    effects: overall && new ItemColumns([overall, ...blocks.map(({ dimension }) => values(dimension))]),
    filter: image && new ItemColumns([image, outcome, process]),
  }
}

function widthsOf({ zone, weights, importance }: Made): BlockScores<Columns>['widths'] {
  if (!zone.placed) return null
  const dimensions = zone.placed.dimensions.map(({ id, adequate, desired, perceived }) => ({ id, adequate, desired, perceived, width: differences(desired, adequate) }))
  const whole = (part: 'adequate' | 'desired' | 'perceived' | 'width') => meanOfAll(dimensions.map((dimension) => dimension[part]))
  const asked = dimensions.flatMap(({ id, width }) => {
    const matters = weights?.from === 'points' ? weights.points.find((each) => each.id === id)?.weight : importance.find((each) => each.id === id)?.score
    return matters ? [{ matters, width }] : []
  })
  return {
    dimensions: dimensions.map(({ id, width }) => ({ id, width })),
    whole: { adequate: whole('adequate'), desired: whole('desired'), perceived: whole('perceived'), width: whole('width') },
    slopes: dimensions.length >= 3 && asked.length > 0 ? withinSlopes(asked.map(({ matters }) => matters), asked.map(({ width }) => width)) : null,
  }
}
