import type { SideBySide } from '@gap5/contract/measure/side-by-side.ts'
import { useLanguage } from '../kit/language.tsx'
import { MethodNote } from '../kit/MethodNote.tsx'

const indexLine = {
  en: 'The satisfaction index is the satisfaction block on 0–100, its items weighted by PLS (path scheme) on each side’s own answers; the degree of satisfaction is mean perception over mean expectation. Intervals and tests take these weights or this ratio as found (delta method); resampled intervals stand on the page of the index by blocks.',
  zh: '满意度指数为满意度分块的0–100分，题项权重由各方自己的答卷以PLS（路径方案）估计；满意度（感知／期望）为感知均值除以期望均值。区间与检验视权重或比值为已知（delta法）；自助法区间见“结构模型指数”页。',
}

export function SideMethod({ sides }: { sides: SideBySide }) {
  const { say, figure } = useLanguage()
  const lines = [
    { en: 'Each difference: Welch’s t, which assumes no equal spread; shares by the test of two proportions with Newcombe’s interval. Net promoter scores are compared as answers of +100, 0 and −100.', zh: '各差值用Welch t检验（不假定离散程度相同），占比用两比例检验与Newcombe区间；净推荐值按+100、0、−100的回答比较。' },
    { en: `p is adjusted by Holm over all ${figure(sides.family)} differences of this page: among many, some look large by chance.`, zh: `p值按Holm法对本页全部${figure(sides.family)}个差值校正：比较越多，偶然显得较大的差值也越多。` },
    ...(sides.rows.some(({ level }) => level === 'index') ? [indexLine] : []),
    { en: 'The place could be any within chance: who is not told apart beyond chance may stand before or behind.', zh: '位次范围：与之无法区分的一方可能在前也可能在后。' },
    { en: `Sides are compared only where they ask the same items on the same scale. Below ${sides.minimumN} answers no figure is shown.`, zh: `仅在题项与量表相同时比较；少于${sides.minimumN}份答卷不显示数字。` },
  ]
  return (
    <div className="mt-3">
      <MethodNote source={{ en: 'Welch (1947), Biometrika 34; Newcombe (1998), Statistics in Medicine 17; Holm (1979), Scandinavian Journal of Statistics 6', zh: 'Welch（1947），Biometrika 34；Newcombe（1998），Statistics in Medicine 17；Holm（1979），Scandinavian Journal of Statistics 6' }}>
        <ul className="list-disc pl-4.5">
          {lines.map((line) => (
            <li key={line.en}>{say(line)}</li>
          ))}
        </ul>
      </MethodNote>
    </div>
  )
}
