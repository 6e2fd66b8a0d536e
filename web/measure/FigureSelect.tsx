import type { SideFigure } from '@gap5/contract/measure/side-by-side.ts'
import type { Text } from '@gap5/contract/language.ts'
import { Select } from '../kit/Select.tsx'
import { useAddress } from '../kit/useAddress.ts'

const words: Record<SideFigure, Text> = {
  perception: { en: 'Perceived', zh: '感知' },
  adequacy: { en: 'Perceived − adequate', zh: '感知 − 适当' },
  superiority: { en: 'Perceived − desired', zh: '感知 − 理想' },
  gap: { en: 'Perceived − expected', zh: '感知 − 期望' },
  inside: { en: 'Share inside the zone', zh: '容忍区域内占比' },
  importance: { en: 'Importance, rated', zh: '重要性评分' },
  weight: { en: 'Importance, points', zh: '重要性（分）' },
}

/** By which figure dimensions are compared; kept in the address. */
export function FigureSelect({ figures, figure }: { figures: readonly SideFigure[]; figure: SideFigure | null }) {
  const { change } = useAddress()
  if (figures.length < 2) return null
  return (
    <Select
      label={{ en: 'Dimensions by', zh: '维度指标' }}
      value={figure}
      onValueChange={(chosen) => change({ figure: chosen })}
      options={figures.map((each) => ({ value: each, label: words[each] }))}
    />
  )
}
