import { counted } from '@gap5/contract/language.ts'
import type { ConfirmationReading } from '@gap5/contract/measure/readings/confirmation.ts'
import { Card } from '../../kit/Card.tsx'
import { useGuest } from '../../kit/guest.ts'
import { useLanguage } from '../../kit/language.tsx'
import { Select } from '../../kit/Select.tsx'
import { Table, type Column } from '../../kit/Table.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { Figure } from './cells.tsx'
import { outcomeParts } from './words.ts'

const nobody = 'nobody'

/** Who moved from which outcome to which, of people who answered twice. */
export function TransitionCard({ reading }: { reading: ConfirmationReading }) {
  const { say } = useLanguage()
  const { change } = useAddress()
  const isLocked = useGuest()?.mayNarrow === false
  if (reading.persons.length === 0 || (isLocked && reading.transitions === null)) return null
  const found = reading.transitions
  return (
    <Card title={{ en: 'The same people twice', zh: '同一人两次作答' }} description={{ en: 'An attribute that tells people apart, such as a customer number, shows who moved.', zh: '选择能区分个人的属性（如客户编号），即可看出谁发生了变化。' }}>
      {!isLocked && <div className="unprinted mb-3 max-w-sm">
        <Select
          label={{ en: 'People are told by', zh: '识别个人的属性' }}
          value={found?.person ?? nobody}
          onValueChange={(chosen) => change({ person: chosen === nobody ? null : chosen })}
          options={[{ value: nobody, label: { en: 'Nothing', zh: '不识别' } }, ...reading.persons.map(({ key, title }) => ({ value: key, label: title }))]}
        />
      </div>}
      {found && found.steps.length === 0 && <p className="text-mute">{say({ en: 'Nobody answered in two neighbouring periods.', zh: '没有人在相邻两期都作答。' })}</p>}
      {found?.steps.map((step) => <Step key={`${step.from} ${step.to}`} step={step} reading={reading} />)}
    </Card>
  )
}

type StepProps = { step: NonNullable<ConfirmationReading['transitions']>['steps'][number]; reading: ConfirmationReading }

function Step({ step, reading }: StepProps) {
  const { say, figure } = useLanguage()
  const name = (value: string) => say(reading.periods.find((period) => period.value === value)?.title ?? value)
  const caption = { en: `${name(step.from)} → ${name(step.to)}: ${counted(step.n, 'person', 'people')}`, zh: `${name(step.from)} → ${name(step.to)}：${figure(step.n)}人` }
  if (step.counts === null) return <p className="mt-3 text-mute">{say({ en: `${caption.en}, too few to show.`, zh: `${caption.zh}，人数太少，不予显示。` })}</p>
  const rows = outcomeParts.map((part, at) => ({ part, counts: step.counts![at]! }))
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'from', header: { en: 'Before ↓, now →', zh: '之前↓ 现在→' }, render: ({ part }) => say(part.title) },
    ...outcomeParts.map((part, at) => ({ key: part.key, header: part.title, render: ({ counts }: (typeof rows)[number]) => figure(counts[at] ?? 0) })),
  ]
  return (
    <div className="mt-3">
      <Table caption={caption} showCaption rows={rows} rowKey={({ part }) => part.key} columns={columns} />
      <p className="mt-2">
        {say({ en: 'Better now ', zh: '变好' })}
        <Figure estimate={step.better} decimals={0} as="percent" />
        {say({ en: ', the same ', zh: '，不变' })}
        <Figure estimate={step.same} decimals={0} as="percent" />
        {say({ en: ', worse ', zh: '，变差' })}
        <Figure estimate={step.worse} decimals={0} as="percent" />
        {say({ en: '.', zh: '。' })}
      </p>
    </div>
  )
}
