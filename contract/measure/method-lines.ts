/** How the figures of a result were computed, in sentences: on the page, in the report. */
import { signed, type Text } from '../language.ts'
import type { Format } from './format.ts'
import type { StudyResult } from './results.ts'

export function methodLines(result: StudyResult, format: Format): Text[] {
  return [...methods[format].lines, ...weightLines(result), ...shared(result)]
}

export function methodSource(format: Format): Text {
  return methods[format].source
}

const methods: Record<Format, { lines: Text[]; source: Text }> = {
  zone: {
    lines: [
      { en: 'Each respondent gives three levels a statement: adequate (A), desired (D), perceived (P). Perceived − adequate is the measure of service adequacy, perceived − desired that of service superiority.', zh: '每位受访者对每个题项给出三个水平：适当（A）、理想（D）、感知（P）。感知减适当为服务适当性，感知减理想为服务优越性。' },
      { en: 'A triple counts when all three are there and A is not above D. Others are left out, the respondent stays.', zh: '三个水平齐全且A不高于D时才计入；否则仅剔除该题项，受访者保留。' },
      { en: 'A dimension counts as below the zone when the whole 95 % interval of P − A lies below zero, as above it when that of P − D lies above zero, and as at a limit when the interval includes zero.', zh: 'P − A的95% 区间全部小于零，判为低于区域；P − D的区间全部大于零，判为高于区域；区间包含零，判为处在边缘。' },
      { en: 'Overall is the mean of the dimensions, for respondents with all of them.', zh: '总体为各维度的均值，仅含各维度齐全的受访者。' },
    ],
    source: { en: 'Zeithaml, Berry & Parasuraman (1993), Journal of the Academy of Marketing Science 21(1); Parasuraman, Zeithaml & Berry (1994), Journal of Retailing 70(3)', zh: 'Zeithaml、Berry与Parasuraman（1993），Journal of the Academy of Marketing Science 21（1）；Parasuraman、Zeithaml与Berry（1994），Journal of Retailing 70（3）' },
  },
  gap: {
    lines: [
      { en: 'Gap = perceived − expected, per respondent and statement; both answers are needed.', zh: '差距 = 感知 − 期望，按受访者与题项计算，两者都须作答。' },
      { en: 'A dimension’s gap is the mean of its statements’ gaps; overall is the mean of the dimensions, so that each counts the same whatever its number of statements.', zh: '维度差距为其题项差距的均值；总体为各维度的均值，各维度不论题项多少同等计入。' },
      { en: 'Paired t test for each dimension and each statement; p adjusted by Holm within the dimensions, and within the statements.', zh: '对各维度、各题项作配对t检验；p值分别在维度内、题项内按Holm法校正。' },
    ],
    source: { en: 'Parasuraman, Zeithaml & Berry (1988), Journal of Retailing 64(1); (1991), Journal of Retailing 67(4)', zh: 'Parasuraman、Zeithaml与Berry（1988），Journal of Retailing 64（1）；（1991），Journal of Retailing 67（4）' },
  },
  performance: {
    lines: [
      { en: 'A dimension’s score is the mean of its statements; overall is the mean of the dimensions.', zh: '维度得分为其题项的均值；总体为各维度的均值。' },
      { en: '0–100: 100 × (mean − lowest point) ÷ (highest − lowest point of the scale).', zh: '百分制：100 ×（均值 − 量表最低分）÷（最高分 − 最低分）。' },
    ],
    source: { en: 'Cronin & Taylor (1992), Journal of Marketing 56(3)', zh: 'Cronin与Taylor（1992），Journal of Marketing 56（3）' },
  },
}

function weightLines(result: StudyResult): Text[] {
  const { weights, servqual, zone } = result
  if (weights.from === 'none') return []
  const how =
    weights.from === 'points'
      ? { en: 'Weighted figures use each respondent’s own 100 points before the mean is taken. Totals from 95 to 105 are brought to 100, others are not used.', zh: '加权结果先按每位受访者自己的100分加权，再取均值。合计95至105的折算为100，其余不用。' }
      : { en: 'Weighted figures use each respondent’s rated importance, made to sum to 100, before the mean is taken.', zh: '加权结果先按每位受访者的重要性评分（折算为合计100）加权，再取均值。' }
  const pair = zone?.adequacy ?? servqual
  const name = zone ? { en: 'Perceived − adequate', zh: '感知 − 适当' } : { en: 'SERVQUAL score', zh: 'SERVQUAL得分' }
  if (!pair || pair.unweighted.value === null || pair.weighted.value === null) return [how]
  const say = (value: number, language: 'en' | 'zh') => signed(value, language, 2)
  const both = {
    en: `${name.en} overall: unweighted ${say(pair.unweighted.value, 'en')}, weighted ${say(pair.weighted.value, 'en')} (n ${pair.weighted.n}).`,
    zh: `${name.zh}总体：未加权${say(pair.unweighted.value, 'zh')}，加权${say(pair.weighted.value, 'zh')}（n ${pair.weighted.n}）。`,
  }
  return [how, both]
}

function shared({ minimumN }: StudyResult): Text[] {
  return [
    { en: '“Not applicable” and “don’t know” count as missing. Negatively worded statements are turned round first. Intervals are t intervals of the mean, shares have Wilson intervals, alpha uses complete answers.', zh: '“不适用”与“不知道”视为缺失。反向题项先作反转。均值采用t区间，占比采用Wilson区间，α系数仅用完整作答。' },
    { en: `Below ${minimumN} answers no number is shown.`, zh: `少于${minimumN}份答卷时不显示数字。` },
  ]
}
