/** The studies behind the reference numbers, as instrument and answers. */
import type { Text } from '@gap5/contract/language.ts'
import { definitionSchema, variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import { ownTable, sharedJson, sharedTable, type Table } from '../../../methods/testing/golden.ts'
import type { Answer } from '../answer-column.ts'
import { AnswerTable } from '../answer-table.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import type { StudyFrame } from '../study-result.ts'

export type ReferenceResponse = {
  key: string
  submittedAt: Date
  ratings: Record<string, number>
  attributes: Record<string, string>
}
export type ReferenceStudy = { frame: StudyFrame & { attributes: Attribute[] }; responses: ReferenceResponse[]; table: AnswerTable }

const same = (text: string): Text => ({ en: text, zh: text })
const valued = (value: string) => ({ value, title: same(value) })

const rater: Record<string, { key: string; title: Text }> = {
  t: { key: 'tangibles', title: { en: 'Tangibles', zh: '有形性' } },
  l: { key: 'reliability', title: { en: 'Reliability', zh: '可靠性' } },
  s: { key: 'responsiveness', title: { en: 'Responsiveness', zh: '响应性' } },
  a: { key: 'assurance', title: { en: 'Assurance', zh: '保证性' } },
  m: { key: 'empathy', title: { en: 'Empathy', zh: '移情性' } },
}

/** Three columns, 100 points, five branches; simulated (`methods/references/zot_simulated_a.csv`). */
export function simulatedZone(): ReferenceStudy {
  const file = ownTable('zot_simulated_a.csv')
  const keys = [...new Set(file.names.flatMap((name) => /^([a-z]\d)_/.exec(name)?.[1] ?? []))]
  const definition = definitionSchema.parse({
    key: 'rater-zone',
    title: { en: 'RATER, three columns', zh: 'RATER三列' },
    use: same('test'),
    source: same('test'),
    scales: { nine: { min: 1, max: 9 } },
    dimensions: Object.values(rater),
    blocks: [
      {
        key: 'service',
        columns: ['adequate', 'desired', 'perception'].map((role) => ({ role, scale: 'nine', title: same(role) })),
        items: keys.map((key) => ({ key, text: { en: `Statement ${key.toUpperCase()}`, zh: `题项${key.toUpperCase()}` }, dimension: rater[key.charAt(0)]?.key })),
      },
      {
        key: 'weights',
        items: [{ type: 'points', key: 'points', text: same('points'), over: Object.values(rater).map(({ key, title }) => ({ dimension: key, text: title })) }],
      },
    ],
  })
  const columns: Record<string, string> = { adequate: 'adequate', desired: 'desired', perception: 'perceived' }
  const columnOf = (variable: string) => {
    const [item = '', part = ''] = variable.split('.')
    return item === 'points' ? `points_${part}` : `${item}_${columns[part] ?? part}`
  }
  const attributes = [{ key: 'branch', title: { en: 'Branch', zh: '网点' }, type: 'choice' as const, values: ['Centre', 'East', 'North', 'South', 'West'].map(valued), settableByLink: false }]
  return studyOf(definition, attributes, responsesOf(definition, file, columnOf, ['branch']))
}

/** Expectation, perception and importance of the kiosk study, joined by respondent; only where the shared data are present. */
export function kiosk(): ReferenceStudy {
  const answers = sharedTable('data/kiosk_servqual_1to7.csv')
  const importance = sharedTable('data/kiosk_ipa_1to7.csv')
  const dimensions = sharedJson('golden/servqual_kiosk.json').at('dims')
  const dimensionOf = (item: number) => dimensions.keys.find((key) => dimensions.at(key).numbers.includes(item))
  const definition = definitionSchema.parse({
    key: 'kiosk',
    title: { en: 'Kiosk', zh: '自助机' },
    use: same('test'),
    source: same('test'),
    scales: { seven: { min: 1, max: 7 }, five: { min: 1, max: 5 } },
    dimensions: dimensions.keys.map((key) => ({ key, title: { en: key.charAt(0).toUpperCase() + key.slice(1), zh: key } })),
    blocks: [
      {
        key: 'service',
        columns: ['expectation', 'perception', 'importance'].map((role) => ({ role, scale: 'seven', title: same(role) })),
        items: Array.from({ length: 24 }, (_, i) => ({ key: `item${i + 1}`, text: same(`Statement ${i + 1}`), dimension: dimensionOf(i + 1) })),
      },
      {
        key: 'satisfaction',
        columns: [{ role: 'satisfaction', scale: 'five', title: same('satisfaction') }],
        items: [{ key: 'sat1', text: same('Overall satisfaction') }],
      },
    ],
  })
  const prefixes: Record<string, string> = { expectation: 'e', perception: 'p', importance: 'imp' }
  const columnOf = (variable: string) => {
    const [item = '', role = ''] = variable.split('.')
    return item === 'sat1' ? 'sat1' : `${prefixes[role] ?? ''}${item.slice(4)}`
  }
  const joined: Table = { ...answers, numbers: (name) => (name.startsWith('imp') ? importance : answers).numbers(name) }
  const attributes = [
    { key: 'gender', title: { en: 'Gender', zh: '性别' }, type: 'choice' as const, values: ['F', 'M'].map(valued), settableByLink: false },
    { key: 'age_band', title: { en: 'Age band', zh: '年龄段' }, type: 'number' as const, values: [], settableByLink: false },
  ]
  return studyOf(definition, attributes, responsesOf(definition, joined, columnOf, ['gender', 'age_band']))
}

/** One response an hour, from 1 January 2026 on. */
function responsesOf(definition: Definition, file: Table, columnOf: (variable: string) => string, attributes: string[]): ReferenceResponse[] {
  const columns = variables(definition).map(({ key }) => [key, file.numbers(columnOf(key))] as const)
  const values = attributes.map((name) => [name, file.text(name)] as const)
  return Array.from({ length: file.length }, (_, i) => ({
    key: `r${i}`,
    submittedAt: new Date(Date.UTC(2026, 0, 1, i)),
    ratings: Object.fromEntries(columns.flatMap(([key, column]) => (Number.isNaN(column[i]) ? [] : [[key, column[i] ?? 0]]))),
    attributes: Object.fromEntries(values.map(([name, column]) => [name, column[i] ?? ''])),
  }))
}

function studyOf(definition: Definition, attributes: Attribute[], responses: ReferenceResponse[]): ReferenceStudy {
  const frame = {
    definition,
    attributes,
    studyTitle: definition.title,
    provider: same('Hengyuan'),
    simulated: false,
    minimumN: 10,
    timeZone: 'Asia/Shanghai',
  }
  return { frame, responses, table: tableOf(definition, responses) }
}

export function tableOf(definition: Definition, responses: readonly ReferenceResponse[]): AnswerTable {
  const keys = variables(definition).map(({ key }) => key)
  const table = new AnswerTable(keys)
  for (const { ratings, ...response } of responses) {
    table.put({ ...response, marks: [], answers: keys.map((key): Answer => ratings[key] ?? null) })
  }
  return table
}
