import assert from 'node:assert/strict'
import { test } from 'node:test'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import { everything } from '@gap5/contract/measure/selection.ts'
import { ownJson, sharedJson, skipWithoutShared } from '../../methods/testing/golden.ts'
import { tableResult } from './study-result.ts'
import { assertKioskGaps, assertKioskWeighted, assertSimulatedZone, rowOf } from './testing/reference-results.ts'
import { kiosk, simulatedZone } from './testing/reference-studies.ts'

test('The simulated three-column study equals its reference', () => {
  const { frame, table } = simulatedZone()
  const result = tableResult(frame, table, everything)
  studyResultSchema.parse(result)
  assertSimulatedZone(result, ownJson('zot_simulated_a.json'))
})

test('A branch of the simulated study equals its reference', () => {
  const { frame, table } = simulatedZone()
  const golden = ownJson('zot_simulated_a.json').at('responsiveness_msa_by_branch')
  for (const branch of golden.keys) {
    const result = tableResult(frame, table, { marks: 'usual', attributes: { branch: [branch] } })
    const { adequacy } = rowOf(result, 'dimension', 'responsiveness')
    assert.ok(Math.abs((adequacy?.value ?? 0) - golden.at(branch, 'mean').number) < 1e-12)
    assert.equal(adequacy?.n, golden.at(branch, 'n').number)
  }
})

test('The kiosk study equals its reference, weighted by rated importance', skipWithoutShared, () => {
  const { frame, table } = kiosk()
  const result = tableResult(frame, table, everything)
  studyResultSchema.parse(result)
  const golden = sharedJson('golden/servqual_kiosk.json')
  assertKioskGaps(result, golden)
  assertKioskWeighted(result, golden)
})
