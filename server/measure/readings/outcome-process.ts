/** Grönroos: outcome quality, process quality and the image that filters both. */
import { figure, type Text } from '@gap5/contract/language.ts'
import type { ByOptions, OutcomeProcessReading } from '@gap5/contract/measure/readings/others.ts'
import type { Conclusion, Estimate } from '@gap5/contract/measure/results.ts'
import { mean, oneSampleT, regressionOfCovariances, type CaseCovariances, type MeanTest } from '@gap5/methods'
import { intervalOf } from '../conclusions/wording.ts'
import { estimateOf, withheld } from '../estimates.ts'
import { overallTitle } from '../gap-rows.ts'
import { groupsIn, type PartFigures, type Parts } from '../parts.ts'
import { scaleOf } from '../sums/block-scores.ts'
import { headOf, needs, onHundred, requireAsked, shownGroups, type Needs } from './answers.ts'
import { offers } from './offers.ts'
import type { Block } from './outcome-process-blocks.ts'

type Reading = OutcomeProcessReading
type Effects = NonNullable<Reading['effects']>

export function outcomeProcessNeeds({ by }: ByOptions): Needs {
  return needs(['performance', 'gap', 'overall', 'outcomeProcess'], { by })
}

export function outcomeProcessReading(parts: Parts): Reading {
  const { study, questions, figures: found, split } = parts
  requireAsked(found.outcomeProcess !== null, offers['outcome-process'].needs)
  const { effects, filter, difference } = found.outcomeProcess
  const blocks = found.outcomeProcess.blocks.map(({ key, dimension }): Block => ({ key, dimension, title: questions.dimensions.find((d) => d.key === dimension)!.title }))
  const placed = (value: string, title: Text, part: PartFigures) => placeOf(value, title, blocks, parts, part)
  const influences = blocks.filter(({ key }) => key !== 'image')
  const figures = {
    blocks: blocks.map(({ key, title, dimension }) => ({ key, title, estimate: scoreOf(dimension, parts, parts), gap: gapOf(dimension, parts) })),
    whole: placed('all', overallTitle, parts),
    by: split && { key: split.key, title: split.title },
    groups: (split ? groupsIn(parts, shownGroups(split)) : []).map((group) => placed(group.value, group.title, group)),
    effects: effects && slopesOf(effects, blocks, study.minimumN),
    filter: filter && filterOf(filter, influences, study.minimumN),
  }
  return { ...headOf(parts, { conclusions: conclusionsOf(figures, oneSampleT(difference)) }), ...figures }
}

/** The mean of a block on 0–100. */
function scoreOf(dimension: string, { study, questions }: Parts, { figures }: PartFigures): Estimate {
  const score = figures.performance.placed!.dimensions.find(({ id }) => id === dimension)!.perception
  return estimateOf(mean(onHundred(score, scaleOf(questions.dimensions, dimension)!)), study.minimumN)
}

/** Perceived − expected of the block on 0–100, where expectation was asked too. */
function gapOf(dimension: string, { study, questions, figures }: Parts): Estimate | null {
  const found = figures.gap.placed?.dimensions.find(({ id }) => id === dimension)
  if (!found) return null
  const { min, max } = scaleOf(questions.dimensions, dimension)!
  return estimateOf(mean(onHundred(found.gap, { min: 0, max: max - min })), study.minimumN)
}

function placeOf(value: string, title: Text, blocks: readonly Block[], parts: Parts, part: PartFigures): Reading['whole'] {
  const of = (key: Block['key']) => {
    const block = blocks.find((one) => one.key === key)
    return block ? scoreOf(block.dimension, parts, part) : null
  }
  return { value, title, n: part.respondents, outcome: of('outcome') ?? withheld('not-asked'), process: of('process') ?? withheld('not-asked'), image: of('image') }
}

/** Standardised coefficients with t intervals. */
function slopesOf(cases: CaseCovariances, blocks: readonly Block[], minimumN: number) {
  const found = regressionOfCovariances(cases, blocks.map(({ key }) => key))
  if (found.slopes === null || found.n < minimumN) return null
  const rows = found.slopes.map((slope, j) => {
    const scale = slope.estimate === 0 ? 0 : slope.standardised / slope.estimate
    const estimate: Estimate = { value: slope.standardised, lower: slope.interval.lower * scale, upper: slope.interval.upper * scale, sd: null, n: found.n, missing: found.missing, reason: null }
    return { key: blocks[j]!.key, title: blocks[j]!.title, estimate }
  })
  return { rows, r2: found.r2, n: found.n }
}

