import { say, type Language } from '@gap5/contract/language.ts'
import { readingKeys } from '@gap5/contract/measure/readings/readings.ts'
import type { FileAnalysis } from '@gap5/server/measure/file-analysis.ts'
import type { Choices, FileReadingKey } from '@gap5/server/measure/readings/by-key.ts'
import { describe } from '@gap5/server/http/problem-answer.ts'
import { Problem } from '@gap5/server/problem.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import { offersReport, readingReport } from '../report/readings-report.ts'

export type AskedReading = { reading: string; set: readonly string[]; json: boolean }

/** Prints one reading of a file, or lists which it gives. */
export function printReading(analysis: FileAnalysis, { reading: wanted, set, json }: AskedReading, language: Language): number {
  if (wanted === 'list') {
    const offers = analysis.offers()
    if (json) console.log(JSON.stringify(offers, null, 2))
    else for (const line of offersReport(offers, language)) console.log(line)
    return 0
  }
  const key = fileKeys.find((known) => known === wanted)
  if (key === undefined) throw new Refusal({ en: `There is no reading “${wanted}”; there are ${fileKeys.join(', ')}.`, zh: `没有名为“${wanted}”的分析；可用的有：${fileKeys.join('、')}。` })
  const reading = refused(() => analysis.reading(key, choicesOf(set)))
  if (json) console.log(JSON.stringify(reading, null, 2))
  else for (const line of readingReport(key, reading, language)) console.log(line)
  return 0
}

const fileKeys = readingKeys.filter((key): key is FileReadingKey => key !== 'side-by-side')

/** "by=gender" by name; a name that is told several times has several values. */
function choicesOf(set: readonly string[]): Choices {
  const pairs = set.flatMap((each) => each.split(',')).map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)] as const)
  return Object.fromEntries([...Map.groupBy(pairs, ([name]) => name)].map(([name, of]) => [name, of.length > 1 ? of.map(([, value]) => value) : of[0]![1]]))
}

/** What does not fit, as a sentence. */
function refused<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const said = (language: Language) => {
      const { title, detail, errors = [] } = describe(error, language, '')
      return [title, ...(detail ? [detail] : []), ...errors.map(({ field, expected }) => `${field}: ${say(expected, language)}`)].join(' ')
    }
    throw new Refusal({ en: said('en'), zh: said('zh') }, { cause: error })
  }
}
