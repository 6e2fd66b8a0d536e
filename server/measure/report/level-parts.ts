/** The levels of dimensions or statements, as a picture and as a table. */
import { probability, type Speaking } from '@gap5/contract/language.ts'
import type { Format } from '@gap5/contract/measure/format.ts'
import { leftOutOf } from '@gap5/contract/measure/left-out.ts'
import type { GapRow, StudyResult } from '@gap5/contract/measure/results.ts'
import { standingWords, type Standing, type ZoneRow } from '@gap5/contract/measure/charts/zone.ts'
import type { Content } from '../../pdf/pdf.ts'
import { gapDrawing, intervalDrawing, zoneDrawing, type Labelled } from './drawings.ts'
import { figureCell, intervalCell, keptTogether, key, paragraph, picture, signKey, table, type Cell } from './parts.ts'
import { element, paper, path, rect } from './svg.ts'

const standings: readonly Standing[] = ['below', 'inside', 'above']

export function levelsPicture(result: StudyResult, speaking: Speaking, rows: readonly GapRow[], format: Format): Content[] {
  const scale = result.scale ?? { min: 0, max: 1 }
  const ends = { en: `Scale ${scale.min}–${scale.max}.`, zh: `量表${scale.min}至${scale.max}。` }
  if (format === 'zone') {
    const zones = rows.map(zoneRow)
    const present = standings.filter((standing) => zones.some(({ status }) => status === standing))
    return [
      paragraph(speaking.say({ en: `Band: adequate to desired. Mark: perceived, with 95 % interval. ${ends.en}`, zh: `色带：适当至理想。标记：感知及其95% 区间。${ends.zh}` }), { mute: true }),
      keptTogether(picture(zoneDrawing(zones, scale, speaking)), key([
        { mark: rect(0, 1, 22, 10, paper.band, { rx: 3 }), label: speaking.say({ en: 'adequate to desired', zh: '适当至理想' }) },
        ...present.map((standing) => ({ mark: standingMark(standing), label: speaking.say({ en: `perceived, ${standingWords[standing].en}`, zh: `感知，${standingWords[standing].zh}` }) })),
      ])),
    ]
  }
  const labelled = (part: 'gap' | 'perception'): Labelled[] => rows.flatMap((row) => (row[part] ? [{ key: row.key, label: row.title, estimate: row[part] }] : []))
  if (format === 'gap') {
    return [
      paragraph(speaking.say({ en: `Perceived minus expected. Left of zero: short of expectations. With 95 % interval. ${ends.en}`, zh: `感知减期望。零的左侧：低于期望。附95% 区间。${ends.zh}` }), { mute: true }),
      keptTogether(picture(gapDrawing(labelled('gap'), speaking)), signKey(speaking)),
    ]
  }
  return [paragraph(speaking.say({ en: `Means with 95 % interval. ${ends.en}`, zh: `均值及其95% 区间。${ends.zh}` }), { mute: true }), picture(intervalDrawing(labelled('perception'), scale, speaking))]
}

function zoneRow(row: GapRow): ZoneRow {
  const none = { value: null, lower: null, upper: null, n: 0, missing: 0, reason: 'not-asked' as const }
  return { key: row.key, label: row.title, adequate: row.adequate?.value ?? null, desired: row.desired?.value ?? null, perceived: row.perception ?? none, status: row.zoneStatus }
}

function standingMark(standing: Standing): string {
  const colour = standing === 'below' ? paper.below : standing === 'above' ? paper.above : paper.accent
  const mark = standing === 'below' ? path('M6.5,2.6H15.5L11,10.3Z', { fill: colour }) : standing === 'above' ? path('M6.5,9.4H15.5L11,1.7Z', { fill: colour }) : element('circle', { cx: 11, cy: 6, r: 3.5, fill: colour })
  return path('M2,6H20', { stroke: colour, 'stroke-width': 2, fill: 'none' }) + mark
}

