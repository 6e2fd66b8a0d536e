/**
 * Which words stand in how many of the statements. Words are those the language's dictionary of ICU finds (Chinese is written without
 * spaces); a word counts once a statement. Small words that say nothing by themselves are passed over. There is no weighing and
 * no judging of moods: it says what is talked about, and one click shows who said it.
 */
import type { FrequentWords } from '@gap5/contract/measure/answers-behind.ts'

const most = 40
/** Words of fewer statements than this are chance. */
const least = 3

const segmenters = { zh: new Intl.Segmenter('zh', { granularity: 'word' }), en: new Intl.Segmenter('en', { granularity: 'word' }) }

export function frequentWords(texts: readonly string[], hasMore: boolean): FrequentWords {
  const counts = new Map<string, number>()
  for (const text of texts) for (const word of wordsIn(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const words = [...counts]
    .filter(([, count]) => count >= least)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([word, statements]) => ({ word, statements, share: statements / texts.length }))
  return { statements: texts.length, hasMore, words, note }
}

const note = {
  en: 'In how many statements a word stands, counted once in each. Small words are left out; nothing is weighed or judged.',
  zh: '数字为含有该词的留言条数，每条留言只计一次。虚词已略去，不做加权或情感判断。',
}

/** The telling words of a text, each once, lower-case. */
export function wordsIn(text: string): Set<string> {
  const language = /[\u3400-\u9fff]/.test(text) ? 'zh' : 'en'
  const words = new Set<string>()
  for (const { segment, isWordLike } of segmenters[language].segment(text.toLowerCase())) {
    if (isWordLike && isTelling(segment)) words.add(segment)
  }
  return words
}

function isTelling(word: string): boolean {
  if (/^[\d.,]+$/.test(word)) return false
  const isChinese = /[\u3400-\u9fff]/.test(word)
  return word.length >= (isChinese ? 2 : 3) && !small.has(word)
}

const small = new Set(
  `the and was were for that this with they them their there then than have had has not but are our you your from would could should will
  can just very too all any some been being about into out off over again more most when what which who whom how why where did does
  doing done his her him she its it's i'm also only here because after before while other another every each one two get got
  我们 你们 他们 它们 这个 那个 这些 那些 一个 一些 没有 不是 就是 还是 可以 因为 所以 但是 而且 如果 虽然 已经 一直 时候 什么 怎么 这样 那样
  非常 比较 真的 觉得 自己 大家 以及 或者 还有 现在 之后 以后 之前 有点 不会 不能 不要 需要 应该 进行 对于 关于 还要 只是 只有 都是 也是 那么 这么 一下`.split(/\s+/),
)
