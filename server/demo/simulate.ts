/**
 * The demo organisation's answers: 18 months that end with the month of `now`, from one seed.
 *
 * The same seed, definition and `now` give the same answers on every machine. What is true is in `truth.ts`.
 */
import type { Answers, Mark } from '@gap5/contract/listen/answers.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { AttributeValues } from '@gap5/contract/listen/studies.ts'
import type { Language } from '@gap5/contract/language.ts'
import { answer } from './respondent.ts'
import { randomStream, type RandomStream } from '@gap5/methods/numbers/random.ts'
import type { Brand } from './market.ts'
import { branches, months, segments, tenure, touchpoints, weakBranch } from './truth.ts'
import { requests, voices } from './voices.ts'

export type SimulatedResponse = {
  externalId: string
  startedAt: Date
  submittedAt: Date
  language: Language
  attributes: AttributeValues
  answers: Answers
  marks: Mark[]
  request: { text: string; contact: { name: string; email: string } } | null
}

/** How many, from which seed; of which of the 18 months (all where none are named) and of whose customers (one's own where no brand is). */
export type Sampling = { count: number; seed: number; now: Date; months?: readonly [number, number] | undefined; brand?: Brand | undefined }

/** `count` responses to `definition`, oldest first. `seed` tells studies apart. */
export function simulate(definition: Definition, options: Sampling): SimulatedResponse[] {
  const stream = randomStream(options.seed)
  const responses = Array.from({ length: options.count }, (_, index) => {
    const month = options.months ? monthWithin(options.months, index, options.count) : monthOf(index, options.count)
    return respond(definition, month, options, stream)
  })
  return responses
    .sort((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime())
    .map((response, index) => ({ ...response, externalId: `demo-${options.seed}-${index + 1}` }))
}

/** Month 1 … 18 of the respondent: participation grows by half over the period. */
function monthOf(index: number, count: number): number {
  const share = (index + 0.5) / count
  const grown = (-1 + Math.sqrt(1 + 1.25 * share)) / 0.5
  return 1 + Math.min(months - 1, Math.floor(grown * months))
}

function monthWithin([first, last]: readonly [number, number], index: number, count: number): number {
  return first + Math.floor(((last - first + 1) * index) / count)
}

function respond(definition: Definition, month: number, { now, brand = null }: { now: Date; brand?: Brand | null | undefined }, stream: RandomStream): Omit<SimulatedResponse, 'externalId'> {
  const branch = brand === null ? pick(branches, stream).code : null
  const touchpoint = pick(touchpoints, stream).value
  const segment = pick(segments, stream).value
  const years = 1 + Math.floor(tenure.longest * stream.uniform() ** 1.6)
  const language: Language = stream.uniform() < 0.82 ? 'zh' : 'en'
  const submittedAt = momentIn(month, now, stream)
  const { answers, hurried } = answer(definition, { branch, brand, month, segment, years }, stream)
  const seconds = hurried ? 20 + stream.uniform() * 15 : 150 + stream.uniform() * 420
  return {
    startedAt: new Date(submittedAt.getTime() - seconds * 1000),
    submittedAt,
    language,
    attributes: { ...(branch === null ? {} : { branch }), touchpoint, segment, years: String(years) },
    answers: { ...answers, texts: comment(definition, branch, language, stream) },
    marks: hurried ? ['fast'] : [],
    request: request(language, stream),
  }
}

/** A working hour of a day in the month (Shanghai, UTC+8); never later than `now`. */
function momentIn(month: number, now: Date, stream: RandomStream): Date {
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + month, 1)
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + month + 1, 1)
  const end = Math.min(next, now.getTime())
  const day = Math.floor((stream.uniform() * (end - first)) / 86_400_000)
  const hour = 0.5 + stream.uniform() * 12
  return new Date(Math.min(first + day * 86_400_000 + Math.floor(hour * 3_600_000), now.getTime() - 60_000))
}

function comment(definition: Definition, branch: string | null, language: Language, stream: RandomStream): Record<string, string> {
  const question = definition.blocks.flatMap((block) => block.items).find((item) => item.type === 'text')
  const wants = stream.uniform() < 0.16
  const isUpset = stream.uniform() < 0.7
  const chance = stream.uniform()
  if (!question || !wants || branch === null) return {}
  const upset = branch === weakBranch.code && isUpset
  const fitting = voices.filter((v) => (upset ? v.dimension === weakBranch.dimension && !v.praise : branch !== weakBranch.code || v.dimension !== weakBranch.dimension))
  return { [question.key]: fitting[Math.floor(chance * fitting.length)]!.text[language] }
}

function request(language: Language, stream: RandomStream): SimulatedResponse['request'] {
  const wants = stream.uniform() < 0.02
  const chosen = requests[Math.floor(stream.uniform() * requests.length)]!
  return wants ? { text: chosen.text[language], contact: chosen.contact } : null
}

function pick<T extends { share: number }>(options: readonly T[], stream: RandomStream): T {
  let rest = stream.uniform()
  for (const option of options) {
    rest -= option.share
    if (rest < 0) return option
  }
  return options[options.length - 1]!
}