export function levelsTable(result: StudyResult, speaking: Speaking, rows: readonly GapRow[], format: Format, name: { en: string; zh: string }): Content {
  const { scale, gaps } = result
  const decimals = scale === null || scale.max - scale.min >= 6 ? 1 : 2
  const hasWeights = gaps.some(({ weight }) => weight !== null) && rows.some(({ weight }) => weight !== null)
  const shades = (row: GapRow) => (row.zoneStatus === 'below' ? { fill: '#fbe9e3', color: paper.below, bold: true } : row.zoneStatus === 'above' ? { fill: '#eeeef9', color: paper.above, bold: true } : {})
  const gapShade = (row: GapRow) => (row.gapTest !== null && row.gapTest.adjustedP < 0.05 && (row.gap?.value ?? 0) < 0 ? { fill: '#fbe9e3', color: paper.below, bold: true } : {})
  type Column = { title: { en: string; zh: string } | string; cell: (row: GapRow) => Cell }
  const columns: Record<Format, Column[]> = {
    zone: [
      { title: { en: 'Adequate', zh: '适当水平' }, cell: (row) => figureCell(row.adequate, speaking, decimals) },
      { title: { en: 'Desired', zh: '理想水平' }, cell: (row) => figureCell(row.desired, speaking, decimals) },
      { title: { en: 'Perceived', zh: '感知' }, cell: (row) => figureCell(row.perception, speaking, decimals) },
      { title: { en: 'P − adequate', zh: '感知 − 适当' }, cell: (row) => ({ text: figureCell(row.adequacy, speaking, decimals, 'signed'), ...(row.zoneStatus === 'below' ? shades(row) : {}) }) },
      { title: { en: '95 % interval', zh: '95% 区间' }, cell: (row) => intervalCell(row.adequacy, speaking, 2, 'signed') },
      { title: { en: 'P − desired', zh: '感知 − 理想' }, cell: (row) => ({ text: figureCell(row.superiority, speaking, decimals, 'signed'), ...(row.zoneStatus === 'above' ? shades(row) : {}) }) },
      { title: { en: 'Inside', zh: '区域内占比' }, cell: (row) => figureCell(row.shareInside, speaking, 0, 'percent') },
    ],
    gap: [
      { title: { en: 'Expected', zh: '期望' }, cell: (row) => figureCell(row.expectation, speaking, decimals) },
      { title: { en: 'Perceived', zh: '感知' }, cell: (row) => figureCell(row.perception, speaking, decimals) },
      { title: { en: 'Gap', zh: '差距' }, cell: (row) => ({ text: figureCell(row.gap, speaking, 2, 'signed'), ...gapShade(row) }) },
      { title: { en: '95 % interval', zh: '95% 区间' }, cell: (row) => intervalCell(row.gap, speaking, 2, 'signed') },
      { title: { en: 'Adjusted p', zh: '校正后p' }, cell: (row) => (row.gapTest ? probability(row.gapTest.adjustedP) : '—') },
    ],
    performance: [
      { title: { en: 'Perceived', zh: '感知' }, cell: (row) => figureCell(row.perception, speaking, 2) },
      { title: { en: '95 % interval', zh: '95% 区间' }, cell: (row) => intervalCell(row.perception, speaking, 2) },
      { title: { en: '0–100', zh: '百分制' }, cell: (row) => figureCell(row.perception100, speaking, 0) },
    ],
  }
  const basis = (row: GapRow) => ({ zone: row.adequacy ?? row.superiority, gap: row.gap, performance: row.perception })[format] ?? row.perception
  const shown: Column[] = [
    ...(hasWeights ? [{ title: { en: 'Points', zh: '权重' }, cell: (row: GapRow) => figureCell(row.weight, speaking, 0) }] : []),
    ...columns[format],
    { title: 'n', cell: (row) => speaking.figure(basis(row)?.n ?? 0) },
    { title: { en: 'Missing', zh: '缺失' }, cell: (row) => speaking.figure(basis(row)?.missing ?? 0) },
    ...(rows.some((row) => leftOutOf(row) > 0) ? [{ title: { en: 'Left out', zh: '剔除' }, cell: (row: GapRow) => speaking.figure(leftOutOf(row)) }] : []),
  ]
  return table(
    [name, ...shown.map(({ title }) => title)].map((title) => speaking.say(title)),
    rows.map((row) => [{ text: speaking.say(row.title), bold: row.level === 'overall' }, ...shown.map(({ cell }) => cell(row))]),
  )
}
