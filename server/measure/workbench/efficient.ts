import { figure, percent, type Text } from '@gap5/contract/language.ts'
import { efficiency, type Efficiency } from '@gap5/methods'
import { columnsAt, type BenchColumn, type BenchLabels } from './bench-data.ts'
import { columnsInput, conclusion, condition, enoughCases, labelInput, noAnswer, numberInput, numbers, oneOf, tableOf, unfit, words, type Definition, type Found } from './inquiry.ts'
import { rName, script } from './r-script.ts'
import { unitTable } from './unit-table.ts'

const method: Found['method'] = {
  text: {
    en: 'Data envelopment analysis: how much more of every result the best units, or mixtures of them, make of no more means. A unit at 100 % has nobody that does better with what it has; the others are told whom to learn from.',
    zh: '数据包络分析：用不多于本单位的投入，最好的单位（或其组合）能多产出多少。100%表示没有谁能用同样的投入做得更好；其余单位会被告知向谁学习。',
  },
  sources: ['Charnes, Cooper & Rhodes (1978) European Journal of Operational Research 2', 'Banker, Charnes & Cooper (1984) Management Science 30(9)', 'Kamakura, Mittal, de Rosa & Mazzon (2002) Marketing Science 21(3)'],
  conventions: [{ en: 'Output-oriented. Means by unit; every figure above 0. Similar size: only mixtures of about the same size count (variable returns); any size: ratios count (constant returns).', zh: '产出导向。按单位取均值；各项须大于0。规模相近：只与规模相当的组合比较（规模报酬可变）；任意规模：按比率比较（规模报酬不变）。' }],
}

/** What units are given to work with; other numbers (years, amounts) are no means unless they are chosen as such. */
const goesIn = /staff|employee|headcount|cost|spend|budget|space|area|hours|人员|员工|人数|成本|费用|预算|面积|工时/i

/** Which units make most of what they have? */
export const efficient: Definition = {
  key: 'efficiency',
  group: 'groups',
  title: { en: 'Which units make most of what they have?', zh: '哪些单位最善用资源？' },
  use: { en: 'Compares units by what they put in (staff, cost, space) and what comes out (satisfaction, retention, revenue), all numbers above 0. A table with one row a unit suits best.', zh: '按投入（人员、成本、面积）与产出（满意度、留存、收入）比较单位，均须大于0。每单位一行的表格最合适。' },
  long: false,
  unavailable: (data) => (data.labels.length === 0 || data.columns.length < 2 ? { en: 'It takes an attribute that tells units apart, and a figure each of what goes in and what comes out.', zh: '需要一个区分单位的属性，以及投入与产出各一项。' } : null),
  inputs: (data) => [
    labelInput({ key: 'unit', title: { en: 'Units', zh: '单位' }, least: 1 }, data.labels, data.labels.slice(0, 1)),
    columnsInput({ key: 'inputs', title: { en: 'What goes in', zh: '投入' }, least: 1, most: 8 }, data.columns, data.columns.filter(({ kind, id, title }) => kind === 'attribute' && goesIn.test(`${id} ${title.en} ${title.zh}`)).slice(0, 1)),
    columnsInput({ key: 'outputs', title: { en: 'What comes out', zh: '产出' }, least: 1, most: 8 }, data.columns, data.columns.filter(({ kind }) => kind !== 'attribute').slice(0, 1)),
    oneOf('returns', { en: 'Compare with units of', zh: '比较对象' }, [
      { value: 'variable', title: { en: 'similar size', zh: '规模相近' } },
      { value: 'constant', title: { en: 'any size', zh: '任意规模' } },
    ]),
    numberInput('least', { en: 'Answers a unit at least', zh: '每单位最少作答数' }, 10),
  ],
  answer(data, chosen) {
    const unit = data.labels.find(({ id }) => id === chosen.one('unit'))
    const inputs = columnsAt(data, chosen.several('inputs'))
    const outputs = columnsAt(data, chosen.several('outputs')).filter((column) => !inputs.includes(column))
    if (!unit || inputs.length === 0 || outputs.length === 0) return unfit(method, { en: 'Choose units, what goes in, and something else that comes out.', zh: '请选择单位、投入，以及另外的产出。' })
    const least = Math.max(data.minimumN, chosen.number('least'))
    if (!Number.isFinite(least)) return unfit(method, { en: 'The least answers are a number.', zh: '最少作答数须为数字。' })
    const table = unitTable(data, unit, undefined, least)
    const returns = chosen.one('returns') === 'constant' ? 'constant' : 'variable'
    const code = scriptOf(unit, inputs, outputs, returns, table.isTable ? 1 : least)
    const [x, y] = [inputs, outputs].map((columns) => columns.map(table.means))
    const found = efficiency(x!, y!, { returns })
    const head = { n: found.n, missing: found.missing, deletion: found.deletion }
    if (!found.units) return noAnswer({ ...head, reason: found.reason }, method, code)
    const titleOf = (at: number): Text => unit.groups[table.cells[at]!.unit]!.title
    const wanted = Math.max(inputs.length * outputs.length, 3 * (inputs.length + outputs.length))
    const ordered = found.units.toSorted((a, b) => a.efficiency - b.efficiency)
    return {
      ...head,
      deletion: { en: 'units that have every figure, above 0, with answers enough', zh: '各项齐全、大于0且作答数足够的单位' },
      conclusion: sentenceOf(found.units, titleOf),
      conditions: [
        enoughCases(found.n, wanted, { en: 'Units enough for so many figures; else most look efficient', zh: '单位数足够；否则多数看似有效' }),
        condition(null, { en: 'Units do the same work under like conditions, and nothing that matters is left out', zh: '各单位工作相同、条件相近，且未遗漏重要投入产出' }),
        condition(null, { en: 'Figures have no errors: one wrong unit at the edge misplaces all others', zh: '数据无误：边界上一个错误的单位会影响所有其他单位' }),
      ],
      pictures: [{ kind: 'bars', axis: 'nil', title: { en: 'Result as a share of what the best make of the same', zh: '产出相对于最佳者用同样投入所得的比例' }, unit: 'share', decimals: 0, bars: ordered.map(({ at, efficiency: share }) => ({ key: String(at), title: titleOf(at), value: share, lower: null, upper: null })), reference: { value: 1, title: { en: 'the best', zh: '最佳' } } }],
      tables: [
        tableOf({ en: 'Units', zh: '各单位' }, [words('Unit', '单位'), numbers('Efficiency', '效率', 1, 'share'), numbers('Every result could grow by', '各产出可增加', 1, 'share'), words('Whom to learn from', '可学习的对象')], ordered.map(({ at, efficiency: share, growth, peers }) => {
          const others = peers.filter((peer) => peer.at !== at).toSorted((a, b) => b.weight - a.weight)
          return [titleOf(at), share, growth - 1, { en: others.map((peer) => titleOf(peer.at).en).join(', ') || '–', zh: others.map((peer) => titleOf(peer.at).zh).join('、') || '–' }]
        })),
      ],
      warnings: [],
      method,
      script: code,
    }
  },
}

