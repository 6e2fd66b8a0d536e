/** The readings of a report: the index, importance against performance, Kano. Each says what it found, shows it, and gives the figures. */
import type { Speaking } from '@gap5/contract/language.ts'
import { importanceCorners, importancePlane, importanceSaid, importanceTitle } from '@gap5/contract/measure/charts/importance.ts'
import { kanoCorners, kanoLook, takenAway } from '@gap5/contract/measure/charts/kano.ts'
import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { ImportanceReading, IpaPoint } from '@gap5/contract/measure/readings/importance-performance.ts'
import type { IndexSummary } from '@gap5/contract/measure/readings/index-summary.ts'
import type { KanoFeature, KanoReading } from '@gap5/contract/measure/readings/kano.ts'
import { combinationSaid, constructWords, indexFormWords, quadrantWords } from '@gap5/contract/measure/readings/words.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import type { Corners } from '@gap5/contract/charts/scatter.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { Content } from '../../pdf/pdf.ts'
import { intervalDrawing } from './drawings.ts'
import { conclusionParts, figureCell, intervalCell, keptTogether, key, paragraph, picture, table, type Cell } from './parts.ts'
import { dot, scatterDrawing, type DotLook } from './scatter-drawing.ts'

const interval = { en: '95 % interval', zh: '95% 区间' }
const missing = { en: 'Missing', zh: '缺失' }

export function indexParts({ form, index, conclusion, note, blocks, model }: IndexSummary, speaking: Speaking): Content[] {
  const { say, figure } = speaking
  const row = (name: string, estimate: Estimate): Cell[] => [name, figureCell(estimate, speaking, 1), intervalCell(estimate, speaking, 1), figure(estimate.n), figure(estimate.missing)]
  const head = [{ en: 'Index', zh: '指数' }, { en: 'Value', zh: '数值' }, interval, 'n', missing]
  // The figure that leads has a row of its own only where it is none of the blocks.
  const rows = [...(form === 'model' && blocks.length > 0 ? [] : [row(say(indexFormWords[form]), index)]), ...blocks.map((block) => row(say(constructWords[block.key]), block.index))]
  const method = model
    ? model.resamples === null
      ? { en: 'Blocks: path model by partial least squares on complete answers. Their intervals have not been worked out.', zh: '各块：以完整作答按偏最小二乘法估计的结构模型；其置信区间尚未计算。' }
      : { en: `Blocks: path model by partial least squares on complete answers; intervals from ${figure(model.resamples)} resamples, percentile, seed ${model.seed}.`, zh: `各块：以完整作答按偏最小二乘法估计的结构模型；置信区间来自${figure(model.resamples)}次重抽样（百分位法，种子${model.seed}）。` }
    : null
  return [
    ...conclusionParts(conclusion ? [conclusion] : [], speaking),
    ...(note ? [paragraph(say(note), { mute: true })] : []),
    ...(blocks.length > 0 ? [picture(intervalDrawing(blocks.map((block) => ({ key: block.key, label: constructWords[block.key], estimate: block.index })), { min: 0, max: 100 }, speaking))] : []),
    table(head.map((each) => say(each)), rows),
    ...(method ? [paragraph(say(method), { mute: true })] : []),
  ]
}

const cornersSaid = ({ topLeft, topRight, bottomLeft, bottomRight }: Corners<Text>, { say }: Speaking): Corners<string> => ({ topLeft: say(topLeft), topRight: say(topRight), bottomLeft: say(bottomLeft), bottomRight: say(bottomRight) })

const keyMark = (look: DotLook) => dot(look, 11, 6)

