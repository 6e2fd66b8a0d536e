import { figure, type Text } from '@gap5/contract/language.ts'
import { alpha, gapAntecedents, gapBand, mean, regression, type GapAntecedents, type GapBand } from '@gap5/methods'
import { columnsAt, grouped, type BenchColumn, type BenchData, type BenchLabels } from './bench-data.ts'
import { antecedents, gapTitles, gapsOf, hasInnerGaps, innerGaps, managerGroups, managersOf, pointsOf, shortTitles, usualAntecedents, type GapOf, type InnerGapKey } from './inner-gap-data.ts'
import { columnsInput, conclusion, condition, labelInput, noAnswer, numbers, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'

const fewestUnits = 10
const asked = new Set<string | null>(['expectation', 'believed', 'standard', 'delivery', 'promise'])
const method: Found['method'] = {
  text: {
    en: 'Gap 1 compares what managers believe with what customers expect (Welch, Holm over dimensions); gaps 2 to 4 are the answer of managers or staff less the end of the scale, with mean, interval and the share at the two highest points: a test against the end of a scale would say nothing. Dimensions count alike. The size of each gap is regressed on its antecedents, over units where there are ten, else over respondents, with Johnson’s relative weights.',
    zh: '差距一比较管理者的判断与顾客的期望（Welch检验，各维度Holm校正）；差距二至四为管理者或员工的回答减去量表最高点，给出均值、区间与最高两点的比例（与量表端点作检验没有意义）。各维度同等计算。每个差距的大小再对其前因作回归：有十个以上单位时以单位为个案，否则以受访者为个案，并给出Johnson相对权重。',
  },
  sources: [
    'Parasuraman, Zeithaml & Berry (1985) Journal of Marketing 49(4)',
    'Zeithaml, Berry & Parasuraman (1988) Journal of Marketing 52(2)',
    'Zeithaml, Parasuraman & Berry (1990) Delivering Quality Service, appendix B',
    'Parasuraman, Berry & Zeithaml (1991) Human Resource Management 30(3)',
    'Johnson (2000) Multivariate Behavioral Research 35(1)',
  ],
  conventions: [
    { en: '“No standard exists”, “no promise is made” and “does not apply” are missing. Antecedents are scored so that high always helps.', zh: '“没有标准”“没有承诺”“不适用”视为缺失。各前因的计分方向一律为越高越有利。' },
    { en: 'A regression needs ten cases, and three for each antecedent.', zh: '回归至少需要十个个案，且每个前因三个以上。' },
  ],
}

/** Where do the gaps on our side lie? */
export const innerGapsInquiry: Definition = {
  key: 'inner-gaps',
  group: 'inside',
  title: { en: 'Where do the gaps on our side lie?', zh: '内部的差距在哪里？' },
  use: {
    en: 'What managers know of customers’ expectations, whether there are standards, whether staff can meet them and keep what is promised, dimension by dimension, and what stands behind the widest gap. Takes answers of managers and staff beside those of customers: in one study, or in one file with blanks where somebody was not asked.',
    zh: '管理者是否了解顾客期望、有无标准、员工能否达标、承诺能否兑现，逐维度给出，并找出最大差距背后的原因。需要管理者、员工与顾客的回答：同一项调查，或同一文件中未问及者留空。',
  },
  long: false,
  unavailable: (data) =>
    hasInnerGaps(data)
      ? null
      : { en: 'It takes what managers or staff were asked: believed expectations, standards, delivery or promises (columns such as t1.believed, t1.standard, t1.delivery, t1.promise), or a group of managers who answered the same expectations.', zh: '需要管理者或员工的回答：其认为的顾客期望、服务标准、达标能力、兑现承诺（列名如t1.believed、t1.standard、t1.delivery、t1.promise），或有一组管理者回答了同样的期望题。' },
  inputs(data) {
    const groups = managerGroups(data)
    const hasBelieved = data.columns.some(({ role }) => role === 'believed')
    return [
      ...(groups.length > 0 ? [{ key: 'managers', title: { en: 'Managers are', zh: '管理者为' }, hint: { en: 'Where they answered the expectations under the same headings as customers', zh: '管理者与顾客使用同一列回答期望时选择' }, kind: 'one' as const, options: groups, chosen: hasBelieved ? [] : groups.slice(0, 1).map(({ value }) => value), least: 0, most: 1 }] : []),
      labelInput({ key: 'unit', title: { en: 'Units (optional)', zh: '单位（可不选）' }, hint: { en: 'From ten units on, gaps and antecedents are set against each other unit by unit', zh: '十个以上单位时，以单位为个案对照差距与前因' }, least: 0 }, data.labels, data.labels.filter(({ groups: units }) => units.length >= fewestUnits).slice(0, 1)),
      ...innerGaps.map((gap) => columnsInput({ key: `behind-${gap}`, title: { en: `Behind ${shortTitles[gap].en.toLowerCase()}`, zh: `${shortTitles[gap].zh}的前因` }, least: 0, most: 12 }, antecedents(data.columns), usualAntecedents(data, gap))),
    ]
  },
  uses: ({ columns }) => columns.filter(({ kind, role }) => kind === 'item' && asked.has(role)),
  answer(data, chosen) {
    const managers = managersOf(data, chosen.one('managers'))
    const gaps = gapsOf(data, managers)
    const own = gaps.filter(({ key }) => key !== 'gap5')
    const code = scriptOf(data)
    if (own.length === 0) return unfit(method, { en: 'No gap can be computed: tell which group are the managers, or check that managers and customers answered the same questions on one scale.', zh: '无法计算差距：请指明哪一组是管理者，并确认管理者与顾客在同一量表上回答了相同的题目。' })
    const known = own.filter(({ overall }) => overall.value !== null && overall.n >= data.minimumN)
    const n = answered(data)
    if (known.length === 0) return noAnswer({ n: 0, missing: data.respondents, deletion: 'half-rule', reason: own[0]!.overall.reason ?? 'too-few' }, method, code)
    const label = data.labels.find(({ id }) => id === chosen.one('unit'))
    const units = label === undefined ? [] : unitsOf(data, label, managers)
    const behind = known.flatMap((gap) => {
      const columns = columnsAt(data, chosen.several(`behind-${gap.key}`))
      return columns.length === 0 ? [] : [{ gap, columns, found: behindGap(gap, columns, units, label) }]
    })
    const widest = widestOf(known)
    const shown = gaps.filter(({ overall }) => overall.n >= data.minimumN)
    return {
      n,
      missing: data.respondents - n,
      deletion: { en: 'at least half of a dimension’s questions must be answered', zh: '每个维度至少答一半题目' },
      conclusion: sentenceOf(data, known, widest, behind.find(({ gap }) => gap === widest)),
      conditions: [
        condition(gaps.some(({ key }) => key === 'gap1') ? true : null, { en: 'Managers and customers answered the same questions on one scale', zh: '管理者与顾客在同一量表上回答相同的题目' }),
        ...behind.map(({ gap, found }) => condition(found.n >= found.needed, { en: `${shortTitles[gap.key].en}: enough cases to set against its antecedents`, zh: `${shortTitles[gap.key].zh}：个案足以与前因对照` }, { en: `${figure(found.n, 'en')} ${units.length >= fewestUnits ? 'units' : 'respondents'}; ${found.needed} needed`, zh: `现有${figure(found.n, 'zh')}个${units.length >= fewestUnits ? '单位' : '受访者'}；至少${found.needed}个` })),
      ],
      pictures: [heat(data, shown), { kind: 'bars', axis: 'nil', title: { en: 'Each gap as a whole', zh: '各差距总体' }, unit: 'number', decimals: 2, bars: shown.map(({ key, overall }) => ({ key, title: shortTitles[key], value: overall.value, lower: overall.lower, upper: overall.upper })), reference: { value: 0, title: { en: 'no gap', zh: '无差距' } } }],
      tables: [wholeTable(shown), dimensionTable(data, shown), ...antecedentTables(data, behind), ...pointsTables(data, managers), itemTable(data, shown), ...customersTables(gaps, units)],
      warnings: behind.flatMap(({ gap, found }) => (found.n < found.needed ? [{ en: `${shortTitles[gap.key].en} is not set against its antecedents: ${found.n} cases, ${found.needed} needed. Their levels stand in the table.`, zh: `${shortTitles[gap.key].zh}未对前因作回归：现有${found.n}个个案，至少需要${found.needed}个。各前因的水平见表。` }] : [])),
      method,
      script: code,
    }
  },
}

type Behind = { gap: GapOf; columns: BenchColumn[]; found: GapAntecedents }
type Unit = { gaps: GapOf[]; rows: Int32Array }

/** Whoever answered anything of what the gaps are made of. */
function answered({ columns, respondents }: BenchData): number {
  const used = columns.filter(({ role }) => asked.has(role))
  return Array.from({ length: respondents }, (_, i) => i).filter((i) => used.some(({ values }) => Number.isFinite(values[i]))).length
}

/** Every unit by itself: its gaps are computed as those of the whole. */
function unitsOf(data: BenchData, label: BenchLabels, managers: Uint8Array): Unit[] {
  return label.groups.flatMap((_, at) => {
    const rows = Int32Array.from([...label.codes.keys()].filter((i) => label.codes[i] === at))
    if (rows.length === 0) return []
    const only = <T extends { values: Float64Array }>(column: T): T => ({ ...column, values: Float64Array.from(rows, (row) => column.values[row]!) })
    const part: BenchData = { ...data, respondents: rows.length, columns: data.columns.map(only), points: [], labels: [] }
    return [{ rows, gaps: gapsOf(part, Uint8Array.from(rows, (row) => managers[row]!)) }]
  })
}

function sizeIn({ gaps }: Unit, key: GapOf['key']): number {
  const value = gaps.find((gap) => gap.key === key)?.overall.value
  return value === null || value === undefined ? Number.NaN : key === 'gap1' ? Math.abs(value) : -value
}

function behindGap(gap: GapOf, columns: readonly BenchColumn[], units: readonly Unit[], label: BenchLabels | undefined): GapAntecedents {
  if (units.length < fewestUnits || label === undefined) return gapAntecedents(gap.size, columns.map(({ id, values }) => ({ id, values })))
  const byUnit = columns.map((column) => ({ id: column.id, values: grouped(column.values, label).filter((_, at) => label.codes.includes(at)).map(({ sample }) => mean(sample).value ?? Number.NaN) }))
  return gapAntecedents(units.map((unit) => sizeIn(unit, gap.key)), byUnit)
}

function widestOf(known: readonly GapOf[]): GapOf {
  return known.reduce((most, gap) => (Math.abs(gap.overall.value!) > Math.abs(most.overall.value!) ? gap : most))
}

function dimensionTitle(data: BenchData, id: string): Text {
  return data.dimensions.find(({ key }) => key === id)?.title ?? titleAt(data, id)
}

/** Of a feature, as customers are asked it; else as the provider's people are. */
function titleAt({ columns }: BenchData, id: string): Text {
  return ['', 'managers-', 'staff-'].map((side) => columns.find((column) => column.id.startsWith(`${side}${id}.`))?.title).find((title) => title !== undefined) ?? { en: id, zh: id }
}

function heat(data: BenchData, shown: readonly GapOf[]): Found['pictures'][number] {
  const ids = [...new Set(shown.flatMap(({ dimensions }) => dimensions.map(({ id }) => id)))]
  return {
    kind: 'heat',
    title: { en: 'Gaps by dimension', zh: '各维度的差距' },
    rows: shown.map(({ key }) => shortTitles[key]),
    columns: ids.map((id) => dimensionTitle(data, id)),
    values: shown.map(({ dimensions }) => ids.map((id) => dimensions.find((part) => part.id === id)?.figure.value ?? null)),
    strong: 1,
  }
}

function wholeTable(shown: readonly GapOf[]): Found['tables'][number] {
  return tableOf({ en: 'Gaps', zh: '差距' }, [words('Gap', '差距'), numbers('Mean', '均值'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('n', 'n', 0)], shown.map(({ key, overall }) => [gapTitles[key], overall.value, overall.lower, overall.upper, overall.n]), {
    en: 'Gap 1: managers less customers; below nought managers underestimate. Gaps 2 to 4: answer less the end of the scale. Gap 5: perceived less expected.',
    zh: '差距一：管理者减顾客，负值表示低估。差距二至四：回答减量表最高点。差距五：感知减期望。',
  })
}

const bandTitles: Record<GapBand, Text> = {
  meets: { en: 'meets', zh: '达到' },
  near: { en: 'near', zh: '接近' },
  concern: { en: 'concern', zh: '关注' },
  serious: { en: 'serious', zh: '严重' },
}

/** The scale the gaps were asked on. */
function scaleOf({ columns }: BenchData): { min: number; max: number } {
  return columns.find(({ role, scale }) => asked.has(role) && scale !== null)!.scale!
}

function dimensionTable(data: BenchData, shown: readonly GapOf[]): Found['tables'][number] {
  return tableOf({ en: 'By dimension', zh: '按维度' }, [words('Gap', '差距'), words('Dimension', '维度'), numbers('Mean', '均值'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('n', 'n', 0), numbers('of them managers', '其中管理者', 0), numbers('p (Holm)', 'p（Holm）', 3, 'p'), words('Reads as', '解读')], shown.flatMap(({ key, dimensions }) => dimensions.map(({ id, figure: { value, lower, upper, n }, p, managers }) => [shortTitles[key], dimensionTitle(data, id), value, lower, upper, n, managers, p, value === null ? null : bandTitles[gapBand(key === 'gap1' ? -Math.abs(value) : value, scaleOf(data))]])), { en: 'Meets from 0, near to −.5, concern to −1, serious below, on seven points; gap 1 by its size. A house rule: read it with the interval.', zh: '七点量表：0及以上为达到，至−.5为接近，至−1为关注，更低为严重；差距一按大小计。此为约定分级，请结合区间阅读。' })
}

function itemTable(data: BenchData, shown: readonly GapOf[]): Found['tables'][number] {
  const rows = shown.flatMap(({ key, items }) => items.map((item) => ({ key, ...item }))).filter(({ figure: { value } }) => value !== null)
  rows.sort((a, b) => Math.abs(b.figure.value!) - Math.abs(a.figure.value!))
  return tableOf({ en: 'Widest, question by question', zh: '逐题：差距最大者' }, [words('Gap', '差距'), words('Question', '题目'), numbers('Mean', '均值'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('Two highest points', '最高两点', 0, 'share'), numbers('n', 'n', 0)], rows.slice(0, 30).map(({ key, id, figure: { value, lower, upper, n }, topTwo }) => [shortTitles[key], titleAt(data, id), value, lower, upper, topTwo, n]))
}

function antecedentTables(data: BenchData, behind: readonly Behind[]): Found['tables'] {
  if (behind.length === 0) return []
  const rows = behind.flatMap(({ gap, columns, found }) =>
    found.antecedents.map(({ level, slope, share }, at) => [shortTitles[gap.key], columns[at]!.title, level.value, level.interval?.lower ?? null, level.interval?.upper ?? null, alphaOf(data, columns[at]!), slope?.estimate ?? null, slope?.p ?? null, share, found.n] as Found['tables'][number]['rows'][number]),
  )
  const fits = behind.flatMap(({ gap, found }) => (found.r2 === null ? [] : [{ gap, r2: found.r2 }]))
  const note: Text | null = fits.length === 0 ? null : { en: fits.map(({ gap, r2 }) => `${shortTitles[gap.key].en}: R² ${figure(r2, 'en', 2)}`).join('; '), zh: fits.map(({ gap, r2 }) => `${shortTitles[gap.key].zh}：R² ${figure(r2, 'zh', 2)}`).join('；') }
  return [tableOf({ en: 'What stands behind each gap', zh: '各差距的前因' }, [words('Gap', '差距'), words('Antecedent', '前因'), numbers('Mean', '均值'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('α', 'α'), numbers('Slope on the gap’s size', '对差距大小的斜率'), numbers('p', 'p', 3, 'p'), numbers('Share of R²', 'R²份额', 0, 'share'), numbers('Cases', '个案', 0)], rows, note)]
}

function alphaOf({ columns }: BenchData, { dimension, kind }: BenchColumn): number | null {
  if (kind !== 'score') return null
  const items = columns.filter((column) => column.kind === 'item' && column.dimension === dimension)
  const perceived = items.filter(({ role }) => role === 'perception')
  return alpha((perceived.length > 0 ? perceived : items.filter(({ role }) => role === 'other')).map(({ id, values }) => ({ id, answers: values }))).value
}

function pointsTables(data: BenchData, managers: Uint8Array): Found['tables'] {
  const points = pointsOf(data, managers)
  if (points.length === 0) return []
  return [tableOf({ en: '100 points: managers against customers', zh: '100分：管理者与顾客' }, [words('Dimension', '维度'), numbers('Managers', '管理者', 1), numbers('Customers', '顾客', 1), numbers('Difference', '差值', 1), numbers('n managers', '管理者n', 0), numbers('n customers', '顾客n', 0)], points.map(({ dimension, managers: own, customers }) => [dimensionTitle(data, dimension), own.value, customers.value, own.value === null || customers.value === null ? null : own.value - customers.value, own.n, customers.n]))]
}

/** The customers' gap on the four inner ones, over units. */
function customersTables(gaps: readonly GapOf[], units: readonly Unit[]): Found['tables'] {
  const inner = gaps.filter(({ key }) => key !== 'gap5')
  if (inner.length === gaps.length || units.length === 0) return []
  const title: Text = { en: 'What customers feel, by the gaps inside (units)', zh: '顾客感受与内部差距（以单位为个案）' }
  const columns = [words('Gap', '差距'), numbers('Slope on gap 5', '对差距五的斜率'), numbers('Lower', '下限'), numbers('Upper', '上限'), numbers('p', 'p', 3, 'p')]
  const needed = Math.max(fewestUnits, 3 * inner.length)
  const fit = regression(units.map((unit) => sizeIn(unit, 'gap5')), inner.map(({ key }) => ({ id: key, values: units.map((unit) => sizeIn(unit, key)) })))
  if (fit.slopes === null || fit.n < needed) {
    const why: Text = { en: `Not computed: ${fit.n} units with every gap, ${needed} needed.`, zh: `未计算：各差距齐全的单位有${fit.n}个，至少需要${needed}个。` }
    return [tableOf(title, columns, [], why)]
  }
  return [tableOf(title, columns, fit.slopes.map(({ id, estimate, interval, p }) => [shortTitles[id as InnerGapKey], estimate, interval.lower, interval.upper, p]), { en: `${fit.n} units; R² ${figure(fit.r2!, 'en', 2)}. All gaps by their size, wide is high.`, zh: `${fit.n}个单位；R² ${figure(fit.r2!, 'zh', 2)}。各差距以大小计，越大越宽。` })]
}

function sentenceOf(data: BenchData, known: readonly GapOf[], widest: GapOf, behind: Behind | undefined): Found['conclusion'] {
  const worst = widest.dimensions.filter(({ figure: { value } }) => value !== null).sort((a, b) => Math.abs(b.figure.value!) - Math.abs(a.figure.value!))[0]
  const size = Math.abs(widest.overall.value!)
  const title = gapTitles[widest.key]
  const where = worst ? dimensionTitle(data, worst.id) : null
  const most: Text = {
    en: known.length === 1 ? `${title.en}, ${figure(size, 'en', 2)} points wide${where ? `, most on ${where.en}` : ''}.` : `The widest gap on our side is ${lowered(title.en).replace(': ', ', ')}: ${figure(size, 'en', 2)} points${where ? `, most on ${where.en}` : ''}.`,
    zh: known.length === 1 ? `${title.zh}，宽${figure(size, 'zh', 2)}分${where ? `，以${where.zh}最大` : ''}。` : `内部最大的差距是${title.zh.replace('：', '（')}）：${figure(size, 'zh', 2)}分${where ? `，以${where.zh}最大` : ''}。`,
  }
  const weakest = behind?.found.antecedents.filter(({ level }) => level.value !== null).sort((a, b) => a.level.value! - b.level.value!)[0]
  const weakestTitle = weakest && behind.columns.find(({ id }) => id === weakest.id)!.title
  const evidence: Text | null = weakest && weakestTitle ? { en: `Of what stands behind it, “${weakestTitle.en}” is weakest (mean ${figure(weakest.level.value!, 'en', 2)}).`, zh: `其前因中最弱的是“${weakestTitle.zh}”（均值${figure(weakest.level.value!, 'zh', 2)}）。` } : null
  return conclusion(size >= 1 ? 'bad' : 'neutral', most, evidence)
}

function lowered(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}

function scriptOf(data: BenchData): string {
  const of = (role: string) => data.columns.filter((column) => column.kind === 'item' && column.role === role).map(({ id, dimension }) => ({ id: rName(id), dimension: dimension ?? id }))
  const named = (columns: readonly { id: string }[]) => `c(${columns.map(({ id }) => JSON.stringify(id)).join(', ')})`
  const dimensions = (columns: readonly { id: string; dimension: string }[]) => [...Map.groupBy(columns, ({ dimension }) => dimension)].map(([key, own]) => `${JSON.stringify(key)} = ${named(own)}`).join(', ')
  const lines = ['# mean of those who answered at least half, dimension by dimension', 'score <- function(d) apply(d, 1, function(x) if (sum(!is.na(x)) >= ceiling(length(x) / 2)) mean(x, na.rm = TRUE) else NA)', 'scores <- function(blocks) sapply(blocks, function(b) score(data[, b, drop = FALSE]))']
  for (const role of ['standard', 'delivery', 'promise'] as const) {
    const columns = of(role)
    const max = data.columns.find((column) => column.role === role)?.scale?.max
    if (columns.length > 0 && max !== undefined) lines.push(`# ${role}`, `${role} <- scores(list(${dimensions(columns)})) - ${max}`, `print(colMeans(${role}, na.rm = TRUE))`, `print(t.test(rowMeans(${role})))`)
  }
  const believed = of('believed')
  const expected = of('expectation')
  if (believed.length > 0 && expected.length > 0) {
    lines.push('# believed by managers against expected by customers', `believed <- scores(list(${dimensions(believed)})); expected <- scores(list(${dimensions(expected)}))`, 'for (d in colnames(expected)) print(t.test(believed[, d], expected[, d]))', 'print(t.test(rowMeans(believed), rowMeans(expected)))')
  }
  return script([], lines)
}