function sentenceOf(units: NonNullable<Efficiency['units']>, titleOf: (at: number) => Text): Found['conclusion'] {
  const best = units.filter(({ efficiency: share }) => share > 1 - 1e-9)
  const worst = units.reduce((low, unit) => (unit.efficiency < low.efficiency ? unit : low))
  const evidence: Text = { en: 'Chance is not in it: read it as a list of whom to visit, not as a verdict.', zh: '该方法不考虑偶然误差：请当作“去谁那里看看”的名单，而非定论。' }
  if (best.length === units.length) return conclusion('caution', { en: `All ${figure(units.length, 'en')} units look efficient: too few units for so many figures to tell them apart.`, zh: `全部${figure(units.length, 'zh')}个单位看似有效：单位太少、指标太多，无法区分。` }, evidence)
  return conclusion('neutral', { en: `${figure(best.length, 'en')} of ${figure(units.length, 'en')} units make the most of what they have; ${titleOf(worst.at).en} makes ${percent(worst.efficiency, 'en')} of what the best make of the same.`, zh: `${figure(units.length, 'zh')}个单位中有${figure(best.length, 'zh')}个最善用资源；${titleOf(worst.at).zh}的产出为最佳者用同样投入所得的${percent(worst.efficiency, 'zh')}。` }, evidence)
}

function scriptOf(unit: BenchLabels, inputs: readonly BenchColumn[], outputs: readonly BenchColumn[], returns: 'constant' | 'variable', least: number): string {
  const named = (columns: readonly BenchColumn[]) => `c(${columns.map(({ id }) => JSON.stringify(rName(id))).join(', ')})`
  return script(['lpSolve'], [
    `means <- function(v) if (sum(!is.na(v)) >= ${least}) mean(v, na.rm = TRUE) else NA`,
    `units <- na.omit(aggregate(data[, c(${named(inputs)}, ${named(outputs)})], list(unit = data$${rName(unit.id)}), means))`,
    `variable <- ${returns === 'variable' ? 'TRUE' : 'FALSE'} # weights sum to 1`,
    `x <- as.matrix(units[, ${named(inputs)}, drop = FALSE]); y <- as.matrix(units[, ${named(outputs)}, drop = FALSE]); n <- nrow(x)`,
    'growth <- sapply(1:n, function(o) lp("max", c(1, rep(0, n)), rbind(cbind(0, t(x)), cbind(-y[o, ], t(y)), if (variable) c(0, rep(1, n))),',
    '  c(rep("<=", ncol(x)), rep(">=", ncol(y)), if (variable) "="), c(x[o, ], rep(0, ncol(y)), if (variable) 1))$objval)',
    'print(data.frame(unit = units$unit, efficiency = 1 / growth))',
  ])
}
