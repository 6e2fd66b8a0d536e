import { figure, type Text } from '@gap5/contract/language.ts'
import { alpha, categoricalOmega, hierarchicalOmega, lambda6, omega, ordinalReliability, splitHalf, type Alpha, type OrdinalReliability } from '@gap5/methods'
import { named } from '../conclusions/wording.ts'
import { blocksOf, levelTitles, type ItemBlock } from './dimensions.ts'
import { conclusion, condition, ends, enoughCases, noAnswer, numbers, oneOf, tableOf, words, type Definition, type Found } from './inquiry.ts'
import { mostSteps, pointsOf } from './estimator.ts'
import { rNames, script } from './r-script.ts'
import type { BenchData } from './bench-data.ts'
import type { Role } from '@gap5/contract/listen/instrument.ts'

const method: Found['method'] = {
  text: {
    en: 'How much of a dimension’s score repeats itself over its questions: Cronbach’s alpha with Feldt’s interval (KR-20 for yes and no), McDonald’s omega of a one-factor model, Guttman’s lambda-6, split halves (stepped up by Spearman–Brown, Horst where the halves are unequal, and Guttman); for every question its correlation with the rest and alpha without it. Taken as steps: alpha and omega of the polychoric correlations, and Green and Yang’s omega of the sum of the answers. With three dimensions: how much all questions share (omega hierarchical by Schmid and Leiman).',
    zh: '维度得分在各题之间有多稳定：Cronbach α及Feldt区间（是非题即KR-20）、单因子模型的McDonald ω、Guttman λ6、折半（Spearman–Brown校正，两半不等长时用Horst，另有Guttman）；每题与其余题的相关及剔除该题后的α。视作等级时给出多列相关的α与ω，以及作答总分的Green–Yang ω。有三个维度时给出全部题目的共同部分（Schmid–Leiman分层ω）。',
  },
  sources: ['Cronbach (1951) Psychometrika 16', 'Feldt, Woodruff & Salih (1987)', 'McDonald (1999) Test Theory', 'Guttman (1945) Psychometrika 10', 'Spearman (1910), Brown (1910); Horst (1951) Psychometrika 16', 'Kuder & Richardson (1937) Psychometrika 2', 'Zumbo, Gadermann & Zeisser (2007); Chalmers (2018) (ordinal alpha and its limits)', 'Olsson (1979) Psychometrika 44 (polychoric correlation)', 'Green & Yang (2009) Psychometrika 74 (omega of a sum of steps)', 'Schmid & Leiman (1957) Psychometrika 22; Zinbarg, Revelle, Yovel & Li (2005)'],
  conventions: [{ en: 'Respondents who answered every question of the dimension. From .70 on usable, above .95 the questions repeat each other.', zh: '仅用答全该维度的受访者。不低于.70可用，高于.95说明题目重复。' }],
}

