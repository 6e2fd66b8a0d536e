import type { Comparability } from '@gap5/contract/listen/difference.ts'
import type { Text } from '@gap5/contract/language.ts'
import { Callout } from '../kit/Callout.tsx'
import { useLanguage } from '../kit/language.tsx'

/** What two versions mean for whoever puts their answers side by side. */
export function ComparabilityNote({ comparability, from, to }: { comparability: Comparability; from: number; to: number }) {
  const { say } = useLanguage()
  const sentences = sentencesOf(comparability)
  const isClean = comparability.broken.length === 0 && comparability.reworded.length === 0 && comparability.dimensions.length === 0
  return (
    <Callout tone={comparability.broken.length > 0 ? 'caution' : isClean ? 'good' : 'neutral'} title={conclusionOf(comparability, from, to)}>
      {sentences.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {sentences.map((sentence) => (
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
  if (same.length === before) return { en: `All ${before} answers of version ${from} can be compared with version ${to}`, zh: `第 ${from} 版的全部 ${before} 项答案都可与第 ${to} 版比较` }
  return { en: `${same.length} of ${before} answers of version ${from} can be compared with version ${to} as they are`, zh: `第 ${from} 版的 ${before} 项答案中，有 ${same.length} 项可直接与第 ${to} 版比较` }
}

function sentencesOf({ reworded, broken, added, removed, dimensions }: Comparability): Text[] {
  const told: [string[], Text][] = [
    [broken, { en: 'stand on another scale or count the other way round: do not compare them', zh: '量表或计分方向已改变，不可比较' }],
    [reworded, { en: 'were reworded: compare them only where they still mean the same', zh: '措辞已改，含义不变时方可比较' }],
    [removed, { en: 'are no longer asked', zh: '不再询问' }],
    [added, { en: 'are new: there is nothing to compare them with', zh: '为新增，没有可比较的数据' }],
    [dimensions, { en: 'as dimensions rest on other items than before: their scores shift for that alone', zh: '维度所含题目有变，得分会因此变化' }],
  ]
  return told.flatMap(([keys, { en, zh }]) => (keys.length === 0 ? [] : [{ en: `${listed(keys)} ${en}.`, zh: `${listed(keys)}：${zh}。` }]))
}

function listed(keys: string[]): string {
  return keys.length <= 6 ? keys.join(', ') : `${keys.slice(0, 6).join(', ')} +${keys.length - 6}`
}
