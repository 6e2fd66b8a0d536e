import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import type { KanoReading } from '@gap5/contract/measure/readings/kano.ts'
import { combinationSaid } from '@gap5/contract/measure/readings/words.ts'
import { kanoCorners } from '@gap5/contract/measure/charts/kano.ts'
import { valueOf, valuesOf } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { Scatter } from '../../kit/charts/Scatter.tsx'
import { useGuest } from '../../kit/guest.ts'
import { useLanguage } from '../../kit/language.tsx'
import { Switch } from '../../kit/Switch.tsx'
import { Tabs } from '../../kit/Tabs.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { KanoScatter } from '../KanoScatter.tsx'
import { BySelect, Choices, ChoiceSelect } from './choices.tsx'
import { KanoSegmentCard } from './KanoSegmentCard.tsx'
import { KanoTable } from './KanoTable.tsx'
import { ReadingPage, type ReadingProps } from './ReadingPage.tsx'

/** Kano's analysis in full. */
export function KanoPage() {
  return (
    <ReadingPage<KanoReading> of="kano" name={{ en: 'Kano', zh: 'Kano模型' }} choices={['table', 'cut', 'fong', 'reversed', 'by']}>
      {(props) => <Finding {...props} />}
    </ReadingPage>
  )
}

function Finding({ reading, result }: ReadingProps<KanoReading>) {
  return (
    <>
      <Reversals reading={reading} />
      <Card>
        <Choices>
          <ChoiceSelect label={{ en: 'Evaluation table', zh: '评价表' }} param="table" value={reading.table} usual="standard" choices={tables} />
          <ChoiceSelect label={{ en: 'Quadrants cut at', zh: '象限分界' }} param="cut" value={reading.cut.rule} usual="half" choices={cuts} />
          <ChoiceSelect label={{ en: 'Fong’s test at', zh: 'Fong检验水平' }} param="fong" value={reading.fong} usual="90" choices={levels} />
          <BySelect label={{ en: 'Segments', zh: '按客群' }} value={reading.by?.key ?? null} result={result} />
        </Choices>
        <Pictures reading={reading} />
      </Card>
      {reading.by && <KanoSegmentCard reading={reading} by={reading.by} />}
      <Card title={{ en: 'Features by category', zh: '功能分类' }}>
        <KanoTable reading={reading} />
      </Card>
    </>
  )
}

const choice = (key: string, en: string, zh: string) => ({ key, title: { en, zh }, unfit: null })
const tables = [choice('standard', 'Standard (Kano, Berger)', '标准（Kano、Berger）'), choice('pouliot', 'Pouliot’s variant', 'Pouliot变体')]
const cuts = [choice('half', 'One half', '0.5'), choice('mean', 'Mean of all features', '全部功能的均值')]
const levels = [choice('90', '90 %', '90%'), choice('95', '95 %', '95%')]

/** Features most would rather do without, and those already turned round. */
function Reversals({ reading: { features } }: { reading: KanoReading }) {
  const { say } = useLanguage()
  const { query, change } = useAddress()
  const isGuest = useGuest() !== null
  const turned = valuesOf(query, 'reversed')
  const offered = features.filter(({ offerReversal, reversed }) => offerReversal || reversed)
  if (offered.length === 0 || isGuest) return null
  return (
    <Callout title={{ en: 'Features customers would rather do without', zh: '顾客宁可不要的功能' }}>
      <ul className="mt-1 grid gap-1.5">
        {offered.map(({ item, title, reversed }) => (
          <li key={item} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>{say(title)}</span>
            <Button size="small" onClick={() => change({ reversed: reversed ? turned.filter((key) => key !== item) : [...turned, item] })}>
              {say(reversed ? { en: 'Take the answers as given', zh: '恢复原回答' } : { en: 'Swap its two answers', zh: '互换两问的回答' })}
            </Button>
          </li>
        ))}
      </ul>
    </Callout>
  )
}

function Pictures({ reading }: { reading: KanoReading }) {
  const { query, change } = useAddress()
  const picture = valueOf(query, 'picture') === 'continuous' ? 'continuous' : 'coefficients'
  return (
    <Tabs
      label={{ en: 'Picture', zh: '图形' }}
      value={picture}
      onValueChange={(chosen) => change({ picture: chosen === 'continuous' ? chosen : null })}
      tabs={[
        { value: 'coefficients', label: { en: 'Better and worse', zh: '更好与更差' }, content: <Coefficients reading={reading} /> },
        { value: 'continuous', label: { en: 'Continuous scores', zh: '连续得分' }, content: <Continuous reading={reading} /> },
      ]}
    />
  )
}

