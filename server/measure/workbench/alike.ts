import { figure, type Text } from '@gap5/contract/language.ts'
import { measurementInvariance, type Invariance, type InvarianceStep } from '@gap5/methods'
import type { BenchLabels } from './bench-data.ts'
import { readFit } from './fit-words.ts'
import { blocksOf, levelsOf, levelTitles, titles, type ItemBlock } from './dimensions.ts'
import { conclusion, condition, deletionWords, enoughCases, noAnswer, numbers, oneOf, tableOf, warningWords, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'The same factors in every group, in four steps: the same pattern, the same loadings, the same intercepts, the same residuals. A step holds while CFI drops by no more than .01. Means may be compared from the third step on.',
    zh: '各组用同一因子模型，分四步加严：结构相同、载荷相同、截距相同、残差相同。CFI下降不超过.01即成立。第三步成立后方可比较均值。',
  },
  sources: ['Meredith (1993) Psychometrika 58', 'Chen (2007) Structural Equation Modeling 14', 'Cheung & Rensvold (2002) Structural Equation Modeling 9', 'Satorra & Bentler (2001) Psychometrika 66 (difference of robust tests)'],
  conventions: [{ en: 'Maximum likelihood; first loading of each factor 1; respondents who answered everything.', zh: '极大似然；各因子首题载荷为1；仅用答全的受访者。' }],
}
const stepTitles: Record<InvarianceStep['step'], Text> = {
  configural: { en: 'Same pattern', zh: '结构相同' },
  metric: { en: 'Same loadings', zh: '载荷相同' },
  scalar: { en: 'Same intercepts', zh: '截距相同' },
  strict: { en: 'Same residuals', zh: '残差相同' },
}

/** Do groups understand the questions alike? */
export const alike: Definition = {
  key: 'alike',
  group: 'groups',
  title: { en: 'Do groups understand the questions alike?', zh: '各组对题目的理解一致吗？' },
  use: {
    en: 'Before branches, languages or segments are compared: does the questionnaire measure the same in each? Needs two dimensions, and a hundred answers a group.',
    zh: '在比较分支、语言或客群之前：问卷在各组中测的是同一回事吗？需要两个维度，每组约一百份。',
  },
  long: true,
  unavailable(data) {
    if (levelsOf(data).length === 0) return { en: 'There are no two dimensions of two questions each.', zh: '没有两个各含两题以上的维度。' }
    return data.labels.length === 0 ? { en: 'Nothing tells groups of respondents apart.', zh: '没有可区分受访者的属性。' } : null
  },
  inputs: (data) => [
    oneOf('group', { en: 'Groups by', zh: '分组依据' }, data.labels.map(({ id, title }) => ({ value: id, title }))),
    oneOf('level', { en: 'Of which answers', zh: '用哪类作答' }, levelsOf(data).map((role) => ({ value: role, title: levelTitles[role] ?? { en: role, zh: role } }))),
    oneOf('errors', { en: 'Tests', zh: '检验' }, [{ value: 'plain', title: { en: 'for normal answers', zh: '按正态作答' } }, { value: 'robust', title: { en: 'robust, for any shape (MLR)', zh: '稳健，任意分布（MLR）' } }]),
  ],
  answer(data, chosen, progress) {
    const blocks = blocksOf(data, chosen.one('level'))
    const label = data.labels.find(({ id }) => id === chosen.one('group'))
    const isRobust = chosen.one('errors') === 'robust'
    const code = scriptOf(blocks, label, isRobust)
    if (!label || blocks.length < 2) return noAnswer({ n: 0, missing: data.respondents, deletion: 'listwise', reason: 'not-applicable' }, method, code)
    const items = blocks.reduce((sum, block) => sum + block.items.length, 0)
    const sizes = label.groups.map((_, at) => label.codes.reduce((sum, group) => sum + Number(group === at), 0))
    const kept = new Set(label.groups.filter((_, at) => sizes[at]! > 2 * items).map(({ value }) => value))
    if (kept.size < 2) return noAnswer({ n: 0, missing: data.respondents, deletion: 'listwise', reason: 'too-few' }, method, code)
    progress(0.1)
    const groups = Array.from(label.codes, (at) => {
      const value = label.groups[at]?.value ?? null
      return value !== null && kept.has(value) ? value : null
    })
    const model = { factors: blocks.map(({ key, items: own }) => ({ id: key, items: own.map(({ id }) => id) })) }
    const columns = Object.fromEntries(blocks.flatMap((block) => block.items.map(({ id, values }) => [id, values])))
    const found = measurementInvariance(columns, model, { groups, robust: isRobust ? 'yuan-bentler' : 'none' })
    if (found.steps[0]?.estimate.solution === null || found.steps.length === 0) return noAnswer({ ...found, reason: found.steps[0]?.estimate.reason ?? found.reason }, method, code)
    return answerOf(found, label, kept.size, Math.min(...sizes.filter((size) => size > 2 * items)), blocks, code)
  },
}

