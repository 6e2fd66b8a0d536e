/** What the zone of tolerance says, with "at the limit" wherever an interval includes it. */
import { figure, signed, type Text } from '@gap5/contract/language.ts'
import type { Conclusion, Estimate, GapRow, StudyResult } from '@gap5/contract/measure/results.ts'
import { ascending, importanceOf, importanceRank, spokenRows, valueOf, type Facts, type Rule } from './facts.ts'
import { capitalised, clauses, countOf, decimalsFor, decimalsOfDifference, intervalOf, named, quoted, said, sentences, type Noun } from './wording.ts'

type Status = NonNullable<GapRow['zoneStatus']>

/** In the order in which they are said; whoever is inside comes last, as "the other four". */
const order: readonly Status[] = ['below', 'at-lower-limit', 'above', 'at-upper-limit', 'inside']

/** "Responsiveness falls below what customers find adequate; the other four dimensions stay inside the zone." */
export const zoneHeadline: Rule = (facts) => {
  const { rows, noun } = spokenRows(facts, (row) => row.zoneStatus !== null)
  if (rows.length === 0) return []
  const groups = order.map((status) => ({ status, rows: inUrgency(rows, status) })).filter((group) => group.rows.length > 0)
  const text = clauses(groups.map((group, at) => clause(group.status, group.rows, rows.length, at === groups.length - 1, noun)))
  const worst = ascending(rows, (row) => row.adequacy)[0]
  const first = groups[0]
  if (!worst || !first) return []
  return [{ kind: 'zone', tone: toneOf(rows), text, evidence: zoneEvidence(facts, worst, rows, first) }]
}

function inUrgency(rows: readonly GapRow[], status: Status): GapRow[] {
  return ascending(rows.filter((row) => row.zoneStatus === status), (row) => row.adequacy)
}

function toneOf(rows: readonly GapRow[]): Conclusion['tone'] {
  if (rows.some((row) => row.zoneStatus === 'below')) return 'bad'
  return rows.some((row) => row.zoneStatus === 'at-lower-limit') ? 'caution' : 'good'
}

function clause(status: Status, rows: readonly GapRow[], total: number, isLast: boolean, noun: Noun): Text {
  const predicate = predicates[status](rows.length > 1)
  const subject = subjectOf(rows, total, isLast, noun)
  const all = rows.length > 1 && (isLast || rows.length === total) ? '都' : ''
  return { en: `${subject.en} ${predicate.en}`, zh: `${subject.zh}${all}${predicate.zh}` }
}

function subjectOf(rows: readonly GapRow[], total: number, isLast: boolean, noun: Noun): Text {
  const names = named(rows.map((row) => row.title))
  const counted = countOf(rows.length, noun)
  if (rows.length > 1 && rows.length === total) {
    return { en: total === 2 ? `both ${noun.many}` : `all ${counted.en}`, zh: counted.zh }
  }
  if (rows.length > 1 && isLast) return { en: `the other ${counted.en}`, zh: `其余${counted.zh}` }
  if (rows.length > 4) return counted
  return names
}

const predicates: Record<Status, (many: boolean) => Text> = {
  below: (many) => ({ en: `${many ? 'fall' : 'falls'} below what customers find adequate`, zh: '低于顾客认为适当的水平' }),
  'at-lower-limit': (many) => ({
    en: `${many ? 'are' : 'is'} at the lower limit of the zone of tolerance`,
    zh: '处在容忍区域的下限',
  }),
  inside: (many) => ({ en: `${many ? 'stay' : 'stays'} inside the zone`, zh: '在容忍区域之内' }),
  'at-upper-limit': (many) => ({ en: `${many ? 'come' : 'comes'} up to what customers desire`, zh: '达到顾客的理想水平' }),
  above: (many) => ({ en: `${many ? 'exceed' : 'exceeds'} what customers desire`, zh: '超出顾客的理想水平' }),
}

