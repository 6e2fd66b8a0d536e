import { describe, test } from 'node:test'
import { close } from '../testing/close.ts'
import { randomStream } from '../numbers/random.ts'
import { latentIndex } from '../measure/pls/latentIndex.ts'
import { plsEstimate } from '../measure/pls/estimate.ts'
import { plsStudy } from '../measure/pls/study.ts'

/** Fornell et al. (1996): 100 (Σ w x̄ − Σ w) / (9 Σ w) of three means on 1 to 10. */
const american = (means: readonly number[], weights: readonly number[]) => {
  const total = weights.reduce((a, b) => a + b, 0)
  return (100 * (means.reduce((sum, x, i) => sum + weights[i]! * x, 0) - total)) / (9 * total)
}

describe('published: the American index (Fornell et al. 1996, J. Marketing 60(4)) with the weights of the State of Ohio', () => {
  test('means of 8, 7 and 6 come to 67.7333', () => close(american([8, 7, 6], [0.3885, 0.319, 0.2925]), 67.7333, 1e-6))

  test('the index of a path model is that formula with its own unstandardised weights', () => {
    const random = randomStream(3)
    const people = Array.from({ length: 400 }, () => 6.5 + 1.6 * random.normal())
    const item = (shift: number, noise: number) => people.map((x) => Math.min(10, Math.max(1, Math.round(x + shift + noise * random.normal()))))
    const columns = { s1: item(0.5, 1), s2: item(-0.3, 1.4), s3: item(-0.6, 1.8), l1: item(0, 1.5), l2: item(0.2, 1.5) }
    const scales = Object.fromEntries(Object.keys(columns).map((id) => [id, { min: 1, max: 10 }]))
    const study = plsStudy(columns, { constructs: [{ id: 'satisfaction', items: ['s1', 's2', 's3'] }, { id: 'loyalty', items: ['l1', 'l2'] }], paths: [{ from: 'satisfaction', to: 'loyalty' }] }, { scales })
    const satisfaction = latentIndex(study).indices!.find(({ construct }) => construct === 'satisfaction')!
    const weights = plsEstimate(study).solution!.indicators.filter(({ construct }) => construct === 'satisfaction').map(({ id, weight }) => {
      const at = study.itemIds.indexOf(id)
      return weight / study.sds[at]!
    })
    const means = (['s1', 's2', 's3'] as const).map((id) => columns[id].reduce((a, b) => a + b, 0) / 400)
    close(satisfaction.value, american(means, weights), 1e-9)
  })
})
