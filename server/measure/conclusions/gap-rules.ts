/** What perception against expectation says (two columns). A difference counts when its p, adjusted by Holm, is below .05. */
import { figure, probability, signed, type Text } from '@gap5/contract/language.ts'
import type { Conclusion, GapRow } from '@gap5/contract/measure/results.ts'
import { ascending, differ, spokenRows, valueOf, type Facts, type Rule } from './facts.ts'
import { clauses, countOf, decimalsFor, decimalsOfDifference, intervalOf, named, said, sentences, type Noun } from './wording.ts'
import { importanceRemark } from './zone-rules.ts'

type Split = { short: GapRow[]; above: GapRow[]; undecided: GapRow[]; total: number; noun: Noun }

/** "Five of six dimensions fall short of what customers expect, Security most; for Tangibles no difference can be shown." */
export const gapHeadline: Rule = (facts) => {
  const split = splitRows(facts)
  if (split.total === 0) return []
  const focus = split.short[0] ?? split.above.at(-1) ?? split.undecided[0]
  const parts = [shortClause(facts, split), aboveClause(split), undecidedClause(split)].filter((part) => part !== null)
  return [{ kind: 'gap', tone: toneOf(split), text: clauses(parts), evidence: focus ? gapEvidence(facts, focus, split) : null }]
}

function splitRows(facts: Facts): Split {
  const { rows, noun } = spokenRows(facts, (row) => row.gap?.value !== null && row.gap !== null && row.gapTest !== null)
  const ordered = ascending(rows, (row) => row.gap)
  const differs = (row: GapRow) => (row.gapTest?.adjustedP ?? 1) < 0.05
  return {
    short: ordered.filter((row) => differs(row) && (valueOf(row.gap) ?? 0) < 0),
    above: ordered.filter((row) => differs(row) && (valueOf(row.gap) ?? 0) > 0),
    undecided: ordered.filter((row) => !differs(row)),
    total: ordered.length,
    noun,
  }
}

function toneOf({ short, above }: Split): Conclusion['tone'] {
  if (short.length > 0) return 'bad'
  return above.length > 0 ? 'good' : 'neutral'
}

function shortClause(facts: Facts, { short, total, noun }: Split): Text | null {
  if (short.length === 0) return null
  const subject = subjectOf(short, total, noun)
  const most = mostOf(facts, short)
  const verb = short.length === 1 ? 'falls' : 'fall'
  const all = short.length > 1 && short.length === total ? '都' : ''
  return {
    en: `${subject.en} ${verb} short of what customers expect${most ? `, ${most.en} most` : ''}`,
    zh: `${subject.zh}${all}低于顾客期望${most ? `，其中${most.zh}差距最大` : ''}`,
  }
}

function subjectOf(rows: readonly GapRow[], total: number, noun: Noun): Text {
  if (rows.length === 1 || rows.length <= Math.min(3, total - 1)) return named(rows.map((row) => row.title))
  const counted = countOf(rows.length, noun)
  if (rows.length === total) return { en: total === 2 ? `both ${noun.many}` : `all ${counted.en}`, zh: counted.zh }
  const all = countOf(total, noun)
  return { en: `${counted.en.split(' ')[0]} of ${all.en}`, zh: `${all.zh}中有${counted.zh.slice(0, -noun.zh.length)}` }
}

/** The widest gap and those that cannot be told from it; nobody where that is all of them. */
function mostOf(facts: Facts, short: readonly GapRow[]): Text | null {
  const widest = short[0]
  if (!widest || short.length < 2) return null
  const leaders = short.filter((row) => row === widest || !mayCompare(row) || !differ(facts, 'gap', row.key, widest.key))
  if (mayCompare(widest) && leaders.length === short.length) return null
  return named((mayCompare(widest) ? leaders : [widest]).map((row) => row.title))
}

/** Only dimensions are compared with each other; among items the widest is simply named. */
function mayCompare(row: GapRow): boolean {
  return row.level === 'dimension'
}

function aboveClause({ above }: Split): Text | null {
  if (above.length === 0) return null
  const names = named(above.map((row) => row.title))
  return { en: `${names.en} ${above.length === 1 ? 'exceeds' : 'exceed'} expectations`, zh: `${names.zh}超出期望` }
}

