/** What of a study's result can stand on a board, the most asked for first. Pure. */
import type { Text } from '@gap5/contract/language.ts'
import type { NewCard } from '@gap5/contract/measure/boards.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import type { ReadingKey } from '@gap5/contract/measure/readings/readings.ts'
import { startingMeasure } from '@gap5/contract/measure/starting-measure.ts'
import { valuesOf, type Query } from '../../kit/address.ts'
import { formatOf } from '../words.ts'
import { comparisonTitle, kindWords, levelsWords } from './cardWords.ts'

export type Candidate = { key: string; title: Text; kind: Text; card: NewCard }

/** The attributes an address narrows to, as a card keeps them. */
export function attributesIn(query: Query): Record<string, string[]> {
  const keys = Object.keys(query).filter((key) => key.startsWith('a.'))
  return Object.fromEntries(keys.map((key) => [key.slice(2), valuesOf(query, key)]))
}

/** `offered`: readings that the study's instrument gives. */
export function candidatesOf(study: string, result: StudyResult, query: Query, offered: ReadonlySet<ReadingKey>): Candidate[] {
  const of = { study, attributes: attributesIn(query) }
  const starting = startingMeasure(result)
  const format = formatOf(result)
  const dimensions = result.gaps.filter(({ level }) => level === 'dimension')
  const overall = result.measures.find(({ key }) => /^overall\.(adequacy|gap|perception)$/.test(key))
  const compared = result.breakdowns.filter(({ values, type }) => values.length > 1 && type !== 'time')
  const candidates: (Candidate | false | null | undefined)[] = [
    overall && figure(of, overall),
    starting && starting.key !== overall?.key && figure(of, starting),
    ...result.indicators.map((indicator): Candidate => ({
      key: `indicator ${indicator.item}`,
      title: indicator.kind === 'nps' ? { en: 'Net promoter score', zh: '净推荐值' } : indicator.title,
      kind: kindWords.indicator,
      card: { kind: 'indicator', size: 'small', ...of, item: indicator.item },
    })),
    format && { key: 'levels', title: levelsWords[format], kind: { en: 'Picture', zh: '图形' }, card: { kind: 'levels', size: 'wide', ...of, dimension: null } },
    ...(format
      ? dimensions.map((row): Candidate => ({
          key: `levels ${row.key}`,
          title: { en: `${levelsWords[format].en}: ${row.title.en}`, zh: `${levelsWords[format].zh}：${row.title.zh}` },
          kind: { en: 'Picture of its statements', zh: '各题项图形' },
          card: { kind: 'levels', size: 'wide', ...of, dimension: row.key },
        }))
      : []),
    ...compared.map((attribute): Candidate | undefined =>
      starting && {
        key: `comparison ${attribute.key}`,
        title: comparisonTitle({ measureTitle: starting.title, attributeTitle: attribute.title }),
        kind: kindWords.comparison,
        card: { kind: 'comparison', size: 'wide', ...of, attribute: attribute.key, measure: starting.key },
      },
    ),
    result.kano.length > 0 && { key: 'kano', title: kindWords.kano, kind: { en: 'Picture', zh: '图形' }, card: { kind: 'kano', size: 'wide', ...of } },
    (offered.has('satisfaction') || offered.has('index-model')) && { key: 'index', title: kindWords.index, kind: { en: 'Of 100, with its blocks', zh: '百分制，含各块' }, card: { kind: 'index', size: 'small', ...of } },
    offered.has('importance-performance') && { key: 'importance', title: kindWords.importance, kind: { en: 'Quadrants', zh: '象限图' }, card: { kind: 'importance', size: 'wide', ...of, form: null } },
    { key: 'progress', title: kindWords.progress, kind: { en: 'How many, day by day', zh: '逐日份数' }, card: { kind: 'progress', size: 'small', ...of } },
    { key: 'verbatims', title: kindWords.verbatims, kind: { en: 'The latest', zh: '最新' }, card: { kind: 'verbatims', size: 'wide', ...of } },
  ]
  return candidates.filter((candidate): candidate is Candidate => Boolean(candidate))
}

type Of = { study: string; attributes: Record<string, string[]> }

export function figure(of: Of, { key, title }: StudyResult['measures'][number]): Candidate {
  return { key: `figure ${key}`, title, kind: kindWords.figure, card: { kind: 'figure', size: 'small', ...of, measure: key } }
}

export function distribution(of: Of, { variable, title }: StudyResult['distributions'][number]): Candidate {
  return { key: `distribution ${variable}`, title, kind: kindWords.distribution, card: { kind: 'distribution', size: 'wide', ...of, variable } }
}
