/** The model of a chain, as it is chosen: parts made of questions, and links between them. */
import type { Text } from '@gap5/contract/language.ts'
import type { InquiryInput } from '@gap5/contract/measure/workbench.ts'
import { ecsiModel, plsModelProblems, plsStudy, type PlsModel, type PlsOptions, type PlsSettings, type PlsStudy } from '@gap5/methods'
import type { BenchColumn, BenchData } from './bench-data.ts'
import type { Chosen } from './inquiry.ts'
import { rName, rNames } from './r-script.ts'

/** What acts on what, link by link. */
export function pathsInput(data: BenchData): InquiryInput {
  const constructs = constructsOf(data)
  return {
    key: 'paths',
    title: { en: 'What acts on what', zh: '谁影响谁' },
    hint: { en: 'No circles: a cause cannot be its own effect.', zh: '不可成环：原因不能又是自己的结果。' },
    kind: 'pairs',
    options: constructs.map(({ id, title }) => ({ value: id, title })),
    chosen: usualPaths(constructs),
    least: 1,
    most: 60,
  }
}

/** Parts that their questions make up; only one question makes up nothing. */
export function formativeInput(data: BenchData): InquiryInput[] {
  const options = constructsOf(data).filter(({ items }) => items.length >= 2).map(({ id, title }) => ({ value: id, title }))
  if (options.length === 0) return []
  return [
    {
      key: 'formative',
      title: { en: 'Made up by their questions (mode B)', zh: '由题目构成的部分（模式B）' },
      hint: { en: 'A part shows in its questions (mode A) unless it is chosen here: then its questions make it up, and need not go together.', zh: '默认部分体现于题目（模式A）；选中者由题目构成，题目之间不必一致。' },
      kind: 'several',
      options,
      chosen: [],
      least: 0,
      most: null,
    },
  ]
}

export type Construct = { id: string; title: Text; items: BenchColumn[] }

const outcomeTitles: Record<string, Text> = {
  satisfaction: { en: 'Overall satisfaction', zh: '总体满意' },
  recommendation: { en: 'Recommendation', zh: '推荐意愿' },
  intention: { en: 'Intention', zh: '行为意向' },
}

/** Dimensions with the answers that tell of performance, and overall questions that belong to no dimension, by role. */
export function constructsOf({ columns, dimensions }: BenchData): Construct[] {
  const items = columns.filter(({ kind }) => kind === 'item')
  const isPerformance = ({ role }: BenchColumn) => !['expectation', 'adequate', 'desired', 'importance', 'weight', 'functional', 'dysfunctional', 'ideal', 'normative', 'minimum', 'experienced'].includes(role ?? '')
  const own = dimensions.map(({ key, title }) => {
    const asked = items.filter((item) => item.dimension === key)
    return { id: key, title, items: asked.some(isPerformance) ? asked.filter(isPerformance) : asked }
  })
  const loose = Object.entries(outcomeTitles).map(([role, title]) => ({ id: `overall-${role}`, title, items: items.filter((item) => item.dimension === null && item.role === role) }))
  return [...own, ...loose].filter((construct) => construct.items.length > 0)
}

/**
 * The links of the European index where its blocks are asked. Else every dimension acts on satisfaction, and satisfaction on what follows
 * from it; without an overall question, each on the last.
 */
function usualPaths(constructs: readonly Construct[]): string[] {
  const ready = ecsiModel(Object.fromEntries(constructs.map(({ id, items }) => [id, items.map((item) => item.id)])))
  if (ready.paths.length >= 6) return ready.paths.map(({ from, to }) => `${from}>${to}`)
  const middle = constructs.find(({ id }) => id === 'satisfaction') ?? constructs.find(({ id }) => id === 'overall-satisfaction')
  const after = constructs.filter(({ id }) => ['overall-recommendation', 'overall-intention', 'loyalty', 'complaints'].includes(id))
  const end = middle ?? after[0] ?? constructs.at(-1)!
  const before = constructs.filter((one) => one !== end && !after.includes(one) && one.id !== 'overall-satisfaction')
  return [...before.map(({ id }) => `${id}>${end.id}`), ...after.filter((one) => one !== end).map(({ id }) => `${end.id}>${id}`)]
}

export function modelOf(constructs: readonly Construct[], chosen: Chosen): PlsModel {
  const known = new Set(constructs.map(({ id }) => id))
  const paths = [...new Set(chosen.several('paths'))]
    .map((path) => path.split('>'))
    .flatMap(([from, to]) => (from !== undefined && to !== undefined && known.has(from) && known.has(to) ? [{ from, to }] : []))
  const used = new Set(paths.flatMap(({ from, to }) => [from, to]))
  const formative = new Set(chosen.several('formative'))
  return { constructs: constructs.filter(({ id }) => used.has(id)).map(({ id, items }) => ({ id, items: items.map((item) => item.id), mode: formative.has(id) ? 'B' : 'A' })), paths }
}

