import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { alpha } from './alpha.ts'
import { differenceReliability } from './differenceReliability.ts'

const scale = [
  { id: 'a', answers: [4, 5, 3, 6, 7, 2, NaN] },
  { id: 'b', answers: [5, 5, 2, 7, 6, 3, 4] },
  { id: 'c', answers: [4, 6, 3, 5, 7, 1, 4] },
]

test('every scale of the reference is met', skipWithoutShared, () => {
  const golden = sharedJson('golden/reliability.json')
  const files: [string, ReturnType<typeof sharedTable>][] = [
    ['mobi', sharedTable('data/ecsi_mobi_1to10.csv')],
    ['kiosk', sharedTable('data/kiosk_servqual_1to7.csv')],
  ]
  let compared = 0
  for (const name of golden.keys) {
    const file = files.find(([prefix]) => name.startsWith(prefix))?.[1]
    const expected = golden.at(name)
    if (!file || !expected.keys.includes('item_total_r')) continue
    compared++
    const ids = expected.at('item_total_r').keys
    const result = alpha(ids.map((id) => ({ id, answers: file.numbers(id) })))
    assert.equal(result.n, expected.at('n').number)
    close(result.value, expected.at('alpha_raw').number, 1e-10, name)
    close(result.standardised, expected.at('alpha_std').number, 1e-10, name)
    close(result.meanCorrelation, expected.at('mean_interitem_r').number, 1e-10, name)
    close(result.interval?.lower, expected.at('alpha_feldt_ci95', 0).number, 1e-10, name)
    close(result.interval?.upper, expected.at('alpha_feldt_ci95', 1).number, 1e-10, name)
    for (const item of result.perItem) {
      close(item.itemTotal, expected.at('item_total_r', item.id).number, 1e-10, item.id)
      close(item.correctedItemTotal, expected.at('corrected_item_total_r', item.id).number, 1e-10, item.id)
      close(item.mean, expected.at('item_mean', item.id).number, 1e-10, item.id)
      close(item.sd, expected.at('item_sd', item.id).number, 1e-10, item.id)
      if (ids.length > 2) close(item.alphaIfDeleted, expected.at('alpha_if_deleted', item.id).number, 1e-10, item.id)
    }
    honest(result)
  }
  assert.ok(compared >= 8)
})

test('alpha by the variance of the sum', () => {
  const rows = [0, 1, 2, 3, 4, 5]
  const variance = (x: readonly number[]) => {
    const centre = x.reduce((s, v) => s + v, 0) / x.length
    return x.reduce((s, v) => s + (v - centre) ** 2, 0) / (x.length - 1)
  }
  const total = variance(rows.map((i) => scale.reduce((sum, { answers }) => sum + answers[i]!, 0)))
  const parts = scale.reduce((sum, { answers }) => sum + variance(rows.map((i) => answers[i]!)), 0)
  const result = alpha(scale)
  close(result.value, 1.5 * (1 - parts / total), 1e-14)
  assert.deepEqual([result.n, result.missing, result.deletion], [6, 1, 'listwise'])
})

test('alpha does not mind the order of items or respondents, nor a change of unit for all', () => {
  const turned = scale.toReversed().map(({ id, answers }) => ({ id, answers: answers.toReversed().map((x) => 10 * x - 3) }))
  close(alpha(turned).value, alpha(scale).value!, 1e-13)
})

test('a reversed item left as it is gets noticed', () => {
  const wrong = scale.map((item) => (item.id === 'c' ? { ...item, answers: item.answers.map((x) => 8 - x) } : item))
  assert.ok(alpha(wrong).warnings.some(({ code, detail }) => code === 'negative-item' && detail['item'] === 'c'))
})

test('degenerate scales give a reason', () => {
  const cases = [
    [alpha([{ id: 'a', answers: [] }, { id: 'b', answers: [] }]), 'no-answers'],
    [alpha([{ id: 'a', answers: [1] }, { id: 'b', answers: [2] }]), 'too-few'],
    [alpha([{ id: 'a', answers: [1, 2] }]), 'single-item'],
    [alpha([{ id: 'a', answers: [1, 1] }, { id: 'b', answers: [2, 2] }]), 'no-variance'],
    [alpha([{ id: 'a', answers: [1, 2, 3] }, { id: 'b', answers: [3, 2, 1] }]), 'no-variance'],
  ] as const
  for (const [result, reason] of cases) {
    assert.equal(result.reason, reason)
    honest(result)
  }
  const flat = alpha([...scale, { id: 'd', answers: [5, 5, 5, 5, 5, 5, 5] }])
  assert.equal(flat.standardised, null)
  assert.notEqual(flat.value, null)
  honest(flat)
  honest(alpha(scale.slice(0, 2)))
  assert.throws(() => alpha([]), { code: 'no-items' })
})

test('the difference of a scale with itself has no reliability', () => {
  const same = scale.map(({ id, answers }) => ({ id, first: answers, second: answers }))
  const result = differenceReliability(same)
  assert.equal(result.value, null)
  honest(result)
})
