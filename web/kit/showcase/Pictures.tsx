import { Card } from '../Card.tsx'
import { DistributionBars } from '../charts/DistributionBars.tsx'
import { GapBars } from '../charts/GapBars.tsx'
import { IntervalPlot } from '../charts/IntervalPlot.tsx'
import { TrendLine } from '../charts/TrendLine.tsx'
import { ZoneOfToleranceChart } from '../charts/ZoneOfToleranceChart.tsx'
import { branches, distributions, groups, trend, zone, zoneOfItems } from './examples.ts'

const scale = { min: 1, max: 9 }

export function Pictures() {
  return (
    <>
      <div className="grid gap-3.5 lg:grid-cols-[1.55fr_1fr]">
        <Card>
          <ZoneOfToleranceChart
            title={{ en: 'Zone of tolerance', zh: '容忍区域' }}
            description={{
              en: 'Band: adequate to desired. Mark: perceived, with its 95 % interval. Scale 1–9.',
              zh: '色带：适当至理想。标记：感知及其 95% 区间。量表 1–9。',
            }}
            rows={zone}
            scale={scale}
          />
        </Card>
        <Card>
          <GapBars
            title={{ en: 'Where it comes from', zh: '差距来自哪里' }}
            description={{
              en: 'Perceived minus adequate, responsiveness, by branch',
              zh: '响应性：感知减适当，按分公司',
            }}
            note={{
              en: 'North differs from every other branch (Games–Howell, adjusted p < .001).',
              zh: '北区与其他各分公司均有差异（Games–Howell，校正 p < .001）。',
            }}
            rows={branches}
          />
        </Card>
      </div>
      <Card>
        <ZoneOfToleranceChart title={{ en: 'By item', zh: '按题目' }} rows={zoneOfItems} scale={scale} wholeScale />
      </Card>
      <Card>
        <DistributionBars
          title={{ en: 'How they answered', zh: '作答分布' }}
          description={{ en: 'Perceived; share of each point of the scale in percent', zh: '感知；量表各点所占百分比' }}
          rows={distributions}
          scale={scale}
        />
      </Card>
      <div className="grid gap-3.5 lg:grid-cols-2">
        <Card>
          <IntervalPlot
            title={{ en: 'By touchpoint', zh: '按接触点' }}
            description={{
              en: 'Perceived responsiveness, mean and 95 % interval',
              zh: '感知的响应性：均值与 95% 区间',
            }}
            rows={groups}
            scale={scale}
            reference={{ value: 6.75, label: { en: 'all together', zh: '全部' } }}
          />
        </Card>
        <Card>
          <TrendLine
            title={{ en: 'Month by month', zh: '逐月变化' }}
            description={{ en: 'Perceived responsiveness, 95 % interval', zh: '感知的响应性，95% 区间' }}
            points={trend}
            scale={scale}
          />
        </Card>
      </div>
    </>
  )
}
