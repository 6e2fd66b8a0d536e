import type { SideBySide, SideRow } from '@gap5/contract/measure/side-by-side.ts'
import { GapBars } from '../kit/charts/GapBars.tsx'
import { useLanguage } from '../kit/language.tsx'

/** How far the first side is from another, for every figure that is on the scale of the dimensions. */
export function SideDifferences({ sides, side }: { sides: SideBySide; side: number }) {
  const { say } = useLanguage()
  const [first, other] = [sides.sides[0], sides.sides[side]]
  if (!first || !other) return null
  const isLevel = ({ unit }: SideRow) => unit === 'level' || unit === 'difference'
  const rows = sides.rows.filter(isLevel).flatMap((row) => {
    const difference = row.differences[side]?.difference ?? row.estimates[side]
    return difference ? [{ key: row.measure, label: row.title, estimate: row.differences[side] ? difference : { ...difference, value: null, lower: null, upper: null, reason: difference.reason ?? ('below-minimum-n' as const) } }] : []
  })
  if (rows.length === 0) return <p className="text-mute">{say({ en: 'No figure is asked on both sides.', zh: '两侧没有共同的指标。' })}</p>
  return (
    <GapBars
      title={{ en: `${first.title.en} minus ${other.title.en}`, zh: `${first.title.zh} 减 ${other.title.zh}` }}
      description={{ en: 'Difference of the means with its 95 % interval, each by itself; p in the table allows for how many are compared.', zh: '均值之差及各自的95% 区间；下表的p值已按比较次数校正。' }}
      rows={rows}
      decimals={2}
    />
  )
}
