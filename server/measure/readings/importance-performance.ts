/** Importance against performance: the points, where the lines cross, and what follows. */
import type { Text } from '@gap5/contract/language.ts'
import type { CrosshairRule, ImportanceForm, ImportanceOptions, ImportanceReading, IpaPoint } from '@gap5/contract/measure/readings/importance-performance.ts'
import { importanceForms } from '@gap5/contract/measure/readings/importance-performance.ts'
import type { Choice } from '@gap5/contract/measure/readings/readings.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import { asFamily, correlationMatrix, covarianceMatrix, oneSampleT, penaltyRewardOfCovariances, quadrantOf, quantile, type CaseCovariances, type PlainCoefficient } from '@gap5/methods'
import { estimateOf, reasonOf, testOf, withheld } from '../estimates.ts'
import type { Parts } from '../parts.ts'
import { commonScale } from '../rated-items.ts'
import { overallQuestion, ratedAttributes, sharesOneScale, type RatedAttribute } from '../sums/attribute-scores.ts'
import { headOf, meanOf, needs, requireAsked, requireChoice, type Needs } from './answers.ts'
import { derived, formTitles } from './derived-importance.ts'
import { importanceConclusions, importanceWarnings } from './importance-conclusions.ts'
import { isOffered, offers } from './offers.ts'

export function importanceNeeds({ importance }: ImportanceOptions): Needs {
  return needs(['answers', 'overall', 'drivers', 'penalties', 'importanceGaps', ...(importance === 'revised' ? (['loggedDrivers'] as const) : [])])
}

export function importancePerformance(parts: Parts, options: ImportanceOptions): ImportanceReading {
  const { study, questions, figures: found } = parts
  const { minimumN } = study
  requireAsked(isOffered(study.definition, 'importance-performance'), offers['importance-performance'].needs)
  const rated = ratedAttributes(questions)
  const ids = rated.map(({ item }) => item.key)
  const outcome = found.drivers && overallQuestion(questions)
  const forms = formsOf(rated, outcome !== null)
  const form = options.importance ?? forms.find(({ unfit }) => unfit === null)?.key ?? 'stated'
  requireChoice(forms.find(({ key }) => key === form)?.unfit, 'importance')
  const derivedBy = (by: Exclude<ImportanceForm, 'stated'>) => derived(by, (by === 'revised' ? found.loggedDrivers : found.drivers)!, ids, minimumN)
  const stated = rated.map(({ importance }) => (importance ? estimateOf(meanOf(importance.key, parts), minimumN) : null))
  const importance = form === 'stated' || !outcome ? stated.map((estimate) => estimate ?? withheld('not-asked')) : derivedBy(form)
  const performance = rated.map((each) => estimateOf(meanOf(each.performance.key, parts), minimumN))
  const scales = scalesOf(rated)
  const crosshairs = crosshairsOf(form, scales)
  requireChoice(crosshairs.find(({ key }) => key === options.crosshair)?.unfit, 'crosshair')
  const crosshair = crosshairOf(options, importance, performance, scales)
  const isDiagonal = form === 'stated' && scales.one
  const gaps = scales.one ? gapsOf(found.importanceGaps, minimumN) : null
  const points = rated.map(({ item }, j): IpaPoint => {
    const [i, p] = [importance[j]!, performance[j]!]
    const placed = i.value !== null && p.value !== null && crosshair.importance !== null && crosshair.performance !== null
    return {
      item: item.key,
      title: item.title,
      dimension: item.dimension,
      importance: i,
      stated: stated[j] ?? null,
      performance: p,
      quadrant: placed ? quadrantOf({ importance: i.value!, performance: p.value! }, { importance: crosshair.importance!, performance: crosshair.performance! }) : null,
      priority: isDiagonal && i.value !== null && p.value !== null ? (i.value - p.value) / Math.SQRT2 : null,
      gap: gaps?.[j]?.gap ?? null,
      gapTest: gaps?.[j]?.test ?? null,
    }
  })
  const comparedWith = form === 'stated' && outcome ? derivedBy('correlation') : importance
  const figures = {
    form,
    forms,
    crosshair: { rule: options.crosshair, ...crosshair },
    crosshairs,
    performanceScale: scales.performance,
    importanceScale: scales.importance,
    oneScale: scales.one,
    points,
    outcome: outcome && { title: outcome.title, items: outcome.items.length, n: found.overall?.n ?? 0 },
    statedDerived: outcome && forms[0]?.unfit === null ? correlationOver(stated, comparedWith) : null,
    importancePerformance: correlationOver(importance, performance),
    threeFactors: outcome && found.penalties && threeFactors(rated, found.penalties, minimumN),
  }
  const said = { conclusions: importanceConclusions(figures), warnings: importanceWarnings(figures) }
  return { ...headOf(parts, said), ...figures }
}