function answerOf(found: Invariance, label: BenchLabels, groups: number, smallest: number, blocks: readonly ItemBlock[], code: string): Found {
  const rows = found.steps.map(({ step, estimate, difference, holds }) => {
    const fit = estimate.solution?.fit
    const held = fit && readFit(fit)
    return [stepTitles[step], fit?.scaled?.chiSquare ?? fit?.chiSquare ?? null, fit?.df ?? null, held?.cfi ?? null, held?.rmsea ?? null, difference?.chiSquare ?? null, difference?.df ?? null, difference?.p ?? null, difference?.cfi ?? null, holds ? { en: 'holds', zh: '成立' } : { en: 'does not hold', zh: '不成立' }]
  })
  const dropped = label.groups.length - groups
  const isPossible = !found.warnings.some(({ code: warning }) => warning === 'improper')
  return {
    n: found.n,
    missing: found.missing,
    deletion: deletionWords[found.deletion],
    conclusion: sentenceOf(found.reached, label.title, isPossible),
    conditions: [
      enoughCases(smallest, 100, { en: 'A hundred respondents in the smallest group', zh: '最小的组也有一百位受访者' }),
      condition(isPossible, { en: 'The solution can be true in every group (no Heywood case)', zh: '各组的解均合理（无Heywood现象）' }),
    ],
    pictures: [],
    tables: [
      tableOf(
        { en: 'Step by step', zh: '逐步检验' },
        [words('Step', '步骤'), numbers('χ²', 'χ²', 1), numbers('df', '自由度', 0), numbers('CFI', 'CFI', 3), numbers('RMSEA', 'RMSEA', 3), numbers('Δχ²', 'Δχ²', 1), numbers('Δdf', 'Δdf', 0), numbers('p', 'p', 3, 'p'), numbers('ΔCFI', 'ΔCFI', 3), words('Verdict', '结论')],
        rows,
      ),
    ],
    warnings: [
      ...(dropped > 0 ? [{ en: `${figure(dropped, 'en')} ${dropped === 1 ? 'group has' : 'groups have'} too few answers and ${dropped === 1 ? 'was' : 'were'} left out.`, zh: `有${figure(dropped, 'zh')}个组作答过少，已剔除。` }] : []),
      ...warningWords(found.warnings, titles(blocks)),
    ],
    method,
    script: code,
  }
}

function sentenceOf(reached: Invariance['reached'], by: Text, isPossible: boolean): Found['conclusion'] {
  if (reached !== null && !isPossible) {
    return conclusion('caution', { en: `Not shown: the model does not hold together in every group by ${by.en.toLowerCase()}.`, zh: `无法判断：按“${by.zh}”分组，模型并非在每组都能成立。` }, { en: 'Some figures come out as impossible; collect more answers a group, or ask of fewer questions.', zh: '部分估计不可能成立；请增加各组的作答数，或减少题目。' })
  }
  if (reached === 'scalar' || reached === 'strict') {
    return conclusion('good', { en: `Yes: the questions mean the same whatever the ${by.en.toLowerCase()}; means can be compared.`, zh: `一致：按“${by.zh}”分组，题目含义相同，可以比较均值。` })
  }
  if (reached === 'metric') {
    return conclusion('caution', { en: 'In part: questions weigh the same, but groups use the scale differently. Compare relations, not means.', zh: '部分一致：题目权重相同，但各组打分尺度不同。可比较关系，不宜比较均值。' })
  }
  return conclusion('bad', { en: 'No: the questions do not mean the same to all groups. Look at each group by itself.', zh: '不一致：题目对各组含义不同。请分别看各组。' })
}

function scriptOf(blocks: readonly ItemBlock[], label: BenchLabels | undefined, isRobust: boolean): string {
  const model = blocks.map(({ key, items }) => `${rName(`f.${key}`)} =~ ${items.map(({ id }) => rName(id)).join(' + ')}`).join('\n')
  const group = rName(label?.id ?? 'group')
  return script(['lavaan'], [
    `model <- '\n${model}\n'`,
    `fit <- function(equal) cfa(model, data, group = "${group}", group.equal = equal${isRobust ? ', estimator = "MLR"' : ''})`,
    'steps <- list(configural = fit(""), metric = fit("loadings"), scalar = fit(c("loadings", "intercepts")), strict = fit(c("loadings", "intercepts", "residuals")))',
    isRobust ? 'print(sapply(steps, fitMeasures, c("chisq.scaled", "df", "cfi.robust", "rmsea.robust")))' : 'print(sapply(steps, fitMeasures, c("chisq", "df", "cfi", "rmsea")))',
    'print(lavTestLRT(steps$configural, steps$metric, steps$scalar, steps$strict))',
  ])
}
