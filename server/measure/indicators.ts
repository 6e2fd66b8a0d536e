/** The figures that stand alone: overall satisfaction, recommendation, effort, intention. */
import type { Text } from '@gap5/contract/language.ts'
import type { Role, Variable } from '@gap5/contract/listen/instrument.ts'
import type { Indicator } from '@gap5/contract/measure/results.ts'
import { bottomBox, effort, effortVersion1, mean, nps, proportion, topBox, type Proportion } from '@gap5/methods'
import { estimateOf } from './estimates.ts'
import type { RatedItem } from './rated-items.ts'
import type { SelectedAnswers } from './selected-answers.ts'

export const indicatorRoles = ['satisfaction', 'recommendation', 'effort', 'intention'] as const satisfies readonly Role[]

export function indicators(items: readonly RatedItem[], answers: SelectedAnswers, minimumN: number): Indicator[] {
  return items.flatMap((item) =>
    indicatorRoles.flatMap((role) => {
      const variable = item.levels[role]
      return variable ? [indicator(item, role, variable, answers.values(variable), minimumN)] : []
    }),
  )
}

function indicator(item: RatedItem, role: Role, variable: Variable, answers: Float64Array, minimumN: number): Indicator {
  const { min, max } = variable
  const head = { key: item.key, item: item.key, role, title: item.title, scale: { min, max, lowIsGood: variable.lowIsGood } }
  if (isNps(variable)) return { ...head, kind: 'nps', ...promoters(answers, minimumN) }
  if (role === 'effort' && effortOf(variable)) return { ...head, kind: 'effort', ...ease(variable, answers, minimumN) }
  return { ...head, kind: 'mean', estimate: estimateOf(mean(answers), minimumN), parts: boxes(variable, answers, minimumN) }
}

/** The net promoter score is defined on 0 to 10 only. */
export function isNps({ role, min, max }: Variable): boolean {
  return role === 'recommendation' && min === 0 && max === 10
}

function promoters(answers: Float64Array, minimumN: number): Pick<Indicator, 'estimate' | 'parts'> {
  const found = nps(answers)
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
function effortOf({ min, max, lowIsGood }: Variable): typeof effort | typeof effortVersion1 | null {
  if (min === 1 && max === 7 && !lowIsGood) return effort
  return min === 1 && max === 5 && lowIsGood ? effortVersion1 : null
}

function ease(variable: Variable, answers: Float64Array, minimumN: number): Pick<Indicator, 'estimate' | 'parts'> {
  const found = (effortOf(variable) ?? effort)(answers)
  const { easy, hard } = found
  const between = proportion(easy.n - easy.count - hard.count, easy.n, { missing: easy.missing })
  return {
    estimate: estimateOf(found.mean, minimumN),
    parts: [
      { key: 'easy', title: { en: 'Easy', zh: '轻松' }, share: estimateOf(easy, minimumN) },
      { key: 'between', title: { en: 'In between', zh: '一般' }, share: estimateOf(between, minimumN) },
      { key: 'hard', title: { en: 'Hard', zh: '费力' }, share: estimateOf(hard, minimumN) },
    ],
  }
}

/** The best and the worst answers: two points each on scales of five and more, else one. */
function boxes(variable: Variable, answers: Float64Array, minimumN: number): Indicator['parts'] {
  const best = bestBox(variable, answers)
  const worst = bestBox({ ...variable, lowIsGood: !variable.lowIsGood }, answers)
  const width = boxWidth(variable)
  const titles =
    width === 1
      ? { best: { en: 'Best answer', zh: '最好一档' }, worst: { en: 'Worst answer', zh: '最差一档' } }
      : { best: { en: 'Two best answers', zh: '最好两档' }, worst: { en: 'Two worst answers', zh: '最差两档' } }
  const between = proportion(best.n - best.count - worst.count, best.n, { missing: best.missing })
  return [
    { key: 'top', title: titles.best, share: estimateOf(best, minimumN) },
    { key: 'between', title: { en: 'In between', zh: '居中' }, share: estimateOf(between, minimumN) },
    { key: 'bottom', title: titles.worst, share: estimateOf(worst, minimumN) },
  ]
}

/** Share of the best answers (top box), whichever end of the scale is good. */
export function bestBox(variable: Pick<Variable, 'min' | 'max' | 'lowIsGood'>, answers: Float64Array): Proportion {
  const width = boxWidth(variable)
  const { min, max, lowIsGood } = variable
  return lowIsGood ? bottomBox(answers, min + width - 1) : topBox(answers, max - width + 1)
}

function boxWidth({ min, max }: Pick<Variable, 'min' | 'max'>): number {
  return max - min >= 4 ? 2 : 1
}

