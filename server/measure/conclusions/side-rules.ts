/** What sides beside each other say: what changed since then, where one stands among competitors. */
import { figure, type Text } from '@gap5/contract/language.ts'
import { parseMeasure } from '@gap5/contract/measure/measures.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import type { Side, SideBySide, SideRow } from '@gap5/contract/measure/side-by-side.ts'
import { inTest } from './test-wording.ts'
import { distanceIn, figureIn, isBetterHigh } from './unit-wording.ts'
import { capitalised, inWords, named, sentences } from './wording.ts'

type Said = Pick<SideBySide, 'conclusion' | 'further'>

export function sideConclusions(sides: readonly Side[], rows: readonly SideRow[], chosen: string | null = null): Said {
  const past = sides.findIndex(({ kind }) => kind === 'past')
  const told = [...(sides.some(({ kind }) => kind === 'competitor') ? [standing(sides, rows, chosen)] : []), ...(past > 0 ? [changes(sides, rows, past)] : [])]
  const [headline, ...further] = told
  return { conclusion: headline ?? conclusion('nothing', 'neutral', { en: 'There is nothing to compare with yet', zh: '暂无可比较的对象' }, null), further }
}

/** Rows that differ beyond chance from another side, the largest difference first within its unit. */
function apartFrom(rows: readonly SideRow[], side: number): SideRow[] {
  const distance = (row: SideRow) => Math.abs(row.differences[side]?.test?.statistic ?? 0)
  return rows.filter((row) => (row.differences[side]?.test?.adjustedP ?? 1) < 0.05).toSorted((a, b) => distance(b) - distance(a))
}

function changes(sides: readonly Side[], rows: readonly SideRow[], past: number): Conclusion {
  const then = sides[past]!
  const compared = rows.filter((row) => row.differences[past]?.difference.value != null)
  if (compared.length === 0) return conclusion('thin', 'neutral', { en: `Too few answers to compare with ${then.title.en}`, zh: `与${then.title.zh}相比，答卷太少` }, null)
  const apart = apartFrom(compared, past)
  const [largest] = apart
  if (!largest) {
    const count = inWords(compared.length)
    return conclusion('unchanged', 'neutral', { en: `Nothing changed beyond chance since ${then.title.en}`, zh: `与${then.title.zh}相比没有超出偶然的变化` }, { en: `${capitalised(count.en)} figures compared, p adjusted over all of them (Holm).`, zh: `共比较${count.zh}项指标，p值按Holm法对全部校正。` })
  }
  const { difference, test } = largest.differences[past]!
  const rose = (difference.value ?? 0) > 0
  const by = distanceIn(largest.unit, Math.abs(difference.value ?? 0))
  const others = apart.slice(1)
  const evidence = test && { en: `${inTest(test).en}.`, zh: `${inTest(test).zh}。` }
  const more = others.length === 0 ? null : { en: `Beyond chance too: ${named(others.map(changed(past))).en}.`, zh: `另有超出偶然的变化：${named(others.map(changed(past))).zh}。` }
  const text = {
    en: `${largest.title.en} ${rose ? 'rose' : 'fell'} by ${by.en} since ${then.title.en}`,
    zh: `与${then.title.zh}相比，${largest.title.zh}${rose ? '上升' : '下降'}${by.zh}`,
  }
  return conclusion('changed', toneOf(largest, rose), text, sentences(evidence ? { en: capitalised(evidence.en), zh: evidence.zh } : null, more))
}

function changed(past: number): (row: SideRow) => Text {
  return (row) => {
    const value = row.differences[past]?.difference.value ?? 0
    const by = figureIn(row.unit === 'level' ? 'difference' : row.unit, value, 2)
    return { en: `${row.title.en} ${by.en}`, zh: `${row.title.zh}${by.zh}` }
  }
}

function toneOf(row: SideRow, rose: boolean): Conclusion['tone'] {
  if (row.lowIsGood) return rose ? 'bad' : 'good'
  if (row.level === 'index') return rose ? 'good' : 'bad'
  const measure = parseMeasure(row.measure)
  const isGood = measure !== null && (isBetterHigh(measure.figure) || measure.figure === 'mean')
  return isGood ? (rose ? 'good' : 'bad') : 'neutral'
}

