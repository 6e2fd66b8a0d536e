import type { Role } from '@gap5/contract/listen/instrument.ts'

/** Roles that are asked about the same items side by side, and the words headings use for them. */
export type PairedRole = Extract<
  Role,
  | 'expectation'
  | 'adequate'
  | 'desired'
  | 'perception'
  | 'importance'
  | 'functional'
  | 'dysfunctional'
  | 'satisfaction'
>
/** Roles that headings name as variables do only: `l1.standard`, `greeting.found`. */
const ownRoles = ['vs-adequate', 'vs-desired', 'believed', 'standard', 'delivery', 'promise', 'found'] as const satisfies readonly Role[]
const ownHeading = new RegExp(String.raw`^(.+)\.(${ownRoles.join('|')})$`)

export type RoleHeading = { role: PairedRole | (typeof ownRoles)[number]; stem: string; strength: 'word' | 'letter' }

const pairedWords: Record<PairedRole, readonly string[]> = {
  expectation: ['expectations?', 'expected', 'expect', 'exp', '期望', '预期', '期待'],
  adequate: [
    'adequate', 'adeq', 'adq', 'minimum', 'min', 'acceptable', 'tolerable',
    '最低可接受', '可以接受', '可接受', '可容忍', '可以忍受', '最低期望', '最低', '适当服务', '适当',
  ],
  desired: ['desired', 'desire', 'des', 'ideal', '理想服务', '理想的', '理想', '渴望', '最高期望'],
  perception: [
    'perceptions?', 'perceived', 'perceive', 'perc', 'performance', 'perf', 'actual', 'experienced',
    '实际感知', '实际感受', '实际体验', '感知', '实际', '感受', '体验', '表现',
  ],
  importance: ['importance', 'important', 'imp', '重要程度', '重要性', '重要度', '重要'],
  functional: ['functional', 'function', 'func', 'fun', '正向', '正面', '具备', '提供时'],
  dysfunctional: ['dysfunctional', 'dysfunction', 'dysf', 'dys', '反向', '负向', '负面', '不具备', '不提供时'],
  satisfaction: ['satisfaction', 'satisfied', 'sat', '满意程度', '满意度'],
}

const letters: Record<string, PairedRole> = {
  e: 'expectation',
  p: 'perception',
  i: 'importance',
  f: 'functional',
  d: 'dysfunctional',
}

const cjkTail = '(?:值|度|程度|水平|服务水平|服务|得分|评分|分数|分|题)?'
const between = String.raw`[\s_\-–—.:/|()\[\]【】、,]`

type Pattern = { role: PairedRole; prefix: RegExp; suffix: RegExp }

/** Longer words come first, so that "不具备" is never read as "具备". */
const patterns: Pattern[] = Object.entries(pairedWords)
  .flatMap(([role, words]) => words.map((word) => ({ role: role as PairedRole, word })))
  .sort((a, b) => b.word.length - a.word.length)
  .map(({ role, word }) => ({ role, ...wordPatterns(word) }))

/** A Latin word is set off by a separator or a figure; a Chinese one needs nothing between. */
function wordPatterns(word: string): { prefix: RegExp; suffix: RegExp } {
  if (/^[a-z?]+$/.test(word)) {
    return {
      prefix: new RegExp(`^${word}(?:${between}+|(?=\\d))(?:of|for|about)?\\s*(.+)$`),
      suffix: new RegExp(`^(.+?)(?:${between}+|(?<=\\d))${word}${between}*$`),
    }
  }
  return {
    prefix: new RegExp(`^${word}${cjkTail}${between}*(.+)$`),
    suffix: new RegExp(`^(.+?)${between}*(?:的)?${word}${cjkTail}${between}*$`),
  }
}

/** Ways to read a heading as a role and the stem that names the item, likeliest first. */
export function roleHeadings(heading: string): RoleHeading[] {
  const text = normal(heading)
  const own = ownHeading.exec(text)
  if (own) return [{ role: own[2] as (typeof ownRoles)[number], stem: stemOf(own[1]!), strength: 'word' }]
  const found: RoleHeading[] = []
  for (const { role, prefix, suffix } of patterns) {
    const match = suffix.exec(text) ?? prefix.exec(text)
    if (match && !found.some((other) => other.role === role)) found.push({ role, stem: stemOf(match[1]!), strength: 'word' })
  }
  const letter = /^([epi])_?(\d+)$/.exec(text) ?? /^([fd])_?(\d+)$/.exec(text)
  if (letter) found.push({ role: letters[letter[1]!]!, stem: letter[2]!, strength: 'letter' })
  const last = /^(.*\d)_?([epifd])$/.exec(text)
  if (last) found.push({ role: letters[last[2]!]!, stem: stemOf(last[1]!), strength: 'letter' })
  return found
}

/** Whether a column holds points of a checklist, which may be no and yes only. */
export function isFound(heading: string): boolean {
  return ownHeading.exec(normal(heading))?.[2] === 'found'
}

export function normal(heading: string): string {
  return heading.normalize('NFKC').toLowerCase().trim()
}

function stemOf(text: string): string {
  return text.replace(new RegExp(`^${between}+|${between}+$`, 'g'), '')
}

/** Roles asked once or a few times, each a question of its own. */
const singleWords: readonly [Role, RegExp][] = [
  ['recommendation', /\bnps\b|recommend|推荐|介绍给/],
  ['effort', /\bces\d*\b|effort|费力|费劲|省力|easy to|容易程度/],
  ['intention', /\bintent|intention|\breuse|re-?use\b|repurchase|rebuy|\breturn\b|\brenew|loyal|再次|复购|回购|续约|续费|继续(?:使用|选择|购买)|意愿|意向/],
  ['satisfaction', /\bo?c?sat\d*$|\bsat\d*\b|satisf|happiness|\boverall\b|满意|总体评价|总评|整体评价/],
]

export function singleRole(heading: string): Role | null {
  const text = normal(heading).replaceAll('_', ' ')
  return singleWords.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}

const pointWords = /^(?:points?|weights?|pts|wt|w|权重|分值|分配|百分|重要性分配|重要性权重)[\s_\-.:()]*(.+)$|^(.+?)[\s_\-.:()]*(?:points?|weights?|pts|权重|分值|分配)[\s)]*$/

/** What the points of a column go to, where its heading says that it holds points. */
export function pointsHeading(heading: string): string | null {
  const match = pointWords.exec(normal(heading))
  const stem = match?.[1] ?? match?.[2]
  return stem === undefined ? null : stemOf(stem)
}
