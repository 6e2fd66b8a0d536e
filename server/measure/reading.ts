/**
 * What is asked of a study's answers, for whoever may ask: the routes, boards, shared links and reports. They share what was
 * read and worked out before, so that a figure costs the same once however many pages show it.
 */
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import type { Pulse } from '@gap5/contract/measure/pulse.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { measureKey } from '@gap5/contract/measure/measures.ts'
import { inOrganisation, inSnapshot } from '../database.ts'
import { readStudy } from '../listen/studies.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { AnswerCache } from './answer-cache.ts'
import type { AnswerRows } from './answer-rows.ts'
import type { AnswerTable } from './answer-table.ts'
import { timeKey } from './attribute-classes.ts'
import { attributeOf, requireAttributes } from './attributes-of.ts'
import { haveCells, openCells } from './cells/open.ts'
import { grainOfStudy, readCellRows } from './cells/read-rows.ts'
import { sumCells, sumSelection } from './cells/sum-cells.ts'
import { compare, type Question } from './comparison.ts'
import { partsOfSums, partsOfTable, splitOf, type Parts } from './parts.ts'
import { readPulse } from './pulse.ts'
import type { Grain } from './periods.ts'
import { ResultCache } from './result-cache.ts'
import { findStudy } from './study-frame.ts'
import { studyResult, type StudyFrame } from './study-result.ts'
import { sumInTurns } from './summed.ts'
import { isHeld } from './sums/layout.ts'
import { held, ofResult, type Wanted } from './sums/study-scores.ts'

type Asked = { selection: Selection; attribute?: string | null; question: unknown }
/** `grain`: periods that are told apart besides, or null. */
type AskedFigures = Asked & { grain: Grain | null }

/** `by`: key of an attribute, or of the time of answer, or null. */
type AskedParts = Pick<Asked, 'selection' | 'question'> & { wanted: Wanted; by: string | null }

export type Reading = {
  result(organisation: Organisation, study: string, selection: Selection): Promise<StudyResult>
  comparison(organisation: Organisation, study: string, selection: Selection, question: Question): Promise<Comparison>
  /**
   * What `work` makes of sums, told apart by the attribute and by periods of the grain; from cells wherever they can answer. It gets
   * rows, which may stand for many answers each.
   */
  figures<T>(organisation: Organisation, study: string, asked: AskedFigures, work: (frame: StudyFrame, rows: AnswerRows) => T): Promise<T>
  /**
   * What `work` makes of sums of the whole selection and of the groups it is split into; from cells wherever they hold what is wanted.
   */
  parts<T>(organisation: Organisation, study: string, asked: AskedParts, work: (parts: Parts) => T): Promise<T>
  /**
   * What `work` makes of the answers, kept until they change. `question` names all it depends on besides study and selection;
   * an attribute it is broken down by is checked first.
   */
  findings<T>(
    organisation: Organisation,
    study: string,
    asked: Asked,
    work: (frame: StudyFrame, table: AnswerTable) => T,
  ): Promise<T>
  /** The answers themselves, for work that goes on elsewhere (in a thread of its own). */
  answers(organisation: Organisation, study: string, selection: Selection): Promise<{ frame: StudyFrame; table: AnswerTable }>
  pulse(organisation: Organisation, study: string): Promise<Pulse>
}

const readings = new WeakMap<Dependencies['db'], Reading>()

/** The one reading of a process. */
export function readingOf(deps: Pick<Dependencies, 'db' | 'clock'>): Reading {
  const known = readings.get(deps.db)
  const reading = known ?? createReading(deps)
  if (known === undefined) readings.set(deps.db, reading)
  return reading
}

