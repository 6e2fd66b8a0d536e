/** Scales whose numbers people would read each in their own way. */
import type { Text } from '../../language.ts'
import type { Definition, Scale } from '../instrument.ts'
import { warn, type Rule } from './warning.ts'

export const unlabelledEnds: Rule = (definition) =>
  used(definition).flatMap(([key, scale]) => {
    const lacks = [scale.min, scale.max].filter((point) => isBlank(scale.labels[point]))
    if (lacks.length === 0) return []
    const ends = lacks.join(', ')
    return [
      warn('unlabelled-ends', { part: 'scales' }, { en: key, zh: key }, { en: `No words at ${ends}`, zh: `${lacks.join('、')} 分没有文字` }, {
        en: 'Without words at both ends people disagree on which end is good, and answers cannot be compared.',
        zh: '两端没有文字时，人们对哪端为好理解不一，答案无法比较。',
      }, key),
    ]
  })

export const unbalancedLabels: Rule = (definition) =>
  used(definition)
    .filter(([key]) => !asksFeelings(definition, key))
    .flatMap(([key, scale]) => {
      const { good, bad } = sidesOf(scale)
      if (Math.abs(good - bad) < 2) return []
      return [
        warn('unbalanced-labels', { part: 'scales' }, { en: key, zh: key }, { en: `${good} favourable labels against ${bad} unfavourable ones`, zh: `正面标签 ${good} 个，负面标签 ${bad} 个` }, {
          en: 'The side with more answers to choose from gets more answers, whatever people think.',
          zh: '哪一边可选的答案多，得到的回答就多，与人们的看法无关。',
        }, key),
      ]
    })

function used({ scales, blocks }: Definition): [string, Scale][] {
  const keys = new Set(blocks.flatMap(({ columns }) => columns.map(({ scale }) => scale)))
  return Object.entries(scales).filter(([key]) => keys.has(key))
}

/** The five answers of a Kano pair are no ladder from bad to good. */
function asksFeelings({ blocks }: Definition, scale: string): boolean {
  return blocks.some(({ columns }) => columns.some((column) => column.scale === scale && (column.role === 'functional' || column.role === 'dysfunctional')))
}

const unfavourable = /\b(?:dis\w+|un\w+|not|poor|poorly|bad|badly|never|low|rarely|hard|difficult|worse|worst|below|strongly against|no)\b|不|差|低|难|从未|很少|糟|没有/i
const favourable = /\b(?:satisf\w+|agree|good|very good|excellent|well|always|often|high|easy|likely|great|best|better|above|important|perfect|yes)\b|满意|同意|好|高|总是|经常|容易|可能|优秀|重要|完美|是/i

/** Labels by their side; where only ends and middle have words, by their place. */
function sidesOf({ min, max, labels }: Scale): { good: number; bad: number } {
  const said = Object.entries(labels).filter(([, text]) => !isBlank(text))
  const middle = (min + max) / 2
  const byWords = said.map(([, { en, zh }]) => (unfavourable.test(en || zh) ? 'bad' : favourable.test(en || zh) ? 'good' : 'neither'))
  const count = (side: string) => byWords.filter((one) => one === side).length
  if (said.length > 3 && count('neither') <= 1) return { good: count('good'), bad: count('bad') }
  return { good: said.filter(([point]) => Number(point) > middle).length, bad: said.filter(([point]) => Number(point) < middle).length }
}

function isBlank(text: Text | undefined): boolean {
  return text === undefined || (text.en.trim() === '' && text.zh.trim() === '')
}
