/** Features that the demo organisation asks about in pairs, and how many feel about each in which way. */
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Answers } from '@gap5/contract/listen/answers.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { RandomStream } from '@gap5/methods/numbers/random.ts'

type Feeling = 'M' | 'O' | 'A' | 'I' | 'R'
type Feature = { text: Text; shares: Readonly<Record<Feeling, number>>; keyAccounts?: Readonly<Record<Feeling, number>>; importance: number }

export const features: readonly Feature[] = [
  { text: { en: 'The time of arrival is told and kept', zh: '告知到达时间并准时到' }, shares: { M: 62, O: 26, A: 4, I: 8, R: 0 }, importance: 8.3 },
  { text: { en: 'The repair succeeds at the first visit', zh: '一次上门修好' }, shares: { M: 24, O: 60, A: 8, I: 8, R: 0 }, importance: 8.2 },
  { text: { en: 'The price is told before work begins', zh: '开工前报价' }, shares: { M: 55, O: 28, A: 6, I: 11, R: 0 }, importance: 7.6 },
  { text: { en: 'A report with photographs after each visit', zh: '每次服务后提供带照片的报告' }, shares: { M: 8, O: 24, A: 46, I: 21, R: 1 }, importance: 6.2 },
  { text: { en: 'A first look from afar by video', zh: '视频远程初步诊断' }, shares: { M: 4, O: 14, A: 48, I: 31, R: 3 }, importance: 5.7 },
  { text: { en: 'An engineer of one’s own', zh: '专属工程师' }, shares: { M: 3, O: 12, A: 30, I: 52, R: 3 }, keyAccounts: { M: 10, O: 52, A: 28, I: 9, R: 1 }, importance: 6.4 },
  { text: { en: 'A weekly newsletter', zh: '每周资讯推送' }, shares: { M: 0, O: 2, A: 8, I: 58, R: 32 }, importance: 2.6 },
  { text: { en: 'A machine on loan during long repairs', zh: '维修期长时提供备用机' }, shares: { M: 10, O: 30, A: 42, I: 18, R: 0 }, importance: 7.1 },
]

/** Both answers and the importance of every feature; a few do not mean what they say. */
export function answerFeatures({ blocks }: Definition, segment: string, stream: RandomStream): Answers['ratings'] {
  const asked = new Set(blocks.flatMap((block) => block.items.map((item) => item.key)))
  const ratings: Answers['ratings'] = {}
  for (const [at, { shares, keyAccounts, importance }] of features.entries()) {
    const key = `f${at + 1}` // as the questionnaire numbers them
    if (!asked.has(key)) continue
    const [functional, dysfunctional] = pairOf(feelingOf(segment === 'key' ? (keyAccounts ?? shares) : shares, stream), stream)
    ratings[`${key}.functional`] = functional
    ratings[`${key}.dysfunctional`] = dysfunctional
    ratings[`${key}.importance`] = Math.min(9, Math.max(1, Math.round(importance + 1.2 * stream.normal())))
  }
  return ratings
}

function feelingOf(shares: Readonly<Record<Feeling, number>>, stream: RandomStream): Feeling | 'Q' {
  if (stream.uniform() < 0.01) return 'Q'
  let rest = stream.uniform() * Object.values(shares).reduce((sum, share) => sum + share, 0)
  for (const [feeling, share] of Object.entries(shares) as [Feeling, number][]) {
    rest -= share
    if (rest < 0) return feeling
  }
  return 'I'
}

/** 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike: with the feature, and without it. */
function pairOf(feeling: Feeling | 'Q', stream: RandomStream): [number, number] {
  const middle = () => 2 + Math.floor(stream.uniform() * 3)
  if (feeling === 'M') return [stream.uniform() < 0.8 ? 2 : 3, 5]
  if (feeling === 'O') return [1, 5]
  if (feeling === 'A') return [1, middle()]
  if (feeling === 'R') return [5, stream.uniform() < 0.5 ? 1 : middle()]
  return feeling === 'Q' ? [1, 1] : [middle(), middle()]
}
