/** Studies of one service, asked in every way that has a reading of its own; simulated. */
import { kanoDefinition } from '@gap5/server/listen/kano.ts'
import { readLibrary } from '@gap5/server/listen/library.ts'
import { drawnStudy, type Draw } from '@gap5/server/measure/testing/drawn-studies.ts'
import type { TestApp } from '@gap5/server/testing/app.ts'

export type StudiesToRead = Record<'ipa' | 'kano' | 'confirmation' | 'ccsi' | 'levels' | 'gronroos' | 'needs', string>

const features = [
  { en: 'a call before the visit', zh: '上门前电话预约' },
  { en: 'a photo report after the repair', zh: '维修后提供照片报告' },
  { en: 'spare parts on the van', zh: '随车携带常用配件' },
  { en: 'a technician who speaks my dialect', zh: '会说本地方言的技师' },
  { en: 'a reminder when maintenance is due', zh: '保养到期提醒' },
  { en: 'an advertising text every day', zh: '每天发送广告短信' },
]

/** Functional and dysfunctional answer, 1 like … 5 dislike, that most give to each feature; north and south part over the dialect. */
const wanted: [number, number][] = [[2, 5], [1, 3], [1, 5], [1, 3], [1, 4], [5, 1]]

export async function studiesToRead(app: TestApp, orgId: string): Promise<StudiesToRead> {
  const library = await readLibrary()
  const entry = (key: string) => library.find((definition) => definition.key === key)!
  const attributes = (i: number) => ({ branch: i % 2 === 0 ? 'north' : 'south', customer: `c${i % 90}` })
  const study = async (key: string, n: number, draw: Draw) => (await drawnStudy(app, orgId, entry(key), n, draw, attributes)).handle
  const dimensionsOf = (key: string) => new Map(entry(key).blocks.flatMap((block) => block.items.flatMap((item) => (item.type === 'rating' ? [[item.key, item.dimension ?? ''] as const] : []))))
  const kano = await kanoDefinition({ title: { en: 'What customers want of a repair', zh: '顾客对维修服务的要求' }, features, importance: true })
  const kanoDraw: Draw = (random, item, role, i) => {
    const at = Number(item.slice(1)) - 1
    const [functional, dysfunctional] = at === 3 && i % 2 === 1 ? [3, 3] : wanted[at]!
    if (role === 'importance') return 0.4 + 0.1 * at + 0.15 * random.normal()
    const usual = role === 'functional' ? functional : dysfunctional
    return ((random.whole(5) === 0 ? 1 + random.whole(5) : usual) - 1) / 4
  }
  const ipaItems = [...dimensionsOf('importance-performance').keys()]
  const heights: Record<string, number> = { ideal: 0.95, normative: 0.8, experienced: 0.6, adequate: 0.45, minimum: 0.2, perception: 0.64 }
  const groenroos = dimensionsOf('gronroos')
  const needs = dimensionsOf('six-needs')
  const person = new Map<number, number>()
  const factor = (random: Parameters<Draw>[0], i: number) => person.get(i) ?? (person.set(i, random.normal()), person.get(i)!)
  return {
    ipa: await study('importance-performance', 180, (random, item, role, i) => {
      const at = ipaItems.indexOf(item)
      if (role === 'importance') return 0.55 + 0.4 * (((at * 7) % 10) / 10) + 0.12 * random.normal()
      if (role === 'perception') return 0.45 + 0.35 * (((at * 3) % 8) / 8) + 0.1 * factor(random, i) + 0.12 * random.normal()
      return 0.6 + 0.15 * factor(random, i) + 0.1 * random.normal()
    }),
    kano: (await drawnStudy(app, orgId, kano, 180, kanoDraw, attributes)).handle,
    confirmation: await study('confirmation', 180, (random, _, __, i) => (i < 90 ? 0.42 : 0.58) + 0.2 * random.normal()),
    ccsi: await study('ccsi', 160, (random, _, __, i) => 0.62 + 0.16 * factor(random, i) + 0.12 * random.normal()),
    levels: await study('expectation-levels', 90, (random, item, role) => (heights[role] ?? 0.5) + (role === 'perception' ? 0.1 * ((item.length % 3) - 1) : 0) + 0.07 * random.normal()),
    gronroos: await study('gronroos', 140, (random, item, __, i) => (({ outcome: 0.72, process: 0.5, image: 0.6 })[groenroos.get(item) ?? ''] ?? 0.6) + (i % 2 === 0 ? 0.06 : -0.06) + 0.12 * factor(random, i) + 0.1 * random.normal()),
    needs: await study('six-needs', 120, (random, item) => (needs.get(item) === 'fairness' ? 0.45 : 0.7) + 0.15 * random.normal()),
  }
}
