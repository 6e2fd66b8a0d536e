import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { kano, kanoTablePouliot } from '../measure/kano.ts'
import { mean } from '../measure/mean.ts'

/** Feature, counts A O M I R Q, class by Blauth's rule, better, worse, importance. */
const printed = [
  ['f6', [91, 19, 9, 160, 49, 30], 'I', 0.3942652, -0.1003584, 5.089385],
  ['f7', [70, 121, 59, 77, 9, 22], 'O', 0.5840979, -0.5504587, 6.804469],
  ['f8', [78, 122, 66, 62, 7, 23], 'O', 0.6097561, -0.5731707, 7.125698],
  ['f9', [145, 76, 25, 78, 12, 22], 'A', 0.6820988, -0.3117284, 6.664804],
  ['f10', [18, 174, 90, 42, 7, 27], 'O', 0.5925926, -0.8148148, 7.72905],
  ['f11', [88, 90, 32, 105, 15, 28], 'O', 0.5650794, -0.3873016, 6.865922],
] as const

describe('published: features of money transfers, n 358 (REPPL, table by Pouliot in Berger et al. 1993)', () => {
  test('counts, class, better, worse and importance from the raw answers', skipWithoutShared, () => {
    const answers = sharedTable('data/kano_reppl_transfers.csv')
    for (const [feature, counts, category, better, worse, importance] of printed) {
      const found = kano(answers.numbers(`${feature}_fun`), answers.numbers(`${feature}_dys`), { table: kanoTablePouliot })
      assert.deepEqual((['A', 'O', 'M', 'I', 'R', 'Q'] as const).map((letter) => found.counts[letter]), [...counts], feature)
      assert.equal(found.blauth, category, feature)
      assert.equal(found.better.value!.toFixed(7), better.toFixed(7))
      assert.equal(found.worse.value!.toFixed(7), worse.toFixed(7))
      assert.equal(mean(answers.numbers(`${feature}_imp`)).value!.toFixed(6), importance.toFixed(6))
    }
  })
})
