import type { Text } from '@gap5/contract/language.ts'
import type { InstrumentDraft } from '@gap5/contract/listen/library.ts'
import type { StudySettings } from '@gap5/contract/listen/studies.ts'
import { attributesFrom, bothOf, isBlank, textsFrom, type AttributeDraft } from './attributeDrafts.ts'
import type { Words } from '../kit/language.tsx'
import { maximumFaults } from './maximum.ts'

export const steps = ['questionnaire', 'attributes', 'about', 'publish'] as const
export type StepKey = (typeof steps)[number]

/** What the questionnaire comes from: `library:<key>` or `own:<id>`. */
export type Source = `library:${string}` | `own:${string}`

/** A study on its way, as it is typed over several steps. */
export type NewStudy = {
  step: StepKey
  source: Source | null
  /** Of Kano pairs: one feature a line. */
  features: string
  importance: boolean
  attributes: AttributeDraft[]
  title: Text
  subjectKind: 'own' | 'competitor'
  subjectName: Text
  paging: StudySettings['paging']
  offerHelp: boolean
  maximumResponses: number | null
}

export const kanoSource: Source = 'library:kano-pairs'

/** Where the instrument comes from, or null when it is one that is there. */
export function instrumentDraftOf({ source, features, importance }: NewStudy): InstrumentDraft | null {
  if (source === null || source.startsWith('own:')) return null
  if (source === kanoSource) return { from: 'features', kano: { features: textsFrom(features), importance } }
  return { from: 'library', key: source.slice('library:'.length) }
}

export function studyDraftOf(values: NewStudy, instrumentId: string) {
  const { title, subjectKind, subjectName, attributes, paging, offerHelp, maximumResponses } = values
  return {
    title: bothOf(title),
    subject: { kind: subjectKind, name: bothOf(subjectName) },
    instrumentId,
    attributes: attributesFrom(attributes),
    settings: { paging, offerHelp, maximumResponses },
  }
}

/** Field → what to do about it. */
type Missing = Partial<Record<string, Words>>

/** What is missing up to the step the person is at. */
export function missingIn(values: NewStudy): Missing {
  const reached = steps.indexOf(values.step)
  return Object.assign({}, ...steps.slice(0, reached + 1).map((step) => checks[step](values)))
}

const checks: Record<StepKey, (values: NewStudy) => Missing> = {
  questionnaire: ({ source, features }) => {
    if (source === null) return { source: { en: 'Choose a questionnaire.', zh: '请选择一份问卷。' } }
    const lines = source === kanoSource ? textsFrom(features) : null
    if (lines?.length === 0) return { features: { en: 'Enter at least one feature.', zh: '请至少填写一项功能。' } }
    if (lines && lines.length > 40) return { features: { en: 'At most 40 features; the survey would be too long.', zh: '最多 40 项功能，否则问卷过长。' } }
    return {}
  },
  attributes: ({ attributes }) =>
    Object.assign(
      {},
      ...attributes.map(({ title, type, lines }, index) => ({
        ...(isBlank(title) && { [`attributes.${index}.title`]: { en: 'Name the attribute in at least one language.', zh: '请至少用一种语言填写属性名称。' } }),
        ...(type === 'choice' && lines.trim() === '' && { [`attributes.${index}.values`]: { en: 'Enter at least one value.', zh: '请至少填写一个取值。' } }),
      })),
    ),
  about: ({ title, subjectName, maximumResponses }) => ({
    ...(isBlank(title) && { title: { en: 'Give the study a title in at least one language.', zh: '请至少用一种语言填写调查标题。' } }),
    ...(isBlank(subjectName) && { 'subject.name': { en: 'Say who is judged; respondents read this name.', zh: '请填写评价对象，作答者会看到这个名称。' } }),
    ...maximumFaults(maximumResponses),
  }),
  publish: () => ({}),
}
