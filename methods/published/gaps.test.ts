import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { close } from '../testing/close.ts'
import { meanOfAll, weightedScores } from '../measure/scores.ts'
import { servqual } from '../measure/servqual.ts'
import { weightsFromPoints } from '../measure/weights.ts'

describe('published: a SERVQUAL worked in a forum of practitioners (12manage)', () => {
  const gaps = { tangibles: -0.65, reliability: -1.1, responsiveness: -0.83, assurance: -0.7, empathy: -1.01 }
  const items = Object.entries(gaps).map(([dimension, gap]) => ({ id: dimension, dimension, expectation: [6], perception: [6 + gap] }))

  test('the unweighted score is −.86', () => {
    assert.equal(servqual({ items }).unweighted.value!.toFixed(2), '-0.86')
    close(meanOfAll(Object.values(gaps).map((gap) => [gap]))[0], -0.858, 1e-12)
  })

  test('with the weights of Zeithaml, Parasuraman and Berry (1990) it is −.9007', () => {
    const weights = weightsFromPoints({ tangibles: [11], reliability: [32], responsiveness: [22], assurance: [19], empathy: [16] })
    close(servqual({ items, weights }).weighted!.value, -0.9007, 1e-10)
    close(weightedScores(Object.values(gaps).map((gap) => [gap]), [[0.11], [0.32], [0.22], [0.19], [0.16]])[0], -0.9007, 1e-12)
  })
})
