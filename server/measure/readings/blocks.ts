/** Block by block: six needs, levels of value, or the dimensions of any instrument, on one scale from 0 to 100. */
import { figure, type Text } from '@gap5/contract/language.ts'
import type { BlocksReading } from '@gap5/contract/measure/readings/others.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import { asFamily, mean, pairedT, rescaled, scaleScores } from '@gap5/methods'
import { intervalOf } from '../conclusions/wording.ts'
import { estimateOf, testOf } from '../estimates.ts'
import { level } from '../level-scores.ts'
import { forProvider } from '../rated-items.ts'
import { headOf, requireAsked, type ReadingInput } from './answers.ts'
import { isOffered, offers } from './offers.ts'

export function blocksReading(input: ReadingInput): BlocksReading {
  const { study, questions, answers, scoring } = input
  requireAsked(isOffered(study.definition, 'blocks'), offers.blocks.needs)
  const dimensions = questions.dimensions
    .map(({ key, title, items }) => ({ key, title, items: items.filter(({ levels }) => levels.perception) }))
    .filter(({ items }) => items.length > 0)
  /** The mapping from answers to block scores: the mean of a respondent's items on 0–100, half of them at least. */
  const onHundred = (item: (typeof dimensions)[number]['items'][number]) => rescaled(level(item, 'perception', answers), item.levels.perception!)
  const scores = dimensions.map(({ items }) => scaleScores(items.map(onHundred), scoring))
  const described = new Map(study.definition.dimensions.map(({ key, description }) => [key, description]))
  const blocks = dimensions.map(({ key, title, items }, at) => {
    const description = described.get(key)
    return {
      key,
      title,
      description: description ? forProvider(description, study.provider) : null,
      estimate: estimateOf(mean(scores[at]!), study.minimumN),
      items: items.map((item) => ({ item: item.key, title: item.title, estimate: estimateOf(mean(onHundred(item)), study.minimumN) })),
    }
  })
  const pairs = dimensions.flatMap((a, i) => dimensions.slice(i + 1).map((b, j) => ({ a: a.key, b: b.key, test: pairedT(scores[i]!, scores[i + 1 + j]!) })))
  const tests = asFamily(pairs.map(({ test }) => test))
  const contrasts = pairs.map(({ a, b, test }, at) => {
    const difference = estimateOf({ ...test, value: test.estimate }, study.minimumN)
    return { of: 'perception' as const, a, b, difference, test: difference.value === null ? null : testOf(tests[at]!) }
  })
  return { ...headOf(input, { conclusions: conclusionsOf(blocks, contrasts) }), blocks, contrasts }
}

function conclusionsOf(blocks: BlocksReading['blocks'], contrasts: BlocksReading['contrasts']): Conclusion[] {
  const ranked = blocks.filter(({ estimate }) => estimate.value !== null).toSorted((a, b) => (a.estimate.value ?? 0) - (b.estimate.value ?? 0))
  const [lowest, next] = ranked
  const highest = ranked.at(-1)
  if (!lowest || !highest || lowest === highest) return [{ kind: 'blocks-none', tone: 'neutral', text: { en: 'The blocks cannot be compared yet', zh: '尚不能比较各块' }, evidence: null }]
  const p = (a: string, b: string) => contrasts.find((c) => (c.a === a && c.b === b) || (c.a === b && c.b === a))?.test?.adjustedP ?? 1
  const alone = next !== undefined && p(lowest.key, next.key) < 0.05
  const apart = p(lowest.key, highest.key) < 0.05
  const text: Text = !apart
    ? { en: 'The blocks do not differ beyond chance', zh: '各块之间没有超出偶然的差别' }
    : alone
      ? { en: `${lowest.title.en} is the weakest, ${highest.title.en} the strongest`, zh: `${lowest.title.zh}最弱，${highest.title.zh}最强` }
      : { en: `${lowest.title.en} and ${next?.title.en ?? ''} are the weakest, ${highest.title.en} is the strongest`, zh: `${lowest.title.zh}与${next?.title.zh ?? ''}最弱，${highest.title.zh}最强` }
  const said = ({ title, estimate }: BlocksReading['blocks'][number], language: 'en' | 'zh') =>
    language === 'en'
      ? `${title.en} ${figure(estimate.value ?? 0, 'en', 1)} (${intervalOf(estimate, 1)?.en ?? ''})`
      : `${title.zh}${figure(estimate.value ?? 0, 'zh', 1)}（${intervalOf(estimate, 1)?.zh ?? ''}）`
  return [
    {
      kind: 'blocks',
      tone: apart ? 'neutral' : 'good',
      text,
      evidence: { en: `Of 100: ${said(lowest, 'en')}, ${said(highest, 'en')}; n ${figure(lowest.estimate.n, 'en')}.`, zh: `百分制：${said(lowest, 'zh')}，${said(highest, 'zh')}；n ${figure(lowest.estimate.n, 'zh')}。` },
    },
  ]
}