function useIntervals() {
  const { query, change } = useAddress()
  const shown = valueOf(query, 'intervals') === 'shown'
  const toggle = <Switch label={{ en: 'Show intervals', zh: '显示置信区间' }} checked={shown} onCheckedChange={(on) => change({ intervals: on ? 'shown' : null })} />
  return { shown, toggle }
}

/** Features that mean one thing to all; the divided ones are shown by segment. */
function Coefficients({ reading }: { reading: KanoReading }) {
  const { shown, toggle } = useIntervals()
  const features = reading.features.filter(({ divided, wording }) => !divided && wording !== 'withheld')
  const left = reading.features.length - features.length
  return (
    <>
      <KanoScatter
        hideTitle
        {...(left > 0 ? { note: { en: `${left} ${left === 1 ? 'feature is' : 'features are'} not drawn: segments differ, or the answers contradict themselves.`, zh: `有${left}项功能未画出：不同客群要求不同，或回答自相矛盾。` } } : {})}
        rows={features}
        category={({ combination }, speech) => combinationSaid(combination, speech)}
        cross={{ x: -reading.cut.worse, y: reading.cut.better }}
        intervals={shown}
      />
      <div className="unprinted mt-3">{toggle}</div>
    </>
  )
}

function Continuous({ reading }: { reading: KanoReading }) {
  const speech = useLanguage()
  const { say, figure } = speech
  const { shown, toggle } = useIntervals()
  const features = reading.features.filter(({ continuous }) => continuous.functional.value !== null)
  return (
    <>
      <Scatter
        title={{ en: 'Continuous scores', zh: '连续得分图' }}
        hideTitle
        description={{ en: 'DuMouchel’s scores from −2 to 4: up with the feature, right without it; quadrants at 2. Below nil reverse and questionable answers prevail.', zh: 'DuMouchel得分（−2至4）：上为具备时，右为不具备时，象限以2为界；小于零时反向与可疑回答占多。' }}
        points={features.map(({ item, title, continuous: { functional, dysfunctional }, n }) => ({
          key: item,
          label: title,
          x: dysfunctional,
          y: functional,
          summary: say({ en: `${say(title)}: with it ${said(functional.value, speech, 2)}, without it ${said(dysfunctional.value, speech, 2)}; n ${figure(n)}`, zh: `${say(title)}：具备${said(functional.value, speech, 2)}，不具备${said(dysfunctional.value, speech, 2)}；n ${figure(n)}` }),
          tip: [
            [say({ en: 'With it', zh: '具备时' }), `${said(functional.value, speech, 2)} (${intervalSaid(functional, speech, 2)})`],
            [say({ en: 'Without it', zh: '不具备时' }), `${said(dysfunctional.value, speech, 2)} (${intervalSaid(dysfunctional, speech, 2)})`],
            ['n', figure(n)],
          ],
        }))}
        x={{ title: { en: 'Without it', zh: '不具备时的得分' }, range: [-2, 4] }}
        y={{ title: { en: 'With it', zh: '具备时的得分' }, range: [-2, 4] }}
        cross={{ x: 2, y: 2 }}
        corners={kanoCorners}
        intervals={shown}
        table={{
          rows: features,
          rowKey: (row) => row.item,
          columns: [
            { key: 'feature', header: { en: 'Feature', zh: '功能' }, render: (row) => say(row.title) },
            { key: 'functional', header: { en: 'With it', zh: '具备时' }, render: (row) => said(row.continuous.functional.value, speech, 2), sort: (row) => row.continuous.functional.value },
            { key: 'dysfunctional', header: { en: 'Without it', zh: '不具备时' }, render: (row) => said(row.continuous.dysfunctional.value, speech, 2), sort: (row) => row.continuous.dysfunctional.value },
            { key: 'n', header: 'n', render: (row) => figure(row.n), sort: (row) => row.n },
          ],
        }}
      />
      <div className="unprinted mt-3">{toggle}</div>
    </>
  )
}
