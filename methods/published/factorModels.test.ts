import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sharedJson, skipWithoutShared } from '../testing/golden.ts'
import { semEstimate } from '../measure/factors/semEstimate.ts'
import { semStudy } from '../measure/factors/semStudy.ts'

describe('published: nine tests of ability in three factors (Holzinger & Swineford 1939, as in the tutorial of lavaan, Rosseel 2012)', () => {
  test('χ² 85.306 on 24 df, CFI .931, TLI .896, RMSEA .092, SRMR .065', skipWithoutShared, () => {
    const nine = sharedJson('golden/efa.json').at('holzinger9')
    const ids = nine.at('R', 'rows').raw as string[]
    const sample = { ids, covariances: nine.at('R', 'values').list.map((row) => row.numbers), n: 301 }
    const items = (from: number) => ids.slice(from, from + 3)
    const model = { factors: [{ id: 'visual', items: items(0) }, { id: 'textual', items: items(3) }, { id: 'speed', items: items(6) }] }
    const { fit } = semEstimate(semStudy(sample, model)).solution!
    assert.deepEqual([fit.chiSquare!.toFixed(3), fit.df, fit.cfi!.toFixed(3), fit.tli!.toFixed(3), fit.rmsea!.toFixed(3), fit.srmr!.toFixed(3)], ['85.306', 24, '0.931', '0.896', '0.092', '0.065'])
  })
})
