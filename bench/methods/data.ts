/** Simulated answers for both sides, from one seed. */
import { randomStream } from '../../methods/index.ts'
import { mobileItems } from '../../methods/testing/ecsi.ts'

export type Answers = Record<string, Float64Array>

/** 250 customers on the 24 questions of the European index, from 1 to 10. */
export function indexAnswers(): Answers {
  const random = randomStream(1)
  const common = Array.from({ length: 250 }, random.normal)
  const grade = (x: number) => Math.min(10, Math.max(1, Math.round(7 + 1.3 * (x + random.normal()))))
  return Object.fromEntries(Object.values(mobileItems).flat().map((item) => [item, Float64Array.from(common, grade)]))
}

export const factorItems: Record<string, string[]> = Object.fromEntries([4, 3, 3, 4, 3, 3].map((size, f) => [`f${f + 1}`, Array.from({ length: size }, (_, i) => `f${f + 1}_${i + 1}`)]))

/** 300 respondents on 20 questions of six related factors. */
export function factorAnswers(): Answers {
  const random = randomStream(2)
  const answers: Answers = Object.fromEntries(Object.values(factorItems).flat().map((item) => [item, new Float64Array(300)]))
  for (let r = 0; r < 300; r++) {
    const common = random.normal()
    for (const items of Object.values(factorItems)) {
      const factor = 0.6 * common + 0.8 * random.normal()
      for (const item of items) answers[item]![r] = 4 + 0.8 * factor + 0.7 * random.normal()
    }
  }
  return answers
}

export const driverNames = Array.from({ length: 9 }, (_, i) => `x${i + 1}`)

/** 1,811 customers: an outcome `y` and nine related drivers. */
export function driverAnswers(): Answers {
  const random = randomStream(3)
  const answers: Answers = Object.fromEntries(['y', ...driverNames].map((name) => [name, new Float64Array(1811)]))
  for (let r = 0; r < 1811; r++) {
    const common = random.normal()
    let total = 0
    for (const [i, name] of driverNames.entries()) {
      const x = 0.6 * common + 0.8 * random.normal()
      answers[name]![r] = x
      total += (0.1 + 0.03 * i) * x
    }
    answers['y']![r] = total + random.normal()
  }
  return answers
}

/** A million respondents on five questions, and which of two groups they belong to. */
export function manyAnswers(rows = 1_000_000): Answers {
  const random = randomStream(4)
  const answers: Answers = Object.fromEntries(['q1', 'q2', 'q3', 'q4', 'q5', 'group'].map((name) => [name, new Float64Array(rows)]))
  for (let r = 0; r < rows; r++) {
    const common = random.normal()
    for (let i = 1; i <= 5; i++) answers[`q${i}`]![r] = Math.min(9, Math.max(1, Math.round(6 + common + random.normal())))
    answers['group']![r] = r % 2
  }
  return answers
}