function zoneEvidence(facts: Facts, worst: GapRow, rows: GapRow[], first: { status: Status; rows: GapRow[] }): Text {
  const isNamedAlone = first.rows.length === 1 && first.rows[0] === worst && first.status !== 'inside'
  const comparison = against(worst, 'adequate', worst.adequacy, facts.scale)
  const lead: Text = isNamedAlone ? { en: '', zh: '' } : leadOf(worst, first.status === 'inside' && rows.length > 1)
  const isShort = worst.zoneStatus === 'below' || worst.zoneStatus === 'at-lower-limit'
  return sentences(
    { en: lead.en === '' ? capitalised(comparison.en) : `${lead.en}: ${comparison.en}`, zh: lead.zh === '' ? comparison.zh : `${lead.zh}：${comparison.zh}` },
    isShort && worst.level === 'dimension' ? importanceRemark(worst, rows) : null,
  )
}

function leadOf(worst: GapRow, nearest: boolean): Text {
  return nearest
    ? { en: `Nearest to the lower limit is ${worst.title.en}`, zh: `离下限最近的是${worst.title.zh}` }
    : worst.title
}

/** "perceived 6.1 against adequate 6.5 (difference −0.4, 95 % interval −0.6 to −0.2)." */
export function against(
  row: GapRow,
  level: 'adequate' | 'desired' | 'expectation',
  difference: Estimate | null,
  scale: StudyResult['scale'],
  leastDecimals = 0,
): Text {
  const [perceived, other] = [valueOf(row.perception), valueOf(row[level])]
  const name = levelNames[level]
  if (!difference || difference.value === null) return { en: '', zh: '' }
  const decimals = Math.max(leastDecimals, decimalsOfDifference(difference, perceived, other, scale))
  const interval = intervalOf(difference, decimals, signed)
  return {
    en: `perceived ${said(perceived, 'en', decimals)} against ${name.en} ${said(other, 'en', decimals)} (difference ${signed(difference.value, 'en', decimals)}${interval ? `, ${interval.en}` : ''}).`,
    zh: `感知${said(perceived, 'zh', decimals)}，${name.zh}${said(other, 'zh', decimals)}（差值${signed(difference.value, 'zh', decimals)}${interval ? `，${interval.zh}` : ''}）。`,
  }
}

const levelNames = {
  adequate: { en: 'adequate', zh: '适当水平' },
  desired: { en: 'desired', zh: '理想水平' },
  expectation: { en: 'expected', zh: '期望' },
} satisfies Record<string, Text>

/** Said of a weak dimension only: that it matters most, or second most, or least. */
export function importanceRemark(row: GapRow, rows: readonly GapRow[]): Text | null {
  const rank = rows.length >= 3 ? importanceRank(row, rows) : null
  if (rank === 1) return { en: 'It is also their most important dimension.', zh: '它同时也是顾客最看重的维度。' }
  if (rank === 2) return { en: 'It is also their second most important dimension.', zh: '它同时也是顾客第二看重的维度。' }
  return rank === rows.length ? { en: 'It is their least important dimension.', zh: '它是顾客最不看重的维度。' } : null
}

/** Which statement holds the weakest dimension down. */
export const weakestStatement: Rule = (facts) => {
  const { rows } = spokenRows(facts, (row) => row.zoneStatus !== null)
  const worst = ascending(rows, (row) => row.adequacy)[0]
  if (!worst || worst.level !== 'dimension') return []
  const items = facts.gaps.filter((row) => row.level === 'item' && row.dimension === worst.key)
  const weakest = ascending(items, (row) => row.adequacy)[0]
  if (items.length < 2 || !weakest) return []
  const statement = quoted(weakest.title)
  const text = {
    en: `Within ${worst.title.en}, ${statement.en} comes off worst`,
    zh: `${worst.title.zh}中表现最弱的是${statement.zh}`,
  }
  const comparison = against(weakest, 'adequate', weakest.adequacy, facts.scale)
  const tone = weakest.zoneStatus === 'below' ? 'bad' : 'neutral'
  return [{ kind: 'weakest-statement', tone, text, evidence: { en: capitalised(comparison.en), zh: comparison.zh } }]
}