function problemWords(code: string): Text {
  if (code === 'cycle') return { en: 'The links run in a circle. Take one of them out.', zh: '连线成环。请去掉其中一条。' }
  return { en: 'These links make no model. Every part must be linked, once, and not to itself.', zh: '这些连线不成模型。每一部分须与其他部分相连，不可重复，也不可连向自己。' }
}

export type ReadyChain = { constructs: Construct[]; model: PlsModel; study: PlsStudy; titleOf: (id: string) => Text }

/** The chosen chain made ready for the path-model methods, or why it is none. Scales are those of the questions. */
export function chainOf(data: BenchData, chosen: Chosen, options: Pick<PlsOptions, 'consistent' | 'scheme' | 'scaled'> = {}): ReadyChain | { problem: Text } {
  const constructs = constructsOf(data)
  const model = modelOf(constructs, chosen)
  const [problem] = plsModelProblems(model)
  if (problem) return { problem: problemWords(problem.code) }
  const items = constructs.flatMap((construct) => construct.items)
  const columns = Object.fromEntries(items.map(({ id, values }) => [id, values]))
  const scales = Object.fromEntries(items.flatMap(({ id, scale }) => (scale ? [[id, scale] as const] : [])))
  const titles = new Map([...constructs.map(({ id, title }) => [id, title] as const), ...items.map(({ id, title }) => [id, title] as const)])
  return { constructs, model, study: plsStudy(columns, model, { scales, ...options }), titleOf: (id) => titles.get(id) ?? { en: id, zh: id } }
}

const schemes = { path: 'path', factorial: 'factorial', centroid: 'centroid' }

/** Lines of R that estimate the chain with plspm, which leaves the spread of questions as it is where it is told to. */
export function plspmModel({ constructs, paths }: PlsModel, scheme: PlsSettings['scheme']): string[] {
  const ordered = causesFirst(constructs.map(({ id }) => id), paths)
  const blocks = ordered.map((id) => constructs.find((one) => one.id === id)!)
  const row = (to: string) => ordered.map((from) => Number(paths.some((path) => path.from === from && path.to === to))).join(', ')
  const names = (ids: readonly string[]) => rNames(ids.map((id) => ({ id })))
  return [
    `used <- na.omit(data[, ${names(blocks.flatMap(({ items }) => items))}])`,
    `path <- matrix(c(${ordered.map(row).join(', ')}), ${ordered.length}, byrow = TRUE, dimnames = rep(list(${names(ordered)}), 2))`,
    `blocks <- list(${blocks.map(({ items }) => names(items)).join(', ')})`,
    `model <- plspm(used, path, blocks, modes = c(${blocks.map(({ mode }) => JSON.stringify(mode ?? 'A')).join(', ')}), scheme = "${schemes[scheme]}", scaled = FALSE)`,
  ]
}

/** plspm takes causes before effects. */
function causesFirst(ids: readonly string[], paths: PlsModel['paths']): string[] {
  const placed: string[] = []
  while (placed.length < ids.length) placed.push(...ids.filter((id) => !placed.includes(id) && paths.every(({ from, to }) => to !== id || placed.includes(from))))
  return placed
}

const innerWeights = { path: 'path_weighting', factorial: 'path_factorial', centroid: 'function(...) sign(path_factorial(...))' }

/** Lines of R that estimate the chain with seminr; the model is then called `model`. */
export function seminrModel({ constructs, paths }: PlsModel, isConsistent = false, scheme: PlsSettings['scheme'] = 'path'): string[] {
  const columns = (items: readonly string[]) => rNames(items.map((id) => ({ id })))
  return [
    'measurement <- constructs(',
    constructs.map(({ id, items, mode }) => (isConsistent && mode !== 'B' ? `  reflective("${rName(id)}", ${columns(items)})` : `  composite("${rName(id)}", ${columns(items)}, weights = mode_${mode ?? 'A'})`)).join(',\n'),
    ')',
    'structure <- relationships(',
    paths.map(({ from, to }) => `  paths(from = "${rName(from)}", to = "${rName(to)}")`).join(',\n'),
    ')',
    `used <- na.omit(data[, ${columns(constructs.flatMap(({ items }) => items))}])`,
    `model <- estimate_pls(used, measurement, structure, inner_weights = ${innerWeights[scheme]})`,
  ]
}

/** How many links lie between the first causes and each part, along the longest way. */
export function placesOf(paths: readonly { from: string; to: string }[]): Map<string, number> {
  const places = new Map<string, number>()
  for (const { from, to } of paths) for (const id of [from, to]) places.set(id, 0)
  for (let round = 0; round < places.size; round++) {
    for (const { from, to } of paths) places.set(to, Math.max(places.get(to) ?? 0, (places.get(from) ?? 0) + 1))
  }
  return places
}