/** By what is chosen, else by the whole where it is asked, else by the first row that has competitors. */
function standing(sides: readonly Side[], rows: readonly SideRow[], chosen: string | null): Conclusion {
  const placed = rows.filter((row) => row.position !== null && row.bestCompetitor !== null)
  const whole = placed.find(({ measure }) => measure === chosen) ?? placed.find(({ level }) => level === 'overall') ?? placed[0]
  if (!whole) return conclusion('alone', 'neutral', { en: 'No competitor was asked the same by enough people', zh: '没有竞争对手以相同题项取得足够答卷' }, null)
  const { rank, best, worst, of } = whole.position!
  const rival = sides[whole.bestCompetitor!]!
  const found = whole.differences[whole.bestCompetitor!]
  const gap = found?.difference.value ?? 0
  const isApart = (found?.test?.adjustedP ?? 1) < 0.05
  const by = distanceIn(whole.unit, Math.abs(gap))
  const leads = rank === 1
  const text = !isApart
    ? { en: `${whole.title.en}: level with ${rival.title.en}, the best competitor`, zh: `${whole.title.zh}：与最好的竞争对手${rival.title.zh}不相上下` }
    : leads
      ? { en: `${whole.title.en}: ahead of ${rival.title.en}, the best competitor, by ${by.en}`, zh: `${whole.title.zh}：领先最好的竞争对手${rival.title.zh}${by.zh}` }
      : { en: `${whole.title.en}: ${by.en} behind ${rival.title.en}, the best`, zh: `${whole.title.zh}：落后于最好的${rival.title.zh}${by.zh}` }
  const place = best === worst ? { en: `Place ${best} of ${of}.`, zh: `第${best}位，共${of}家。` } : { en: `Place ${rank} of ${of}; within chance ${best} to ${worst}.`, zh: `第${rank}位（共${of}家）；考虑抽样误差为第${best}至第${worst}位。` }
  const test = found?.test ? { en: `${capitalised(inTest(found.test).en)}.`, zh: `${inTest(found.test).zh}。` } : null
  const tone = isApart ? (leads ? 'good' : 'bad') : 'neutral'
  return conclusion('standing', tone, text, sentences(place, test, ...dimensionsOf(placed.filter(({ level }) => level === 'dimension'))))
}

/** In which dimensions one leads or trails the best competitor beyond chance. */
function dimensionsOf(rows: readonly SideRow[]): (Text | null)[] {
  const apart = rows.filter((row) => (row.differences[row.bestCompetitor!]?.test?.adjustedP ?? 1) < 0.05)
  const names = (wanted: boolean) => apart.filter((row) => (row.position?.rank === 1) === wanted).map(({ title, differences, bestCompetitor, unit }) => {
    const by = figureIn(unit === 'level' ? 'difference' : unit, differences[bestCompetitor!]?.difference.value ?? 0, 1)
    return { en: `${title.en} ${by.en}`, zh: `${title.zh}${by.zh}` }
  })
  const [ahead, behind] = [names(true), names(false)]
  return [
    ahead.length === 0 ? null : { en: `Ahead of every competitor: ${named(ahead).en}.`, zh: `领先所有竞争对手：${named(ahead).zh}。` },
    behind.length === 0 ? null : { en: `Behind the best: ${named(behind).en}.`, zh: `落后于最好者：${named(behind).zh}。` },
    rows.length > 0 && apart.length === 0 ? { en: `No dimension differs from the best competitor beyond chance (${figure(rows.length, 'en')} compared).`, zh: `各维度与最好的竞争对手均无超出偶然的差异（共比较${figure(rows.length, 'zh')}个）。` } : null,
  ]
}

function conclusion(kind: string, tone: Conclusion['tone'], text: Text, evidence: Text | null): Conclusion {
  return { kind: `sides-${kind}`, tone, text, evidence: evidence?.en === '' ? null : evidence }
}
