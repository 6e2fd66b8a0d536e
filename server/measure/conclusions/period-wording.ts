import { day, type Text } from '@gap5/contract/language.ts'
import type { DayRange } from '@gap5/contract/measure/trend.ts'
import { namedPeriod } from '../period-pair.ts'
import { periodTitle } from '../periods.ts'

/** "Q3 2026", or "1 Jul 2026 to 15 Aug 2026". */
export function periodWords(period: DayRange): Text {
  const name = namedPeriod(period)
  if (name !== null) return periodTitle(name)
  const said = (language: 'en' | 'zh') => [period.from, period.to].map((each) => day(`${each}T12:00:00Z`, language, 'UTC'))
  return { en: said('en').join(' to '), zh: said('zh').join('至') }
}
