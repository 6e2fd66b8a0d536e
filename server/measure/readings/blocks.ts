/** Block by block: six needs, levels of value, or the dimensions of any instrument, on one scale from 0 to 100. */
import { figure, type Text } from '@gap5/contract/language.ts'
import type { BlocksReading } from '@gap5/contract/measure/readings/others.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import { asFamily, mean, oneSampleT, type StoredSample } from '@gap5/methods'
import { intervalOf } from '../conclusions/wording.ts'
import { estimateOf, testOf } from '../estimates.ts'
import type { Parts } from '../parts.ts'
import { forProvider } from '../rated-items.ts'
import { scaleOf } from '../sums/block-scores.ts'
import { answersTo, headOf, needs, onHundred, requireAsked, type Needs } from './answers.ts'
import { isOffered, offers } from './offers.ts'

export function blocksNeeds(): Needs {
  return needs(['answers', 'performance', 'blockContrasts'])
}

export function blocksReading(parts: Parts): BlocksReading {
  const { study, questions, figures } = parts
  requireAsked(isOffered(study.definition, 'blocks'), offers.blocks.needs)
  const described = new Map(study.definition.dimensions.map(({ key, description }) => [key, description]))
  const blocks = questions.dimensions.flatMap(({ key, title, items }) => {
    const scored = figures.performance.placed?.dimensions.find(({ id }) => id === key)
    if (!scored) return []
    const scale = scaleOf(questions.dimensions, key)!
    const description = described.get(key)
    const estimate = (sample: StoredSample) => estimateOf(mean(onHundred(sample, scale)), study.minimumN)
    const block = {
      key,
      title,
      description: description ? forProvider(description, study.provider) : null,
      estimate: estimate(scored.perception),
      items: items.flatMap((item) => (item.levels.perception ? [{ item: item.key, title: item.title, estimate: estimate(answersTo(item.levels.perception.key, parts)) }] : [])),
    }
    return [block]
  })
  const found = figures.blockContrasts.map((contrast) => ({ ...contrast, test: { ...oneSampleT(contrast.difference), method: 'paired-t' } }))
  const tests = asFamily(found.map(({ test }) => test))
  const contrasts = found.map(({ a, b, test }, at) => {
    const difference = estimateOf({ ...test, value: test.estimate }, study.minimumN)
    return { of: 'perception' as const, a, b, difference, test: difference.value === null ? null : testOf(tests[at]!) }
  })
  return { ...headOf(parts, { conclusions: conclusionsOf(blocks, contrasts) }), blocks, contrasts }
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
