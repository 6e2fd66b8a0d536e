/**
 * What is true in the demo organisation. The simulator puts these effects into the answers; the results must find them.
 *
 * Hengyuan Equipment Service 恒远设备服务 is fictional, and so is everyone in it. Levels are on the 1–9 scale of the
 * three-column instrument before rounding and clipping; shifts are added to the perceived level only.
 */
import type { Text } from '@gap5/contract/language.ts'

export const organisation = {
  handle: 'hengyuan',
  title: { en: 'Hengyuan Equipment Service', zh: '恒远设备服务' },
  timeZone: 'Asia/Shanghai',
} as const

export type Branch = { code: string; title: Text; share: number }
export const branches: Branch[] = [
  { code: 'north', title: { en: 'North branch', zh: '北区分公司' }, share: 0.22 },
  { code: 'east', title: { en: 'East branch', zh: '东区分公司' }, share: 0.23 },
  { code: 'south', title: { en: 'South branch', zh: '南区分公司' }, share: 0.2 },
  { code: 'west', title: { en: 'West branch', zh: '西区分公司' }, share: 0.18 },
  { code: 'centre', title: { en: 'Centre branch', zh: '中区分公司' }, share: 0.17 },
]

export const touchpoints = [
  { value: 'repair', title: { en: 'Field repair', zh: '现场维修' }, share: 0.42 },
  { value: 'maintenance', title: { en: 'Scheduled maintenance', zh: '定期保养' }, share: 0.28 },
  { value: 'parts', title: { en: 'Spare parts', zh: '配件供应' }, share: 0.18 },
  { value: 'hotline', title: { en: 'Service hotline', zh: '服务热线' }, share: 0.12 },
]

export const segments = [
  { value: 'key', title: { en: 'Key account', zh: '大客户' }, share: 0.25 },
  { value: 'regular', title: { en: 'Regular customer', zh: '老客户' }, share: 0.5 },
  { value: 'new', title: { en: 'New customer', zh: '新客户' }, share: 0.25 },
]

/** Mean levels per RATER dimension, and the mean of the 100 points each receives. */
export const levels: Record<string, { adequate: number; desired: number; perceived: number; points: number }> = {
  reliability: { adequate: 6.5, desired: 8.1, perceived: 6.9, points: 31 },
  responsiveness: { adequate: 6.4, desired: 7.9, perceived: 6.5, points: 24 },
  assurance: { adequate: 6.0, desired: 7.8, perceived: 6.9, points: 19 },
  empathy: { adequate: 5.5, desired: 7.5, perceived: 6.2, points: 16 },
  tangibles: { adequate: 4.9, desired: 7.0, perceived: 6.0, points: 10 },
}

/** The one weak place: the North branch is slow. */
export const weakBranch = { code: 'north', dimension: 'responsiveness', shift: -1.5 }

/** The one success: from month 12 of 18 on, reliability is better everywhere. */
export const improvement = { month: 12, dimension: 'reliability', shift: 0.6 }

export const months = 18
export const seed = 20_250_512

/** Spread between people and between answers of one person, in scale points. */
export const spread = { leniency: 0.55, demand: 0.45, dimension: 0.6, item: 0.85, width: 0.5 }

/** Shares of imperfect answers, so that missing data is met from the first day. */
export const imperfection = { notApplicable: 0.015, blank: 0.01, zoneUpsideDown: 0.004, pointsOff: 0.02, hurried: 0.012 }

/** Years as a customer: 1 to 15. The longer, the more somebody takes for granted: the least they would accept rises, the zone narrows. */
export const tenure = { longest: 15, usual: 6, perYear: 0.05 }

/** How much single points of the service matter, on the 1–9 scale. */
export const attributeImportance: Readonly<Record<string, number>> = {
  reach: 7.6, hours: 6.2, wait: 8.1, first: 8.3, lasting: 8.0, parts: 7.7, record: 5.6, skill: 7.8, polite: 6.0, listen: 6.3, known: 7.2, fair: 7.0,
}

/** Where a point is done better or worse than its group. */
export const attributeShifts: Readonly<Record<string, number>> = { wait: -0.8, parts: -1.1, record: 1.2, polite: 1.1, skill: 0.4, hours: 0.7, fair: -0.6 }