function formsOf(rated: readonly RatedAttribute[], hasOutcome: boolean): (Choice & { key: ImportanceForm })[] {
  const unasked = { en: 'the respondents were not asked how important each is', zh: '未询问各项的重要性' }
  const noOutcome = { en: 'there is no question on overall satisfaction', zh: '没有总体满意度题目' }
  const noLogarithm = { en: 'a scale that begins at 0 or below has no logarithm', zh: '量表从0或以下开始，无法取对数' }
  return importanceForms.map((key) => {
    const unfit =
      key === 'stated' ? (rated.every(({ importance }) => importance) ? null : unasked) : !hasOutcome ? noOutcome : key === 'revised' && rated.some(({ performance }) => performance.min <= 0) ? noLogarithm : null
    return { key, title: formTitles[key], unfit }
  })
}

type Range = { min: number; max: number } | null
type Scales = { performance: Range; importance: Range; one: boolean }

function scalesOf(rated: readonly RatedAttribute[]): Scales {
  const performance = commonScale(rated.map((r) => r.performance))
  const stated = rated.flatMap((r) => r.importance ?? [])
  const importance = stated.length === rated.length ? commonScale(stated) : null
  return { performance, importance, one: sharesOneScale(rated) }
}

const crosshairTitles: Record<CrosshairRule, Text> = {
  means: { en: 'Means of all', zh: '总均值' },
  medians: { en: 'Medians of all', zh: '中位数' },
  midpoint: { en: 'Middle of the scales', zh: '量表中点' },
  own: { en: 'Values of my own', zh: '自定义' },
}

function crosshairsOf(form: ImportanceForm, { performance, importance }: Scales): Choice[] {
  const noMiddle = { en: 'derived importance has no scale with a middle, or the scales differ', zh: '推导的重要性没有量表中点，或各题量表不一' }
  const hasMiddle = form === 'stated' && performance !== null && importance !== null
  return (Object.keys(crosshairTitles) as CrosshairRule[]).map((key) => ({ key, title: crosshairTitles[key], unfit: key === 'midpoint' && !hasMiddle ? noMiddle : null }))
}

type Crosshair = { importance: number | null; performance: number | null }

function crosshairOf(options: ImportanceOptions, importance: readonly Estimate[], performance: readonly Estimate[], scales: Scales): Crosshair {
  if (options.crosshair === 'own') return { importance: options['cross-importance'] ?? null, performance: options['cross-performance'] ?? null }
  if (options.crosshair === 'midpoint') return { importance: middle(scales.importance), performance: middle(scales.performance) }
  const known = importance.flatMap((i, j) => (i.value === null || performance[j]!.value === null ? [] : [{ i: i.value, p: performance[j]!.value! }]))
  if (known.length === 0) return { importance: null, performance: null }
  const centre = (values: number[]) => (options.crosshair === 'medians' ? quantile(Float64Array.from(values).sort(), 0.5) : values.reduce((sum, x) => sum + x, 0) / values.length)
  return { importance: centre(known.map(({ i }) => i)), performance: centre(known.map(({ p }) => p)) }
}

function middle(scale: Range): number | null {
  return scale && (scale.min + scale.max) / 2
}

function gapsOf(found: Parts['figures']['importanceGaps'], minimumN: number) {
  const tests = found.map(({ gap }) => ({ ...oneSampleT(gap), method: 'paired-t' }))
  const family = asFamily(tests)
  return tests.map((test, j) => {
    const gap = estimateOf({ ...test, value: test.estimate }, minimumN)
    return { gap, test: gap.value === null ? null : testOf(family[j]!) }
  })
}

/** Pearson's over attributes, where both are there. */
function correlationOver(a: readonly (Estimate | null)[], b: readonly (Estimate | null)[]): number | null {
  const both = a.flatMap((x, j) => (x?.value == null || b[j]?.value == null ? [] : [[x.value, b[j].value] as const]))
  if (both.length < 3) return null
  return correlationMatrix(covarianceMatrix([both.map(([x]) => x), both.map(([, y]) => y)]).matrix, 2)?.[1] ?? null
}

function threeFactors(rated: readonly RatedAttribute[], cases: CaseCovariances, minimumN: number): ImportanceReading['threeFactors'] {
  const found = penaltyRewardOfCovariances(cases, rated.map(({ item, performance }) => ({ id: item.key, scale: performance })))
  if (found.points === null || found.n < minimumN) return { rows: [], r2: null, n: found.n, reason: found.n < minimumN ? 'below-minimum-n' : (reasonOf(found.reason) ?? 'not-computable') }
  const estimate = (of: PlainCoefficient | null): Estimate =>
    of ? { value: of.estimate, lower: of.interval.lower, upper: of.interval.upper, sd: null, n: found.n, missing: found.missing, reason: null } : withheld('no-variance', found.n, found.missing)
  const rows = found.points.map(({ penalty, reward, factor, reason }, j) => ({
    item: rated[j]!.item.key,
    title: rated[j]!.item.title,
    penalty: estimate(penalty),
    reward: estimate(reward),
    factor,
    reason: reasonOf(reason),
  }))
  return { rows, r2: found.r2, n: found.n, reason: null }
}