function filterOf(cases: CaseCovariances, blocks: readonly Block[], minimumN: number): Reading['filter'] {
  const found = slopesOf(cases, blocks, minimumN)
  return found && { ...found, rows: found.rows.flatMap((row) => (row.key === 'image' ? [] : [{ ...row, key: row.key }])) }
}

type Figures = Pick<Reading, 'blocks' | 'effects' | 'filter'>

function conclusionsOf({ blocks, effects, filter }: Figures, certain: MeanTest): Conclusion[] {
  const of = (key: Block['key']) => blocks.find((block) => block.key === key)
  const [outcome, process] = [of('outcome'), of('process')]
  if (outcome?.estimate.value == null || process?.estimate.value == null) return [{ kind: 'outcome-process-none', tone: 'neutral', text: { en: 'Outcome and process cannot be compared yet', zh: '尚不能比较结果质量与过程质量' }, evidence: null }]
  const said = (estimate: Estimate, language: 'en' | 'zh') => `${figure(estimate.value ?? 0, language, 1)}（${intervalOf(estimate, 1)?.zh ?? ''}）`
  const evidence: Text = {
    en: `Of 100: ${outcome.title.en} ${figure(outcome.estimate.value, 'en', 1)} (${intervalOf(outcome.estimate, 1)?.en ?? ''}), ${process.title.en} ${figure(process.estimate.value, 'en', 1)} (${intervalOf(process.estimate, 1)?.en ?? ''}).`,
    zh: `百分制：${outcome.title.zh}${said(outcome.estimate, 'zh')}，${process.title.zh}${said(process.estimate, 'zh')}。`,
  }
  const differs = (certain.p ?? 1) < 0.05
  const lower = outcome.estimate.value < process.estimate.value ? 'outcome' : 'process'
  const text = !differs
    ? { en: 'What customers get and how they get it are judged alike', zh: '顾客对结果与过程的评价没有超出偶然的差别' }
    : lower === 'outcome'
      ? { en: 'What customers get is judged lower than how they get it', zh: '结果质量低于过程质量：顾客得到的东西不如服务的方式好' }
      : { en: 'How customers are served is judged lower than what they get', zh: '过程质量低于结果质量：服务的方式不如顾客得到的东西好' }
  return [{ kind: 'outcome-process', tone: 'neutral', text, evidence }, ...strongest(effects), ...filtered(filter)]
}

function strongest(effects: Effects | null): Conclusion[] {
  const [first] = effects?.rows.toSorted((a, b) => (b.estimate.value ?? 0) - (a.estimate.value ?? 0)) ?? []
  if (!effects || !first || first.estimate.value === null || first.estimate.lower === null || first.estimate.lower <= 0) return []
  const interval = intervalOf(first.estimate, 2)
  return [
    {
      kind: 'outcome-process-strongest',
      tone: 'neutral',
      text: { en: `${first.title.en} goes with overall satisfaction most`, zh: `${first.title.zh}与总体满意度的关系最强` },
      evidence: {
        en: `Standardised coefficient ${figure(first.estimate.value, 'en', 2)}, the other blocks held constant (${interval?.en ?? ''}); R² ${figure(effects.r2 ?? 0, 'en', 2)}, n ${effects.n}.`,
        zh: `控制其他各块后的标准化系数为${figure(first.estimate.value, 'zh', 2)}（${interval?.zh ?? ''}）；R² ${figure(effects.r2 ?? 0, 'zh', 2)}，n ${effects.n}。`,
      },
    },
  ]
}

function filtered(filter: Reading['filter']): Conclusion[] {
  if (!filter || filter.r2 === null) return []
  return [
    {
      kind: 'outcome-process-image',
      tone: 'neutral',
      text: { en: 'Image filters both: it goes with outcome and process', zh: '企业形象是两者的过滤器：它随结果与过程而变' },
      evidence: {
        en: `${filter.rows.map((row) => `${row.title.en} ${figure(row.estimate.value ?? 0, 'en', 2)}`).join(', ')} (standardised); R² ${figure(filter.r2, 'en', 2)}, n ${filter.n}.`,
        zh: `${filter.rows.map((row) => `${row.title.zh}${figure(row.estimate.value ?? 0, 'zh', 2)}`).join('，')}（标准化）；R² ${figure(filter.r2, 'zh', 2)}，n ${filter.n}。`,
      },
    },
  ]
}
