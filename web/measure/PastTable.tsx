import { probability } from '@gap5/contract/language.ts'
import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { Benchmark, SideRow } from '@gap5/contract/measure/side-by-side.ts'
import { useLanguage } from '../kit/language.tsx'
import { Table } from '../kit/Table.tsx'
import { Tag } from '../kit/Tag.tsx'
import { differenceManner, inTable } from './unitManner.ts'

type Past = NonNullable<Benchmark['past']>

/** Each wave or quarter, and how far the one that is looked at is from it. */
export function PastTable({ past, unit }: { past: Past; unit: SideRow['unit'] }) {
  const speech = useLanguage()
  const { say, figure } = speech
  const reference = past.points.find(({ key }) => key === past.reference)
  const [own, apart] = [inTable(unit), differenceManner(unit)]
  return (
    <Table<Past['points'][number]>
      caption={{ en: 'Now and earlier', zh: '现在与过去' }}
      rows={past.points}
      rowKey={({ key }) => key}
      columns={[
        { key: 'name', header: past.of === 'waves' ? { en: 'Wave', zh: '轮次' } : { en: 'Quarter', zh: '季度' }, render: ({ title, key }) => (key === past.reference ? <span className="font-semibold">{say(title)}</span> : say(title)) },
        {
          key: 'value',
          header: { en: 'Value', zh: '数值' },
          render: ({ estimate }) =>
            estimate.value === null ? (
              <span className="text-xs text-mute">{say(reasonWords[estimate.reason ?? 'not-computable'])}</span>
            ) : (
              <span>
                {said(estimate.value, speech, own.decimals, own.as)}
                <span className="block text-xs text-mute">{intervalSaid(estimate, speech, own.decimals, own.as)}</span>
              </span>
            ),
        },
        { key: 'n', header: { en: 'n', zh: 'n' }, render: ({ estimate }) => figure(estimate.n) },
        {
          key: 'difference',
          header: reference ? { en: `${say(reference.title)} minus this`, zh: `${say(reference.title)}减该期` } : { en: 'Difference', zh: '差值' },
          render: ({ difference, test }) => {
            if (difference?.value == null) return '—'
            const value = said(difference.value, speech, apart.decimals, apart.as)
            return (
              <span>
                {(test?.adjustedP ?? 1) < 0.05 ? <Tag tone={difference.value > 0 ? 'above' : 'below'}>{value}</Tag> : value}
                <span className="block text-xs text-mute">{`${intervalSaid(difference, speech, apart.decimals, apart.as)}${test ? `; p ${probability(test.adjustedP)}` : ''}`}</span>
              </span>
            )
          },
        },
      ]}
    />
  )
}
