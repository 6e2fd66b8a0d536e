import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from '../numbers/random.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable } from '../testing/golden.ts'
import { aggregationIcc } from './aggregation.ts'
import { contextualEffect, groupCodes, randomIntercept } from './randomIntercept.ts'

const branches = ownTable('branches_simulated.csv')
const branch = branches.numbers('branch')
const y = branches.numbers('y')
const x = { id: 'x', values: branches.numbers('x') }
const reference = ownJson('retention.json').at('multilevel')

test('branches that differ equal the reference, by restricted and by full likelihood', () => {
  for (const [name, likelihood] of [['null', 'reml'], ['null_ml', 'ml']] as const) {
    const golden = reference.at(name)
    const found = randomIntercept(y, branch, [], { likelihood })
    honest(found)
    close(found.effects![0]!.estimate, golden.at('fixef', '(Intercept)').number, 1e-7)
    close(found.effects![0]!.se, golden.at('se', '(Intercept)').number, 1e-6)
    close(found.between, golden.at('between').number, 1e-5)
    close(found.within, golden.at('within').number, 1e-6)
    close(found.deviance, golden.at('deviance').number, 1e-10)
    assert.equal(found.groups, 36)
  }
})

test('within and between branches, and the context, equal the reference', () => {
  const found = contextualEffect(y, branch, x)
  const golden = reference.at('within_between')
  for (const [j, name] of ['(Intercept)', 'own', 'mean'].entries()) {
    close(found.effects![j]!.estimate, golden.at('fixef', name).number, 1e-6, name)
    close(found.effects![j]!.se, golden.at('se', name).number, 1e-6, name)
  }
  close(found.contextual!.estimate, reference.at('contextual', 'fixef', 'mean').number, 1e-6)
  close(found.contextual!.se, reference.at('contextual', 'se', 'mean').number, 1e-6)
  close(found.contextual!.estimate, found.effects![2]!.estimate - found.effects![1]!.estimate, 1e-6)
  assert.equal(found.missing, 14)
})

test('in groups of equal size the variances are those of the analysis of variance', () => {
  const random = randomStream(3)
  const groups = Array.from({ length: 200 }, (_, i) => Math.floor(i / 10))
  const effects = Array.from({ length: 20 }, random.normal)
  const values = groups.map((group) => effects[group]! + 1.5 * random.normal())
  const found = randomIntercept(values, groups)
  const anova = aggregationIcc([...new Set(groups)].map((group) => ({ id: String(group), sample: values.filter((_, i) => groups[i] === group) })))
  close(found.icc!.value, anova.icc1!, 1e-7)
  assert.ok(found.icc!.interval.lower < anova.icc1! && anova.icc1! < found.icc!.interval.upper)
  assert.ok(found.groupsTest!.p < 1e-6)
})

test('the restricted likelihood by inverting the whole covariance matrix is no higher anywhere near', () => {
  const found = randomIntercept(y, branch)
  const slow = (between: number, within: number) => {
    const groups = [...new Set(branch)].map((code) => [...y].filter((value, i) => branch[i] === code && Number.isFinite(value)))
    let [logV, one, oneY, yy, n] = [0, 0, 0, 0, 0]
    for (const group of groups) {
      const m = group.length
      const sum = group.reduce((total, value) => total + value, 0)
      const shrink = between / (within + m * between)
      n += m
      logV += (m - 1) * Math.log(within) + Math.log(within + m * between)
      one += (m - shrink * m * m) / within
      oneY += (sum - shrink * m * sum) / within
      yy += (group.reduce((total, value) => total + value * value, 0) - shrink * sum * sum) / within
    }
    return (n - 1) * Math.log(2 * Math.PI) + logV + Math.log(one) + yy - oneY ** 2 / one
  }
  const best = slow(found.between!, found.within!)
  close(found.deviance, best, 1e-11)
  for (const [b, w] of [[1.02, 1], [0.98, 1], [1, 1.02], [1, 0.98]] as const) assert.ok(slow(found.between! * b, found.within! * w) > best)
})

test('branches that do not differ have no variance between them, and say so', () => {
  const groups = Array.from({ length: 60 }, (_, i) => i % 6)
  const values = groups.map((_, i) => Math.floor(i / 6) % 2)
  const found = randomIntercept(values, groups)
  honest(found)
  assert.deepEqual([found.between, found.icc!.value, found.icc!.interval.lower], [0, 0, 0])
  assert.equal(found.groupsTest!.p, 1)
  assert.deepEqual(found.warnings.map(({ code }) => code), ['approximate'])
})

test('a shift of the outcome moves the intercept only', () => {
  const shifted = randomIntercept([...y].map((value) => value + 1e6), branch)
  const found = randomIntercept(y, branch)
  close(shifted.effects![0]!.estimate - 1e6, found.effects![0]!.estimate, 1e-6)
  close(shifted.between, found.between!, 1e-4)
})

test('what cannot be told has a reason', () => {
  const reasonOf = (...call: Parameters<typeof randomIntercept>) => {
    const found = randomIntercept(...call)
    honest(found)
    return found.reason
  }
  assert.equal(reasonOf([], []), 'no-answers')
  assert.equal(reasonOf([1, 2, 3], [1, 1, 1]), 'one-group')
  assert.equal(reasonOf([1, 2, 3], [1, 2, 3]), 'too-few')
  assert.equal(reasonOf([2, 2, 2, 2], [1, 1, 2, 2]), 'no-variance')
  assert.equal(reasonOf([1, 2, 3, 5, 4, 1], [1, 1, 2, 2, 3, 3], [{ id: 'a', values: [1, 2, 3, 4, 5, 6] }, { id: 'b', values: [2, 4, 6, 8, 10, 12] }]), 'singular')
  assert.deepEqual([...groupCodes(['north', 'south', 'north', null])].map(String), ['0', '1', '0', 'NaN'])
})
