import type { Comparability, Difference } from '@gap5/contract/listen/difference.ts'
import { counted, type Text } from '@gap5/contract/language.ts'
import { Callout } from '../kit/Callout.tsx'
import { useLanguage } from '../kit/language.tsx'

type Compared = Pick<Difference, 'comparability' | 'names'>

/** What two versions mean for whoever puts their answers side by side. `title` where the page does not say it already. */
export function ComparabilityNote({ difference, title }: { difference: Compared; title?: Text }) {
  const { say } = useLanguage()
  const { broken, reworded, dimensions } = difference.comparability
  const told = sentencesOf(difference)
  if (told.length === 0 && title === undefined) return null
  const isClean = broken.length === 0 && reworded.length === 0 && dimensions.length === 0
  return (
    <Callout tone={broken.length > 0 ? 'caution' : isClean ? 'good' : 'neutral'} {...(title ? { title } : {})}>
      {told.length > 0 && (
        <ul className="list-disc pl-5">
          {told.map((sentence) => (
            <li key={sentence.en}>{say(sentence)}</li>
          ))}
        </ul>
      )}
    </Callout>
  )
}

export function conclusionOf({ same, reworded, broken, removed }: Comparability, from: number, to: number): Text {
  const before = same.length + reworded.length + broken.length + removed.length
  if (before === 0) return { en: 'Nothing that is measured stands in both versions', zh: '两个版本没有共同的测量内容' }
  if (same.length === before) return { en: `${before === 1 ? 'The one answer' : `All ${before} answers`} of version ${from} can be compared with version ${to}`, zh: `第 ${from} 版的全部 ${before} 项答案都可与第 ${to} 版比较` }
  return { en: `${same.length} of ${counted(before, 'answer', 'answers')} of version ${from} can be compared with version ${to} as they are`, zh: `第 ${from} 版的 ${before} 项答案中，有 ${same.length} 项可直接与第 ${to} 版比较` }
}

function sentencesOf({ comparability: { reworded, broken, added, removed, dimensions }, names }: Compared): Text[] {
  const told: [string[], Text][] = [
    [broken, { en: 'Not comparable, on another scale or counted the other way round', zh: '不可比较，量表或计分方向已改变' }],
    [reworded, { en: 'Comparable only where the new words mean the same', zh: '措辞已改，含义不变时方可比较' }],
    [removed, { en: 'No longer asked', zh: '不再询问' }],
    [added, { en: 'New, with nothing to be compared with', zh: '新增，没有可比较的数据' }],
    [dimensions, { en: 'Dimensions of other items than before, whose scores shift for that alone', zh: '维度所含题目有变，得分会因此变化' }],
  ]
  return told.flatMap(([keys, label]) => (keys.length === 0 ? [] : [{ en: `${label.en}: ${listed(keys, names, 'en')}.`, zh: `${label.zh}：${listed(keys, names, 'zh')}。` }]))
}

const most = 5

/** Each question once, however many columns it is asked in. */
function listed(keys: string[], names: Difference['names'], language: 'en' | 'zh'): string {
  const said = [...new Set(keys.map((key) => names[key]?.[language] ?? key))]
  const shown = said.slice(0, most).map((words) => `“${words}”`)
  const more = said.length - shown.length
  if (language === 'en') return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return `${shown.join('、')}${more > 0 ? `等 ${said.length} 项` : ''}`
}
