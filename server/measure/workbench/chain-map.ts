import { figure, type Text } from '@gap5/contract/language.ts'
import { importancePerformanceMap, type ImportancePerformanceMap } from '@gap5/methods'
import type { BenchData } from './bench-data.ts'
import { chainOf, constructsOf, formativeInput, pathsInput, seminrModel, type ReadyChain } from './chain-model.ts'
import { conclusion, deletionWords, noAnswer, numbers, onHundred, oneOf, tableOf, unfit, warningWords, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'Importance is the total effect on the target: how many points of 0–100 it rises when the part rises by one. Performance is the part’s own level on 0–100, its questions weighted as the path model weighs them.',
    zh: '重要性为对目标的总效应：该部分提高1点（0–100），目标提高多少点。表现为该部分自身在0–100上的水平，题目按路径模型的权重加权。',
  },
  sources: ['Ringle & Sarstedt (2016) Industrial Management & Data Systems 116'],
  conventions: [{ en: 'Scales by their theoretical ends; weights must be positive.', zh: '量表取理论端点；权重须为正。' }],
}

/** Where would better service pay most? */
export const chainMap: Definition = {
  key: 'chain-map',
  group: 'causes',
  title: { en: 'Where would better service pay most?', zh: '改进哪里最见效？' },
  use: { en: 'Sets what moves the target against how well it is done already: strong and weak comes first. Needs a chain and a target.', zh: '把对目标的影响与现有水平对照：影响大而水平低者优先。需要一条链和一个目标。' },
  long: false,
  unavailable: (data) => (constructsOf(data).length < 2 ? { en: 'It takes two dimensions or overall questions at least.', zh: '至少需要两个维度或总体题。' } : null),
  inputs: (data) => [pathsInput(data), ...formativeInput(data), oneOf('target', { en: 'Target', zh: '目标' }, constructsOf(data).map(({ id, title }) => ({ value: id, title })), likelyTarget(data))],
  answer(data, chosen) {
    const ready = chainOf(data, chosen)
    if ('problem' in ready) return unfit(method, ready.problem)
    const target = chosen.one('target')
    const code = scriptOf(ready, target)
    if (!ready.model.paths.some(({ to }) => to === target)) return unfit(method, { en: 'Nothing acts on this target. Choose one that an arrow leads to.', zh: '没有任何部分影响该目标。请选择有箭头指向的部分。' })
    const map = importancePerformanceMap(ready.study, target)
    if (!map.points || map.n < data.minimumN) return noAnswer({ ...map, reason: map.reason ?? 'too-few' }, method, code)
    const ranked = [...map.points].sort((a, b) => b.importance - a.importance)
    return {
      n: map.n,
      missing: map.missing,
      deletion: deletionWords[map.deletion],
      conclusion: sentenceOf(map, ready.titleOf),
      conditions: [],
      pictures: [
        { kind: 'bars', axis: 'nil', title: { en: `Importance: points of “${ready.titleOf(target).en}” for one point of the part`, zh: `重要性：该部分每提高1点，“${ready.titleOf(target).zh}”提高的点数` }, unit: 'number', decimals: 2, bars: ranked.map(({ construct, importance }) => ({ key: construct, title: ready.titleOf(construct), value: importance, lower: null, upper: null })), reference: null },
        { kind: 'bars', axis: onHundred, title: { en: 'Performance on 0–100', zh: '表现（0–100）' }, unit: 'number', decimals: 1, bars: ranked.map(({ construct, performance }) => ({ key: construct, title: ready.titleOf(construct), value: performance, lower: null, upper: null })), reference: { value: meanOf(ranked.map(({ performance }) => performance)), title: { en: 'mean of the parts', zh: '各部分均值' } } },
      ],
      tables: [
        tableOf({ en: 'Parts', zh: '各部分' }, [words('Part', '部分'), numbers('Importance', '重要性', 3), numbers('Standardised', '标准化', 3), numbers('Performance', '表现', 1)], ranked.map(({ construct, importance, standardised, performance }) => [ready.titleOf(construct), importance, standardised, performance])),
        tableOf({ en: 'Questions', zh: '题目' }, [words('Question', '题目'), words('Part', '部分'), numbers('Importance', '重要性', 3), numbers('Performance', '表现', 1)], ranked.flatMap(({ construct, items }) => items.map((item) => [ready.titleOf(item.item), ready.titleOf(construct), item.importance, item.performance]))),
      ],
      warnings: warningWords(map.warnings, ready.titleOf),
      method,
      script: code,
    }
  },
}

function likelyTarget(data: BenchData): string | undefined {
  const ids = constructsOf(data).map(({ id }) => id)
  return ['satisfaction', 'overall-satisfaction', 'loyalty', 'overall-recommendation'].find((id) => ids.includes(id)) ?? ids.at(-1)
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}

/** Of what matters more than most, the part that is done worst. */
function sentenceOf({ points, target, performance }: ImportancePerformanceMap, titleOf: (id: string) => Text): Found['conclusion'] {
  const all = points ?? []
  const usual = meanOf(all.map(({ importance }) => importance))
  const first = all.filter(({ importance }) => importance >= usual).sort((a, b) => a.performance - b.performance)[0]
  const name = titleOf(first?.construct ?? '')
  return conclusion(
    'neutral',
    { en: `${name.en} first: it matters more than most and stands at ${figure(first?.performance ?? 0, 'en', 0)} of 100.`, zh: `先改${name.zh}：影响高于平均，现为${figure(first?.performance ?? 0, 'zh', 0)}分（满分100）。` },
    { en: `One point there brings ${figure(first?.importance ?? 0, 'en', 2)} on ${titleOf(target).en}, now at ${figure(performance ?? 0, 'en', 0)}.`, zh: `每提高1点，${titleOf(target).zh}提高${figure(first?.importance ?? 0, 'zh', 2)}点，现为${figure(performance ?? 0, 'zh', 0)}分。` },
  )
}

/** Weights over standard deviations, made to sum to one, place each part on 0–100; standardised total effects follow to that scale. */
function scriptOf({ model, constructs }: ReadyChain, target: string): string {
  const ends = constructs.flatMap(({ items }) => items.flatMap(({ id, scale }) => (scale ? [`"${rName(id)}" = c(${scale.min}, ${scale.max})`] : [])))
  return script(['seminr'], [
    ...seminrModel(model),
    `ends <- list(${ends.join(', ')})`,
    'level <- sapply(model$constructs, function(part) {',
    '  items <- model$mmMatrix[model$mmMatrix[, "construct"] == part, "measurement"]',
    '  w <- model$outer_weights[items, part] / sapply(items, function(i) sd(used[[i]]))',
    '  on100 <- sapply(items, function(i) 100 * (used[[i]] - ends[[i]][1]) / diff(ends[[i]]))',
    '  w <- w * sapply(items, function(i) diff(ends[[i]]))',
    '  as.vector(on100 %*% (w / sum(w)))',
    '})',
    'print(colMeans(level))',
    `print(total_effects(model)[, "${rName(target)}"] * sd(level[, "${rName(target)}"]) / apply(level, 2, sd))`,
  ])
}
