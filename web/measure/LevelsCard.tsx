import type { GapRow, StudyResult } from '@gap5/contract/measure/results.ts'
import { valueOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { GapBars } from '../kit/charts/GapBars.tsx'
import { IntervalPlot } from '../kit/charts/IntervalPlot.tsx'
import { ZoneOfToleranceChart } from '../kit/charts/ZoneOfToleranceChart.tsx'
import { classes } from '../kit/classes.ts'
import { useLanguage } from '../kit/language.tsx'
import { useAddress } from '../kit/useAddress.ts'
import type { Format } from './words.ts'

/** The levels as a picture: all dimensions, or the statements of the one that is chosen. */
export function LevelsCard({ result, format }: { result: StudyResult; format: Format }) {
  const { query } = useAddress()
  const dimensions = result.gaps.filter((row) => row.level === 'dimension')
  const chosen = dimensions.find((row) => row.key === valueOf(query, 'dimension')) ?? null
  const rows = rowsOf(result, chosen)
  return (
    <Card className="flex flex-col">
      <LevelsPicture rows={rows} format={format} scale={result.scale ?? { min: 0, max: 1 }} chosen={chosen} />
      {dimensions.length > 0 && <DimensionChoice dimensions={dimensions} chosen={chosen} />}
    </Card>
  )
}

function rowsOf({ gaps }: StudyResult, chosen: GapRow | null): GapRow[] {
  if (chosen) return gaps.filter((row) => row.level === 'item' && row.dimension === chosen.key)
  const dimensions = gaps.filter((row) => row.level === 'dimension')
  return dimensions.length > 0 ? dimensions : gaps.filter((row) => row.level === 'item')
}

type PictureProps = { rows: readonly GapRow[]; format: Format; scale: { min: number; max: number }; chosen: GapRow | null; hideTitle?: boolean }

export function LevelsPicture({ rows, format, scale, chosen, hideTitle = false }: PictureProps) {
  const { say } = useLanguage()
  const of = chosen ? { en: `: ${say(chosen.title)}`, zh: `：${say(chosen.title)}` } : { en: '', zh: '' }
  const ends = { en: `Scale ${scale.min}–${scale.max}.`, zh: `量表${scale.min}至${scale.max}。` }
  if (format === 'zone')
    return (
      <ZoneOfToleranceChart
        hideTitle={hideTitle}
        title={{ en: `Zone of tolerance${of.en}`, zh: `容忍区域${of.zh}` }}
        description={{ en: `Band: adequate to desired. Mark: perceived, with 95 % interval. ${ends.en}`, zh: `色带：适当至理想。标记：感知及其95% 区间。${ends.zh}` }}
        scale={scale}
        rows={rows.map(zoneRow)}
      />
    )
  if (format === 'gap')
    return (
      <GapBars
        hideTitle={hideTitle}
        title={{ en: `Perceived minus expected${of.en}`, zh: `感知减期望${of.zh}` }}
        description={{ en: `Left of zero: short of expectations. With 95 % interval. ${ends.en}`, zh: `零的左侧：低于期望。附95% 区间。${ends.zh}` }}
        rows={rows.flatMap((row) => (row.gap ? [{ key: row.key, label: row.title, estimate: row.gap }] : []))}
      />
    )
  return (
    <IntervalPlot
      hideTitle={hideTitle}
      title={{ en: `Perceived service${of.en}`, zh: `感知服务${of.zh}` }}
      description={{ en: `Means with 95 % interval. ${ends.en}`, zh: `均值及其95% 区间。${ends.zh}` }}
      scale={scale}
      rows={rows.flatMap((row) => (row.perception ? [{ key: row.key, label: row.title, estimate: row.perception }] : []))}
    />
  )
}

function zoneRow(row: GapRow) {
  const nothing = { value: null, lower: null, upper: null, n: 0, missing: 0, reason: 'not-asked' as const }
  return {
    key: row.key,
    label: row.title,
    adequate: row.adequate?.value ?? null,
    desired: row.desired?.value ?? null,
    perceived: row.perception ?? nothing,
    status: row.zoneStatus,
  }
}

/** Opens a dimension to its statements. */
function DimensionChoice({ dimensions, chosen }: { dimensions: readonly GapRow[]; chosen: GapRow | null }) {
  const { say } = useLanguage()
  const { change } = useAddress()
  const choices = [{ key: null, title: { en: 'All dimensions', zh: '全部维度' } }, ...dimensions.map(({ key, title }) => ({ key, title }))]
  return (
    <div role="group" aria-label={say({ en: 'Show', zh: '显示' })} className="unprinted mt-3 flex flex-wrap gap-1.5 border-t border-hair pt-3">
      {choices.map(({ key, title }) => {
        const isOn = key === (chosen?.key ?? null)
        return (
          <button
            key={key ?? ''}
            type="button"
            aria-pressed={isOn}
            className={classes('rounded-full border px-3 py-1 text-[0.8125rem] pointer-coarse:py-2.5', isOn ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-line text-body hover:text-ink')}
            onClick={() => change({ dimension: key })}
          >
            {say(title)}
          </button>
        )
      })}
    </div>
  )
}
