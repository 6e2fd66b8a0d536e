/** The satisfaction index by blocks: estimated at once, its intervals by a bootstrap when one was asked for. */
import { createHash } from 'node:crypto'
import type { Text } from '@gap5/contract/language.ts'
import type { ConstructKey, IndexModelOptions, IndexModelReading, ModelFamily } from '@gap5/contract/measure/readings/index-model.ts'
import type { Choice } from '@gap5/contract/measure/readings/readings.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import { latentIndex, plsEstimate, plsStudy, type PlsSolution, type PlsStudy } from '@gap5/methods'
import { reasonOf, withheld } from '../estimates.ts'
import { headOfPersons, requireAsked, requireChoice, type PersonsInput } from './answers.ts'
import type { KeptFigure } from './bootstraps.tables.ts'
import { indexBlocks, modelOffers, pathModel, type IndexBlock } from './index-blocks.ts'
import { indexConclusions, refusalOf } from './index-conclusions.ts'
import { offers } from './offers.ts'

/** A reading without intervals, what its bootstrap is known by, and how many respondents it would draw; null where there is no estimate. */
export type IndexModel = { reading: IndexModelReading; question: string; drawn: number | null }

const familyTitles: Record<ModelFamily, Text> = {
  ecsi: { en: 'European (ECSI)', zh: '欧洲（ECSI）' },
  ccsi: { en: 'Chinese (CCSI)', zh: '中国（CCSI）' },
  acsi: { en: 'American (ACSI)', zh: '美国（ACSI）' },
}

export function indexModel(input: PersonsInput, options: IndexModelOptions): IndexModel {
  const { study } = input
  const { family, blocks, model, prepared } = preparedModel(input, options)
  const estimate = plsEstimate(prepared)
  const isShown = prepared.n >= study.minimumN
  const solution = isShown ? estimate.solution : null
  const used = blocks.filter(({ key }) => model.constructs.some(({ id }) => id === key))
  const figures = {
    model: family,
    models: modelOffers(study.definition).map((key): Choice => ({ key, title: familyTitles[key], unfit: null })),
    scheme: options.scheme,
    n: prepared.n,
    missing: prepared.dropped,
    constructs: constructsOf(used, input, prepared, solution),
    paths: model.paths.map(({ from, to }) => ({ from: from as ConstructKey, to: to as ConstructKey, ...pathOf(from, to, prepared, solution, isShown) })),
    refusal: isShown ? refusalOf(estimate, used, prepared) : null,
    bootstrap: null,
  }
  const reading = { ...headOfPersons(input, { conclusions: indexConclusions(figures) }), ...figures }
  return { reading, drawn: solution ? prepared.n : null, question: questionOf(prepared, solution, options, family) }
}

export function preparedModel(input: PersonsInput, options: IndexModelOptions) {
  const { definition } = input.study
  const offered = modelOffers(definition)
  const family = options.model ?? offered[0]
  requireAsked(family !== undefined && offered.length > 0, offers['index-model'].needs)
  requireChoice(offered.includes(family) ? null : { en: 'the instrument lacks its blocks', zh: '问卷缺少所需的分块' }, 'model')
  const blocks = indexBlocks(definition)
  const model = pathModel(family, blocks)
  return { family, blocks, model, prepared: preparedStudy(input, blocks, model, options) }
}

/** The mapping from answers to the model's columns: every item high where good, on its own scale. */
function preparedStudy({ answers }: PersonsInput, blocks: readonly IndexBlock[], model: ReturnType<typeof pathModel>, { scheme }: IndexModelOptions): PlsStudy {
  const variables = blocks.flatMap((block) => block.variables)
  const columns = Object.fromEntries(variables.map((v) => [v.key, v.lowIsGood ? answers.values(v).map((x) => v.min + v.max - x) : answers.values(v)]))
  return plsStudy(columns, model, { scheme, scales: Object.fromEntries(variables.map(({ key, min, max }) => [key, { min, max }])) })
}

function constructsOf(blocks: readonly IndexBlock[], { questions, study: { minimumN } }: PersonsInput, study: PlsStudy, solution: PlsSolution | null): IndexModelReading['constructs'] {
  const titles = new Map(questions.items.map(({ key, title }) => [key, title]))
  const indices = solution ? latentIndex(study).indices : null
  return blocks.map(({ key, title, dimension, variables }) => {
    const index = indices?.find(({ construct }) => construct === key)
    const block = solution?.constructs.find(({ id }) => id === key)
    const reason = study.n < minimumN ? (study.n === 0 ? 'no-answers' : 'below-minimum-n') : (reasonOf(index?.reason ?? null) ?? (solution ? null : 'not-computable'))
    return {
      key,
      title,
      dimension,
      index: index?.value == null ? withheld(reason ?? 'not-computable', study.n, study.dropped) : { value: index.value, lower: null, upper: null, sd: index.sd, n: study.n, missing: study.dropped, reason: null },
      unweighted: index?.unweighted ?? null,
      r2: solution?.explained.find(({ id }) => id === key)?.r2 ?? null,
      alpha: block?.reliability.alpha ?? null,
      ave: block?.reliability.ave ?? null,
      items: variables.map((variable) => ({
        item: variable.item,
        title: titles.get(variable.item) ?? { en: variable.item, zh: variable.item },
        share: index?.weights.find(({ item }) => item === variable.key)?.share ?? null,
        loading: solution?.indicators.find(({ id }) => id === variable.key)?.loading ?? null,
      })),
      reason: index?.value == null ? (reason ?? 'not-computable') : null,
    }
  })
}

function pathOf(from: string, to: string, study: PlsStudy, solution: PlsSolution | null, isShown: boolean): { estimate: Estimate; total: number | null } {
  const path = solution?.paths.find((one) => one.from === from && one.to === to)
  const total = solution?.effects.find((one) => one.from === from && one.to === to)?.total ?? null
  if (!path) return { estimate: withheld(isShown ? 'not-computable' : 'below-minimum-n', study.n, study.dropped), total: null }
  return { estimate: { value: path.estimate, lower: null, upper: null, sd: null, n: study.n, missing: study.dropped, reason: null }, total }
}

/** The same text for the same model on answers with the same estimates. */
function questionOf(study: PlsStudy, solution: PlsSolution | null, options: IndexModelOptions, family: ModelFamily): string {
  const weights = solution?.indicators.map(({ weight, loading }) => [weight, loading]) ?? []
  const of = JSON.stringify([family, options.scheme, study.n, study.dropped, [...study.means], [...study.sds], weights, solution?.paths.map(({ estimate }) => estimate)])
  return createHash('sha256').update(of).digest('hex')
}

/** The reading with the intervals of its bootstrap. */
export function withIntervals(reading: IndexModelReading, figures: readonly KeptFigure[]): IndexModelReading {
  const of = (kind: KeptFigure['kind'], from: string, to: string | null) => figures.find((figure) => figure.kind === kind && figure.of === from && figure.to === to)
  const bounded = (estimate: Estimate, found: KeptFigure | undefined): Estimate => (found && estimate.value !== null ? { ...estimate, lower: found.lower, upper: found.upper } : estimate)
  const constructs = reading.constructs.map((construct) => ({ ...construct, index: bounded(construct.index, of('index', construct.key, null)) }))
  const paths = reading.paths.map((path) => ({ ...path, estimate: bounded(path.estimate, of('path', path.from, path.to)) }))
  const conclusions = reading.responses < reading.minimumN ? reading.conclusions : indexConclusions({ ...reading, constructs, paths })
  return { ...reading, constructs, paths, conclusions }
}
