/** What Kano pairs say in plain words. */
import { figure, percent, type Text } from '@gap5/contract/language.ts'
import type { KanoFeature, KanoReading } from '@gap5/contract/measure/readings/kano.ts'
import type { Conclusion, KanoRow } from '@gap5/contract/measure/results.ts'
import { kano as byCategory } from '../conclusions/kano-rules.ts'
import { named, quoted } from '../conclusions/wording.ts'

type Figures = Pick<KanoReading, 'features' | 'by'>

/** The sentences of the result page, over the features that have one category for all; then those that have not. */
export function kanoConclusions({ features, by }: Figures): Conclusion[] {
  const single = features.filter(({ divided, wording }) => !divided && wording !== 'withheld')
  const rows = single.map((feature): KanoRow => ({ ...feature, runnerUp: feature.clear === false ? feature.second : null }))
  return [...divided(features, by), ...byCategory({ kano: rows }), ...reversal(features)]
}

function divided(features: readonly KanoFeature[], by: KanoReading['by']): Conclusion[] {
  const split = features.filter((feature) => feature.divided)
  if (split.length === 0 || by === null) return []
  const titles = named(split.slice(0, 4).map(({ title }) => quoted(title)))
  const [example] = split
  return [
    {
      kind: 'kano-divided',
      tone: 'caution',
      text: {
        en: `${titles.en} ${split.length > 1 ? 'mean' : 'means'} something else to each segment (${by.title.en}): decide by segment`,
        zh: `不同${by.title.zh}对${titles.zh}的要求不同：应分开决定`,
      },
      evidence: example ? segmentsOf(example) : null,
    },
  ]
}

const letters: Record<string, Text> = {
  M: { en: 'must-be', zh: '必备' },
  O: { en: 'one-dimensional', zh: '一元' },
  A: { en: 'attractive', zh: '魅力' },
  I: { en: 'indifferent', zh: '无差异' },
  R: { en: 'reverse', zh: '反向' },
  Q: { en: 'questionable', zh: '可疑' },
}

function segmentsOf({ title, segments, segmentTest }: KanoFeature): Text {
  const shown = segments.filter(({ category, clear }) => category !== null && clear).slice(0, 4)
  const said = (language: 'en' | 'zh') => shown.map((segment) => `${segment.title[language]} ${letters[segment.category ?? '']?.[language]}`)
  const p = segmentTest ? (segmentTest.adjustedP < 0.001 ? '< .001' : `= ${segmentTest.adjustedP.toFixed(3).replace(/^0/, '')}`) : ''
  return { en: `${quoted(title).en}: ${said('en').join(', ')}; adjusted p ${p}.`, zh: `${quoted(title).zh}：${said('zh').join('，')}；校正后p ${p}。` }
}

function reversal(features: readonly KanoFeature[]): Conclusion[] {
  const turned = features.filter(({ offerReversal, reversed }) => offerReversal && !reversed)
  if (turned.length === 0) return []
  const titles = named(turned.map(({ title }) => quoted(title)))
  return [
    {
      kind: 'kano-reversal',
      tone: 'caution',
      text: { en: `Most would rather do without ${titles.en}: swap its answers and look again`, zh: `多数人宁可不要${titles.zh}：可互换两问的回答后再看` },
      evidence: null,
    },
  ]
}

export function kanoWarnings(features: readonly KanoFeature[]): KanoReading['warnings'] {
  const withheld = features.filter(({ wording }) => wording === 'withheld')
  const watched = features.filter(({ wording }) => wording === 'watch')
  const shareOf = (of: readonly KanoFeature[]) => Math.max(...of.map(({ questionable }) => questionable ?? 0))
  return [
    ...(withheld.length === 0
      ? []
      : [
          {
            code: 'kano-withheld',
            text: {
              en: `${named(withheld.map(({ title }) => quoted(title))).en}: more than 10 % of the answers contradict themselves; no category is reported. The question was not understood.`,
              zh: `${named(withheld.map(({ title }) => quoted(title))).zh}：超过10%的回答自相矛盾，不予判定类别，题目可能未被理解。`,
            },
          },
        ]),
    ...(watched.length === 0
      ? []
      : [
          {
            code: 'questionable-answers',
            text: {
              en: `For ${watched.length === 1 ? 'one feature' : `${figure(watched.length, 'en')} features`} more than 2 % of the answers contradict themselves (up to ${percent(shareOf(watched), 'en')}): check the wording.`,
              zh: `有${figure(watched.length, 'zh')}项功能的自相矛盾回答超过2%（最高${percent(shareOf(watched), 'zh')}），请检查措辞。`,
            },
          },
        ]),
  ]
}