export function importanceParts(reading: ImportanceReading, speaking: Speaking): Content[] {
  const { form, crosshairs, crosshair, forms } = reading
  const { say, figure } = speaking
  const { performance, importance, cross, diagonal } = importancePlane(reading, false)
  const drawn = reading.points.filter((point) => point.importance.value !== null && point.performance.value !== null)
  const numbered = numbering(drawn, reading.points)
  const head = [{ en: 'Statement', zh: '题项' }, { en: 'Importance', zh: '重要性' }, interval, { en: 'Performance', zh: '绩效' }, interval, { en: 'Quadrant', zh: '象限' }, 'n', missing]
  const rows = numbered.map(({ name, row }): Cell[] => [
    name(say(row.title)),
    row.importance.value === null ? say(reasonWords[row.importance.reason ?? 'not-computable']) : importanceSaid(row.importance.value, form, speaking),
    intervalSaid(row.importance, speaking, form === 'shares' ? 1 : 2, form === 'shares' ? 'percent' : 'figure'),
    figureCell(row.performance, speaking, 2),
    intervalCell(row.performance, speaking, 2),
    quadrantCell(row, speaking),
    figure(Math.min(row.importance.n, row.performance.n)),
    figure(Math.max(row.importance.missing, row.performance.missing)),
  ])
  const [source, lines] = [forms.find(({ key }) => key === form)?.title, crosshairs.find(({ key }) => key === crosshair.rule)?.title]
  return [
    ...conclusionParts(reading.conclusions, speaking),
    paragraph(
      say({
        en: `Right: done better. Up: more important. Dashed: where the quadrants part${diagonal ? '; dotted: where performance equals importance' : ''}.`,
        zh: `越右：做得越好。越上：越重要。虚线为象限分界${diagonal ? '；点线上绩效等于重要性' : ''}。`,
      }),
      { mute: true },
    ),
    ...(drawn.length === 0
      ? []
      : [
          keptTogether(
            picture(
              scatterDrawing(
                {
                  points: drawn.map((point) => ({ name: say(point.title), x: point.performance, y: point.importance, look: point.quadrant === 'concentrate' ? 'below' : 'solid' })),
                  x: { title: say({ en: 'Performance', zh: '绩效' }), range: performance },
                  y: { title: say(importanceTitle(form)), range: importance, ...(form === 'shares' && { say: (value: number) => speaking.percent(value) }) },
                  cross,
                  diagonal,
                  corners: cornersSaid(importanceCorners, speaking),
                },
                speaking,
              ),
            ),
            ...(drawn.some(({ quadrant }) => quadrant === 'concentrate') ? [key([{ mark: keyMark('below'), label: say(quadrantWords.concentrate) }])] : []),
          ),
        ]),
    table(head.map((each) => say(each)), rows),
    paragraph(
      say({
        en: `Importance: ${source?.en ?? form}. Lines between the quadrants: ${lines?.en ?? crosshair.rule}. n and missing: of the figure of the row that rests on fewer answers.`,
        zh: `重要性来源：${source?.zh ?? form}。象限分界：${lines?.zh ?? crosshair.rule}。n与缺失取该行中回答较少的数字。`,
      }),
      { mute: true },
    ),
  ]
}

function quadrantCell({ quadrant }: IpaPoint, { say }: Speaking): Cell {
  if (quadrant === null) return '—'
  const text = say(quadrantWords[quadrant])
  return quadrant === 'concentrate' ? { text, fill: '#fbe9e3', color: '#b93815', bold: true } : text
}

