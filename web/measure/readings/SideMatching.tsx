import type { SideBySideReading } from '@gap5/contract/measure/readings/side-by-side.ts'
import { valuesOf } from '../../kit/address.ts'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { MethodNote } from '../../kit/MethodNote.tsx'
import { Table } from '../../kit/Table.tsx'
import { useAddress } from '../../kit/useAddress.ts'

const ways = { key: { en: 'same key', zh: '键相同' }, text: { en: 'same wording', zh: '措辞相同' }, hand: { en: 'by hand', zh: '手工' }, none: { en: '', zh: '' } }

/** Which item of each study stands for which of this one; changed by hand, kept in the address. */
export function SideMatching({ reading }: { reading: SideBySideReading }) {
  const { say } = useLanguage()
  const { query, change } = useAddress()
  const pairs = valuesOf(query, 'pair')
  const [, ...others] = reading.studies
  const match = (item: string, study: string, other: string) => change({ pair: [...pairs.filter((pair) => !pair.startsWith(`${item}~${study}:`)), `${item}~${study}:${other}`] })
  const left = reading.unmatched.flatMap(({ items }) => items).length
  return (
    <Card title={{ en: 'Which items belong together', zh: '题项对应' }} description={{ en: 'Matched by wording, else by key. What you change stands in the address and goes along when you share it.', zh: '按措辞对应，否则按键对应。您的更改保存在网址中，分享时一并带上。' }}>
      <MethodNote summary={{ en: `Look at the matches and change them (${left} not used)`, zh: `查看并更改对应（${left}项未用）` }}>
        <Table
          caption={{ en: 'Matches', zh: '对应关系' }}
          rows={reading.rows}
          rowKey={(row) => row.item}
          columns={[
            { key: 'item', header: { en: 'Statement', zh: '题项' }, render: (row) => <span className="block max-w-72 min-w-36">{say(row.title)}</span> },
            ...others.map((study) => ({
              key: study.handle,
              header: study.title,
              align: 'start' as const,
              render: (row: SideBySideReading['rows'][number]) => {
                const found = row.matches.find((one) => one.study === study.handle)
                return (
                  <span className="flex items-center gap-2">
                    <select
                      className="h-8 max-w-64 rounded-control border border-edge bg-card px-2 text-sm pointer-coarse:h-11"
                      aria-label={`${say(row.title)} – ${say(study.title)}`}
                      value={found?.item ?? ''}
                      onChange={(event) => match(row.item, study.handle, event.target.value)}
                    >
                      <option value="">{say({ en: 'nothing', zh: '无' })}</option>
                      {study.items.map(({ item, title }) => (
                        <option key={item} value={item}>
                          {say(title)}
                        </option>
                      ))}
                    </select>
                    <span className="text-xs text-mute">{found ? say(ways[found.by]) : ''}</span>
                  </span>
                )
              },
            })),
          ]}
        />
      </MethodNote>
    </Card>
  )
}
