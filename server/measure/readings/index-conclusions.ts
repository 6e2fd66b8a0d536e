/** What the index by blocks says, and why there is none where there is none. */
import { figure, percent, type Text } from '@gap5/contract/language.ts'
import type { IndexModelReading } from '@gap5/contract/measure/readings/index-model.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import type { PlsEstimate, PlsStudy } from '@gap5/methods'
import { intervalOf, named } from '../conclusions/wording.ts'
import type { IndexBlock } from './index-blocks.ts'

type Figures = Pick<IndexModelReading, 'constructs' | 'paths' | 'refusal' | 'n'>

export function indexConclusions(figures: Figures): Conclusion[] {
  const satisfaction = figures.constructs.find(({ key }) => key === 'satisfaction')
  if (figures.refusal) return [{ kind: 'index-refused', tone: 'caution', text: { en: 'There is no index yet', zh: '尚不能计算指数' }, evidence: figures.refusal }]
  if (satisfaction?.index.value == null) {
    return [{ kind: 'index-refused', tone: 'caution', text: { en: 'The satisfaction index is refused', zh: '满意度指数不予给出' }, evidence: refusedText(figures) }]
  }
  return [headline(satisfaction), ...driver(figures), ...loyalty(figures), ...refusedOthers(figures)]
}

function headline({ index, r2 }: IndexModelReading['constructs'][number]): Conclusion {
  const interval = intervalOf(index, 1)
  return {
    kind: 'index-model',
    tone: 'neutral',
    text: { en: `The satisfaction index is ${figure(index.value ?? 0, 'en', 1)} of 100`, zh: `顾客满意度指数为${figure(index.value ?? 0, 'zh', 1)}（满分100）` },
    evidence: {
      en: `${interval ? `${interval.en} (bootstrap)` : 'Interval: by a bootstrap, below'}; the model explains ${percent(r2 ?? 0, 'en')} of satisfaction; n ${figure(index.n, 'en')}.`,
      zh: `${interval ? `${interval.zh}（自助法）` : '置信区间可在下方用自助法计算'}；模型解释了满意度的${percent(r2 ?? 0, 'zh')}；n ${figure(index.n, 'zh')}。`,
    },
  }
}

type Path = Figures['paths'][number]

/** The largest total effect on satisfaction. */
function driver(figures: Figures): Conclusion[] {
  const totals = figures.paths.filter(({ to, total }) => to === 'satisfaction' && total !== null)
  return strongest(totals, figures, 'index-driver', (cause) => ({ en: `${cause.en} moves satisfaction most`, zh: `${cause.zh}对满意度的影响最大` }))
}

function loyalty(figures: Figures): Conclusion[] {
  const totals = figures.paths.filter(({ to, total }) => to === 'loyalty' && total !== null)
  return strongest(totals, figures, 'index-loyalty', (cause) => ({ en: `${cause.en} moves loyalty most`, zh: `${cause.zh}对忠诚的影响最大` }))
}

function strongest(paths: readonly Path[], { constructs }: Figures, kind: string, say: (cause: Text) => Text): Conclusion[] {
  const [first] = paths.toSorted((a, b) => (b.total ?? 0) - (a.total ?? 0))
  const cause = constructs.find(({ key }) => key === first?.from)
  if (!first || !cause || (first.total ?? 0) <= 0) return []
  return [
    {
      kind,
      tone: 'neutral',
      text: say(cause.title),
      evidence: {
        en: `A standard deviation more of it goes with ${figure(first.total ?? 0, 'en', 2)} more, direct and by way of others; its own index is ${figure(cause.index.value ?? 0, 'en', 1)}.`,
        zh: `其每提高一个标准差，后者（含间接）提高${figure(first.total ?? 0, 'zh', 2)}个标准差；其自身指数为${figure(cause.index.value ?? 0, 'zh', 1)}。`,
      },
    },
  ]
}

function refusedOthers(figures: Figures): Conclusion[] {
  return figures.constructs.some(({ key, reason }) => key !== 'satisfaction' && reason !== null)
    ? [{ kind: 'index-refused-others', tone: 'caution', text: { en: 'Some indices are refused', zh: '部分指数不予给出' }, evidence: refusedText(figures) }]
    : []
}

/** An index whose weights are not all positive has no meaning: which item it is. */
function refusedText({ constructs }: Figures): Text {
  const at = constructs.filter(({ index }) => index.value === null)
  const items = at.flatMap((construct) => construct.items.filter(({ share }) => share !== null && share <= 0).map(({ title }) => title))
  const blocks = named(at.map(({ title }) => title))
  if (items.length === 0) return { en: `${blocks.en}: cannot be placed from 0 to 100.`, zh: `${blocks.zh}：无法换算为0至100。` }
  const names = named(items.slice(0, 3))
  return {
    en: `${blocks.en}: ${names.en} carries a weight of nil or below, it runs against its block. Check its wording and direction.`,
    zh: `${blocks.zh}：${names.zh}的权重不大于零，与所在分块方向相反，请检查措辞与方向。`,
  }
}

const reasons: Partial<Record<NonNullable<PlsEstimate['reason']>, Text>> = {
  'too-few': { en: 'There are too few complete answers for this model.', zh: '完整作答的份数不足以估计该模型。' },
  'no-answers': { en: 'Nobody answered all questions of the model.', zh: '没有人答全模型所需的题目。' },
  'no-variance': { en: 'All answers to a question are the same, so it says nothing.', zh: '某题的回答完全相同，无法提供信息。' },
  singular: { en: 'Blocks or questions determine each other.', zh: '某些分块或题目可由其他推出。' },
  'not-converged': { en: 'The weights do not settle.', zh: '权重未能收敛。' },
  improper: { en: 'The solution is inadmissible.', zh: '所得的解不可接受。' },
}

/** Why the model has no solution, with the question or block at fault by name. */
export function refusalOf({ solution, reason, warnings }: PlsEstimate, blocks: readonly IndexBlock[], { n }: PlsStudy): Text | null {
  if (solution) return null
  const why = reasons[reason ?? 'improper'] ?? { en: 'The model cannot be estimated.', zh: '模型无法估计。' }
  const detail = warnings.flatMap(({ detail }) => [detail['item'] ?? detail['construct'] ?? []].flat())[0]
  const block = blocks.find(({ key, variables }) => key === detail || variables.some((variable) => variable.key === detail))
  const where = block ? { en: ` (${block.title.en})`, zh: `（${block.title.zh}）` } : { en: '', zh: '' }
  return { en: `${why.en.slice(0, -1)}${where.en}; n ${figure(n, 'en')}.`, zh: `${why.zh.slice(0, -1)}${where.zh}；n ${figure(n, 'zh')}。` }
}