/** Are my scales reliable? */
export const scales: Definition = {
  key: 'scales',
  group: 'questionnaire',
  title: { en: 'Are my scales reliable?', zh: '我的量表可靠吗？' },
  use: { en: 'Whether the questions of a dimension measure one thing steadily enough to be averaged. Needs two questions a dimension.', zh: '同一维度的题目是否足够稳定地测同一回事，可以取平均。每个维度至少两题。' },
  long: false,
  unavailable: (data) => (levelsWith(data).length === 0 ? { en: 'No dimension has two questions.', zh: '没有含两题以上的维度。' } : null),
  inputs: (data) => [
    oneOf('level', { en: 'Of which answers', zh: '用哪类作答' }, levelsWith(data).map((role) => ({ value: role, title: levelTitles[role] ?? { en: role, zh: role } }))),
    ...(offersSteps(data)
      ? [oneOf('answers', { en: 'Answers taken as', zh: '把作答看作' }, [{ value: 'numbers', title: { en: 'numbers', zh: '数值' } }, { value: 'ordinal', title: { en: 'numbers, and as steps beside it', zh: '数值，并附等级结果' } }], 'numbers', { en: 'Steps: what reliability would be without so few points to choose from', zh: '等级：若选项不受限于这几级，信度会是多少' })]
      : []),
    oneOf('split', { en: 'Split halves', zh: '折半方式' }, [{ value: 'odd-even', title: { en: 'odd against even questions', zh: '奇偶题' } }, { value: 'first-last', title: { en: 'first half against last', zh: '前半与后半' } }]),
  ],
  answer(data, chosen) {
    const blocks = blocksOf(data, chosen.one('level'))
    const split = chosen.one('split') === 'first-last' ? 'first-last' : 'odd-even'
    const code = scriptOf(blocks, split, chosen.one('answers') === 'ordinal')
    const rows = blocks.map((block) => ({ block, ...reliabilityOf(block, split) }))
    const known = rows.filter(({ found }) => found.value !== null && found.n >= data.minimumN)
    const n = Math.max(0, ...known.map(({ found }) => found.n))
    if (known.length === 0) return noAnswer({ n: 0, missing: data.respondents, deletion: 'listwise', reason: rows[0]?.found.reason ?? 'too-few' }, method, code)
    const ordinal = chosen.one('answers') === 'ordinal' ? known.map((row) => ({ ...row, steps: ordinalReliability(answersOf(row.block)), sum: categoricalOmega(answersOf(row.block)).value })) : []
    return {
      n,
      missing: data.respondents - n,
      deletion: { en: 'every question of a dimension must be answered', zh: '须答全该维度的题目' },
      conclusion: sentenceOf(known, ordinal),
      conditions: [
        enoughCases(Math.min(...known.map(({ found }) => found.n)), 100, { en: 'A hundred respondents', zh: '一百位受访者' }),
        condition(null, { en: 'A dimension is one thing (ask “Are my dimensions real?”)', zh: '每个维度只含一个内容（见“我的维度成立吗？”）' }),
        ...stepConditions(ordinal),
      ],
      pictures: [{ kind: 'bars', axis: 'nil', title: { en: 'Cronbach’s alpha', zh: 'Cronbach α' }, unit: 'number', decimals: 2, bars: known.map(({ block, found }) => ({ key: block.key, title: block.title, value: found.value, ...ends(found.interval) })), reference: { value: 0.7, title: { en: 'usable from here', zh: '达到可用' } } }],
      tables: [
        tableOf(
          { en: 'Dimensions', zh: '维度' },
          [words('Dimension', '维度'), numbers('Questions', '题数', 0), numbers('n', 'n', 0), numbers('α', 'α', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('α standardised', '标准化α', 3), numbers('ω', 'ω', 3), numbers('λ6', 'λ6', 3), numbers('Split halves', '折半', 3), numbers('Horst', 'Horst', 3), numbers('Guttman', 'Guttman', 3)],
          known.map(({ block, found, total, six, halves }) => [block.title, block.items.length, found.n, found.value, found.interval?.lower ?? null, found.interval?.upper ?? null, found.standardised, total, six, halves.spearmanBrown, halves.horst, halves.guttman]),
          splitNote(split, known),
        ),
        tableOf(
          { en: 'Questions', zh: '题目' },
          [words('Question', '题目'), words('Dimension', '维度'), numbers('Mean', '均值'), numbers('SD', '标准差'), numbers('Item–rest r', '题–余相关', 3), numbers('α without it', '剔除后α', 3)],
          known.flatMap(({ block, found }) => found.perItem.map((item) => [block.items.find(({ id }) => id === item.id)?.title ?? item.id, block.title, item.mean, item.sd, item.correctedItemTotal, item.alphaIfDeleted])),
        ),
        ...stepTables(ordinal),
        ...wholeTable(blocks),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

function levelsWith(data: BenchData): Role[] {
  return (Object.keys(levelTitles) as Role[]).filter((role) => blocksOf(data, role).length > 0)
}

function offersSteps(data: BenchData): boolean {
  return levelsWith(data).some((level) => (pointsOf(blocksOf(data, level).flatMap(({ items }) => items)) ?? Infinity) <= mostSteps)
}

function answersOf({ items }: ItemBlock) {
  return items.map(({ id, values }) => ({ id, answers: values }))
}

function reliabilityOf(block: ItemBlock, split: 'odd-even' | 'first-last') {
  const answers = answersOf(block)
  return { found: alpha(answers), total: answers.length >= 3 ? omega(answers).value : null, six: lambda6(answers).value, halves: splitHalf(answers, { split }) }
}

type Row = { block: ItemBlock; found: Alpha; halves: ReturnType<typeof splitHalf> }
type StepRow = Row & { steps: OrdinalReliability; sum: number | null }

/** How the halves were made, naming them where they are of unequal length. */
function splitNote(split: 'odd-even' | 'first-last', known: readonly Row[]): Text {
  const uneven = known.some(({ halves }) => halves.first.length !== halves.second.length)
  const binary = known.some(({ block }) => pointsOf(block.items) === 2)
  return {
    en: `Split halves: ${split === 'odd-even' ? 'odd against even questions' : 'the first half of the questions against the last'}, stepped up by Spearman and Brown${uneven ? '; where a half has one question more, take Horst' : ''}. Omega needs three questions.${binary ? ' Alpha of questions with two answers is KR-20.' : ''}`,
    zh: `折半：${split === 'odd-even' ? '奇偶题' : '前半与后半'}，经Spearman–Brown校正${uneven ? '；两半题数不等时请看Horst' : ''}。ω至少需三题。${binary ? '两个选项的题目，α即KR-20。' : ''}`,
  }
}

function stepConditions(ordinal: readonly StepRow[]): Found['conditions'] {
  if (ordinal.length === 0) return []
  const empty = ordinal.reduce((sum, { steps }) => sum + steps.emptyCells, 0)
  return [
    condition(null, { en: 'Behind the steps of a question lies something normal', zh: '每题的等级背后是一个正态变量' }),
    condition(empty === 0, { en: 'Every pair of answers is given by somebody', zh: '每种作答组合都有人选择' }, { en: `${figure(empty, 'en')} empty cells in the tables of pairs`, zh: `题目两两交叉表中有${figure(empty, 'zh')}个空格` }),
    ...(ordinal.some(({ steps }) => steps.warnings.some(({ detail }) => detail['fault'] === 'not-positive-definite')) ? [condition(false, { en: 'The polychoric correlations can all be true at once (positive definite)', zh: '多列相关矩阵为正定' })] : []),
  ]
}

function stepTables(ordinal: readonly StepRow[]): Found['tables'] {
  if (ordinal.length === 0) return []
  return [
    tableOf(
      { en: 'Taken as steps', zh: '视作等级' },
      [words('Dimension', '维度'), numbers('Steps', '等级数', 0), numbers('Ordinal α', '有序α', 3), numbers('Ordinal ω', '有序ω', 3), numbers('α of the answers', '作答的α', 3), numbers('ω of their sum (Green–Yang)', '其总分的ω（Green–Yang）', 3), numbers('Mean polychoric r', '多列相关均值', 3), numbers('Empty cells', '空格数', 0)],
      ordinal.map(({ block, found, steps, sum }) => [block.title, steps.steps, steps.alpha, steps.omega, found.value, sum, steps.meanCorrelation, steps.emptyCells]),
      { en: 'Ordinal α and ω are of the variables behind the answers, as if they were not cut into steps. The mean you report is made of the answers, and is as reliable as their α and the ω of their sum say.', zh: '有序α与ω针对作答背后的变量，即不受等级限制时的信度。报告中的均值由作答算出，其信度以作答的α与总分的ω为准。' },
    ),
  ]
}

/** All questions together, where three dimensions at least make it possible to tell what is above them. */
function wholeTable(blocks: readonly ItemBlock[]): Found['tables'] {
  if (blocks.length < 3) return []
  const whole = hierarchicalOmega(blocks.flatMap(answersOf), { factors: blocks.length })
  if (whole.hierarchical === null) return []
  return [
    tableOf(
      { en: 'All questions together', zh: '全部题目合在一起' },
      [numbers('Questions', '题数', 0), numbers('n', 'n', 0), numbers('ω total', '总ω', 3), numbers('ω hierarchical', '分层ω', 3), numbers('One thing of it', '其中同一内容', 0, 'share'), numbers('of the common variance', '占共同方差', 0, 'share')],
      [[blocks.reduce((sum, { items }) => sum + items.length, 0), whole.n, whole.total, whole.hierarchical, whole.general, whole.explainedCommon]],
      { en: `Of one overall mean: how much of what it measures steadily is one general thing, and not single dimensions. ${blocks.length} oblique factors, parted by Schmid and Leiman.`, zh: `针对总均值：其稳定部分中有多少是同一个总体内容，而非各维度的内容。${blocks.length}个斜交因子，经Schmid–Leiman分解。` },
    ),
  ]
}

function sentenceOf(known: readonly Row[], ordinal: readonly StepRow[]): Found['conclusion'] {
  const weak = known.filter(({ found }) => (found.value ?? 0) < 0.7)
  const better = known.flatMap(({ block, found }) => found.perItem.filter(({ alphaIfDeleted }) => alphaIfDeleted !== null && alphaIfDeleted > (found.value ?? 1) + 0.02).map(({ id }) => block.items.find((item) => item.id === id)!.title))
  const without: Text | null = better.length === 0 ? null : { en: `Without ${named(better.slice(0, 2).map(({ en, zh }) => ({ en: `“${en}”`, zh: `“${zh}”` }))).en} a scale would be steadier.`, zh: `去掉${named(better.slice(0, 2).map(({ en, zh }) => ({ en: `“${en}”`, zh: `“${zh}”` }))).zh}，量表会更稳定。` }
  const evidence = joined(without, stepSentence(ordinal))
  if (weak.length === 0) {
    const lowest = Math.min(...known.map(({ found }) => found.value ?? 1))
    return conclusion('good', { en: `Yes: every dimension reaches .70; the lowest alpha is ${figure(lowest, 'en', 2)}.`, zh: `可靠：各维度均达到.70，最低α为${figure(lowest, 'zh', 2)}。` }, evidence)
  }
  const names = named(weak.map(({ block }) => block.title))
  return conclusion('caution', { en: `Not all: ${names.en} ${weak.length === 1 ? 'stays' : 'stay'} below .70; read ${weak.length === 1 ? 'its' : 'their'} mean with care.`, zh: `不全可靠：${names.zh}低于.70，其均值须谨慎解读。` }, evidence)
}

/** What the steps cost the scale that has least. */
function stepSentence(ordinal: readonly StepRow[]): Text | null {
  const [lowest] = ordinal.filter(({ steps }) => steps.alpha !== null).sort((a, b) => (a.found.value ?? 1) - (b.found.value ?? 1))
  if (!lowest) return null
  const [seen, behind] = [lowest.found.value!, lowest.steps.alpha!]
  return {
    en: `Not cut into ${figure(lowest.steps.steps, 'en')} steps, the alpha of ${lowest.block.title.en} would be ${figure(behind, 'en', 2)} in place of ${figure(seen, 'en', 2)}.`,
    zh: `若不限于${figure(lowest.steps.steps, 'zh')}级作答，${lowest.block.title.zh}的α将是${figure(behind, 'zh', 2)}，而非${figure(seen, 'zh', 2)}。`,
  }
}

function joined(first: Text | null, second: Text | null): Text | null {
  return first && second ? { en: `${first.en} ${second.en}`, zh: `${first.zh}${second.zh}` } : (first ?? second)
}

/** Omega of the sum of `items`: covariances of steps from those of the variables behind them. */
const greenYang = [
  'fit <- cfa(paste("factor =~", paste(names(items), collapse = " + ")), items, ordered = names(items), estimator = "WLSMV", std.lv = TRUE)',
  'g <- lavInspect(fit, "est")$lambda[, 1]; rho <- unclass(lavInspect(fit, "sampstat")$cov)',
  'cuts <- lapply(items, function(x) qnorm(head(cumsum(prop.table(table(x))), -1))); widths <- lapply(items, function(x) diff(sort(unique(x))))',
  'both <- function(h, k, r) (if (r > 1 - 1e-9) pnorm(max(h, k), lower.tail = FALSE) else pmvnorm(c(h, k), corr = matrix(c(1, r, r, 1), 2), algorithm = TVPACK(1e-12))) - pnorm(-h) * pnorm(-k)',
  'stepped <- function(r) sum(sapply(seq_along(items), function(i) sapply(seq_along(items), function(j) sum(outer(widths[[i]], widths[[j]]) * outer(cuts[[i]], cuts[[j]], Vectorize(function(h, k) both(h, k, r(i, j))))))))',
  'print(stepped(function(i, j) g[i] * g[j]) / stepped(function(i, j) if (i == j) 1 else rho[i, j]))',
]

function scriptOf(blocks: readonly ItemBlock[], split: 'odd-even' | 'first-last', takesSteps: boolean): string {
  const lines = blocks.flatMap(({ items }) => [
    `items <- na.omit(data[, ${rNames(items)}])`,
    'print(psych::alpha(items))',
    split === 'odd-even' ? 'first <- seq(1, ncol(items), 2)' : 'first <- seq_len(ceiling(ncol(items) / 2))',
    'a <- rowSums(items[, first, drop = FALSE]); b <- rowSums(items[, -first, drop = FALSE]); r <- cor(a, b); p <- length(first) / ncol(items); q <- 1 - p',
    'print(c(r = r, spearman_brown = 2 * r / (1 + r), horst = r * (sqrt(r^2 + 4 * p * q * (1 - r^2)) - r) / (2 * p * q * (1 - r^2)), guttman = 2 * (1 - (var(a) + var(b)) / var(a + b))))',
    ...(items.length >= 3 ? ['print(omega(items, nfactors = 1, plot = FALSE))'] : []),
    ...(takesSteps ? ['steps <- polychoric(items, correct = 0)', 'print(steps$rho)', 'print(psych::alpha(steps$rho)$total$std.alpha)', ...(items.length >= 3 ? ['l <- fa(steps$rho, 1, fm = "minres")$loadings', 'print(sum(l)^2 / (sum(l)^2 + sum(1 - l^2)))', ...greenYang] : [])] : []),
  ])
  const whole = blocks.length >= 3 ? ['# all questions together', `all <- na.omit(data[, ${rNames(blocks.flatMap(({ items }) => items))}])`, `print(omega(all, nfactors = ${blocks.length}, fm = "minres", plot = FALSE))`] : []
  return script(['psych', ...(blocks.length >= 3 ? ['GPArotation'] : []), ...(lines.includes(greenYang[0]!) ? ['lavaan', 'mvtnorm'] : [])], [...lines, ...whole])
}
