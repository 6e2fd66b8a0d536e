/** What importance and performance say together, most urgent first. */
import { figure, signed, type Text } from '@gap5/contract/language.ts'
import type { ImportanceReading, IpaPoint, IpaQuadrant } from '@gap5/contract/measure/readings/importance-performance.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import { capitalised, countOf, itemNoun, named, quoted, sentences } from '../conclusions/wording.ts'

type Figures = Pick<ImportanceReading, 'form' | 'points' | 'statedDerived' | 'importancePerformance' | 'threeFactors' | 'oneScale' | 'crosshair'>

export function importanceConclusions(figures: Figures): Conclusion[] {
  const concentrate = inQuadrant(figures, 'concentrate')
  return [
    concentrate.length > 0 ? first(concentrate) : nothingUrgent(figures),
    ...some(figures, 'keep-up', 'good', { en: 'Important and done well', zh: '重要且做得好' }, { en: 'Keep this up', zh: '应继续保持' }),
    ...some(figures, 'possible-overkill', 'neutral', { en: 'Done well but less important', zh: '做得好但不太重要' }, { en: 'Effort may be moved from here', zh: '可考虑把资源挪到别处' }),
    ...some(figures, 'low-priority', 'neutral', { en: 'Neither important nor done well', zh: '不太重要，做得也一般' }, { en: 'Can wait', zh: '可稍后处理' }),
    ...factors(figures),
    ...apart(figures),
  ]
}

function inQuadrant({ points }: Figures, quadrant: IpaQuadrant): IpaPoint[] {
  return points.filter((point) => point.quadrant === quadrant).toSorted((a, b) => urgency(b) - urgency(a))
}

function urgency({ priority, importance, performance }: IpaPoint): number {
  return priority ?? (importance.value ?? 0) - (performance.value ?? 0) / 10
}

/** A few are named in the sentence; of more it tells how many, and the names stand below it. */
const mostInSentence = 2

function first(points: readonly IpaPoint[]): Conclusion {
  const [worst] = points
  const subject = points.length > mostInSentence ? countOf(points.length, itemNoun) : list(points)
  const text = {
    en: `Concentrate on ${subject.en}: important, and done less well than the rest`,
    zh: `应优先改进${subject.zh}：${points.length > 1 ? '都重要' : '重要'}，但做得不如其他方面`,
  }
  return { kind: 'ipa-concentrate', tone: 'bad', text, evidence: worst ? sentences(namesBelow(points), figuresOf(worst, points.length > mostInSentence ? { en: 'The first of them', zh: '其中第一项' } : quoted(worst.title))) : null }
}

function namesBelow(points: readonly { title: Text }[]): Text | null {
  const { en, zh } = list(points)
  return points.length > mostInSentence ? { en: `${en}.`, zh: `${zh}。` } : null
}

function figuresOf({ importance, performance, gap, stated }: IpaPoint, name: Text): Text {
  const [i, p] = [importance.value ?? 0, performance.value ?? 0]
  const difference = gap?.value != null && stated?.value === importance.value ? { en: `, difference ${signed(gap.value, 'en', 2)}`, zh: `，差值${signed(gap.value, 'zh', 2)}` } : { en: '', zh: '' }
  return {
    en: `${name.en}: importance ${figure(i, 'en', 2)}, performance ${figure(p, 'en', 2)}${difference.en}; n ${figure(performance.n, 'en')}.`,
    zh: `${name.zh}：重要性${figure(i, 'zh', 2)}，绩效${figure(p, 'zh', 2)}${difference.zh}；n ${figure(performance.n, 'zh')}。`,
  }
}

function nothingUrgent({ points }: Figures): Conclusion {
  if (points.every(({ quadrant }) => quadrant === null)) {
    return { kind: 'ipa-none', tone: 'neutral', text: { en: 'Importance and performance cannot be set against each other yet', zh: '尚不能比较重要性与绩效' }, evidence: null }
  }
  return { kind: 'ipa-no-concentrate', tone: 'good', text: { en: 'Nothing important is done less well than the rest', zh: '重要的方面都做得不低于平均' }, evidence: null }
}

