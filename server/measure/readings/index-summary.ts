/** The satisfaction index as one figure: by blocks once its intervals are worked out, until then in its simple form, which says so. */
import { figure, type Text } from '@gap5/contract/language.ts'
import type { IndexModelReading } from '@gap5/contract/measure/readings/index-model.ts'
import type { IndexForm, IndexSummary } from '@gap5/contract/measure/readings/index-summary.ts'
import type { SatisfactionReading } from '@gap5/contract/measure/readings/satisfaction.ts'
import type { Dependencies } from '../../room.ts'
import { askIndexModelWithIntervals, askSatisfaction, ifAsked, type Asked } from './ask.ts'

/** Null where the instrument asks for no index at all. */
export async function indexSummary(deps: Pick<Dependencies, 'db' | 'clock'>, asked: Asked): Promise<IndexSummary | null> {
  const model = await ifAsked(askIndexModelWithIntervals(deps, asked, { scheme: 'path' }))
  const simple = await ifAsked(askSatisfaction(deps, asked, {}))
  return summaryOf(model, simple)
}

function summaryOf(model: IndexModelReading | null, simple: SatisfactionReading | null): IndexSummary | null {
  const whole = model?.constructs.find(({ key }) => key === 'satisfaction')?.index ?? null
  const isEstimated = whole?.value != null
  const bootstrap = model?.bootstrap?.state === 'done' ? model.bootstrap : null
  const by = {
    blocks: model && isEstimated ? model.constructs.map(({ key, index }) => ({ key, index })) : [],
    model: model && isEstimated ? { family: model.model, resamples: bootstrap?.total ?? null, seed: bootstrap?.seed ?? null } : null,
  }
  if (model && whole && isEstimated && bootstrap) return { form: 'model', index: whole, conclusion: model.conclusions[0] ?? null, note: null, ...by }
  const form = simple && simpleForm(simple)
  if (simple && form) {
    const index = simple.whole[form]!
    return { form, index, conclusion: simple.conclusions.find(({ kind }) => kind === `index-${form}`) ?? null, note: model && noteOn(model, whole?.value ?? null, true), ...by }
  }
  if (model && whole) return { form: 'model', index: whole, conclusion: model.conclusions[0] ?? null, note: noteOn(model, whole.value, false), ...by }
  return null
}

/** On 0–100 where that can be said; the ratio, which 100 does not bound, comes last. */
function simpleForm({ whole }: SatisfactionReading): Exclude<IndexForm, 'model'> | null {
  const forms = (['weighted', 'overall', 'ratio'] as const).filter((form) => whole[form] !== null)
  return forms.find((form) => whole[form]?.value != null) ?? forms[0] ?? null
}

/** Why the index by blocks does not lead. */
function noteOn({ refusal, conclusions }: IndexModelReading, value: number | null, hasSimple: boolean): Text {
  if (value === null) {
    const why = refusal ?? conclusions[0]?.evidence ?? { en: 'The model cannot be estimated.', zh: '模型无法估计。' }
    return { en: `There is no index by blocks: ${why.en}`, zh: `无法给出结构模型指数：${why.zh}` }
  }
  return hasSimple
    ? { en: `This is the simple index. The index by blocks is ${figure(value, 'en', 1)}; its intervals have not been worked out yet (on the page “Index by blocks”).`, zh: `此为简单指数。结构模型指数为${figure(value, 'zh', 1)}，其置信区间尚未计算（可在“结构模型指数”页计算）。` }
    : { en: 'Without an interval: it has not been worked out yet (on the page “Index by blocks”).', zh: '尚无置信区间：可在“结构模型指数”页计算。' }
}
