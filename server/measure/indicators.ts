/** The figures that stand alone: overall satisfaction, recommendation, effort, intention. */
import type { Text } from '@gap5/contract/language.ts'
import type { Role, Variable } from '@gap5/contract/listen/instrument.ts'
import type { Indicator } from '@gap5/contract/measure/results.ts'
import { effortVersions, mean, npsOfCounts, proportion, type EffortVersion, type NpsCounts, type Proportion } from '@gap5/methods'
import { estimateOf } from './estimates.ts'
import type { RatedItem } from './rated-items.ts'
import type { Histogram } from './histogram.ts'
import type { Figures } from './sums/leaves.ts'
import type { StudyScores } from './sums/study-scores.ts'

export const indicatorRoles = ['satisfaction', 'recommendation', 'effort', 'intention'] as const satisfies readonly Role[]

/** What was answered to one variable: its moments and how it spreads. */
export type Given = StudyScores<Figures>['answers'][number]

export function indicators(items: readonly RatedItem[], answers: readonly Given[], minimumN: number): Indicator[] {
  return items.flatMap((item) =>
    indicatorRoles.flatMap((role) => {
      const variable = item.levels[role]
      const given = answers.find((candidate) => candidate.variable === variable?.key)
      return variable && given ? [indicator(item, role, variable, given, minimumN)] : []
    }),
  )
}

function indicator(item: RatedItem, role: Role, variable: Variable, given: Given, minimumN: number): Indicator {
  const { min, max } = variable
  const head = { key: item.key, item: item.key, role, title: item.title, scale: { min, max, lowIsGood: variable.lowIsGood } }
  if (isNps(variable)) return { ...head, kind: 'nps', ...promoters(given, minimumN) }
  const estimate = estimateOf(mean(given.values), minimumN)
  const version = role === 'effort' ? effortOf(variable) : null
  if (version) return { ...head, kind: 'effort', estimate, parts: ease(version, given, minimumN) }
  return { ...head, kind: 'mean', estimate, parts: boxes(variable, given, minimumN) }
}

/** The net promoter score is defined on 0 to 10 only. */
export function isNps({ role, min, max }: Variable): boolean {
  return role === 'recommendation' && min === 0 && max === 10
}

/** How many answer 9 and 10, 7 and 8, and 0 to 6. */
export function npsCounts(spread: Histogram): NpsCounts {
  const [promoters, atLeast7] = [spread.between(9, 10), spread.between(7, 10)]
  return { promoters, passives: atLeast7 - promoters, detractors: spread.n - atLeast7 }
}

function promoters({ spread, values }: Given, minimumN: number): Pick<Indicator, 'estimate' | 'parts'> {
  const counted = npsOfCounts(npsCounts(spread))
  const found = { ...counted, missing: values.n + values.missing - counted.n }
  const part = (key: string, title: Text, count: number) => {
    const share = estimateOf(proportion(count, found.n, { missing: found.missing }), minimumN)
    return { key, title, share }
  }
  return {
    estimate: estimateOf(found, minimumN, 100),
    parts: [
      part('promoters', { en: 'Promoters', zh: '推荐者' }, found.promoters),
      part('passives', { en: 'Passives', zh: '中立者' }, found.passives),
      part('detractors', { en: 'Detractors', zh: '贬损者' }, found.detractors),
    ],
  }
}

/** Version 2.0 agrees on 1 to 7 that it was easy; version 1.0 rates the effort from 1 to 5, low is good. */
function effortOf({ min, max, lowIsGood }: Variable): EffortVersion | null {
  const versions = Object.values(effortVersions)
  return versions.find(({ scale, direction }) => scale.min === min && scale.max === max && (direction === 'low-is-good') === lowIsGood) ?? null
}

function ease({ easy, hard }: EffortVersion, given: Given, minimumN: number): Indicator['parts'] {
  return threeParts(given, given.spread.between(...easy), given.spread.between(...hard), minimumN, [
    { key: 'easy', title: { en: 'Easy', zh: '轻松' } },
    { key: 'between', title: { en: 'In between', zh: '一般' } },
    { key: 'hard', title: { en: 'Hard', zh: '费力' } },
  ])
}

/** The best and the worst answers: two points each on scales of five and more, else one. */
function boxes(variable: Variable, given: Given, minimumN: number): Indicator['parts'] {
  const best = bestBox(variable, given).count
  const worst = bestBox({ ...variable, lowIsGood: !variable.lowIsGood }, given).count
  const titles =
    boxWidth(variable) === 1
      ? { best: { en: 'Best answer', zh: '最好一档' }, worst: { en: 'Worst answer', zh: '最差一档' } }
      : { best: { en: 'Two best answers', zh: '最好两档' }, worst: { en: 'Two worst answers', zh: '最差两档' } }
  return threeParts(given, best, worst, minimumN, [
    { key: 'top', title: titles.best },
    { key: 'between', title: { en: 'In between', zh: '居中' } },
    { key: 'bottom', title: titles.worst },
  ])
}

type Titled = { key: string; title: Text }

function threeParts({ values }: Given, first: number, last: number, minimumN: number, [a, b, c]: [Titled, Titled, Titled]): Indicator['parts'] {
  const { n, missing } = values
  const share = (count: number) => estimateOf(proportion(count, n, { missing }), minimumN)
  return [{ ...a, share: share(first) }, { ...b, share: share(n - first - last) }, { ...c, share: share(last) }]
}

/** Share of the best answers (top box), whichever end of the scale is good. */
export function bestBox(variable: Pick<Variable, 'min' | 'max' | 'lowIsGood'>, { values, spread }: Given): Proportion {
  const width = boxWidth(variable)
  const { min, max, lowIsGood } = variable
  const count = lowIsGood ? spread.atMost(min + width - 1) : spread.atLeast(max - width + 1)
  return proportion(count, values.n, { missing: values.missing })
}

/** Whether an answer is among those. */
export function isBest(variable: Pick<Variable, 'min' | 'max' | 'lowIsGood'>, answer: number): boolean {
  const width = boxWidth(variable)
  return variable.lowIsGood ? answer <= variable.min + width - 1 : answer >= variable.max - width + 1
}

/** How many points the best answers are. */
export function boxWidth({ min, max }: Pick<Variable, 'min' | 'max'>): number {
  return max - min >= 4 ? 2 : 1
}

