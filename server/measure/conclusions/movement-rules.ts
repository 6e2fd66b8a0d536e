/** What the movement of the zone says: whether it narrows as importance or experience rises, and between whom it differs. */
import { figure, signed, type Text } from '@gap5/contract/language.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import { byImportance, type MovedZone, type ZoneMovement } from '@gap5/contract/measure/zone-movement.ts'
import { equation, inTest } from './test-wording.ts'
import { sentences } from './wording.ts'

type Facts = Omit<ZoneMovement, 'conclusion'>

export function zoneMovementConclusion(facts: Facts): Conclusion {
  const shown = facts.zones.filter(({ width }) => width.value !== null)
  if (shown.length < 2) return said('too-few', 'neutral', { en: 'Too few answers to say how the zone moves', zh: '答卷太少，无法判断容忍区域如何变化' }, null)
  return facts.by === null ? besideEachOther(facts, shown) : betweenPersons(facts, shown)
}

/** Across dimensions: the slope within persons decides, for the dimensions are few and the persons the same. */
function besideEachOther(facts: Facts, shown: readonly MovedZone[]): Conclusion {
  const within = facts.withinPersons
  const [widest, narrowest] = [shown.reduce(wider), shown.reduce(narrower)]
  const extremes = {
    en: `Widest in ${widest.title.en} (${widthOf(widest)}), narrowest in ${narrowest.title.en} (${widthOf(narrowest)}).`,
    zh: `${widest.title.zh}最宽（${widthOf(widest)}），${narrowest.title.zh}最窄（${widthOf(narrowest)}）。`,
  }
  if (!within || within.slope.value === null || within.p === null) {
    return said('widths', 'neutral', { en: `The zone is widest in ${widest.title.en}, narrowest in ${narrowest.title.en}`, zh: `容忍区域在${widest.title.zh}最宽，在${narrowest.title.zh}最窄` }, extremes)
  }
  const ten = facts.importanceFrom === 'points' ? 10 : 1
  const step = { en: facts.importanceFrom === 'points' ? 'ten points of importance' : 'one point of importance', zh: facts.importanceFrom === 'points' ? '重要性每增加10分' : '重要性每增加1分' }
  const [value, lower, upper] = [within.slope.value, within.slope.lower ?? 0, within.slope.upper ?? 0].map((x) => signed(x * ten, 'en', 2))
  const slope = {
    en: `Within persons the width changes by ${value} for ${step.en} (95 % interval ${lower} to ${upper}, ${equation(within.p)}).`,
    zh: `同一受访者内，${step.zh}，区域宽度变化${value}（95%置信区间${lower}至${upper}，${equation(within.p)}）。`,
  }
  const important = facts.ordered ? [shown[0]!, shown.at(-1)!] : null
  if (within.p >= 0.05) return said('steady', 'neutral', { en: 'The zone is about as wide whatever the importance', zh: '容忍区域的宽度与重要性无明显关系' }, sentences(slope, extremes))
  const narrows = within.slope.value < 0
  const text = important
    ? {
        en: `The zone ${narrows ? 'narrows' : 'widens'} as importance rises: ${widthOf(important[1]!)} in ${important[1]!.title.en}, ${widthOf(important[0]!)} in ${important[0]!.title.en}`,
        zh: `越重要，容忍区域越${narrows ? '窄' : '宽'}：${important[1]!.title.zh}为${widthOf(important[1]!)}，${important[0]!.title.zh}为${widthOf(important[0]!)}`,
      }
    : { en: `The zone ${narrows ? 'narrows' : 'widens'} as importance rises`, zh: `越重要，容忍区域越${narrows ? '窄' : '宽'}` }
  return said(narrows ? 'narrows' : 'widens', 'neutral', text, sentences(slope, extremes))
}

function betweenPersons(facts: Facts, shown: readonly MovedZone[]): Conclusion {
  const evidence = facts.overall ? { en: `Width: ${inTest(facts.overall).en}.`, zh: `区域宽度：${inTest(facts.overall).zh}。` } : null
  const differs = facts.overall !== null && facts.overall.p < 0.05
  const about = facts.byTitle ?? { en: 'group', zh: '分组' }
  if (!differs) {
    const text = facts.by === byImportance ? { en: 'The zone is about as wide for those to whom it matters more', zh: '不论重要与否，容忍区域宽度相近' } : { en: `The zone is about as wide whatever the ${about.en.toLowerCase()}`, zh: `不同${about.zh}的容忍区域宽度相近` }
    return said('alike', 'neutral', text, evidence)
  }
  const [first, last] = [shown[0]!, shown.at(-1)!]
  const ends = facts.pairs.find(({ a, b }) => [a, b].includes(first.key) && [a, b].includes(last.key))
  if (facts.ordered && ends && ends.test.adjustedP < 0.05) {
    const narrows = (last.width.value ?? 0) < (first.width.value ?? 0)
    const what = facts.by === byImportance ? { en: 'importance', zh: '重要性' } : { en: about.en.toLowerCase(), zh: about.zh }
    const text = {
      en: `The zone ${narrows ? 'narrows' : 'widens'} from ${widthOf(first)} to ${widthOf(last)} as ${what.en} rises`,
      zh: `随着${what.zh}上升，容忍区域由${widthOf(first)}${narrows ? '收窄' : '放宽'}至${widthOf(last)}`,
    }
    return said(narrows ? 'narrows' : 'widens', 'neutral', text, sentences(evidence, { en: `${last.title.en} against ${first.title.en}: ${inTest(ends.test).en}.`, zh: `${last.title.zh}与${first.title.zh}相比：${inTest(ends.test).zh}。` }))
  }
  const [widest, narrowest] = [shown.reduce(wider), shown.reduce(narrower)]
  const text = {
    en: `The zone is widest for ${widest.title.en} (${widthOf(widest)}), narrowest for ${narrowest.title.en} (${widthOf(narrowest)})`,
    zh: `容忍区域在${widest.title.zh}最宽（${widthOf(widest)}），在${narrowest.title.zh}最窄（${widthOf(narrowest)}）`,
  }
  return said('differs', 'neutral', text, evidence)
}

function wider(a: MovedZone, b: MovedZone): MovedZone {
  return (b.width.value ?? 0) > (a.width.value ?? 0) ? b : a
}

function narrower(a: MovedZone, b: MovedZone): MovedZone {
  return (b.width.value ?? 0) < (a.width.value ?? 0) ? b : a
}

function widthOf({ width }: MovedZone): string {
  return figure(width.value ?? 0, 'en', 2)
}

function said(kind: string, tone: Conclusion['tone'], text: Text, evidence: Text | null): Conclusion {
  return { kind: `movement-${kind}`, tone, text, evidence: evidence?.en === '' ? null : evidence }
}
