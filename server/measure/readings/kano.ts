/** Kano's analysis of a study: features, coefficients, tests and segments. */
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import type { KanoFeature, KanoOptions, KanoReading, KanoSegment } from '@gap5/contract/measure/readings/kano.ts'
import { asFamily, continuousKanoOfPairs, kanoOfPairs, kanoSegments, kanoTable, kanoTablePouliot, swappedPairs, type Kano, type KanoTable } from '@gap5/methods'
import { estimateOf, testOf, withheld } from '../estimates.ts'
import { groupsIn, type PartFigures, type Parts } from '../parts.ts'
import type { RatedItem } from '../rated-items.ts'
import type { CodeCounts } from '../sums/leaves.ts'
import { headOf, meanOf, needs, requireAsked, requireChoice, shownGroups, type Needs } from './answers.ts'
import { kanoConclusions, kanoWarnings } from './kano-conclusions.ts'
import { isOffered, offers } from './offers.ts'

/** Shares of contradictions from which the wording is doubted, and from which nothing is reported. */
const doubtful = 0.02
const hopeless = 0.1

type Settings = { table: KanoTable; fongZ: number; minimumN: number; reversed: ReadonlySet<string> }

type Segment = ReturnType<typeof groupsIn>[number]

export function kanoNeeds({ by }: KanoOptions): Needs {
  return needs(['answers', 'kano'], { by })
}

export function kanoReading(parts: Parts, options: KanoOptions): KanoReading {
  const { study, questions, split } = parts
  requireAsked(isOffered(study.definition, 'kano'), offers.kano.needs)
  const pairs = questions.items.filter(({ levels }) => levels.functional && levels.dysfunctional)
  const unknown = options.reversed.find((key) => !pairs.some((item) => item.key === key))
  requireChoice(unknown === undefined ? null : { en: `no feature has the key “${unknown}”`, zh: `没有键为“${unknown}”的功能` }, 'reversed')
  const settings = { table: options.table === 'pouliot' ? kanoTablePouliot : kanoTable, fongZ: options.fong === '95' ? 1.96 : 1.65, minimumN: study.minimumN, reversed: new Set(options.reversed) }
  const segments = split ? groupsIn(parts, shownGroups(split)) : []
  const whole = pairs.map((item) => analysed(item, parts, settings))
  const cut = cutOf(options.cut, whole, study.minimumN)
  const divisions = divisionsOf(pairs, segments, settings)
  const features = pairs.map((item, j) => feature(item, whole[j]!, divisions[j] ?? null, { parts, segments, settings, cut }))
  const figures = {
    table: options.table,
    evaluation: [...settings.table],
    fong: options.fong,
    cut: { rule: options.cut, ...cut },
    by: split && { key: split.key, title: split.title },
    features,
  }
  const conclusions: Conclusion[] = kanoConclusions(figures)
  return { ...headOf(parts, { conclusions, warnings: kanoWarnings(features) }), ...figures }
}

/** How often each pair of answers was given: changed about where the feature is turned round. */
function pairsOf({ key }: RatedItem, { figures }: PartFigures, { reversed }: Settings): CodeCounts {
  const { counts, missing } = figures.kano.find(({ item }) => item === key)!.pairs
  return { counts: reversed.has(key) ? swappedPairs(counts) : counts, missing }
}

function analysed(item: RatedItem, part: PartFigures, settings: Settings): Kano {
  const { counts, missing } = pairsOf(item, part, settings)
  return kanoOfPairs(counts, { table: settings.table, fongZ: settings.fongZ, missing })
}

type Cut = { better: number; worse: number }

function cutOf(rule: KanoOptions['cut'], features: readonly Kano[], minimumN: number): Cut {
  const known = features.filter(({ n, better, worse }) => n >= minimumN && better.value !== null && worse.value !== null)
  if (rule === 'half' || known.length === 0) return { better: 0.5, worse: -0.5 }
  const meanOf = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
  return { better: meanOf(known.map(({ better }) => better.value!)), worse: meanOf(known.map(({ worse }) => worse.value!)) }
}

type Division = { test: KanoFeature['segmentTest']; pooled: boolean; divided: boolean }