function some(figures: Figures, quadrant: IpaQuadrant, tone: Conclusion['tone'], what: Text, advice: Text): Conclusion[] {
  const points = inQuadrant(figures, quadrant)
  if (points.length === 0) return []
  const subject = points.length > mostInSentence ? countOf(points.length, itemNoun) : list(points)
  const text = { en: `${what.en}: ${subject.en}`, zh: `${what.zh}：${subject.zh}` }
  return [{ kind: `ipa-${quadrant}`, tone, text, evidence: sentences(namesBelow(points), { en: `${advice.en}.`, zh: `${advice.zh}。` }) }]
}

function factors({ threeFactors }: Figures): Conclusion[] {
  const basic = threeFactors?.rows.filter(({ factor }) => factor === 'basic') ?? []
  const excitement = threeFactors?.rows.filter(({ factor }) => factor === 'excitement') ?? []
  const said = (rows: readonly { title: Text }[], en: string, zh: string, kind: string): Conclusion[] => {
    if (rows.length === 0) return []
    const subject = rows.length > mostInSentence ? countOf(rows.length, itemNoun) : list(rows)
    return [{ kind, tone: 'neutral', text: { en: `${capitalised(subject.en)} ${rows.length > 1 ? 'are' : 'is'} ${en}`, zh: `${subject.zh}${zh}` }, evidence: namesBelow(rows) }]
  }
  return [
    ...said(basic, 'basic: poor performance costs more satisfaction than good performance brings', '属于基本因素：做差了失去的满意多于做好了赢得的', 'ipa-basic'),
    ...said(excitement, 'exciting: good performance brings more satisfaction than poor performance costs', '属于兴奋因素：做好了赢得的满意多于做差了失去的', 'ipa-excitement'),
  ]
}

/** What people say is important and what moves their satisfaction are two things. */
function apart({ statedDerived }: Figures): Conclusion[] {
  if (statedDerived === null) return []
  const r = { en: figure(statedDerived, 'en', 2), zh: figure(statedDerived, 'zh', 2) }
  const agree = statedDerived >= 0.5
  return [
    {
      kind: 'ipa-stated-derived',
      tone: agree ? 'neutral' : 'caution',
      text: agree
        ? { en: 'What customers call important is about what moves their satisfaction', zh: '顾客自述的重要性与实际影响满意度的因素大体一致' }
        : { en: 'What customers call important is not what moves their satisfaction most', zh: '顾客自述重要的，未必最影响其满意度' },
      evidence: { en: `Correlation of stated and derived importance over the attributes: ${r.en}.`, zh: `自述重要性与推导重要性在各属性间的相关系数：${r.zh}。` },
    },
  ]
}

export function importanceWarnings({ form, importancePerformance, points }: Figures) {
  if (form !== 'stated' || importancePerformance === null || importancePerformance <= 0.7) return []
  const r = { en: figure(importancePerformance, 'en', 2), zh: figure(importancePerformance, 'zh', 2) }
  return [
    {
      code: 'importance-follows-performance',
      text: {
        en: `Over the ${points.length} attributes stated importance goes with performance (r ${r.en}): it says little of its own. Read derived importance as well.`,
        zh: `在${points.length}个属性上，自述重要性与绩效高度相关（r ${r.zh}），本身说明不了多少，请同时参看推导的重要性。`,
      },
    },
  ]
}

/** Up to four titles, then how many more. */
function list(points: readonly { title: Text }[]): Text {
  const shown = points.length > 4 ? points.slice(0, 3) : points
  const names = shown.map(({ title }) => quoted(title))
  const rest = points.length - shown.length
  if (rest === 0) return named(names)
  return { en: `${names.map(({ en }) => en).join(', ')} and ${rest} more`, zh: `${names.map(({ zh }) => zh).join('、')}等${points.length}项` }
}
