/** What a ranking says: who is conspicuous, and that the order of the others is chance. */
import { percent, type Text } from '@gap5/contract/language.ts'
import type { Figure } from '@gap5/contract/measure/measures.ts'
import type { RankedUnit, Ranking } from '@gap5/contract/measure/ranking.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import { figureIn, isBetterHigh } from './unit-wording.ts'
import { inWords, named, sentences } from './wording.ts'

export function rankingConclusion(ranking: Omit<Ranking, 'conclusion'>, figure: Figure): Conclusion {
  const shown = ranking.units.filter(({ estimate }) => estimate.value !== null)
  if (shown.length < 2 || ranking.centre === null) {
    const text = shown.length === 0 ? { en: 'No unit has enough answers', zh: '没有单位的答卷足够' } : { en: 'Only one unit has enough answers, or answers do not vary', zh: '只有一个单位的答卷足够，或回答没有差异' }
    return said('too-few', 'neutral', text, null)
  }
  const of = (standing: RankedUnit['standing']) => shown.filter((unit) => unit.standing === standing)
  const [above, below] = [of('above'), of('below')]
  const evidence = sentences(wholeSentence(ranking, shown), reliabilitySentence(ranking))
  const title = ranking.measureTitle
  if (above.length + below.length === 0) {
    return said('alike', 'neutral', { en: `${title.en}: no unit stands out; the order is what chance makes of it`, zh: `${title.zh}：没有单位突出，排序差异属于偶然` }, evidence)
  }
  const odd = oddOne(below, shown, 'worst') ?? oddOne(above, shown, 'best')
  if (odd) {
    const isLow = odd.standing === 'below'
    const text = { en: `${title.en}: ${odd.title.en} lies ${isLow ? 'below' : 'above'} every other unit`, zh: `${title.zh}：${odd.title.zh}${isLow ? '低于' : '高于'}其他各单位` }
    return said('stands-out', !isBetterHigh(figure) ? 'neutral' : isLow ? 'bad' : 'good', text, evidence)
  }
  const parts = [
    ...(below.length > 0 ? [{ en: `${namesOf(below).en} ${below.length === 1 ? 'lies' : 'lie'} below the whole`, zh: `${namesOf(below).zh}低于总体` }] : []),
    ...(above.length > 0 ? [{ en: `${namesOf(above).en} above it`.replace('above it', below.length > 0 ? 'above' : above.length === 1 ? 'lies above the whole' : 'lie above the whole'), zh: `${namesOf(above).zh}高于总体` }] : []),
  ]
  const text = { en: `${title.en}: ${parts.map(({ en }) => en).join(', ')}`, zh: `${title.zh}：${parts.map(({ zh }) => zh).join('，')}` }
  const tone = !isBetterHigh(figure) ? 'neutral' : below.length > 0 ? 'bad' : 'good'
  return said('stands-out', tone, text, evidence)
}

/** The one that is told apart from every other: it alone is the news, for it draws the whole towards itself. */
function oddOne(units: readonly RankedUnit[], shown: readonly RankedUnit[], end: 'best' | 'worst'): RankedUnit | null {
  const [only, ...others] = units
  const place = end === 'best' ? 1 : shown.length
  return only && others.length === 0 && shown.length > 2 && only.rank?.best === place && only.rank.worst === place ? only : null
}

function namesOf(units: readonly RankedUnit[]): Text {
  const most = 4
  const names = named(units.slice(0, most).map(({ title }) => title))
  const rest = units.length - most
  return rest > 0 ? { en: `${names.en} and ${inWords(rest).en} more`, zh: `${names.zh}等${units.length}个单位` } : names
}

function wholeSentence({ unit, centre }: Omit<Ranking, 'conclusion'>, shown: readonly RankedUnit[]): Text {
  const whole = figureIn(unit, centre ?? 0, 2)
  const count = inWords(shown.length)
  return {
    en: `The whole: ${whole.en}. Each of ${count.en} units is held against the limits of its own size, p adjusted over them (Holm).`,
    zh: `总体：${whole.zh}。${count.zh}个单位各按自身答卷数的界限判断，p值按Holm法校正。`,
  }
}

function reliabilitySentence({ reliability }: Omit<Ranking, 'conclusion'>): Text | null {
  if (reliability === null) return null
  return { en: `${percent(reliability, 'en')} of the spread between units is more than chance.`, zh: `单位间差异中有${percent(reliability, 'zh')}超出偶然。` }
}

function said(kind: string, tone: Conclusion['tone'], text: Text, evidence: Text | null): Conclusion {
  return { kind: `ranking-${kind}`, tone, text, evidence }
}
