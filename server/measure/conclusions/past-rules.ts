/** What one measure over waves or quarters says: whether any before differs beyond chance from the one that is looked at. */
import type { Text } from '@gap5/contract/language.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import type { Benchmark } from '@gap5/contract/measure/side-by-side.ts'
import type { Unit } from '../figures-by.ts'
import { inTest } from './test-wording.ts'
import { distanceIn, figureIn } from './unit-wording.ts'
import { named, sentences } from './wording.ts'

type Points = NonNullable<Benchmark['past']>['points']

export function pastConclusion({ title, unit }: { title: Text; unit: Unit }, points: Points, at: number): Conclusion {
  const now = points[at]
  const compared = points.filter(({ difference }) => difference?.value != null)
  if (!now || compared.length === 0) return { kind: 'past-none', tone: 'neutral', text: { en: `${title.en}: nothing earlier to compare with yet`, zh: `${title.zh}：暂无更早的结果可比较` }, evidence: null }
  const strength = ({ test }: Points[number]) => Math.abs(test?.statistic ?? 0)
  const apart = compared.filter(({ test }) => (test?.adjustedP ?? 1) < 0.05).toSorted((a, b) => strength(b) - strength(a))
  const [most, ...others] = apart
  if (!most) {
    const text = { en: `${title.en}: no change beyond chance up to ${now.title.en}`, zh: `${title.zh}：至${now.title.zh}没有超出偶然的变化` }
    return { kind: 'past-unchanged', tone: 'neutral', text, evidence: { en: `Compared with ${named(compared.map((point) => point.title)).en}; p adjusted (Holm).`, zh: `与${named(compared.map((point) => point.title)).zh}比较；p值已校正（Holm）。` } }
  }
  const rose = (most.difference?.value ?? 0) > 0
  const by = distanceIn(unit, Math.abs(most.difference?.value ?? 0))
  const text = { en: `${title.en}: ${by.en} ${rose ? 'higher' : 'lower'} than in ${most.title.en}`, zh: `${title.zh}：比${most.title.zh}${rose ? '高' : '低'}${by.zh}` }
  const test = most.test && { en: `${inTest(most.test).en}.`, zh: `${inTest(most.test).zh}。` }
  const more = others.map((point) => {
    const value = figureIn(unit === 'level' ? 'difference' : unit, point.difference?.value ?? 0)
    return { en: `${point.title.en} (${value.en})`, zh: `${point.title.zh}（${value.zh}）` }
  })
  return { kind: 'past-changed', tone: 'neutral', text, evidence: sentences(test, more.length === 0 ? null : { en: `Beyond chance too: ${named(more).en}.`, zh: `另有超出偶然的差异：${named(more).zh}。` }) }
}
