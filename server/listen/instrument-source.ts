/** What a new instrument is made of. */
import type { Text } from '@gap5/contract/language.ts'
import { draftSchema, type Draft } from '@gap5/contract/listen/draft.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { InstrumentDraft } from '@gap5/contract/listen/library.ts'
import type { Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import { readInstrumentYaml } from './instrument-yaml.ts'
import { readInstrument } from './instruments.ts'
import { kanoDefinition } from './kano.ts'
import { readLibrary } from './library.ts'

/** A whole definition, or a document that may be unfinished. */
export type Source = { definition: Definition; libraryKey: string | null } | { document: Draft }

export async function sourceOf(draft: InstrumentDraft, own: (id: string, version?: number) => Promise<Draft>): Promise<Source> {
  if (draft.from === 'definition') return { definition: draft.definition, libraryKey: null }
  if (draft.from === 'draft') return { document: draft.document }
  if (draft.from === 'nothing') return { document: startingWith(draft.title) }
  if (draft.from === 'yaml') return fromYaml(draft.yaml)
  if (draft.from === 'copy') {
    const document = await own(draft.instrument, draft.version)
    return { document: { ...document, title: draft.title ?? copied(document.title) } }
  }
  const definition = draft.from === 'features' ? await kanoDefinition(draft.kano) : (await readLibrary()).find(({ key }) => key === draft.key)
  if (definition === undefined) throw new Problem('listen.library-unknown')
  return { definition, libraryKey: definition.key }
}

/** An instrument's newest draft as it is being written, or one of its versions. */
export async function readSource(trx: Trx, orgId: string, id: string, version?: number): Promise<Draft> {
  const { definition, ...read } = await readInstrument(trx, orgId, id, version)
  const row = await trx
    .selectFrom('instrument_version')
    .select('working')
    .where('org_id', '=', orgId)
    .where('instrument_id', '=', id)
    .where('version', '=', read.version)
    .executeTakeFirst()
  return row?.working ?? definition
}

function copied({ en, zh }: Text): Text {
  const shortened = (title: string, ending: string) => (title === '' ? '' : `${title.slice(0, 1900)}${ending}`)
  return { en: shortened(en, ' (copy)'), zh: shortened(zh, '（副本）') }
}

/** A file with mistakes that is a questionnaire all the same can be mended in the editor. */
function fromYaml(yaml: string): Source {
  const read = readInstrumentYaml(yaml)
  if (read.definition !== null) return { definition: read.definition, libraryKey: null }
  const document = draftSchema.safeParse(read.input)
  if (document.success) return { document: document.data }
  const errors = read.faults.map(({ line, place, expected }) => ({ field: place, ...(line === null ? {} : { row: line }), expected, received: '' }))
  throw new Problem('listen.yaml-unreadable', undefined, { errors })
}

/** Agreement and overall satisfaction ready to use; what is asked is for the author to write. */
function startingWith(title: Text): Draft {
  const blank = { en: '', zh: '' }
  return {
    key: 'own',
    title,
    use: blank,
    source: blank,
    scales: {
      agreement: {
        min: 1,
        max: 7,
        lowIsGood: false,
        labels: { '1': { en: 'Strongly disagree', zh: '非常不同意' }, '4': { en: 'Neither', zh: '一般' }, '7': { en: 'Strongly agree', zh: '非常同意' } },
      },
      satisfied: {
        min: 1,
        max: 7,
        lowIsGood: false,
        labels: { '1': { en: 'Very dissatisfied', zh: '非常不满意' }, '4': { en: 'Neither', zh: '一般' }, '7': { en: 'Very satisfied', zh: '非常满意' } },
      },
    },
    dimensions: [],
    blocks: [
      {
        key: 'quality',
        columns: [{ role: 'perception', scale: 'agreement', title: { en: 'Agreement', zh: '同意程度' } }],
        arrange: 'together',
        randomised: false,
        items: [],
      },
      {
        key: 'overall',
        columns: [{ role: 'satisfaction', scale: 'satisfied', title: { en: 'Satisfaction', zh: '满意程度' } }],
        arrange: 'together',
        randomised: false,
        items: [
          {
            type: 'rating',
            key: 'overall',
            text: { en: 'All in all, how satisfied are you with the service of {provider}?', zh: '总的来说，您对{provider}的服务满意吗？' },
            reversed: false,
            required: false,
          },
        ],
      },
    ],
    scoring: { minimumAnswered: 0.5 },
  }
}
