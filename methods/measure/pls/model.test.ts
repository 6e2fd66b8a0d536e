import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plsModelProblems, type PlsModel } from './model.ts'
import { acsiModel, ccsiModel, ecsiModel } from './readyModels.ts'
import { plsStudy } from './study.ts'

const a = { id: 'a', items: ['a1', 'a2'] }
const b = { id: 'b', items: ['b1'] }
const c = { id: 'c', items: ['c1'], mode: 'B' as const }

test('a model that can be estimated has no problems', () => {
  assert.deepEqual(plsModelProblems({ constructs: [a, b, c], paths: [{ from: 'c', to: 'b' }, { from: 'a', to: 'b' }] }), [])
})

test('every problem of a model is named, with its place', () => {
  const paths = [{ from: 'a', to: 'b' }]
  const cases: [PlsModel, string, string][] = [
    [{ constructs: [], paths: [] }, 'too-few-constructs', ''],
    [{ constructs: [a, b, b], paths }, 'duplicate-construct', 'b'],
    [{ constructs: [a, { id: 'b', items: [] }], paths }, 'construct-without-items', 'b'],
    [{ constructs: [a, { id: 'b', items: ['a2'] }], paths }, 'item-used-twice', 'a2'],
    [{ constructs: [a, b], paths: [...paths, { from: 'a', to: 'x' }] }, 'unknown-construct', 'x'],
    [{ constructs: [a, b], paths: [...paths, { from: 'a', to: 'a' }] }, 'path-to-itself', 'a'],
    [{ constructs: [a, b], paths: [...paths, ...paths] }, 'duplicate-path', 'a → b'],
    [{ constructs: [a, b, c], paths: [...paths, { from: 'b', to: 'c' }, { from: 'c', to: 'a' }] }, 'cycle', 'a'],
    [{ constructs: [c, a, b], paths: [...paths, { from: 'b', to: 'a' }, { from: 'b', to: 'c' }] }, 'cycle', 'a'],
    [{ constructs: [a, b, c], paths }, 'unconnected-construct', 'c'],
  ]
  for (const [model, code, at] of cases) {
    assert.ok(plsModelProblems(model).some((problem) => problem.code === code && problem.at === at), code)
    assert.throws(() => plsStudy({}, model), { code: 'invalid-parameter' })
  }
})

test('the ready models have the paths of their standards', () => {
  const items = { image: ['i'], expectation: ['e'], quality: ['q'], value: ['v'], satisfaction: ['s'], complaints: ['c'], loyalty: ['l'] }
  const { image: _, ...american } = items
  const { complaints: __, ...chinese } = items
  assert.equal(ecsiModel(items).paths.length, 12)
  assert.equal(acsiModel(american).paths.length, 9)
  assert.equal(ccsiModel(chinese).paths.length, 11)
  const later = ecsiModel(chinese)
  assert.deepEqual([later.constructs.length, later.paths.length], [6, 10])
  for (const model of [ecsiModel(items), acsiModel(american), ccsiModel(chinese), later]) assert.deepEqual(plsModelProblems(model), [])
})
