/** The questions that can be asked at the workbench, in the order of its menu, and how one is answered. */
import type { BenchAnswer, Inquiry, InquiryChoices, InquiryInput, InquiryKey } from '@gap5/contract/measure/workbench.ts'
import { agreement } from './agreement.ts'
import { alike } from './alike.ts'
import type { BenchColumn, BenchData, BenchLabels } from './bench-data.ts'
import { beforeAfter } from './before-after.ts'
import { buying } from './buying.ts'
import { chain } from './chain.ts'
import { chainGroups } from './chain-groups.ts'
import { chainMap } from './chain-map.ts'
import { chainPrediction } from './chain-prediction.ts'
import { complaining } from './complaining.ts'
import { complaintRates } from './complaint-rates.ts'
import { differences } from './differences.ts'
import { dimensions } from './dimensions.ts'
import { directZoneInquiry } from './direct-zone.ts'
import { drivers } from './drivers.ts'
import { efficient } from './efficient.ts'
import { chosenFrom, numberOf, type Definition, type Progress, type ScoreColumn } from './inquiry.ts'
import { incidents } from './incidents.ts'
import { innerGapsInquiry } from './inner-gaps.ts'
import { levels } from './levels.ts'
import { linkage } from './linkage.ts'
import { loyalty } from './loyalty.ts'
import { numberOfFactors } from './number-of-factors.ts'
import { related } from './related.ts'
import { recovery } from './recovery.ts'
import { retention } from './retention.ts'
import { scales } from './scales.ts'
import { sampleSize } from './sample-size.ts'
import { staying } from './staying.ts'
import { themes } from './themes.ts'
import { visitsInquiry } from './visits.ts'
import { weighted } from './weighted.ts'
import { worth } from './worth.ts'

const definitions: readonly Definition[] = [
  drivers,
  chain,
  chainMap,
  chainPrediction,
  linkage,
  related,
  differences,
  beforeAfter,
  weighted,
  levels,
  complaintRates,
  efficient,
  alike,
  chainGroups,
  scales,
  directZoneInquiry,
  dimensions,
  numberOfFactors,
  agreement,
  innerGapsInquiry,
  visitsInquiry,
  incidents,
  themes,
  staying,
  retention,
  buying,
  loyalty,
  recovery,
  sampleSize,
  worth,
  complaining,
]

export function inquiriesOf(data: BenchData): Inquiry[] {
  return definitions.map(({ key, group, title, use, long, unavailable, inputs }) => {
    const why = unavailable(data)
    return { key, group, title, use, long, unavailable: why, inputs: why === null ? inputs(data) : [] }
  })
}

/** Something chosen that the data do not have, or too little or too much of it. */
export class UnfitChoice extends Error {
  readonly input: InquiryInput
  readonly received: string

  constructor(input: InquiryInput, received: string) {
    super(`${input.key}: ${received}`)
    this.input = input
    this.received = received
  }
}

/** Throws `UnfitChoice` for a choice that is none of the options, and where the question cannot be asked of the data returns why as the answer's sentence. */
export function answerInquiry(data: BenchData, key: InquiryKey, choices: InquiryChoices, progress: Progress = () => {}): BenchAnswer {
  const definition = definitions.find((one) => one.key === key)!
  const inputs = definition.unavailable(data) === null ? definition.inputs(data) : []
  checkChoices(inputs, choices)
  const found = definition.answer(data, chosenFrom(inputs, choices), progress)
  return { inquiry: key, title: definition.title, ...found, scored: definition.scores !== undefined && found.tables.length > 0 }
}

/** Scores of the respondents as the same choices give them; null where they give none. */
export function scoresOf(data: BenchData, key: InquiryKey, choices: InquiryChoices): readonly ScoreColumn[] | null {
  const definition = definitions.find((one) => one.key === key)!
  if (definition.scores === undefined || definition.unavailable(data) !== null) return null
  const inputs = definition.inputs(data)
  checkChoices(inputs, choices)
  return definition.scores(data, chosenFrom(inputs, choices))
}

export function checkChoices(inputs: readonly InquiryInput[], choices: InquiryChoices): void {
  for (const input of inputs) {
    const chosen = choices[input.key]
    if (chosen === undefined) continue
    const unknown = chosen.find((value) => !isOption(input, value))
    if (unknown !== undefined) throw new UnfitChoice(input, unknown)
    if (chosen.length < input.least || (input.most !== null && chosen.length > input.most)) throw new UnfitChoice(input, String(chosen.length))
  }
}

function isOption({ kind, options }: InquiryInput, value: string): boolean {
  if (kind === 'number') return value.trim() !== '' && Number.isFinite(Number(value))
  const known = (one: string | undefined) => options.some((option) => option.value === one)
  if (kind === 'numbers') {
    const [option, number] = numberOf(value)
    return known(option) && Number.isFinite(number)
  }
  if (kind !== 'pairs') return known(value)
  const [from, to, ...rest] = value.split('>')
  return known(from) && known(to) && rest.length === 0
}

/** The columns and labels an inquiry uses, which its script reads. */
export function usedIn(data: BenchData, { key, inputs }: Inquiry, choices: InquiryChoices): { columns: BenchColumn[]; labels: BenchLabels[] } {
  const named = new Set(inputs.flatMap((input) => (choices[input.key] ?? input.chosen).flatMap((value) => [value, value.split('=')[0]!])))
  const always = new Set(definitions.find((one) => one.key === key)?.uses?.(data).map(({ id }) => id))
  const byColumns = data.columns.filter(({ id }) => named.has(id) || always.has(id))
  return { columns: byColumns.length > 0 ? byColumns : data.columns.filter(({ kind }) => kind === 'item'), labels: data.labels.filter(({ id }) => named.has(id)) }
}