function undecidedClause({ undecided, total, noun }: Split): Text | null {
  if (undecided.length === 0) return null
  if (undecided.length === total) {
    const only = total === 1 ? undecided[0]?.title : null
    if (only) return { en: `${only.en} does not differ clearly from what customers expect`, zh: `${only.zh}与顾客期望没有明显差异` }
    return { en: `no ${noun.one} differs clearly from what customers expect`, zh: `各${noun.zh}与顾客期望都没有明显差异` }
  }
  const counted = countOf(undecided.length, noun)
  const names = undecided.length > 3 ? { en: `the other ${counted.en}`, zh: `其余${counted.zh}` } : named(undecided.map((row) => row.title))
  return { en: `for ${names.en} no difference can be shown`, zh: `${names.zh}未见明显差异` }
}

function gapEvidence(facts: Facts, row: GapRow, { short, total }: Split): Text {
  const gap = row.gap
  if (!gap || gap.value === null) return { en: '', zh: '' }
  const [perceived, expected] = [valueOf(row.perception), valueOf(row.expectation)]
  const decimals = decimalsOfDifference(gap, perceived, expected, facts.scale)
  const interval = intervalOf(gap, decimals, signed)
  const p = probability(row.gapTest?.adjustedP ?? 1)
  const pSaid = p.startsWith('<') ? `p ${p}` : `p = ${p}`
  const rows = facts.gaps.filter((other) => other.level === 'dimension')
  return sentences(
    {
      en: `${row.title.en}: perceived ${said(perceived, 'en', decimals)} against expected ${said(expected, 'en', decimals)} (gap ${signed(gap.value, 'en', decimals)}${interval ? `, ${interval.en}` : ''}; adjusted ${pSaid}).`,
      zh: `${row.title.zh}：感知${said(perceived, 'zh', decimals)}，期望${said(expected, 'zh', decimals)}（差距${signed(gap.value, 'zh', decimals)}${interval ? `，${interval.zh}` : ''}；校正后${pSaid}）。`,
    },
    short.includes(row) && row.level === 'dimension' && total > 2 ? importanceRemark(row, rows) : null,
  )
}

/** The whole, unweighted and weighted. */
export const servqualOverall: Rule = ({ servqual, scale, weights }) => {
  const overall = servqual?.unweighted
  if (!servqual || !overall || overall.value === null) return []
  const decimals = Math.max(2, decimalsFor(overall, scale))
  const interval = intervalOf(overall, decimals, signed)
  const weighted = servqual.weighted.value
  const isShort = (overall.upper ?? 0) < 0
  const isAbove = (overall.lower ?? 0) > 0
  const distance = figure(Math.abs(overall.value), 'en', decimals)
  const text = isShort
    ? { en: `Overall, perceived service lies ${distance} points below expectations`, zh: `总体来看，感知服务比期望低${distance}分` }
    : isAbove
      ? { en: `Overall, perceived service lies ${distance} points above expectations`, zh: `总体来看，感知服务比期望高${distance}分` }
      : { en: 'Overall, perceived service and expectations do not differ clearly', zh: '总体来看，感知服务与期望没有明显差异' }
  const byWhat = weights.from === 'points' ? { en: 'each customer’s own points', zh: '每位顾客自己分配的分数' } : { en: 'each customer’s own importance ratings', zh: '每位顾客自己的重要性评分' }
  const evidence = sentences(
    interval && { en: `SERVQUAL score ${signed(overall.value, 'en', decimals)} (${interval.en}).`, zh: `SERVQUAL得分${signed(overall.value, 'zh', decimals)}（${interval.zh}）。` },
    weighted === null ? null : { en: `Weighted by ${byWhat.en}: ${signed(weighted, 'en', decimals)}.`, zh: `按${byWhat.zh}加权：${signed(weighted, 'zh', decimals)}。` },
  )
  return [{ kind: 'servqual-overall', tone: isShort ? 'bad' : isAbove ? 'good' : 'neutral', text, evidence }]
}
