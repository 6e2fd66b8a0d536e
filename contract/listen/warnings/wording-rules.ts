/** What single sentences may get wrong. These are signs, not proofs: each can be put aside. */
import type { Text } from '../../language.ts'
import type { Role } from '../instrument.ts'
import { askedItems, markOf, nameOf, warn, type Asked, type Rule, type WarningRule } from './warning.ts'

/** The words that show it, by language; null where nothing does. */
export type Found = { en: string | null; zh: string | null }
type Sign = (text: Text) => Found

export const signOfTwoQuestions: Sign = ({ en, zh }) => ({
  en: / (?:and\/or|as well as|and|or) /i.exec(` ${plainEnglish(en)} `)?.[0].trim() ?? null,
  zh: /以及|并且|而且|和|与|及|或者|或|既.+又|不仅.+还|，并(?!不|非|未)/.exec(plainChinese(zh))?.[0] ?? null,
})

/** Phrases whose "and" or "or" joins nothing that could be judged apart. */
const oneThing =
  /\b(?:friends? or (?:a )?colleagues?|family and friends|friends and family|now and then|more or less|sooner or later|up and running|time and again|terms and conditions|between \S+ and \S+|either way|one or more|whether or not|each and every|research and development|dates? or times?|day or night|days? and times?)\b/gi

function plainEnglish(text: string): string {
  return text
    .replace(/\([^)]*\)/g, ' ')
    .replace(/,\s*(?:or|and)\s[^,]+,/gi, ' ') // an aside between commas
    .replace(oneThing, ' ')
}

/** Words that merely contain one of the signs. */
const chineseWords =
  /和气|和蔼|和善|和谐|温和|平和|柔和|缓和|和睦|总和|饱和|参与|与其|与众不同|给与|赠与|及时|以及时|涉及|普及|来得及|来不及|不及|及格|顾及|提及|触及|波及|以及格|或许|或多或少|抑或|朋友或同事|亲友或同事|朋友和家人|您和您的家人/g
/** 与……相比 and the like: a comparison, not a second question. */
const comparedWith = /与[^，。？]{1,20}?(?:相比|比较|相符|一致|接近|打交道|联系|接触|沟通|合作|相处|有关|无关|不同|相同|不符)/g

function plainChinese(text: string): string {
  return text.replace(/（[^）]*）/g, '').replace(comparedWith, '').replace(chineseWords, '')
}

export const signOfNegation: Sign = ({ en, zh }) => {
  const english = en.replace(/\bnot only\b|\bif not\b|\bwhether or not\b|\bnot at all\b|\bnot just\b/gi, ' ')
  return {
    en: /\b(?:not|never|cannot|\w+n[’']t|nobody|nothing)\b/i.exec(english)?.[0] ?? null,
    zh: /从不|从未|不能|不会|没有|不够|不愿|不肯|不是|未能|并不|并非|不太|无法/.exec(zh.replace(/而不是|[若如]果?没有|是不是|能不能|会不会|有没有|没有经历过/g, ''))?.[0] ?? null,
  }
}

export const signOfLeading: Sign = ({ en, zh }) => {
  return {
    en: /\b(?:obviously|surely|of course|undoubtedly|don[’']t you (?:think|agree)|wouldn[’']t you|isn[’']t it|excellent|outstanding|wonderful|superb|amazing|fantastic|world-class|terrible|awful|as everybody knows)\b/i.exec(en)?.[0] ?? null,
    zh: /显然|毫无疑问|众所周知|难道|理所当然|您一定|优秀的|卓越的|一流的|完美的|极好的|糟糕的|恶劣的/.exec(zh)?.[0] ?? null,
  }
}

/** Words that make agreement mean poor quality. */
export const signOfReversal: Sign = ({ en, zh }) => {
  const english = en.replace(/\b(?:free of|without|no|avoids?|prevents?) (?:any )?\w+/gi, ' ')
  return {
    en: /\b(?:too (?:long|slow|late|expensive|complicated|few|little|much|hard)|slow|rude|unfriendly|impolite|careless|complicated|confusing|unreliable|annoying|disappoint\w+|dirty|difficult|fails?|worse)\b/i.exec(english)?.[0] ?? null,
    zh: /太慢|太长|太贵|太晚|太复杂|过长|过高|粗鲁|冷漠|敷衍|推诿|混乱|繁琐|不友好|不专业|不及时|不可靠|不耐烦|让人失望|令人失望|很差|脏乱/.exec(zh)?.[0] ?? null,
  }
}

/** Answered by agreement, so that its direction matters. */
const judged: readonly Role[] = ['perception', 'expectation', 'effort', 'satisfaction']

function rule(name: WarningRule, sign: Sign, applies: (asked: Asked) => boolean, what: (found: Text) => Text, why: Text): Rule {
  return (definition) =>
    askedItems(definition)
      .filter(applies)
      .flatMap(({ block, item }) => {
        const found = sign(item.text)
        const seen = found.en ?? found.zh
        if (seen === null) return []
        const words = { en: seen, zh: found.zh ?? seen }
        return [warn(name, { block: block.key, item: item.key }, nameOf(item.text), what(words), why, markOf(item.text))]
      })
}

const isRated = ({ item }: Asked) => item.type === 'rating'

export const wordingRules: Rule[] = [
  rule(
    'double-barrelled',
    signOfTwoQuestions,
    isRated,
    (found) => ({ en: `Perhaps two questions in one (“${found.en}”)`, zh: `可能一题问了两件事（“${found.zh}”）` }),
    { en: 'Who finds one good and the other bad cannot answer, and the figure tells neither.', zh: '觉得一件好、一件不好的人无从作答，得到的数值也说明不了任何一件。' },
  ),
  rule(
    'negation',
    signOfNegation,
    (asked) => isRated(asked) && asked.item.type === 'rating' && !asked.item.reversed && asked.roles.some((role) => judged.includes(role)),
    (found) => ({ en: `A negation (“${found.en}”)`, zh: `含有否定（“${found.zh}”）` }),
    { en: 'Negations are overread, and disagreeing with one is hard to think through. Say it positively, or mark it as reversed.', zh: '否定词容易看漏，对否定句表示不同意也很费解。请改为正面陈述，或标记为反向计分。' },
  ),
  rule(
    'leading',
    signOfLeading,
    isRated,
    (found) => ({ en: `Leads towards an answer (“${found.en}”)`, zh: `带有引导性（“${found.zh}”）` }),
    { en: 'People tend to agree with strong words; the figure then says more about the words than about the service.', zh: '措辞强烈时人们倾向于附和，数值反映的是措辞而不是服务。' },
  ),
  rule(
    'reversed-unmarked',
    signOfReversal,
    (asked) => asked.item.type === 'rating' && !asked.item.reversed && asked.roles.some((role) => judged.includes(role)),
    (found) => ({ en: `Agreement seems to mean poor quality (“${found.en}”), but the item is not marked as reversed`, zh: `同意似乎意味着质量差（“${found.zh}”），但未标记为反向计分` }),
    { en: 'Unmarked, a high answer counts as good and pulls the dimension the wrong way.', zh: '若不标记，高分会被当作好评，使维度得分偏向错误的方向。' },
  ),
]
