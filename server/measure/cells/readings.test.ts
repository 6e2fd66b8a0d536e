import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { confirmationOptionsSchema } from '@gap5/contract/measure/readings/confirmation.ts'
import { importanceForms, importanceOptionsSchema } from '@gap5/contract/measure/readings/importance-performance.ts'
import { kanoOptionsSchema } from '@gap5/contract/measure/readings/kano.ts'
import { satisfactionOptionsSchema } from '@gap5/contract/measure/readings/satisfaction.ts'
import { everything, type Selection } from '@gap5/contract/measure/selection.ts'
import { randomStream } from '@gap5/methods'
import { inSnapshot, type Trx } from '../../database.ts'
import { Problem } from '../../problem.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy, type TestStudy } from '../../testing/study.ts'
import { AnswerCache } from '../answer-cache.ts'
import { timeKey } from '../attribute-classes.ts'
import { ratioCell, ratioNeeds } from '../index-cells.ts'
import { partsOfSums, partsOfTable, splitOf, type Parts } from '../parts.ts'
import type { Needs } from '../readings/answers.ts'
import { blocksNeeds, blocksReading } from '../readings/blocks.ts'
import { confirmationNeeds, confirmationReading } from '../readings/confirmation.ts'
import { importanceNeeds, importancePerformance } from '../readings/importance-performance.ts'
import { kanoNeeds, kanoReading } from '../readings/kano.ts'
import { levelsNeeds, levelsReading } from '../readings/levels.ts'
import { outcomeProcessNeeds, outcomeProcessReading } from '../readings/outcome-process.ts'
import { satisfactionNeeds, satisfactionReading } from '../readings/satisfaction.ts'
import { sideNeeds, sideOf } from '../readings/side-by-side.ts'
import { findStudy } from '../study-frame.ts'
import type { StudyFrame } from '../study-result.ts'
import { isHeld } from '../sums/layout.ts'
import { held } from '../sums/study-scores.ts'
import { alike } from '../testing/close-results.ts'
import { answerAtRandom, changeAtRandom } from '../testing/random-changes.ts'
import { pick, randomAttributes, randomDefinition, randomSelection } from '../testing/random-studies.ts'
import { movementNeeds, zoneMovement } from '../zone-movement.ts'
import { haveCells, openCells, type Cells } from './open.ts'
import { grainOfStudy, readCellRows } from './read-rows.ts'
import { sumSelection } from './sum-cells.ts'

const app = await testApp()
const here = await testOrganisation(app)
const since = new Date('2025-01-20T00:00:00Z')

type Reading = { name: string; needs: Needs; read: (parts: Parts) => unknown }

/** Every reading by what it may be split by, with choices that change what is asked of the sums. */
function readings(by: string): Reading[] {
  const kano = kanoOptionsSchema.parse({ by, reversed: 'k0', table: 'pouliot' })
  const satisfaction = satisfactionOptionsSchema.parse({ by })
  const movement = { dimension: null, by }
  return [
    ...importanceForms.map((importance): Reading => {
      const options = importanceOptionsSchema.parse({ importance })
      return { name: `importance ${importance}`, needs: importanceNeeds(options), read: (parts) => importancePerformance(parts, options) }
    }),
    { name: 'kano', needs: kanoNeeds(kano), read: (parts) => kanoReading(parts, kano) },
    ...[0.5, 1, 2].map((margin): Reading => {
      const options = confirmationOptionsSchema.parse({ along: by, margin })
      return { name: `confirmation ${margin}`, needs: confirmationNeeds(options), read: (parts) => confirmationReading(parts, options, null) }
    }),
    { name: 'satisfaction', needs: satisfactionNeeds(satisfaction), read: (parts) => satisfactionReading(parts, satisfaction) },
    { name: 'index ratio', needs: ratioNeeds(), read: (parts) => (parts.figures.ratios.some(({ base }) => base === 'expectation') ? ratioCell(parts) : null) },
    { name: 'levels', needs: levelsNeeds(), read: levelsReading },
    { name: 'outcome and process', needs: outcomeProcessNeeds({ by }), read: outcomeProcessReading },
    { name: 'blocks', needs: blocksNeeds(), read: blocksReading },
    { name: 'side', needs: sideNeeds(), read: (parts) => sideOf('side', parts) },
    { name: 'movement', needs: movementNeeds(movement), read: (parts) => zoneMovement(parts, movement) },
  ]
}

