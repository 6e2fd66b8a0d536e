/** Whether a result, however it was got (function, API, command line), equals the reference numbers. */
import assert from 'node:assert/strict'
import type { Estimate, GapRow, StudyResult } from '@gap5/contract/measure/results.ts'
import { close } from '../../../methods/testing/close.ts'
import type { Json } from '../../../methods/testing/golden.ts'

const tolerance = 1e-10

export function rowOf(result: StudyResult, level: GapRow['level'], key: string): GapRow {
  const row = result.gaps.find((candidate) => candidate.level === level && candidate.key === key)
  assert.ok(row, `no row for ${level} ${key}`)
  return row
}

function sameMean(estimate: Estimate | null, expected: Json, what: string): void {
  close(estimate?.value, expected.at('mean').number, tolerance, `${what} mean`)
  close(estimate?.sd, expected.at('sd').number, tolerance, `${what} sd`)
  close(estimate?.lower, expected.at('lower').number, tolerance, `${what} lower`)
  close(estimate?.upper, expected.at('upper').number, tolerance, `${what} upper`)
  assert.equal(estimate?.n, expected.at('n').number, `${what} n`)
}

/** `golden` is zot_simulated_a.json. */
export function assertSimulatedZone(result: StudyResult, golden: Json): void {
  for (const [level, part] of [['item', 'items'], ['dimension', 'dimensions']] as const) {
    for (const key of golden.at(part).keys) {
      const row = rowOf(result, level, key)
      const expected = golden.at(part, key)
      close(row.adequate?.value, expected.at('adequate').number, tolerance, `${key} adequate`)
      close(row.desired?.value, expected.at('desired').number, tolerance, `${key} desired`)
      close(row.perception?.value, expected.at('perceived').number, tolerance, `${key} perceived`)
      close(row.zoneWidth, expected.at('width').number, tolerance, `${key} width`)
      close(row.zonePosition, expected.at('position').number, tolerance, `${key} position`)
      close(row.shareInside?.value, expected.at('share_inside').number, tolerance, `${key} share inside`)
      sameMean(row.adequacy, expected.at('msa'), `${key} msa`)
      sameMean(row.superiority, expected.at('mss'), `${key} mss`)
      assert.equal(row.perception?.n, expected.at('n').number)
    }
  }
  const overall = golden.at('overall')
  sameMean(result.zone?.adequacy.unweighted ?? null, overall.at('msa'), 'overall msa')
  sameMean(result.zone?.superiority.unweighted ?? null, overall.at('mss'), 'overall mss')
  sameMean(result.zone?.adequacy.weighted ?? null, overall.at('msa_weighted'), 'weighted msa')
  sameMean(result.zone?.superiority.weighted ?? null, overall.at('mss_weighted'), 'weighted mss')
  assert.equal(result.weights.from, 'points')
  assert.equal(result.weights.used, overall.at('weights_used').number)
  assert.equal(result.weights.rescaled, overall.at('weights_rescaled').number)
  assert.equal(result.weights.rejected, overall.at('weights_rejected').number)
  for (const key of overall.at('mean_weights').keys) {
    close(rowOf(result, 'dimension', key).weight?.value, overall.at('mean_weights', key).number, tolerance, `weight of ${key}`)
  }
  assert.equal(rowOf(result, 'overall', 'overall').violations, golden.at('violations').number)
  assert.equal(result.responses, golden.at('n').number)
}

/** `golden` is servqual_kiosk.json; the weighted part needs the importance ratings of the same people. */
export function assertKioskGaps(result: StudyResult, golden: Json, itemKey: (name: string) => string = (name) => name): void {
  for (const name of golden.at('item').keys) {
    const row = rowOf(result, 'item', itemKey(name))
    const expected = golden.at('item', name)
    assert.equal(row.gap?.n, expected.at('n').number)
    close(row.expectation?.value, expected.at('e').number, tolerance, `${name} e`)
    close(row.perception?.value, expected.at('p').number, tolerance, `${name} p`)
    close(row.gap?.value, expected.at('gap').number, tolerance, `${name} gap`)
    close(row.gap?.sd, expected.at('sd_gap').number, tolerance, `${name} sd`)
    close(row.gapTest?.statistic, expected.at('t').number, tolerance, `${name} t`)
    close(row.gapTest?.p, expected.at('p_value').number, tolerance, `${name} p`)
    assert.equal(row.gapTest?.df, expected.at('df').number)
  }
  for (const test of golden.at('paired_dim_t').list) {
    const key = String(test.at('dim').raw)
    const row = rowOf(result, 'dimension', key)
    close(row.gap?.value, golden.at('dim_gap_mean', key).number, tolerance, key)
    close(row.gap?.sd, golden.at('dim_gap_sd', key).number, tolerance, key)
    close(row.expectation?.value, golden.at('dim_e', key).number, tolerance, key)
    close(row.perception?.value, golden.at('dim_p', key).number, tolerance, key)
    close(row.gapTest?.statistic, test.at('t').number, tolerance, key)
    close(row.gapTest?.p, test.at('p').number, tolerance, key)
    const reliability = golden.at('gap_reliability_difference_score', key)
    const alphaOf = (of: string) => result.reliability.find((r) => r.dimension === key && r.of === of)
    close(alphaOf('expectation')?.alpha, reliability.at('alpha_e').number, tolerance, `${key} alpha e`)
    close(alphaOf('perception')?.alpha, reliability.at('alpha_p').number, tolerance, `${key} alpha p`)
    close(alphaOf('gap')?.alpha, reliability.at('alpha_gap').number, tolerance, `${key} alpha gap`)
    close(alphaOf('gap')?.differenceScore, reliability.at('peter_formula').number, tolerance, `${key} difference`)
  }
  close(result.servqual?.unweighted.value, golden.at('unweighted_mean').number, tolerance, 'unweighted')
  close(result.servqual?.unweighted.sd, golden.at('unweighted_sd').number, tolerance, 'unweighted sd')
  close(result.servperf?.unweighted.value, golden.at('servperf_unweighted').number, tolerance, 'servperf')
}

export function assertKioskWeighted(result: StudyResult, golden: Json): void {
  assert.equal(result.weights.from, 'importance')
  for (const key of golden.at('weights_mean').keys) {
    close(rowOf(result, 'dimension', key).weight?.value, golden.at('weights_mean', key).number, tolerance, `weight of ${key}`)
  }
  close(result.servqual?.weighted.value, golden.at('weighted_mean').number, tolerance, 'weighted')
  close(result.servqual?.weighted.sd, golden.at('weighted_sd').number, tolerance, 'weighted sd')
  close(result.servqual?.weightedFromMeanWeights, golden.at('weighted_from_mean_weights').number, tolerance, 'from means')
  close(result.servperf?.weighted.value, golden.at('servperf_weighted').number, tolerance, 'servperf weighted')
}