/** Chi-square of category × segment a feature, over the segments that are large enough; a family of all features. */
function divisionsOf(pairs: readonly RatedItem[], segments: readonly Segment[], settings: Settings): Division[] {
  const found = pairs.flatMap((item) => {
    const shown = segments.map((segment) => analysed(item, segment, settings)).filter(({ n }) => n > 0 && n >= settings.minimumN)
    return shown.length < 2 ? [null] : [kanoSegments(shown.map(({ counts }) => counts), { fongZ: settings.fongZ })]
  })
  const known = found.filter((one) => one !== null)
  const family = asFamily(known.map(({ test }) => test))
  return found.map((one) => {
    if (one === null) return { test: null, pooled: false, divided: false }
    const test = testOf(family[known.indexOf(one)]!)
    return { test, pooled: one.pooled, divided: one.divided && test !== null && test.adjustedP < 0.05 }
  })
}

type Context = { parts: Parts; segments: readonly Segment[]; settings: Settings; cut: Cut }

function feature(item: RatedItem, found: Kano, division: Division | null, { parts, segments, settings, cut }: Context): KanoFeature {
  const head = figuresOf(found, settings.minimumN)
  const questionable = found.n === 0 ? null : found.counts.Q / found.n
  const wording = questionable !== null && questionable > hopeless ? 'withheld' : questionable !== null && questionable > doubtful ? 'watch' : 'fine'
  const isShown = head.reason === null
  const { counts, missing } = pairsOf(item, parts, settings)
  const continuous = continuousKanoOfPairs(counts, { missing })
  const importance = item.levels.importance ? estimateOf(meanOf(item.levels.importance.key, parts), settings.minimumN) : null
  const [better, worse] = [head.better.value, head.worse.value]
  return {
    ...head,
    item: item.key,
    title: item.title,
    combination: isShown && wording !== 'withheld' ? combinationOf(found) : null,
    blauth: isShown ? found.blauth : null,
    fong: isShown && found.fong ? { difference: found.fong.difference, critical: found.fong.critical } : null,
    categoryStrength: isShown ? found.categoryStrength : null,
    mixed: isShown ? found.mixed : null,
    totalStrength: isShown ? found.totalStrength : null,
    quadrant: better === null || worse === null ? null : better >= cut.better ? (worse <= cut.worse ? 'O' : 'A') : worse <= cut.worse ? 'M' : 'I',
    questionable: isShown ? questionable : null,
    wording,
    reversed: settings.reversed.has(item.key),
    offerReversal: isShown && found.category === 'R',
    continuous: {
      functional: estimateOf(continuous.functional, settings.minimumN),
      dysfunctional: estimateOf(continuous.dysfunctional, settings.minimumN),
      quadrant: isShown ? continuous.quadrant : null,
    },
    importance,
    priority: importance?.value == null || better === null || worse === null ? null : importance.value * Math.max(better, -worse),
    segments: segments.map((segment): KanoSegment => ({ value: segment.value, title: segment.title, ...figuresOf(analysed(item, segment, settings), settings.minimumN) })),
    segmentTest: division?.test ?? null,
    pooled: division?.pooled ?? false,
    divided: division?.divided ?? false,
  }
}

/** "A/I" where Fong's test cannot tell the first from the second. */
function combinationOf({ category, second, fong }: Kano): string | null {
  if (category === null) return null
  return fong?.clear === false && second !== null ? `${category}/${second}` : category
}

function figuresOf(found: Kano, minimumN: number): Omit<KanoSegment, 'value' | 'title'> {
  const { n, missing } = found
  if (n === 0 || n < minimumN) {
    const reason = n === 0 ? ('no-answers' as const) : ('below-minimum-n' as const)
    const nothing = withheld(reason, n, missing)
    return { n, missing, counts: null, category: null, second: null, clear: null, better: nothing, worse: nothing, reason }
  }
  const share = (of: Kano['better']) => estimateOf({ ...of, missing: n + missing - of.n }, 0)
  return { n, missing, counts: { ...found.counts }, category: found.category, second: found.second, clear: found.fong?.clear ?? null, better: share(found.better), worse: share(found.worse), reason: null }
}