function createReading({ db, clock }: Pick<Dependencies, 'db' | 'clock'>): Reading {
  const answers = new AnswerCache()
  const findings = new ResultCache<unknown>()

  const read = (organisation: Organisation, study: string, check: (frame: StudyFrame) => void): Promise<{ frame: StudyFrame; table: AnswerTable }> =>
    inOrganisation(db, organisation.id, async (trx) => {
      const { studyId, frame, variables } = await findStudy(trx, organisation, study, clock.now())
      check(frame)
      return { frame, table: await answers.answers(trx, { orgId: organisation.id, studyId }, variables) }
    })

  const reading: Reading = {
    async result(organisation, study, selection) {
      const summed = await inSnapshot(db, organisation.id, async (trx) => {
        const { studyId, frame } = await findStudy(trx, organisation, study, clock.now())
        requireAttributes(selection, frame.attributes)
        const cells = await openCells(trx, { orgId: organisation.id, studyId }, frame)
        return cells && haveCells(cells, selection, null) ? { frame, sums: await sumCells(trx, cells, selection) } : null
      })
      if (summed) return studyResult(summed.frame, summed.sums)
      const { frame, table } = await read(organisation, study, ({ attributes }) => requireAttributes(selection, attributes))
      return studyResult(frame, await sumInTurns(frame, table, selection))
    },

    async comparison(organisation, study, selection, question) {
      const { attribute } = question
      const comparison = await reading.figures(organisation, study, { selection, attribute, grain: null, question: { comparison: question } }, (frame, rows) =>
        compare(frame, rows, selection, question),
      )
      if (comparison === null) throw new Problem('measure.measure-unknown', { measure: measureKey(question.measure) })
      return comparison
    },

    async figures<T>(organisation: Organisation, study: string, asked: AskedFigures, work: (frame: StudyFrame, rows: AnswerRows) => T): Promise<T> {
      const { selection, attribute = null, grain } = asked
      const found = await inSnapshot(db, organisation.id, async (trx) => {
        const { studyId, frame } = await findStudy(trx, organisation, study, clock.now())
        requireAttributes(selection, frame.attributes)
        const by = attribute === null || attribute === timeKey ? null : attributeOf(attribute, frame.attributes)
        const cells = await openCells(trx, { orgId: organisation.id, studyId }, frame)
        if (!cells || !haveCells(cells, selection, by)) return null
        const ofTime = attribute === timeKey ? (grain === null ? await grainOfStudy(trx, cells) : 'day') : grain
        return { frame, rows: await readCellRows(trx, cells, selection, { by, grain: ofTime, wanted: ofResult }) }
      })
      if (found) return work(found.frame, found.rows)
      return reading.findings(organisation, study, asked.attribute === timeKey ? { ...asked, attribute: null } : asked, work)
    },

    async parts<T>(organisation: Organisation, study: string, { selection, by, wanted, question }: AskedParts, work: (parts: Parts) => T): Promise<T> {
      const attribute = by === timeKey ? null : by
      const found = await inSnapshot(db, organisation.id, async (trx) => {
        const { studyId, frame } = await findStudy(trx, organisation, study, clock.now())
        requireAttributes(selection, frame.attributes)
        const told = attribute === null ? null : attributeOf(attribute, frame.attributes)
        if (!isHeld(frame.definition, wanted)) return null
        const cells = await openCells(trx, { orgId: organisation.id, studyId }, frame)
        if (!cells || !haveCells(cells, selection, told)) return null
        const whole = await sumSelection(trx, cells, selection, held)
        const grain = by === timeKey ? await grainOfStudy(trx, cells) : null
        return { frame, whole, rows: by === null ? null : await readCellRows(trx, cells, selection, { by: told, grain, wanted: held }) }
      })
      if (found) {
        const { frame, whole, rows } = found
        return work(partsOfSums(frame, whole, rows && splitOf(frame, whole.layout, rows, selection, by!)))
      }
      return reading.findings(organisation, study, { selection, attribute, question }, (frame, table) => work(partsOfTable(frame, table, selection, wanted, by)))
    },

    async findings<T>(
      organisation: Organisation,
      study: string,
      { selection, attribute, question }: Asked,
      work: (frame: StudyFrame, table: AnswerTable) => T,
    ): Promise<T> {
      const { frame, table } = await read(organisation, study, ({ attributes }) => {
        requireAttributes(selection, attributes)
        if (attribute) attributeOf(attribute, attributes)
      })
      const asked = { version: table.version, frame: withoutDefinition(frame), selection, attribute, question }
      return findings.answer(asked, () => work(frame, table)) as T // the question names the work
    },

    answers: (organisation, study, selection) => read(organisation, study, ({ attributes }) => requireAttributes(selection, attributes)),

    pulse: (organisation, study) =>
      inOrganisation(db, organisation.id, async (trx) => {
        const { id } = await readStudy(trx, organisation.id, study, clock.now())
        return readPulse(trx, { orgId: organisation.id, studyId: id })
      }),
  }
  return reading
}

/** The definition is frozen and told by the version of the answers; the rest of a study may be renamed. */
function withoutDefinition({ definition: _, ...rest }: StudyFrame): Omit<StudyFrame, 'definition'> {
  return rest
}
