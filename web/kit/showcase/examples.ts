/** Made-up figures for the page that shows the kit: those of the method's textbook picture, not of anybody's customers. */
import type { Interval } from '@gap5/contract/measure/charts/figures.ts'
import type { DistributionRow } from '../charts/DistributionBars.tsx'
import type { GapBarRow } from '../charts/GapBars.tsx'
import type { IntervalRow } from '../charts/IntervalPlot.tsx'
import type { TrendPoint } from '../charts/TrendLine.tsx'
import type { ZoneRow } from '../charts/ZoneOfToleranceChart.tsx'

function estimate(value: number, half: number, n: number, missing = 0): Interval {
  return { value, lower: value - half, upper: value + half, n, missing, reason: null }
}
const tooFew: Interval = { value: null, lower: null, upper: null, n: 6, missing: 2, reason: 'below-minimum-n' }

export const zone: ZoneRow[] = [
  {
    key: 'reliability',
    label: { en: 'Reliability', zh: '可靠性' },
    adequate: 6.6,
    desired: 8.3,
    perceived: estimate(7.1, 0.1, 1271, 13),
    status: 'inside',
  },
  {
    key: 'responsiveness',
    label: { en: 'Responsiveness', zh: '响应性' },
    adequate: 6.5,
    desired: 8.1,
    perceived: estimate(6.1, 0.2, 1268, 16),
    status: 'below',
  },
  {
    key: 'assurance',
    label: { en: 'Assurance', zh: '保证性' },
    adequate: 6.1,
    desired: 8.0,
    perceived: estimate(8.3, 0.12, 1270, 14),
    status: 'above',
  },
  {
    key: 'empathy',
    label: { en: 'Empathy', zh: '移情性' },
    adequate: 5.6,
    desired: 7.8,
    perceived: estimate(5.7, 0.18, 1259, 25),
    status: 'at-lower-limit',
  },
  {
    key: 'tangibles',
    label: { en: 'Tangibles', zh: '有形性' },
    adequate: 5.0,
    desired: 7.2,
    perceived: estimate(6.1, 0.1, 1266, 18),
    status: 'inside',
  },
]

export const zoneOfItems: ZoneRow[] = [
  {
    key: 's1',
    label: {
      en: 'Staff let you know exactly when something will be done',
      zh: '员工会明确告知您报修的问题何时能够办好',
    },
    adequate: 6.4,
    desired: 8.2,
    perceived: estimate(5.6, 0.22, 1260, 24),
    status: 'below',
  },
  {
    key: 's2',
    label: { en: 'Staff serve you without delay', zh: '员工提供服务及时迅速' },
    adequate: 6.6,
    desired: 8.3,
    perceived: estimate(6.8, 0.2, 1262, 22),
    status: 'at-lower-limit',
  },
  {
    key: 's4',
    label: { en: 'Staff make time for your request however busy they are', zh: '再忙员工也会回应您的请求' },
    adequate: null,
    desired: null,
    perceived: tooFew,
    status: null,
  },
]

export const branches: GapBarRow[] = [
  { key: 'north', label: { en: 'North', zh: '北区' }, estimate: estimate(-1.4, 0.32, 262) },
  { key: 'east', label: { en: 'East', zh: '东区' }, estimate: estimate(-0.2, 0.29, 247) },
  { key: 'south', label: { en: 'South', zh: '南区' }, estimate: estimate(0.3, 0.28, 251) },
  { key: 'west', label: { en: 'West', zh: '西区' }, estimate: estimate(0.4, 0.27, 266) },
  { key: 'centre', label: { en: 'Centre', zh: '中区' }, estimate: tooFew },
]

export const groups: IntervalRow[] = [
  { key: 'phone', label: { en: 'Telephone', zh: '电话' }, estimate: estimate(6.2, 0.25, 311) },
  { key: 'visit', label: { en: 'Visit on site', zh: '上门服务' }, estimate: estimate(7.0, 0.14, 702) },
  { key: 'workshop', label: { en: 'Workshop', zh: '维修车间' }, estimate: estimate(6.8, 0.2, 271) },
]

export const distributions: DistributionRow[] = [
  {
    key: 's1',
    label: { en: 'Staff let you know exactly when something will be done', zh: '员工会明确告知何时办好' },
    counts: [62, 96, 131, 168, 201, 214, 178, 132, 78],
    mean: 5.3,
    missing: 24,
  },
  {
    key: 's2',
    label: { en: 'Staff serve you without delay', zh: '员工提供服务及时迅速' },
    counts: [12, 24, 51, 88, 142, 236, 318, 251, 140],
    mean: 6.6,
    missing: 22,
  },
  {
    key: 's3',
    label: { en: 'Staff are always ready to help', zh: '员工总是乐意帮忙' },
    counts: [6, 10, 21, 44, 98, 201, 344, 331, 212],
    mean: 7.1,
    missing: 17,
  },
]

const months: [string, string][] = [
  ['Jan', '1月'],
  ['Feb', '2月'],
  ['Mar', '3月'],
  ['Apr', '4月'],
  ['May', '5月'],
  ['Jun', '6月'],
  ['Jul', '7月'],
  ['Aug', '8月'],
  ['Sep', '9月'],
]
const levels = [6.9, 6.8, 6.9, 6.7, null, 6.6, 6.3, 6.2, 6.1]

export const trend: TrendPoint[] = months.map(([en, zh], place) => {
  const level = levels[place] ?? null
  return {
    key: en,
    label: { en, zh },
    estimate: level === null ? tooFew : estimate(level, 0.22 - place * 0.01, 140 + place * 3),
  }
})