/** Where the dimension that matters most lies, unless the headline is about it already. */
export const mostImportant: Rule = (facts) => {
  const { rows } = spokenRows(facts, (row) => row.zoneStatus !== null)
  const top = rows.find((row) => importanceRank(row, rows) === 1)
  const worst = ascending(rows, (row) => row.adequacy)[0]
  if (!top || rows.length < 3 || top === worst || top.zoneStatus === null) return []
  const importance = importanceOf(top)
  const place = placeInZone(top)
  const points = top.weight !== null && importance === top.weight
  const share = points ? { en: ` (${said(valueOf(importance), 'en', 0)} of 100 points)`, zh: `（100分中占${said(valueOf(importance), 'zh', 0)}分）` } : { en: '', zh: '' }
  return [
    {
      kind: 'most-important',
      tone: top.zoneStatus === 'below' ? 'bad' : 'neutral',
      text: {
        en: `${top.title.en} matters most to customers${share.en} and ${place.en}`,
        zh: `顾客最看重${top.title.zh}${share.zh}，它${place.zh}`,
      },
      evidence: sentencesOfZone(top, facts),
    },
  ]
}

function sentencesOfZone(row: GapRow, facts: Facts): Text {
  const decimals = Math.max(decimalsBetween(row, 'adequate', row.adequacy, facts), decimalsBetween(row, 'desired', row.superiority, facts))
  const lower = against(row, 'adequate', row.adequacy, facts.scale, decimals)
  const upper = against(row, 'desired', row.superiority, facts.scale, decimals)
  return sentences({ en: capitalised(lower.en), zh: lower.zh }, { en: capitalised(upper.en), zh: upper.zh })
}

function decimalsBetween(row: GapRow, level: 'adequate' | 'desired', difference: Estimate | null, { scale }: Facts): number {
  return difference ? decimalsOfDifference(difference, valueOf(row.perception), valueOf(row[level]), scale) : 0
}

function placeInZone({ zoneStatus, zonePosition }: GapRow): Text {
  if (zoneStatus !== null && zoneStatus !== 'inside') return predicates[zoneStatus](false)
  if (zonePosition === null) return predicates.inside(false)
  if (zonePosition < 1 / 3) return { en: 'lies in the lower third of its zone of tolerance', zh: '处在容忍区域的下三分之一' }
  if (zonePosition > 2 / 3) return { en: 'lies in the upper third of its zone of tolerance', zh: '处在容忍区域的上三分之一' }
  return { en: 'lies in the middle of its zone of tolerance', zh: '处在容忍区域的中段' }
}

/** What customers would most like more of, unless the headline is about it already. */
export const furthestFromDesired: Rule = (facts) => {
  const { rows } = spokenRows(facts, (row) => row.zoneStatus !== null)
  const worst = ascending(rows, (row) => row.adequacy)[0]
  const furthest = ascending(rows, (row) => row.superiority)[0]
  const distance = furthest?.superiority ?? null
  if (rows.length < 2 || !furthest || furthest === worst || !distance || (distance.upper ?? 0) >= 0) return []
  const decimals = decimalsFor(distance, facts.scale)
  const below = Math.abs(distance.value ?? 0)
  const comparison = against(furthest, 'desired', distance, facts.scale)
  return [
    {
      kind: 'furthest-from-desired',
      tone: 'neutral',
      text: {
        en: `${furthest.title.en} is furthest from what customers desire, ${figure(below, 'en', decimals)} below it`,
        zh: `${furthest.title.zh}离顾客的理想水平最远，相差${figure(below, 'zh', decimals)}`,
      },
      evidence: { en: capitalised(comparison.en), zh: comparison.zh },
    },
  ]
}