export function kanoParts(reading: KanoReading, speaking: Speaking): Content[] {
  const { say, figure } = speaking
  const drawn = reading.features.filter(({ wording, better, worse }) => wording !== 'withheld' && better.value !== null && worse.value !== null)
  const left = reading.features.length - drawn.length
  const looks = [...new Set(drawn.map(kanoLook))]
  const lookWords: Record<DotLook, Text> = {
    solid: { en: 'one category', zh: '类别明确' },
    hollow: { en: 'two categories cannot be told apart', zh: '两个类别尚不能区分' },
    below: { en: 'most rather do without', zh: '多数人宁可不要' },
  }
  const head = [{ en: 'Feature', zh: '功能' }, { en: 'Category', zh: '类别' }, { en: 'Better', zh: '更好' }, { en: 'Worse', zh: '更差' }, 'M', 'O', 'A', 'I', 'R', 'Q', 'n', missing]
  const rows = numbering(drawn, reading.features).map(({ name, row }): Cell[] => [
    name(say(row.title)),
    combinationSaid(row.combination, speaking),
    coefficientCell(row.better, speaking),
    coefficientCell(row.worse, speaking),
    ...(['M', 'O', 'A', 'I', 'R', 'Q'] as const).map((each) => (row.counts ? figure(row.counts[each]) : '—')),
    figure(row.n),
    figure(row.missing),
  ])
  return [
    ...conclusionParts(reading.conclusions, speaking),
    paragraph(say({ en: 'Up: presence adds satisfaction. Right: absence takes it away. Quadrants are cut at one half.', zh: '越上：具备时越满意。越右：不具备时越不满意。象限以0.5为界。' }), { mute: true }),
    ...(drawn.length === 0
      ? []
      : [
          keptTogether(
            picture(
              scatterDrawing(
                {
                  points: drawn.map((feature) => ({ name: say(feature.title), x: takenAway(feature.worse), y: feature.better, look: kanoLook(feature) })),
                  x: { title: say({ en: 'Worse: what absence takes away', zh: '更差系数（绝对值）' }), range: [0, 1], say: (value) => speaking.figure(-value, 1) },
                  y: { title: say({ en: 'Better: what presence adds', zh: '更好系数' }), range: [0, 1], say: (value) => speaking.figure(value, 1) },
                  cross: { x: -reading.cut.worse, y: reading.cut.better },
                  corners: cornersSaid(kanoCorners, speaking),
                },
                speaking,
              ),
            ),
            key((['solid', 'hollow', 'below'] as const).filter((look) => looks.includes(look)).map((look) => ({ mark: keyMark(look), label: say(lookWords[look]) }))),
          ),
        ]),
    ...(left > 0 ? [paragraph(say({ en: `${left} ${left === 1 ? 'feature is' : 'features are'} not drawn: too few answers, or answers that contradict themselves.`, zh: `有${left}项功能未画出：回答太少，或回答自相矛盾。` }), { mute: true })] : []),
    table(head.map((each) => say(each)), rows, ['*', 'auto', 58, 64, ...head.slice(4).map(() => 'auto')]),
    ...reading.warnings.map(({ text }) => paragraph(say(text), { mute: true })),
    paragraph(
      say({
        en: 'Categories after Berger et al. (1993); two are named where their counts cannot be told apart (Fong 1996, 90 %). Better = (A + O) ÷ (A + O + M + I), worse = −(O + M) ÷ (A + O + M + I); in brackets the 95 % interval.',
        zh: '类别依Berger等（1993）；两类频数无法区分时并列（Fong 1996，90%）。更好 =（A + O）÷（A + O + M + I），更差 = −（O + M）÷（A + O + M + I）；括号内为95% 区间。',
      }),
      { mute: true },
    ),
  ]
}

function coefficientCell(estimate: KanoFeature['better'], speaking: Speaking): string {
  if (estimate.value === null) return figureCell(estimate, speaking, 2)
  const { lower, upper } = estimate
  const ends = lower === null || upper === null ? '' : `\n(${said(lower, speaking, 2)}; ${said(upper, speaking, 2)})`
  return `${said(estimate.value, speaking, 2)}${ends}`
}

/** Rows named with the number of their point; those that are not drawn have none. */
function numbering<Row extends { item: string }>(drawn: readonly Row[], all: readonly Row[]): { name: (title: string) => string; row: Row }[] {
  return all.map((row) => {
    const at = drawn.findIndex(({ item }) => item === row.item)
    return { row, name: (title) => (at < 0 ? title : `${at + 1}  ${title}`) }
  })
}
