import { randomStream } from '../numbers/random.ts'
import type { PlsModel } from '../measure/pls/model.ts'

/** A chain of four constructs with three items each, the first formative where asked; answers of `n` simulated respondents. */
export function simulatedPaths({ n = 120, seed = 1, formative = false } = {}): { model: PlsModel; columns: Record<string, Float64Array> } {
  const random = randomStream(seed)
  const items = (letter: string) => [1, 2, 3].map((i) => `${letter}${i}`)
  const columns: Record<string, Float64Array> = {}
  for (const letter of ['a', 'b', 'c', 'd']) for (const item of items(letter)) columns[item] = new Float64Array(n)
  for (let r = 0; r < n; r++) {
    const a = random.normal()
    const b = 0.6 * a + 0.8 * random.normal()
    const c = 0.3 * a + 0.5 * b + 0.7 * random.normal()
    const d = 0.7 * c + 0.7 * random.normal()
    for (const [letter, value] of Object.entries({ a, b, c, d })) {
      for (const [i, item] of items(letter).entries()) columns[item]![r] = 5 + i + (1 + 0.2 * i) * value + random.normal()
    }
  }
  const paths = [['a', 'b'], ['a', 'c'], ['b', 'c'], ['c', 'd']].map(([from, to]) => ({ from: from!, to: to! }))
  return { model: { constructs: ['a', 'b', 'c', 'd'].map((id) => ({ id, items: items(id), mode: formative && id === 'a' ? 'B' : 'A' })), paths }, columns }
}
