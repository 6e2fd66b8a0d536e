import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import { importanceCorners, importancePlane, importanceSaid, importanceTitle } from '@gap5/contract/measure/charts/importance.ts'
import type { ImportanceReading, IpaPoint } from '@gap5/contract/measure/readings/importance-performance.ts'
import { quadrantWords } from '@gap5/contract/measure/readings/words.ts'
import { valueOf } from '../../kit/address.ts'
import { Card } from '../../kit/Card.tsx'
import { Scatter, type ScatterPoint } from '../../kit/charts/Scatter.tsx'
import { useLanguage, type Speech } from '../../kit/language.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import { Switch } from '../../kit/Switch.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { ChoiceMenu, Choices, ChoiceSelect } from './choices.tsx'
import { ImportanceTable } from './ImportanceTable.tsx'
import { ReadingPage, type ReadingProps } from './ReadingPage.tsx'
import { ThreeFactorCard } from './ThreeFactorCard.tsx'

/** Importance against performance. */
export function ImportancePage() {
  return (
    <ReadingPage<ImportanceReading> of="importance-performance" name={{ en: 'Importance and performance', zh: '重要性与绩效' }} choices={['importance', 'crosshair', 'cross-performance', 'cross-importance']}>
      {(props) => <Finding {...props} />}
    </ReadingPage>
  )
}

function Finding({ reading }: ReadingProps<ImportanceReading>) {
  return (
    <>
      <Card>
        <ImportanceChoices reading={reading} />
        <ImportanceQuadrants reading={reading} />
      </Card>
      {reading.threeFactors && <ThreeFactorCard found={reading.threeFactors} />}
      <Card title={{ en: 'Figures', zh: '数据表' }}>
        <ImportanceTable reading={reading} />
      </Card>
    </>
  )
}

function ImportanceChoices({ reading }: { reading: ImportanceReading }) {
  const { query, change } = useAddress()
  const { crosshair } = reading
  const own = (param: 'cross-performance' | 'cross-importance', fallback: number | null) => ({
    value: Number(valueOf(query, param) ?? fallback ?? 0),
    onValueChange: (value: number | null) => change({ [param]: value === null ? null : String(value) }),
  })
  const choose = (rule: string) =>
    change(
      rule === 'own'
        ? { crosshair: 'own', 'cross-performance': rounded(crosshair.performance), 'cross-importance': rounded(crosshair.importance) }
        : { crosshair: rule === 'means' ? null : rule, 'cross-performance': null, 'cross-importance': null },
    )
  return (
    <Choices>
      <ChoiceSelect label={{ en: 'Importance', zh: '重要性来源' }} param="importance" value={reading.form} choices={reading.forms} />
      <ChoiceMenu label={{ en: 'Lines between the quadrants', zh: '象限分界' }} value={crosshair.rule} choices={reading.crosshairs} onChoose={choose} />
      <Switch label={{ en: 'Show intervals', zh: '显示置信区间' }} checked={valueOf(query, 'intervals') === 'shown'} onCheckedChange={(on) => change({ intervals: on ? 'shown' : null })} />
      {crosshair.rule === 'own' && (
        <>
          <NumberField label={{ en: 'Line for performance', zh: '绩效分界' }} step={0.1} {...own('cross-performance', crosshair.performance)} />
          <NumberField label={{ en: 'Line for importance', zh: '重要性分界' }} step={0.1} {...own('cross-importance', crosshair.importance)} />
        </>
      )}
    </Choices>
  )
}

function rounded(value: number | null): string {
  return String(Math.round((value ?? 0) * 100) / 100)
}

export function ImportanceQuadrants({ reading, hideTitle = false }: { reading: ImportanceReading; hideTitle?: boolean }) {
  const speech = useLanguage()
  const { query } = useAddress()
  const { form, points } = reading
  const withIntervals = valueOf(query, 'intervals') === 'shown'
  const { performance, importance, cross, diagonal } = importancePlane(reading, withIntervals)
  return (
    <Scatter
      hideTitle={hideTitle}
      title={{ en: 'Importance against performance', zh: '重要性—绩效象限图' }}
      description={{
        en: `Right: done better. Up: more important. Dashed: ${diagonal ? 'where the quadrants part; dotted: where performance equals importance' : 'where the quadrants part'}.`,
        zh: `越右：做得越好。越上：越重要。虚线为象限分界${diagonal ? '；点线上绩效等于重要性' : ''}。`,
      }}
      points={points.map((point) => pointOf(point, reading, speech))}
      x={{ title: { en: 'Performance', zh: '绩效' }, range: performance }}
      y={{ title: importanceTitle(form), range: importance, ...(form === 'shares' && { say: (value: number) => speech.percent(value) }) }}
      cross={cross}
      diagonal={diagonal}
      intervals={withIntervals}
      corners={importanceCorners}
      table={{
        rows: points,
        rowKey: (point) => point.item,
        columns: [
          { key: 'item', header: { en: 'Statement', zh: '题项' }, render: (point) => speech.say(point.title) },
          { key: 'importance', header: { en: 'Importance', zh: '重要性' }, render: (point) => importanceSaid(point.importance.value, form, speech), sort: (point) => point.importance.value },
          { key: 'performance', header: { en: 'Performance', zh: '绩效' }, render: (point) => said(point.performance.value, speech, 2), sort: (point) => point.performance.value },
          { key: 'quadrant', header: { en: 'Quadrant', zh: '象限' }, align: 'start', render: (point) => (point.quadrant ? speech.say(quadrantWords[point.quadrant]) : '—'), sort: (point) => point.quadrant },
          { key: 'n', header: 'n', render: (point) => speech.figure(point.performance.n), sort: (point) => point.performance.n },
        ],
      }}
    />
  )
}

function pointOf(point: IpaPoint, { form }: ImportanceReading, speech: Speech): ScatterPoint {
  const { say, figure } = speech
  const [importance, performance] = [importanceSaid(point.importance.value, form, speech), said(point.performance.value, speech, 2)]
  const quadrant = point.quadrant ? say(quadrantWords[point.quadrant]) : '—'
  const interval = intervalSaid(point.importance, speech, 2)
  return {
    key: point.item,
    label: point.title,
    x: point.performance,
    y: point.importance,
    look: point.quadrant === 'concentrate' ? 'below' : 'solid',
    summary: say({
      en: `${say(point.title)}: importance ${importance}, performance ${performance}, ${quadrant}; n ${figure(point.performance.n)}`,
      zh: `${say(point.title)}：重要性${importance}，绩效${performance}，${quadrant}；n ${figure(point.performance.n)}`,
    }),
    tip: [
      [say({ en: 'Quadrant', zh: '象限' }), quadrant],
      [say({ en: 'Importance', zh: '重要性' }), interval === '—' ? importance : `${importance} (${interval})`],
      [say({ en: 'Performance', zh: '绩效' }), `${performance} (${intervalSaid(point.performance, speech, 2)})`],
      ['n', figure(point.performance.n)],
    ],
  }
}
