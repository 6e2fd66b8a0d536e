import { figure, type Text } from '@gap5/contract/language.ts'
import { directZone, moments, scaleScores, type ZoneStatus } from '@gap5/methods'
import { named } from '../conclusions/wording.ts'
import type { BenchColumn, BenchData } from './bench-data.ts'
import { conclusion, condition, noAnswer, numbers, tableOf, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const method: Found['method'] = {
  text: {
    en: 'The zone of tolerance in two columns: customers say directly how service stands against what they would just accept and against what they wish for, from lower over the same to higher. The middle of the scale is the same, so that adequacy and superiority are the answers less that middle, without subtracting one answer from another. There is no width of the zone and no position in it.',
    zh: '两栏式容忍区域：顾客直接说明服务与可接受水平、与理想水平相比是更低、相同还是更高。量表中点即“相同”，适当差与优势差为回答减中点，无需两题相减；因此没有区域宽度与位置。',
  },
  sources: ['Parasuraman, Zeithaml & Berry (1994) Journal of Retailing 70(3)', 'Zeithaml, Berry & Parasuraman (1993) JAMS 21(1)'],
  conventions: [{ en: 'A limit counts as passed where the 95 % interval lies wholly on one side of it. A dimension is the mean of its questions where at least half are answered.', zh: '95%区间整体位于界限一侧才算越过。维度为所属题目的均值（至少答一半）。' }],
}

type Pair = { key: string; title: Text; dimension: string | null; adequate: BenchColumn; desired: BenchColumn }

/** Is service good enough, asked directly? */
export const directZoneInquiry: Definition = {
  key: 'direct-zone',
  group: 'questionnaire',
  title: { en: 'Is service within what customers tolerate, asked directly?', zh: '直接询问：服务在容忍区域之内吗？' },
  use: { en: 'For questionnaires in two columns, which ask how service compares with the acceptable and with the desired level (columns such as t1.vs-adequate and t1.vs-desired, the middle meaning “the same”).', zh: '用于两栏式问卷：询问服务与可接受水平、与理想水平相比如何（列名如t1.vs-adequate、t1.vs-desired，中点表示“相同”）。' },
  long: false,
  unavailable: (data) => (pairsOf(data).length > 0 ? null : { en: 'It takes questions in two columns (t1.vs-adequate, t1.vs-desired) on a scale with a middle.', zh: '需要两栏式题目（t1.vs-adequate、t1.vs-desired），且量表有中点。' }),
  inputs: () => [],
  uses: (data) => pairsOf(data).flatMap(({ adequate, desired }) => [adequate, desired]),
  answer(data) {
    const pairs = pairsOf(data)
    const code = scriptOf(pairs)
    const answered = Array.from({ length: data.respondents }, (_, i) => i).filter((i) => pairs.some(({ adequate, desired }) => Number.isFinite(adequate.values[i]! + desired.values[i]!))).length
    if (answered < Math.max(2, data.minimumN)) return noAnswer({ n: answered, missing: data.respondents - answered, deletion: 'available', reason: answered === 0 ? 'no-answers' : 'too-few' }, method, code)
    const items = pairs.map((pair) => ({ title: pair.title, ...zoneOf(pair.adequate.values, pair.desired.values, middleOf(pair.adequate)) }))
    const dimensions = data.dimensions.flatMap(({ key, title }) => {
      const own = pairs.filter(({ dimension, adequate }) => dimension === key && middleOf(adequate) === middleOf(pairs.find((one) => one.dimension === key)!.adequate))
      if (own.length === 0) return []
      return [{ title, ...zoneOf(scaleScores(own.map(({ adequate }) => adequate.values)), scaleScores(own.map(({ desired }) => desired.values)), middleOf(own[0]!.adequate)) }]
    })
    const rows = (dimensions.length > 0 ? dimensions : items).filter(({ n }) => n >= data.minimumN)
    return {
      n: answered,
      missing: data.respondents - answered,
      deletion: { en: 'each figure uses the answers there are', zh: '逐项使用现有作答' },
      conclusion: sentenceOf(rows),
      conditions: [condition(null, { en: 'The middle of the scale was understood as “the same”', zh: '量表中点被理解为“相同”' })],
      pictures: [
        bars({ en: 'Against what is acceptable', zh: '与可接受水平相比' }, rows, 'adequacy'),
        bars({ en: 'Against what is desired', zh: '与理想水平相比' }, rows, 'superiority'),
      ],
      tables: [...(dimensions.length > 0 ? [tableFor({ en: 'Dimensions', zh: '维度' }, dimensions)] : []), tableFor({ en: 'Questions', zh: '题目' }, items)],
      warnings: [],
      method,
      script: code,
    }
  },
}

function pairsOf({ columns }: BenchData): Pair[] {
  const key = (id: string) => id.slice(0, id.lastIndexOf('.'))
  const hasMiddle = ({ scale }: BenchColumn) => scale !== null && (scale.min + scale.max) % 2 === 0
  return columns.flatMap((adequate) => {
    if (adequate.role !== 'vs-adequate' || !hasMiddle(adequate)) return []
    const desired = columns.find(({ id, role, scale }) => role === 'vs-desired' && key(id) === key(adequate.id) && scale?.min === adequate.scale?.min && scale?.max === adequate.scale?.max)
    return desired ? [{ key: key(adequate.id), title: adequate.title, dimension: adequate.dimension, adequate, desired }] : []
  })
}

function middleOf({ scale }: BenchColumn): number {
  return (scale!.min + scale!.max) / 2
}

function zoneOf(adequacy: Float64Array, superiority: Float64Array, same: number) {
  return { ...directZone({ adequacy, superiority }, { same }), n: Math.min(moments(adequacy).n, moments(superiority).n) }
}

type Row = { title: Text } & ReturnType<typeof zoneOf>

function bars(title: Text, rows: readonly Row[], of: 'adequacy' | 'superiority'): Found['pictures'][number] {
  return {
    kind: 'bars',
    axis: 'nil',
    title,
    unit: 'number',
    decimals: 2,
    bars: rows.map((row) => ({ key: row.title.en, title: row.title, value: row[of].value, lower: row[of].interval?.lower ?? null, upper: row[of].interval?.upper ?? null })),
    reference: { value: 0, title: { en: 'the same', zh: '相同' } },
  }
}

const statuses: Record<ZoneStatus, Text> = {
  below: { en: 'below', zh: '低于区域' },
  'at-lower-limit': { en: 'at the lower limit', zh: '处于下限' },
  inside: { en: 'inside', zh: '区域之内' },
  'at-upper-limit': { en: 'at the upper limit', zh: '处于上限' },
  above: { en: 'above', zh: '高于区域' },
}

function tableFor(title: Text, rows: readonly Row[]): Found['tables'][number] {
  return tableOf(title, [words('Question', '题目'), numbers('Adequacy', '适当差'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('Superiority', '优势差'), numbers('Lower', '下限'), numbers('Upper', '上限'), words('Stands', '所处位置'), numbers('n', 'n', 0)], rows.map(({ title: name, adequacy, superiority, status, n }) => [name, adequacy.value, adequacy.interval?.lower ?? null, adequacy.interval?.upper ?? null, superiority.value, superiority.interval?.lower ?? null, superiority.interval?.upper ?? null, status === null ? null : statuses[status], n]))
}

function sentenceOf(rows: readonly Row[]): Found['conclusion'] {
  const below = rows.filter(({ status }) => status === 'below')
  const above = rows.filter(({ status }) => status === 'above')
  const lowest = [...rows].sort((a, b) => (a.adequacy.value ?? 0) - (b.adequacy.value ?? 0))[0]
  const evidence: Text | null = lowest ? { en: `Lowest against the acceptable: ${lowest.title.en} (${figure(lowest.adequacy.value ?? 0, 'en', 2)}).`, zh: `与可接受水平相比最低：${lowest.title.zh}（${figure(lowest.adequacy.value ?? 0, 'zh', 2)}）。` } : null
  if (below.length > 0) {
    const names = named(below.map(({ title }) => title))
    return conclusion('bad', { en: `${names.en} ${below.length === 1 ? 'lies' : 'lie'} below what customers accept.`, zh: `${names.zh}低于顾客可接受的水平。` }, evidence)
  }
  if (above.length === rows.length && rows.length > 0) return conclusion('good', { en: 'Service lies above what customers wish for.', zh: '服务高于顾客的理想水平。' }, evidence)
  return conclusion('neutral', { en: 'Nothing lies below what customers accept.', zh: '没有低于顾客可接受水平的方面。' }, evidence)
}

function scriptOf(pairs: readonly Pair[]): string {
  return script([], pairs.flatMap(({ adequate, desired }) => [`print(t.test(data$${JSON.stringify(rName(adequate.id))}, mu = ${middleOf(adequate)}))`, `print(t.test(data$${JSON.stringify(rName(desired.id))}, mu = ${middleOf(desired)}))`]))
}
