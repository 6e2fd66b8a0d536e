/** What follows for one item from gap, quadrant and Kano category together. */
import type { Text } from '@gap5/contract/language.ts'
import type { SideBySideReading, SideBySideRow } from '@gap5/contract/measure/readings/side-by-side.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import { inWords, named, quoted } from '../conclusions/wording.ts'

type Known = Pick<SideBySideRow, 'gap' | 'gapCertain' | 'quadrant' | 'kano'>

/**
 * Must-be and short of what is expected (a certain gap, or important with weak performance): fix first. One-dimensional and short: improve.
 * Attractive and not yet strong: a chance to delight. Without Kano, gap and quadrant decide. Good and wanted: keep; must-be and good: keep
 * watch. Indifferent but strong, or overkill: effort can be saved. Null where too little is known.
 */
export function adviceOf({ gap, gapCertain, quadrant, kano }: Known): SideBySideRow['advice'] {
  const category = kano?.category ?? null
  const isShort = (gapCertain && (gap?.value ?? 0) < 0) || quadrant === 'concentrate'
  const isKnown = gap?.value != null || quadrant !== null
  const isWeak = isShort || quadrant === 'low-priority'
  if (category === 'M') return !isKnown ? null : isShort ? 'fix-first' : 'keep-watch'
  if (category === 'O') return !isKnown ? null : isShort ? 'improve' : 'keep'
  if (category === 'A') return !isKnown ? null : isWeak ? 'chance' : 'keep'
  if (category === 'I' || category === 'R') return !isKnown ? null : isWeak ? 'leave' : 'save'
  if (quadrant === 'concentrate') return 'improve'
  if (quadrant === 'possible-overkill') return 'save'
  if (quadrant === 'low-priority') return 'leave'
  if (quadrant === 'keep-up') return isShort ? 'improve' : 'keep'
  if (gap?.value == null) return null
  return isShort ? 'improve' : 'keep'
}

type Advice = NonNullable<SideBySideRow['advice']>

const said: Record<Advice, { tone: Conclusion['tone']; text: (names: Text, count: number) => Text }> = {
  'fix-first': {
    tone: 'bad',
    text: ({ en, zh }) => ({ en: `Fix first: ${en} — taken for granted, and short of what is expected`, zh: `优先修复：${zh}——属于必备品质，却未达到期望` }),
  },
  improve: { tone: 'caution', text: ({ en, zh }) => ({ en: `Improve: ${en} — the better, the more satisfied`, zh: `持续改进：${zh}——做得越好，顾客越满意` }) },
  chance: { tone: 'good', text: ({ en, zh }) => ({ en: `A chance to delight: ${en}`, zh: `制造惊喜的机会：${zh}` }) },
  keep: { tone: 'good', text: ({ en, zh }) => ({ en: `Keep up: ${en}`, zh: `继续保持：${zh}` }) },
  'keep-watch': { tone: 'neutral', text: ({ en, zh }) => ({ en: `Keep watch: ${en} — a must that is met`, zh: `持续关注：${zh}——必备品质，目前达到` }) },
  save: { tone: 'neutral', text: ({ en, zh }) => ({ en: `Effort could be saved: ${en}`, zh: `可节省投入：${zh}` }) },
  leave: { tone: 'neutral', text: ({ en, zh }) => ({ en: `Leave for now: ${en}`, zh: `暂可不动：${zh}` }) },
}

export function sideBySideConclusions(rows: readonly SideBySideRow[], others: number): SideBySideReading['conclusions'] {
  if (others === 0) {
    const text = { en: 'Choose a study to set beside this one', zh: '请选择要对照的调查' }
    return [{ kind: 'side-none', tone: 'neutral', text, evidence: { en: 'Another study of the same service: gaps, importance and performance, or Kano pairs.', zh: '同一服务的另一项调查：差距、重要性与绩效，或Kano成对题。' } }]
  }
  const found = (Object.keys(said) as Advice[]).flatMap((advice): Conclusion[] => {
    const of = rows.filter((row) => row.advice === advice)
    if (of.length === 0) return []
    const { tone, text } = said[advice]
    return [{ kind: `side-${advice}`, tone, text: text(listed(of), of.length), evidence: null }]
  })
  const matched = rows.filter(({ matches }) => matches.some(({ item }) => item !== null)).length
  if (matched === 0) {
    return [{ kind: 'side-unmatched', tone: 'caution', text: { en: 'No item of the studies matches yet: match them by hand below', zh: '各调查的题项尚未对应：请在下方手工对应' }, evidence: null }]
  }
  return found
}

/** The most telling ones by name, the rest counted. */
function listed(rows: readonly SideBySideRow[]): Text {
  const sorted = rows.toSorted((a, b) => (a.gap?.value ?? 0) - (b.gap?.value ?? 0))
  const shown = sorted.length > 4 ? sorted.slice(0, 3) : sorted
  const names = shown.map(({ title }) => quoted(title))
  const rest = sorted.length - shown.length
  if (rest === 0) return named(names)
  return { en: `${names.map(({ en }) => en).join(', ')} and ${inWords(rest).en} more`, zh: `${names.map(({ zh }) => zh).join('、')}等${sorted.length}项` }
}
