import { figure, type Text } from '@gap5/contract/language.ts'
import { micom, plsCompareGroups, plsGrouping, plsPermutations, plsReplicates, tQuantile, type ComparedPath, type Micom, type PlsGroupComparison, type PlsModel } from '@gap5/methods'
import { chainOf, constructsOf, pathsInput } from './chain-model.ts'
import { conclusion, deletionWords, ends, enoughCases, noAnswer, numberInput, numbers, oneOf, tableOf, unfit, warningWords, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const chunk = 100
const wantedPerGroup = 100
const method: Found['method'] = {
  text: {
    en: 'First whether the composites mean the same in both groups (MICOM, by permuting who belongs to which), then every link compared: by permutation, Henseler’s test, Welch’s and the parametric test on bootstraps of each group.',
    zh: '先检验复合变量在两组中含义是否一致（MICOM，置换分组），再逐一比较路径：置换检验、Henseler检验、Welch检验与参数检验（各组重抽样）。',
  },
  sources: ['Henseler, Ringle & Sarstedt (2016) International Marketing Review 33 (MICOM)', 'Chin & Dibbern (2010), permutation', 'Sarstedt, Henseler & Ringle (2011) Advances in International Marketing 22'],
  conventions: [{ en: 'Seed 1. A difference is called sure when the permutation test says so at 5 %.', zh: '随机种子1。置换检验在5%水平显著时称为确定的差异。' }],
}

/** Is the chain the same in two groups? */
export const chainGroups: Definition = {
  key: 'chain-groups',
  group: 'groups',
  title: { en: 'Is the chain the same in two groups?', zh: '两组的链条相同吗？' },
  use: { en: 'Whether a link is stronger for one group than for another, after checking that the parts mean the same to both.', zh: '某一环在一组中是否比另一组更强；先确认各部分对两组含义一致。' },
  long: true,
  unavailable(data) {
    if (constructsOf(data).length < 2) return { en: 'It takes two dimensions or overall questions at least.', zh: '至少需要两个维度或总体题。' }
    return data.labels.length === 0 ? { en: 'Nothing tells groups of respondents apart.', zh: '没有可区分受访者的属性。' } : null
  },
  inputs(data) {
    const values = data.labels.flatMap(({ id, title, groups }) => groups.map((group) => ({ value: `${id}=${group.value}`, title: { en: `${title.en}: ${group.title.en}`, zh: `${title.zh}：${group.title.zh}` } })))
    return [
      oneOf('first', { en: 'First group', zh: '第一组' }, values),
      oneOf('second', { en: 'Second group', zh: '第二组' }, values, values[1]?.value),
      pathsInput(data),
      numberInput('resamples', { en: 'Resamples', zh: '重抽样次数' }, 500, { en: 'of each kind: permutations and two bootstraps', zh: '置换与两组重抽样各若干次' }),
    ]
  },
  answer(data, chosen, progress) {
    const ready = chainOf(data, chosen)
    if ('problem' in ready) return unfit(method, ready.problem)
    const [first, second] = [chosen.one('first'), chosen.one('second')]
    const [label, other] = [first, second].map((written) => data.labels.find(({ id }) => written.startsWith(`${id}=`)))
    if (!label || label !== other || first === second) return unfit(method, { en: 'Choose two groups of one attribute.', zh: '请选择同一属性的两个组。' })
    const ids = [first, second].map((written) => written.slice(label.id.length + 1)) as [string, string]
    const code = scriptOf(ready.model, label.id, ids)
    const grouping = plsGrouping(ready.study, Array.from(label.codes, (at) => label.groups[at]?.value ?? null), ids)
    const [a, b] = grouping.studies
    if (Math.min(a.n, b.n) < data.minimumN) return noAnswer({ n: a.n + b.n, missing: data.respondents - a.n - b.n, deletion: 'listwise', reason: 'too-few' }, method, code)
    const count = Math.min(5000, Math.max(100, Math.round(chosen.number('resamples') || 500)))
    const permutations = ranges(count, (from, size) => plsPermutations(grouping, { from, count: size, seed: 1 }), (share) => progress(share / 2))
    const bootstraps = [a, b].map((study, at) => ranges(count, (from, size) => plsReplicates(study, { from, count: size, seed: 1 + at }), (share) => progress(0.5 + (at + share) / 4)))
    const same = micom(grouping, permutations)
    const compared = plsCompareGroups(grouping, { bootstraps: [bootstraps[0]!, bootstraps[1]!], permutations })
    if (!compared.paths || !same.constructs) return noAnswer({ ...compared, reason: compared.reason ?? same.reason }, method, code)
    const titles = ids.map((id) => label.groups.find(({ value }) => value === id)?.title ?? { en: id, zh: id }) as [Text, Text]
    return found(compared, same, titles, ready.titleOf, code)
  },
}

function ranges<T>(count: number, draw: (from: number, size: number) => T, progress: (share: number) => void): T[] {
  const drawn: T[] = []
  for (let from = 0; from < count; from += chunk) {
    drawn.push(draw(from, Math.min(chunk, count - from)))
    progress(Math.min(1, (from + chunk) / count))
  }
  return drawn
}

const invariances: Record<NonNullable<Micom['constructs']>[number]['invariance'], Text> = {
  none: { en: 'none', zh: '不一致' },
  partial: { en: 'partial: links may be compared', zh: '部分一致：可比较路径' },
  full: { en: 'full: means too', zh: '完全一致：均值亦可比较' },
}

/** Welch's interval of a difference. */
function aroundDifference({ difference, ses: [one, two], welch: { df } }: ComparedPath) {
  if (df === null) return ends(null)
  const reach = tQuantile(0.975, df) * Math.hypot(one, two)
  return ends({ lower: difference - reach, upper: difference + reach, level: 0.95 })
}

function found(compared: PlsGroupComparison, same: Micom, [one, two]: readonly [Text, Text], titleOf: (id: string) => Text, code: string): Found {
  const paths = compared.paths ?? []
  const smallest = Math.min(...compared.sizes)
  return {
    n: compared.n,
    missing: compared.missing,
    deletion: deletionWords[compared.deletion],
    conclusion: sentenceOf(paths, same, one, two, smallest, titleOf),
    conditions: [enoughCases(smallest, wantedPerGroup, { en: 'A hundred respondents in the smaller group', zh: '较小的组也有一百位受访者' })],
    pictures: [
      {
        kind: 'bars',
        axis: 'nil',
        title: { en: `Difference of each link: ${one.en} − ${two.en}`, zh: `各路径之差：${one.zh}−${two.zh}` },
        unit: 'number',
        decimals: 2,
        bars: paths.map((path) => ({ key: `${path.from}>${path.to}`, title: arrow(titleOf(path.from), titleOf(path.to)), value: path.difference, ...aroundDifference(path) })),
        reference: { value: 0, title: { en: 'no difference', zh: '无差异' } },
      },
    ],
    tables: [
      tableOf(
        { en: 'Links', zh: '路径' },
        [words('Link', '路径'), numbers(one.en, one.zh, 3), numbers(two.en, two.zh, 3), numbers('Difference', '差值', 3), numbers('p (permutation)', 'p（置换）', 3, 'p'), numbers('p (Henseler)', 'p（Henseler）', 3, 'p'), numbers('p (Welch)', 'p（Welch）', 3, 'p'), numbers('p (parametric)', 'p（参数）', 3, 'p')],
        paths.map(({ from, to, estimates, difference, permutation, henseler, welch, parametric }) => [arrow(titleOf(from), titleOf(to)), estimates[0], estimates[1], difference, permutation?.p ?? null, henseler.twoSided, welch.p, parametric.p]),
      ),
      tableOf(
        { en: 'Do the parts mean the same?', zh: '各部分含义一致吗？' },
        [words('Part', '部分'), numbers('Correlation', '相关', 4), numbers('p', 'p', 3, 'p'), numbers('Means differ by', '均值差', 3), numbers('p', 'p', 3, 'p'), numbers('Log variances by', '对数方差差', 3), numbers('p', 'p', 3, 'p'), words('Invariance', '一致性')],
        (same.constructs ?? []).map(({ id, compositional, means, variances, invariance }) => [titleOf(id), compositional.correlation, compositional.p, means.difference, means.p, variances.difference, variances.p, invariances[invariance]]),
      ),
    ],
    warnings: warningWords([...compared.warnings, ...same.warnings], titleOf),
    method,
    script: code,
  }
}

function arrow(from: Text, to: Text): Text {
  return { en: `${from.en} → ${to.en}`, zh: `${from.zh}→${to.zh}` }
}

function sentenceOf(paths: NonNullable<PlsGroupComparison['paths']>, { constructs }: Micom, one: Text, two: Text, smallest: number, titleOf: (id: string) => Text): Found['conclusion'] {
  const strange = (constructs ?? []).filter(({ invariance }) => invariance === 'none').map(({ id }) => titleOf(id))
  if (strange.length > 0) {
    return conclusion('bad', { en: `Not comparable: ${strange.map(({ en }) => en).join(', ')} ${strange.length === 1 ? 'does' : 'do'} not mean the same to both groups.`, zh: `不可比：${strange.map(({ zh }) => zh).join('、')}对两组含义不同。` })
  }
  const sure = paths.filter(({ permutation, welch }) => (permutation?.p ?? welch.p ?? 1) < 0.05).sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  const [most] = sure
  if (!most) {
    const text: Text = { en: `No link differs between ${one.en} and ${two.en} beyond chance.`, zh: `${one.zh}与${two.zh}之间没有超出偶然的路径差异。` }
    if (smallest >= wantedPerGroup) return conclusion('good', { en: `Yes: ${text.en[0]!.toLowerCase()}${text.en.slice(1)}`, zh: `相同：${text.zh}` })
    return conclusion('caution', text, { en: `With ${figure(smallest, 'en')} respondents in the smaller group only large differences could have been found.`, zh: `较小的组只有${figure(smallest, 'zh')}位受访者，只能发现较大的差异。` })
  }
  const [strong, weak] = Math.abs(most.estimates[0]) > Math.abs(most.estimates[1]) ? [one, two] : [two, one]
  const link = arrow(titleOf(most.from), titleOf(most.to))
  return conclusion('neutral', { en: `No: ${link.en} is stronger in ${strong.en} than in ${weak.en}.`, zh: `不同：${link.zh}在${strong.zh}强于${weak.zh}。` }, { en: `${figure(most.estimates[0], 'en', 2)} against ${figure(most.estimates[1], 'en', 2)}; ${sure.length} of ${paths.length} links differ.`, zh: `${figure(most.estimates[0], 'zh', 2)}对${figure(most.estimates[1], 'zh', 2)}；${paths.length}条路径中${sure.length}条不同。` })
}

function scriptOf({ constructs, paths }: PlsModel, label: string, ids: readonly string[]): string {
  const lines = [
    ...constructs.map(({ id, items }) => `${rName(id)} =~ ${items.map(rName).join(' + ')}`),
    ...[...new Set(paths.map(({ to }) => to))].map((to) => `${rName(to)} ~ ${paths.filter((path) => path.to === to).map(({ from }) => rName(from)).join(' + ')}`),
  ]
  return script(['cSEM'], [
    `model <- '\n${lines.join('\n')}\n'`,
    `used <- na.omit(data[data$${rName(label)} %in% c(${ids.map((id) => JSON.stringify(id)).join(', ')}), ])`,
    `groups <- csem(used, model, .id = "${rName(label)}", .disattenuate = FALSE, .PLS_weight_scheme_inner = "path")`,
    'print(testMICOM(groups, .R = 500, .seed = 1))',
    'print(testMGD(groups, .R_permutation = 500, .R_bootstrap = 500, .seed = 1))',
  ])
}
