import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import type { ConfirmationReading } from '@gap5/contract/measure/readings/confirmation.ts'
import { probability } from '@gap5/contract/language.ts'
import { Card } from '../../kit/Card.tsx'
import { StackedShares } from '../../kit/charts/StackedShares.tsx'
import { useLanguage, type Speech } from '../../kit/language.tsx'
import { Table, type Column } from '../../kit/Table.tsx'
import { ChoiceSelect, Choices } from './choices.tsx'
import { ReadingMethod } from './cells.tsx'
import { ReadingPage, type ReadingProps } from './ReadingPage.tsx'
import { TransitionCard } from './TransitionCard.tsx'
import { outcomeParts } from './words.ts'

/** Delighted, satisfied, regret, disappointed. */
export function ConfirmationPage() {
  return (
    <ReadingPage<ConfirmationReading> of="confirmation" name={{ en: 'Four outcomes', zh: '满意的四种结果' }} choices={['form', 'margin', 'along', 'person']}>
      {(props) => <Finding {...props} />}
    </ReadingPage>
  )
}

const margins = ['0.5', '1', '1.5', '2'].map((key) => ({ key, title: { en: `${key} ${key === '1' ? 'point' : 'points'}`, zh: `${key}分` }, unfit: null }))

function Finding({ reading }: ReadingProps<ConfirmationReading>) {
  const whole = { key: 'whole', label: { en: 'All', zh: '全部' }, n: reading.shares[0]?.share.n ?? 0, shares: reading.shares.map(({ share }) => share) }
  const items = reading.items.map(({ item, title, n, shares }) => ({ key: item, label: title, n, shares: shares.map(({ share }) => share) }))
  return (
    <>
      <Card>
        <Choices>
          <ChoiceSelect label={{ en: 'Outcomes taken from', zh: '判定依据' }} param="form" value={reading.form} choices={reading.forms} />
          {reading.margin !== null && <ChoiceSelect label={{ en: 'Well above or below begins at', zh: '“远高于/远低于”的界限' }} param="margin" value={String(reading.margin)} usual="1" choices={margins} />}
        </Choices>
        <StackedShares
          title={{ en: 'Outcomes of the encounter', zh: '满意结果的构成' }}
          description={{ en: 'Shares of respondents, best outcome first.', zh: '受访者占比，从最好的结果开始。' }}
          parts={outcomeParts}
          rows={items.length > 1 ? [whole, ...items] : [whole]}
          rowName={{ en: 'Statement', zh: '题项' }}
        />
        <div className="mt-3">
          <Method reading={reading} />
        </div>
      </Card>
      <PeriodCard reading={reading} />
      <TransitionCard reading={reading} />
    </>
  )
}

function PeriodCard({ reading }: { reading: ConfirmationReading }) {
  const speech = useLanguage()
  const rows = reading.periods.map(({ value, title, n, shares }) => ({ key: value, label: title, n, shares: shares.map(({ share }) => share) }))
  return (
    <Card>
      <Choices>
        <ChoiceSelect label={{ en: 'Laid along', zh: '横向比较' }} param="along" value={reading.along.key} usual="answered-on" choices={reading.alongs} />
      </Choices>
      <StackedShares
        title={{ en: `Shares by ${reading.along.title.en.toLowerCase()}`, zh: `按${reading.along.title.zh}的占比` }}
        parts={outcomeParts}
        rows={rows}
        rowName={reading.along.title}
      />
      {reading.shifts.length > 0 && (
        <div className="mt-4">
          <Table
            caption={{ en: 'Net shift from one to the next, in points', zh: '相邻两组的净变化（百分点）' }}
            showCaption
            rows={reading.shifts}
            rowKey={({ from, to }) => `${from} ${to}`}
            columns={shiftColumns(reading, speech)}
            footer={
              <p>
                {speech.say({
                  en: 'Different people answered each time. A net shift says how much more or less of an outcome there is; who moved from where to where can only be told of people who answered twice.',
                  zh: '各期受访者不同。净变化只说明某种结果多了或少了多少；谁从哪里变到哪里，只能由两次都作答的人得知。',
                })}
              </p>
            }
          />
        </div>
      )}
    </Card>
  )
}

