/** What Kano pairs say, one sentence a category; features whose category cannot be told apart are named as such. */
import type { Text } from '@gap5/contract/language.ts'
import type { Conclusion, KanoCategory, KanoRow } from '@gap5/contract/measure/results.ts'

import type { Facts } from './facts.ts'
import { inWords, named, quoted } from './wording.ts'

/** Titles named before the rest is only counted. */
const mostNamed = 4

export const kano = ({ kano }: Pick<Facts, 'kano'>): Conclusion[] => {
  const clear = kano.filter((row) => row.category !== null && row.clear)
  const unclear = kano.filter((row) => row.category !== null && !row.clear)
  const categories: KanoCategory[] = ['M', 'O', 'A', 'R', 'I']
  const sentences = categories.flatMap((category) => ofCategory(category, clear.filter((row) => row.category === category)))
  return [...sentences, ...undecided(unclear, kano.length)]
}

type Verdict = { tone: Conclusion['tone']; one: Text; many: Text; evidence: Text }

const verdicts: Record<Exclude<KanoCategory, 'Q'>, Verdict> = {
  M: {
    tone: 'caution',
    one: { en: 'is a must', zh: '属于必备品质' },
    many: { en: 'are musts', zh: '属于必备品质' },
    evidence: { en: 'Customers take this for granted and are annoyed where it is missing.', zh: '顾客视之为理所当然，缺了就不满。' },
  },
  O: {
    tone: 'neutral',
    one: { en: 'pays in proportion', zh: '属于一元品质' },
    many: { en: 'pay in proportion', zh: '属于一元品质' },
    evidence: { en: 'The better this is done, the more satisfied customers are; the worse, the less.', zh: '做得越好顾客越满意，做得越差越不满意。' },
  },
  A: {
    tone: 'good',
    one: { en: 'delights', zh: '属于魅力品质' },
    many: { en: 'delight', zh: '属于魅力品质' },
    evidence: { en: 'Customers do not miss this, and are pleased where they find it.', zh: '没有也不会不满，有了则令人惊喜。' },
  },
  R: {
    tone: 'bad',
    one: { en: 'is not wanted', zh: '属于反向品质' },
    many: { en: 'are not wanted', zh: '属于反向品质' },
    evidence: { en: 'Customers prefer to do without; check the wording first, then turn it round.', zh: '顾客反而不想要；请先检查措辞，再考虑反向处理。' },
  },
  I: {
    tone: 'neutral',
    one: { en: 'leaves customers indifferent', zh: '属于无差异品质' },
    many: { en: 'leave customers indifferent', zh: '属于无差异品质' },
    evidence: { en: 'Neither presence nor absence moves satisfaction.', zh: '有没有都不影响满意度。' },
  },
}

function ofCategory(category: KanoCategory, rows: readonly KanoRow[]): Conclusion[] {
  if (rows.length === 0 || category === 'Q') return []
  const verdict = verdicts[category]
  const subject = subjectOf(rows)
  const predicate = rows.length === 1 ? verdict.one : verdict.many
  const text = { en: `${subject.en} ${predicate.en}`, zh: `${subject.zh}${rows.length > 1 ? '都' : ''}${predicate.zh}` }
  return [{ kind: `kano-${category}`, tone: verdict.tone, text, evidence: verdict.evidence }]
}

function subjectOf(rows: readonly KanoRow[]): Text {
  if (rows.length <= mostNamed) return named(rows.map((row) => quoted(row.title)))
  const rest = inWords(rows.length - mostNamed + 1)
  const shown = rows.slice(0, mostNamed - 1).map((row) => quoted(row.title))
  return {
    en: `${shown.map((title) => title.en).join(', ')} and ${rest.en} more features`,
    zh: `${shown.map((title) => title.zh).join('、')}等${inWords(rows.length).zh}项`,
  }
}

function undecided(rows: readonly KanoRow[], total: number): Conclusion[] {
  if (rows.length === 0) return []
  const count = inWords(rows.length)
  const text =
    rows.length === total && total > 1
      ? { en: 'For no feature can one category be told from the next', zh: '各项功能都尚不能判定属于哪一类' }
      : {
          en: `For ${count.en} ${rows.length === 1 ? 'feature' : 'features'} the first category cannot be told from the second`,
          zh: `有${count.zh}项功能尚不能判定属于哪一类`,
        }
  const evidence = {
    en: 'The two largest counts do not differ beyond chance (Fong’s test, 90 %); more answers may decide.',
    zh: '数量最多的两类之差未超出偶然范围（Fong检验，90%）；答卷更多时或可判定。',
  }
  return [{ kind: 'kano-undecided', tone: 'caution', text, evidence }]
}