/** What a reading says, or why the study does not give it. */
function said(read: Reading['read'], parts: Parts): unknown {
  try {
    return JSON.parse(JSON.stringify(read(parts), (_, value: unknown) => (value instanceof Map ? [...value] : value)))
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

async function partsOfCells(trx: Trx, frame: StudyFrame, cells: Cells, selection: Selection, by: string | null): Promise<Parts | null> {
  const attribute = frame.attributes.find(({ key }) => key === by) ?? null
  if (!haveCells(cells, selection, attribute)) return null
  const whole = await sumSelection(trx, cells, selection, held)
  const grain = by === timeKey ? await grainOfStudy(trx, cells) : null
  return partsOfSums(frame, whole, by === null ? null : splitOf(frame, whole.layout, await readCellRows(trx, cells, selection, { by: attribute, grain, wanted: held }), selection, by))
}

/** Compares all readings of a selection; which of them the study gave. */
async function agree({ study }: TestStudy, selection: Selection, by: string, what: string): Promise<string[]> {
  const key = { orgId: here.id, studyId: study.id }
  return inSnapshot(app.db, here.id, async (trx) => {
    const { frame, variables } = await findStudy(trx, here, study.id, app.clock.now())
    const table = await new AnswerCache().answers(trx, key, variables)
    const cells = await openCells(trx, key, frame)
    assert.ok(cells, 'cells answer')
    const given: string[] = []
    for (const { name, needs, read } of readings(by)) {
      assert.ok(isHeld(frame.definition, needs.wanted), `${name} is in the cells`)
      const parts = await partsOfCells(trx, frame, cells, selection, needs.by)
      if (!parts) continue
      const [fromCells, fromRows] = [said(read, parts), said(read, partsOfTable(frame, table, selection, needs.wanted, needs.by))]
      alike(fromCells, fromRows, `${what} ${name} ${JSON.stringify([selection, needs.by])}`)
      if (fromRows !== null) given.push(name)
    }
    return given
  })
}

describe('Every reading comes to the same from cells as from all rows', () => {
  const given = new Set<string>()
  for (const seed of [2, 8, 13, 15, 17, 18, 23, 27, 28]) {
    test(`while answers come in, are corrected, marked and erased (seed ${seed})`, async () => {
      const random = randomStream(seed)
      const made = await testStudy(app, here.id, { definition: randomDefinition(random), attributes: randomAttributes, settings: { minimumN: 5 } })
      const ids: string[] = []
      for (let step = 0; step < 4; step++) {
        ids.push(...(await answerAtRandom(app, here.id, random, made, since, 20 + random.whole(60))))
        for (let change = random.whole(6); change > 0; change--) await changeAtRandom(app, here.id, random, made, pick(random, ids))
        if (random.whole(2) === 0) await app.work()
        for (const selection of [everything, { ...everything, attributes: { branch: ['n', 's'] } }, { ...everything, from: '2025-03-01', to: '2025-11-17' }, randomSelection(random, since)]) {
          const by = pick(random, ['branch', 'age', 'visited', timeKey])
          for (const name of await agree(made, selection, by, `seed ${seed}, step ${step}`)) given.add(name)
        }
      }
    })
  }

  test('and each of them was given by some study', () => {
    assert.deepEqual(readings('branch').flatMap(({ name }) => (given.has(name) ? [] : [name])), [])
  })
})
