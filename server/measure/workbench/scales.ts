import { figure, type Text } from '@gap5/contract/language.ts'
import { alpha, lambda6, omega, splitHalf, type Alpha } from '@gap5/methods'
import { named } from '../conclusions/wording.ts'
import { blocksOf, levelTitles, type ItemBlock } from './dimensions.ts'
import { conclusion, condition, ends, enoughCases, noAnswer, numbers, oneOf, tableOf, words, type Definition, type Found } from './inquiry.ts'
import { rNames, script } from './r-script.ts'
import type { BenchData } from './bench-data.ts'
import type { Role } from '@gap5/contract/listen/instrument.ts'

const method: Found['method'] = {
  text: {
    en: 'How much of a dimension’s score repeats itself over its questions: Cronbach’s alpha with Feldt’s interval, McDonald’s omega of a one-factor model, Guttman’s lambda-6, split halves; and for every question its correlation with the rest and alpha without it.',
    zh: '维度得分在各题之间有多稳定：Cronbach α及Feldt区间、单因子模型的McDonald ω、Guttman λ6、折半；并给出每题与其余题的相关及剔除该题后的α。',
  },
  sources: ['Cronbach (1951) Psychometrika 16', 'Feldt, Woodruff & Salih (1987)', 'McDonald (1999) Test Theory', 'Guttman (1945) Psychometrika 10', 'Spearman (1910), Brown (1910)'],
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
  inputs: (data) => [oneOf('level', { en: 'Of which answers', zh: '用哪类作答' }, levelsWith(data).map((role) => ({ value: role, title: levelTitles[role] ?? { en: role, zh: role } })))],
  answer(data, chosen) {
    const blocks = blocksOf(data, chosen.one('level'))
    const code = scriptOf(blocks)
    const rows = blocks.map((block) => ({ block, ...reliabilityOf(block) }))
    const known = rows.filter(({ found }) => found.value !== null && found.n >= data.minimumN)
    const n = Math.max(0, ...known.map(({ found }) => found.n))
    if (known.length === 0) return noAnswer({ n: 0, missing: data.respondents, deletion: 'listwise', reason: rows[0]?.found.reason ?? 'too-few' }, method, code)
    return {
      n,
      missing: data.respondents - n,
      deletion: { en: 'every question of a dimension must be answered', zh: '须答全该维度的题目' },
      conclusion: sentenceOf(known),
      conditions: [
        enoughCases(Math.min(...known.map(({ found }) => found.n)), 100, { en: 'A hundred respondents', zh: '一百位受访者' }),
        condition(null, { en: 'A dimension is one thing (ask “Are my dimensions real?”)', zh: '每个维度只含一个内容（见“我的维度成立吗？”）' }),
      ],
      pictures: [{ kind: 'bars', title: { en: 'Cronbach’s alpha', zh: 'Cronbach α' }, unit: 'number', decimals: 2, bars: known.map(({ block, found }) => ({ key: block.key, title: block.title, value: found.value, ...ends(found.interval) })), reference: { value: 0.7, title: { en: 'usable from here', zh: '达到可用' } } }],
      tables: [
        tableOf(
          { en: 'Dimensions', zh: '维度' },
          [words('Dimension', '维度'), numbers('Questions', '题数', 0), numbers('n', 'n', 0), numbers('α', 'α', 3), numbers('Lower', '下限', 3), numbers('Upper', '上限', 3), numbers('α standardised', '标准化α', 3), numbers('ω', 'ω', 3), numbers('λ6', 'λ6', 3), numbers('Split halves', '折半', 3), numbers('Guttman', 'Guttman', 3)],
          known.map(({ block, found, total, six, halves }) => [block.title, block.items.length, found.n, found.value, found.interval?.lower ?? null, found.interval?.upper ?? null, found.standardised, total, six, halves.spearmanBrown, halves.guttman]),
          { en: 'Split halves: odd against even questions, stepped up by Spearman and Brown. Omega needs three questions.', zh: '折半：奇偶题，经Spearman–Brown校正。ω至少需三题。' },
        ),
        tableOf(
          { en: 'Questions', zh: '题目' },
          [words('Question', '题目'), words('Dimension', '维度'), numbers('Mean', '均值'), numbers('SD', '标准差'), numbers('Item–rest r', '题–余相关', 3), numbers('α without it', '剔除后α', 3)],
          known.flatMap(({ block, found }) => found.perItem.map((item) => [block.items.find(({ id }) => id === item.id)?.title ?? item.id, block.title, item.mean, item.sd, item.correctedItemTotal, item.alphaIfDeleted])),
        ),
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

function reliabilityOf({ items }: ItemBlock) {
  const answers = items.map(({ id, values }) => ({ id, answers: values }))
  return { found: alpha(answers), total: items.length >= 3 ? omega(answers).value : null, six: lambda6(answers).value, halves: splitHalf(answers) }
}

function sentenceOf(known: readonly { block: ItemBlock; found: Alpha }[]): Found['conclusion'] {
  const weak = known.filter(({ found }) => (found.value ?? 0) < 0.7)
  const better = known.flatMap(({ block, found }) => found.perItem.filter(({ alphaIfDeleted }) => alphaIfDeleted !== null && alphaIfDeleted > (found.value ?? 1) + 0.02).map(({ id }) => block.items.find((item) => item.id === id)!.title))
  const evidence: Text | null = better.length === 0 ? null : { en: `Without ${named(better.slice(0, 2).map(({ en, zh }) => ({ en: `“${en}”`, zh: `“${zh}”` }))).en} a scale would be steadier.`, zh: `去掉${named(better.slice(0, 2).map(({ en, zh }) => ({ en: `“${en}”`, zh: `“${zh}”` }))).zh}，量表会更稳定。` }
  if (weak.length === 0) {
    const lowest = Math.min(...known.map(({ found }) => found.value ?? 1))
    return conclusion('good', { en: `Yes: every dimension reaches .70; the lowest alpha is ${figure(lowest, 'en', 2)}.`, zh: `可靠：各维度均达到.70，最低α为${figure(lowest, 'zh', 2)}。` }, evidence)
  }
  const names = named(weak.map(({ block }) => block.title))
  return conclusion('caution', { en: `Not all: ${names.en} ${weak.length === 1 ? 'stays' : 'stay'} below .70; read ${weak.length === 1 ? 'its' : 'their'} mean with care.`, zh: `不全可靠：${names.zh}低于.70，其均值须谨慎解读。` }, evidence)
}

function scriptOf(blocks: readonly ItemBlock[]): string {
  return script(['psych'], blocks.flatMap(({ items }) => [`items <- na.omit(data[, ${rNames(items)}])`, 'print(psych::alpha(items))', 'print(splitHalf(items))', ...(items.length >= 3 ? ['print(omega(items, nfactors = 1, plot = FALSE))'] : [])]))
}