type Shift = ConfirmationReading['shifts'][number]

function shiftColumns({ periods }: ConfirmationReading, speech: Speech): Column<Shift>[] {
  const name = (value: string) => speech.say(periods.find((period) => period.value === value)?.title ?? value)
  return [
    { key: 'step', header: { en: 'From – to', zh: '从—到' }, render: ({ from, to }) => `${name(from)} → ${name(to)}` },
    ...outcomeParts.map((part, at): Column<Shift> => ({
      key: part.key,
      header: part.title,
      render: ({ shifts }) => {
        const difference = shifts[at]?.difference
        if (difference?.value == null) return '—'
        const points = (value: number | null) => (value === null ? null : value * 100)
        const interval = intervalSaid({ ...difference, lower: points(difference.lower), upper: points(difference.upper) }, speech, 0, 'signed')
        return <span title={speech.say({ en: `95 % interval ${interval}`, zh: `95% 区间${interval}` })}>{said(points(difference.value), speech, 0, 'signed')}</span>
      },
      sort: ({ shifts }) => shifts[at]?.difference.value ?? null,
    })),
    { key: 'p', header: { en: 'Adjusted p', zh: '校正后p' }, hint: { en: 'Chi-square of outcome by period, Holm over the steps', zh: '结果 × 时期的卡方检验，按Holm法校正' }, render: ({ test }) => (test ? probability(test.adjustedP) : '—'), sort: ({ test }) => test?.adjustedP ?? null },
  ]
}

function Method({ reading }: { reading: ConfirmationReading }) {
  const { figure } = useLanguage()
  const m = reading.margin === null ? '' : figure(reading.margin, Number.isInteger(reading.margin) ? 0 : 1)
  const rule = {
    asked: { en: 'From the answer “far below … far above what I expected”, the middle of the scale taken as 0 and its ends as ±1: delighted above ½, satisfied from 0 to ½, regret from −½ to below 0, disappointed below −½. Where the service as a whole was asked about, that answer decides.', zh: '按“远低于……远高于期望”的回答判定，量表中点为0、两端为±1：大于½为惊喜，0至½为满意，−½至0以下为遗憾，小于−½为失望。问卷中有对整体的提问时，以该题为准。' },
    zone: { en: `From each respondent’s means over the statements: delighted where perceived lies above desired, satisfied from adequate to desired, regret up to ${m} points below adequate, disappointed further below.`, zh: `按每位受访者各题项的均值判定：感知高于理想为惊喜，在适当与理想之间为满意，低于适当不超过${m}分为遗憾，更低为失望。` },
    expectation: { en: `From each respondent’s means over the statements: delighted where perceived exceeds expected by more than ${m}, satisfied from 0 to ${m}, regret down to −${m}, disappointed below.`, zh: `按每位受访者各题项的均值判定：感知超出期望多于${m}分为惊喜，0至${m}分为满意，至−${m}分为遗憾，更低为失望。` },
  }[reading.form]
  const lines = [
    rule,
    { en: 'A respondent counts with at least half of the statements, each with all its levels. Shares have Wilson intervals; differences of shares Newcombe’s.', zh: '受访者须完整回答至少一半题项。占比用Wilson区间，占比之差用Newcombe区间。' },
  ]
  return <ReadingMethod lines={lines} source={{ en: 'Oliver (1980), Journal of Marketing Research 17(4); Oliver, Rust & Varki (1997), Journal of Retailing 73(3). The cuts are our own conventions.', zh: 'Oliver（1980），Journal of Marketing Research 17（4）；Oliver、Rust与Varki（1997），Journal of Retailing 73（3）。界限为本系统的约定。' }} />
}
