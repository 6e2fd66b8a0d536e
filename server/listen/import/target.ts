import type { Text } from '@gap5/contract/language.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import { studySettingsSchema, type Attribute } from '@gap5/contract/listen/studies.ts'
import type { AuditActor } from '../../access/actor.ts'
import type { Trx } from '../../database.ts'
import { Problem } from '../../problem.ts'
import { createCollector } from '../collectors.ts'
import { createInstrument, readInstrument } from '../instruments.ts'
import { changeStudy, createStudy, publishStudy, readStudy } from '../studies.ts'
import { valueThere } from './attribute-values.ts'
import { definitionOf } from './definition.ts'
import type { ImportRow } from './imports.ts'

/** Where the answers of an import go, as far as it is known. */
export type Aim = {
  studyHandle: string | null
  studyTitle: Text | null
  /** What is asked there: the study's or instrument's definition; null where it is made from the file. */
  existing: Definition | null
  /** What the answers are checked against; null while the recipe makes no instrument yet. */
  definition: Definition | null
  attributes: Attribute[]
  obstacles: Text[]
}

export async function aimOf(trx: Trx, row: ImportRow, now: Date): Promise<Aim> {
  const studyId = row.study_id ?? (row.target?.kind === 'study' ? row.target.studyId : null)
  if (studyId !== null) return studyAim(trx, row.org_id, studyId, now)
  const instrumentId = row.target?.kind === 'new' ? row.target.instrumentId : null
  const existing = instrumentId === null ? null : (await readInstrument(trx, row.org_id, instrumentId)).definition
  const made = existing === null ? definitionOf(row.recipe) : { definition: existing, faults: null }
  const obstacles = row.target === null ? [noTarget] : []
  if (made.faults !== null) obstacles.push(noInstrument(made.faults))
  return { studyHandle: null, studyTitle: null, existing, definition: made.definition, attributes: [], obstacles }
}

async function studyAim(trx: Trx, orgId: string, studyId: string, now: Date): Promise<Aim> {
  const study = await readStudy(trx, orgId, studyId, now)
  const version = study.publishedAt === null ? undefined : study.instrumentVersion
  const { definition } = await readInstrument(trx, orgId, study.instrumentId, version)
  const { handle, title, attributes } = study
  return { studyHandle: handle, studyTitle: title, existing: definition, definition, attributes, obstacles: [] }
}

const noTarget: Text = { en: 'Choose the study the answers belong to.', zh: '请选择答卷所属的调查。' }

function noInstrument(faults: readonly string[]): Text {
  return {
    en: `The columns make no questionnaire yet: ${faults.slice(0, 3).join('; ')}.`,
    zh: `各列尚不能构成一份问卷：${faults.slice(0, 3).join('；')}。`,
  }
}

/** Makes what the import still lacks: instrument, study, attributes and their values, and a collector of its own. */
export async function prepareTarget(
  trx: Trx,
  actor: AuditActor,
  row: ImportRow,
  now: Date,
): Promise<{ studyId: string; collectorId: string }> {
  const studyId = await studyFor(trx, actor, row, now)
  await addAttributes(trx, actor, row, studyId, now)
  const study = await readStudy(trx, actor.orgId, studyId, now)
  if (study.publishedAt === null) await publishStudy(trx, actor, studyId, study.revision, now)
  const title = row.file_name.slice(0, 200)
  const collector = await createCollector(trx, actor, studyId, { kind: 'import', title, attributes: {}, expiresAt: null }, now)
  return { studyId, collectorId: collector.id }
}

async function studyFor(trx: Trx, actor: AuditActor, row: ImportRow, now: Date): Promise<string> {
  const { target } = row
  if (target === null) throw new Problem('import.not-ready', { obstacles: [noTarget] })
  if (target.kind === 'study') return target.studyId
  const { title, subject } = target
  const instrumentId = target.instrumentId ?? (await instrumentFrom(trx, actor, row, now))
  const study = await createStudy(
    trx,
    actor,
    { title, subject, instrumentId, attributes: [], settings: studySettingsSchema.parse({}), opensAt: null, closesAt: null },
    { now },
  )
  return study.id
}

async function instrumentFrom(trx: Trx, actor: AuditActor, { recipe }: ImportRow, now: Date): Promise<string> {
  const { definition, faults } = definitionOf(recipe)
  if (definition === null) throw new Problem('import.not-ready', { obstacles: [noInstrument(faults)] })
  const instrument = await createInstrument(trx, actor, { definition, libraryKey: recipe.library ?? null }, now)
  return instrument.id
}

/** A study may get more attributes and values at any time, and never loses any. */
async function addAttributes(trx: Trx, actor: AuditActor, row: ImportRow, studyId: string, now: Date): Promise<void> {
  const study = await readStudy(trx, actor.orgId, studyId, now)
  const attributes = mergeAttributes(study.attributes, row)
  if (JSON.stringify(attributes) === JSON.stringify(study.attributes)) return
  await changeStudy(trx, actor, { id: studyId, revision: study.revision, change: { attributes } }, now)
}

type AttributeColumn = Extract<RecipeColumn, { use: 'attribute' }>

function mergeAttributes(there: readonly Attribute[], { recipe, sniffed }: Pick<ImportRow, 'recipe' | 'sniffed'>): Attribute[] {
  const merged = there.map((attribute) => ({ ...attribute }))
  for (const [index, column] of recipe.columns.entries()) {
    if (column.use !== 'attribute') continue
    const values = valuesOf(column, sniffed.columns[index]?.frequent ?? [])
    const known = merged.find(({ key }) => key === column.key)
    if (known) known.values = [...known.values, ...values.filter(({ value }) => valueThere(known, column, value) === undefined)]
    else merged.push({ key: column.key, title: column.title, type: column.type, values, settableByLink: false })
  }
  return merged
}

function valuesOf({ type, missing = {}, titles = {} }: AttributeColumn, frequent: readonly { value: string }[]): Attribute['values'] {
  if (type !== 'choice') return []
  const given = frequent.map(({ value }) => value).filter((value) => !(value in missing))
  return given.sort(inOrder).map((value) => ({ value, title: titles[value] ?? { en: value, zh: value } }))
}

function inOrder(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
