import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseMeasure } from '@gap5/contract/measure/measures.ts'
import { everything, type Selection } from '@gap5/contract/measure/selection.ts'
import { randomStream, type RandomStream } from '@gap5/methods'
import { inSnapshot } from '../../database.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy, type TestStudy } from '../../testing/study.ts'
import { AnswerCache } from '../answer-cache.ts'
import { findStudy } from '../study-frame.ts'
import { studyResult, tableResult } from '../study-result.ts'
import { alike } from '../testing/close-results.ts'
import { answerAtRandom, changeAtRandom } from '../testing/random-changes.ts'
import { pick, randomAttributes, randomDefinition, randomSelection } from '../testing/random-studies.ts'
import { compare } from '../comparison.ts'
import { timeKey } from '../attribute-classes.ts'
import { ofResult } from '../sums/study-scores.ts'
import { trend } from '../trend.ts'
import { haveCells, openCells } from './open.ts'
import { grainOfStudy, readCellRows } from './read-rows.ts'
import { sumCells } from './sum-cells.ts'

const app = await testApp()
const here = await testOrganisation(app)
const since = new Date('2025-01-20T00:00:00Z')

/** The result of a selection from all rows, and from cells where they can answer. */
async function results({ study }: TestStudy, selection: Selection) {
  const key = { orgId: here.id, studyId: study.id }
  return inSnapshot(app.db, here.id, async (trx) => {
    const { frame, variables } = await findStudy(trx, here, study.id, app.clock.now())
    const rows = tableResult(frame, await new AnswerCache().answers(trx, key, variables), selection)
    const cells = await openCells(trx, key, frame)
    return { rows, cells: cells && haveCells(cells, selection, null) ? studyResult(frame, await sumCells(trx, cells, selection)) : null }
  })
}

/** A comparison and a trend, from all rows and from cells. */
async function compared(random: RandomStream, { study }: TestStudy, selection: Selection, what: string): Promise<boolean> {
  const key = { orgId: here.id, studyId: study.id }
  return inSnapshot(app.db, here.id, async (trx) => {
    const { frame, variables } = await findStudy(trx, here, study.id, app.clock.now())
    const table = await new AnswerCache().answers(trx, key, variables)
    const measures = tableResult(frame, table, selection).measures.flatMap((measure) => parseMeasure(measure.key) ?? [])
    const cells = await openCells(trx, key, frame)
    const attribute = pick(random, ['branch', 'age', 'visited', 'note', timeKey])
    const by = attribute === timeKey ? null : (frame.attributes.find((one) => one.key === attribute) ?? null)
    if (measures.length === 0 || !cells || !haveCells(cells, selection, by)) return false
    const measure = pick(random, measures)
    const ofStudy = await readCellRows(trx, cells, selection, { by, grain: by === null ? await grainOfStudy(trx, cells) : null, wanted: ofResult })
    alike(compare(frame, ofStudy, selection, { attribute, measure }), compare(frame, table, selection, { attribute, measure }), `${what} ${attribute} ${JSON.stringify([measure, selection])}`)
    const question = { measures: [measure], grain: pick(random, ['week', 'month', 'quarter'] as const), by: by && attribute, baseline: null }
    const rows = await readCellRows(trx, cells, selection, { by, grain: question.grain, wanted: ofResult })
    const [fromCells, fromTable] = [rows, table].map((of) => trend(frame, of, selection, question, '2026-03-02'))
    alike(fromCells, fromTable, `${what} trend ${JSON.stringify([question, selection])}`)
    return true
  })
}

async function agree(made: TestStudy, selection: Selection, what: string): Promise<boolean> {
  const { rows, cells } = await results(made, selection)
  if (cells) alike(cells, rows, `${what} ${JSON.stringify(selection)}`)
  return cells !== null
}

describe('Cells and what waits to be folded come to what all rows come to', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    test(`whatever is asked, answered, corrected and selected (seed ${seed})`, async () => {
      const random = randomStream(seed)
      const made = await testStudy(app, here.id, { definition: randomDefinition(random), attributes: randomAttributes })
      const ids: string[] = []
      let [results, comparisons] = [0, 0]
      for (let step = 0; step < 8; step++) {
        ids.push(...(await answerAtRandom(app, here.id, random, made, since, 1 + random.whole(60))))
        for (let change = random.whole(6); change > 0; change--) await changeAtRandom(app, here.id, random, made, pick(random, ids))
        if (random.whole(2) === 0) await app.work()
        for (const selection of [everything, randomSelection(random, since), randomSelection(random, since), randomSelection(random, since)]) {
          if (await agree(made, selection, `seed ${seed}, step ${step}`)) results++
          if (await compared(random, made, selection, `seed ${seed}, step ${step}`)) comparisons++
        }
      }
      await app.work()
      for (let i = 0; i < 6; i++) if (await agree(made, randomSelection(random, since), `seed ${seed}, folded`)) results++
      assert.ok(results > 20 && comparisons > 8, `${results} results and ${comparisons} comparisons`)
    })
  }
})
