import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { csvOf } from '@gap5/contract/csv.ts'
import { everything } from '@gap5/contract/measure/selection.ts'
import type { BenchAnswer, InquiryChoices, InquiryKey } from '@gap5/contract/measure/workbench.ts'
import { close } from '../../../methods/testing/close.ts'
import { ownTable } from '../../../methods/testing/golden.ts'
import { benchStudy } from '../testing/bench-study.ts'
import { innerGapsStudy, visitsStudy } from '../testing/inside-study.ts'
import { benchData, type BenchData } from './bench-data.ts'
import { answerInquiry, inquiriesOf, usedIn } from './inquiries.ts'
import { dataFile, dataRows } from './r-script.ts'

/** The scripts are run by R where it is there with what they load; elsewhere the tests say that they were skipped. */
function needs(...packages: string[]): { skip: false | string } {
  const asked = ['stats', ...packages].map((name) => `requireNamespace("${name}", quietly = TRUE)`).join(' && ')
  const there = spawnSync('Rscript', ['-e', `quit(status = if (${asked}) 0 else 1)`]).status === 0
  return { skip: there ? false : `R with ${packages.join(', ') || 'its base'} is not here` }
}

const dataOf = ({ frame, table }: ReturnType<typeof benchStudy>) => benchData(frame, table, everything)
const bench = dataOf(benchStudy())
const folder = mkdtempSync(join(tmpdir(), 'gap5-r-'))
after(() => rmSync(folder, { recursive: true }))

/** Answers an inquiry, runs its script on its data with `more` at the end, and returns both. */
function inBoth(key: InquiryKey, choices: InquiryChoices, more: string, data: BenchData = bench): { answer: BenchAnswer; printed: number[] } {
  const answer = answerInquiry(data, key, choices)
  const inquiry = inquiriesOf(data).find((one) => one.key === key)!
  const { columns, labels } = usedIn(data, inquiry, choices)
  writeFileSync(join(folder, dataFile), csvOf(dataRows(data, columns, labels)))
  writeFileSync(join(folder, 'script.R'), `${answer.script}\ncat("\\n::", format(c(${more}), digits = 15), "\\n")\n`)
  const output = execFileSync('Rscript', ['script.R'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = /:: (.*)/.exec(output)?.[1]?.trim().split(/\s+/).map(Number) ?? []
  return { answer, printed }
}

function cell({ tables }: BenchAnswer, table: number, row: number, column: number): number {
  return tables[table]!.rows[row]![column] as number
}

test('dimensions: lavaan finds the same fit from the script', needs('lavaan'), () => {
  const { answer, printed } = inBoth('dimensions', {}, 'fitMeasures(fit, c("chisq", "cfi", "rmsea", "srmr"))')
  for (const [at, column] of [0, 3, 5, 8].entries()) close(cell(answer, 0, 0, column), printed[at]!, 1e-5)
})

test('groups of questions: psych finds the same sum of squares', needs('psych', 'GPArotation'), () => {
  const { answer, printed } = inBoth('number-of-factors', { factors: ['3'], rotation: ['varimax'] }, 'sum(fa(items, 3, fm = "pa", rotate = "varimax", SMC = TRUE, max.iter = 1000, min.err = 1e-10)$communality)')
  const sum = answer.tables[0]!.rows.reduce((total, row) => total + (row.at(-1) as number), 0)
  close(sum, printed[0]!, 1e-5)
})

test('groups of respondents: R finds the same F and the same pair', needs(), () => {
  const { answer, printed } = inBoth('differences', { group: ['branch'], figure: ['score.reliability'] }, 'oneway.test(score.reliability ~ branch, used)$statistic, kruskal.test(score.reliability ~ branch, used)$statistic')
  close(cell(answer, 2, 0, 1), printed[0]!, 1e-10)
  close(cell(answer, 2, 1, 1), printed[1]!, 1e-10)
})

test('levels: lme4 finds the same share between branches', needs('lme4'), () => {
  const { answer, printed } = inBoth('levels', { group: ['branch'], figure: ['score.reliability'], cause: ['score.empathy'] }, 'v[1] / sum(v)')
  close(cell(answer, 0, 2, 1), printed[0]!, 1e-4)
})

test('alike: lavaan goes the same four steps', needs('lavaan'), () => {
  const { answer, printed } = inBoth('alike', { group: ['left'] }, 'sapply(steps, fitMeasures, "chisq")')
  for (const step of [0, 1, 2, 3]) close(cell(answer, 0, step, 1), printed[step]!, 1e-4)
})

test('staying: survival finds the same test and the same ratio', needs('survival'), () => {
  const { answer, printed } = inBoth('staying', { time: ['a.months'], left: ['left=yes'], group: ['branch'], causes: ['overall.satisfaction'], interval: ['plain'] }, 'survdiff(Surv(a.months, left) ~ branch, data)$chisq, exp(coef(fit)), summary(curve["branch=north"])$lower[3], summary(curve["branch=north"])$upper[3]')
  close(cell(answer, 1, 0, 1), printed[0]!, 1e-9)
  close(cell(answer, 2, 0, 1), printed[1]!, 1e-8)
  const [curves] = answer.pictures
  const third = curves?.kind === 'curves' ? curves.curves.find(({ key }) => key === 'north')!.points[3]! : null
  close(third!.lower!, printed[2]!, 1e-9)
  close(third!.upper!, printed[3]!, 1e-9)
})

test('retention: R finds the same model', needs(), () => {
  const { answer, printed } = inBoth('retention', { time: ['a.months'], left: ['left=yes'], period: ['6'] }, 'exp(found$par), -found$value')
  close(cell(answer, 0, 0, 1), printed[0]!, 1e-3)
  close(cell(answer, 0, 3, 1), printed[2]!, 1e-8)
})

test('buying: R finds the same summit of each model', needs(), () => {
  const models = [['bg-nbd', 'purchases_simulated.csv', 'observed'], ['pareto-nbd', 'lifetimes_simulated.csv', 'observed'], ['bg-bb', 'occasions_simulated.csv', 'occasions']] as const
  for (const [model, file, observed] of models) {
    const names = ['repeats', 'last', observed]
    const buyers: BenchData = { respondents: ownTable(file).length, columns: names.map((id) => ({ id, title: { en: id, zh: id }, kind: 'attribute', role: null, dimension: null, scale: null, values: ownTable(file).numbers(id) })), labels: [], points: [], dimensions: [], minimumN: 5 }
    const { answer, printed } = inBoth('buying', { model: [model], repeats: ['repeats'], last: ['last'], observed: [observed] }, 'exp(found$par), -found$value', buyers)
    close(cell(answer, 0, 4, 1), printed[4]!, 1e-8, model)
    for (const row of [0, 1, 2, 3]) close(cell(answer, 0, row, 1), printed[row]!, 2e-2, model)
  }
})

test('scales: psych finds the same alpha', needs('psych'), () => {
  const { answer, printed } = inBoth('scales', {}, 'psych::alpha(na.omit(data[, c("r1.perception", "r2.perception", "r3.perception")]))$total$raw_alpha')
  close(cell(answer, 0, 0, 3), printed[0]!, 1e-10)
})

test('before and after: R finds the same tests', needs(), () => {
  const { answer, printed } = inBoth('before-after', { first: ['coder1.other'], second: ['coder3.other'] }, 't.test(used$coder3.other, used$coder1.other, paired = TRUE)$statistic, wilcox.test(used$coder3.other, used$coder1.other, paired = TRUE, exact = FALSE)$p.value')
  close(cell(answer, 1, 0, 1), printed[0]!, 1e-10)
  close(cell(answer, 1, 1, 3), printed[1]!, 1e-9)
})

test('sample size: R needs as many', needs(), () => {
  const { answer, printed } = inBoth('sample-size', { figure: ['overall.satisfaction'] }, 'power.t.test(delta = 0.5, sd = sd(data$overall.satisfaction, na.rm = TRUE), power = 0.8)$n')
  assert.equal(cell(answer, 0, 0, 1), Math.ceil(printed[0]!))
})

test('inner gaps: R finds the same delivery and the same knowledge of expectations', needs(), () => {
  const { answer, printed } = inBoth('inner-gaps', {}, 'mean(rowMeans(delivery), na.rm = TRUE), t.test(rowMeans(believed), rowMeans(expected))$statistic, mean(rowMeans(believed), na.rm = TRUE) - mean(rowMeans(expected), na.rm = TRUE)', dataOf(innerGapsStudy()))
  close(cell(answer, 0, 2, 1), printed[0]!, 1e-10)
  close(cell(answer, 0, 0, 1), printed[2]!, 1e-10)
})

test('visits: R finds the same scores and the same waves', needs('lme4'), () => {
  const { answer, printed } = inBoth('visits', { critical: ['checks.found'], cap: ['40'], weights: ['entrance=30', 'counter=70'] }, 'mean(visit), sort(visit)[1:3], oneway.test(visit ~ wave, data)$p.value', dataOf(visitsStudy()))
  const scores = answer.tables.find(({ title }) => title.en.startsWith('Visits'))!.rows.map((row) => row[4] as number)
  close(scores.reduce((sum, score) => sum + score, 0) / scores.length, printed[0]!, 1e-10)
  for (const at of [0, 1, 2]) close(scores[at]!, printed[at + 1]!, 1e-9)
  close(answer.tables.find(({ title }) => title.en === 'Waves')!.rows[1]![6] as number, printed[4]!, 1e-9)
})

test('the order of answers, Tukey and shares: R finds the same', needs(), () => {
  const ranks = inBoth('differences', { group: ['branch'], figure: ['score.reliability'], compare: ['ranks'] }, 'p.adjust(2 * pnorm(-abs(z)), "holm")')
  for (const at of [0, 7, 14]) close(cell(ranks.answer, 1, at, 6), ranks.printed[rOrder(ranks.answer, at)]!, 1e-9)
  const tukey = inBoth('differences', { group: ['left'], figure: ['score.tangibles'], compare: ['tukey'] }, 'TukeyHSD(fit)[[1]][1, "p adj"], abs(TukeyHSD(fit)[[1]][1, "diff"])')
  close(cell(tukey.answer, 1, 0, 6), tukey.printed[0]!, 1e-6)
  const shares = inBoth('differences', { group: ['left'], figure: ['overall.satisfaction'], compare: ['shares'] }, 'chisq.test(counts, correct = FALSE)$statistic, fisher.test(counts)$p.value')
  close(cell(shares.answer, 2, 0, 1), shares.printed[0]!, 1e-9)
  close(cell(shares.answer, 2, 2, 4), shares.printed[1]!, 1e-6)
})

/** Place of a pair among the pairs of R, whose groups stand in the order of the alphabet. */
function rOrder({ tables }: BenchAnswer, at: number): number {
  const nameOf = (value: unknown) => (value as { en: string }).en
  const names = [...new Set(tables[1]!.rows.flatMap(([first, second]) => [nameOf(first), nameOf(second)]))].sort()
  const pair = tables[1]!.rows[at]!.slice(0, 2).map(nameOf).sort()
  const pairs = names.flatMap((first, i) => names.slice(i + 1).map((second) => `${first} ${second}`))
  return pairs.indexOf(pair.join(' '))
}

test('two figures: R finds the same three coefficients', needs(), () => {
  const { answer, printed } = inBoth('related', { first: ['overall.satisfaction'], second: ['recommend.recommendation'] }, 'sapply(c("pearson", "spearman", "kendall"), function(how) cor.test(data$overall.satisfaction, data$recommend.recommendation, method = how, exact = FALSE)$estimate)')
  for (const at of [0, 1, 2]) close(cell(answer, 0, at, 1), printed[at]!, 1e-10)
})

/** The same answers on five steps. */
const stepped = {
  ...bench,
  columns: bench.columns.map((column) => (column.role === 'perception' ? { ...column, scale: { min: 1, max: 5 }, values: column.values.map((value) => Math.ceil(value / 2)) } : column)),
}

test('dimensions of skewed answers, and of steps: lavaan finds the same robust fit from the script', needs('lavaan'), () => {
  const robust = inBoth('dimensions', { estimator: ['robust'] }, 'fitMeasures(fit, c("chisq.scaled", "cfi.robust", "rmsea.robust"))')
  for (const [at, column] of [0, 3, 5].entries()) close(cell(robust.answer, 0, 1, column), robust.printed[at]!, 1e-4)
  const ordinal = inBoth('dimensions', { estimator: ['ordinal'] }, 'fitMeasures(fit, c("chisq.scaled", "cfi.scaled", "rmsea.scaled"))', stepped)
  for (const [at, column] of [0, 3, 5].entries()) close(cell(ordinal.answer, 0, 1, column), ordinal.printed[at]!, 1e-4)
})

test('scales as steps: R finds the same ordinal alpha and omega, Horst, omega hierarchical and Green and Yang’s', needs('psych', 'GPArotation', 'lavaan', 'mvtnorm'), () => {
  const { answer, printed } = inBoth('scales', { answers: ['ordinal'] }, 'psych::alpha(steps$rho)$total$std.alpha, sum(l)^2 / (sum(l)^2 + sum(1 - l^2)), r * (sqrt(r^2 + 4 * p * q * (1 - r^2)) - r) / (2 * p * q * (1 - r^2)), omega(all, nfactors = 3, fm = "minres", plot = FALSE)$omega_h, stepped(function(i, j) g[i] * g[j]) / stepped(function(i, j) if (i == j) 1 else rho[i, j])', stepped)
  close(cell(answer, 2, 2, 2), printed[0]!, 1e-3)
  close(cell(answer, 2, 2, 3), printed[1]!, 1e-3)
  close(cell(answer, 0, 2, 10), printed[2]!, 1e-10)
  close(cell(answer, 3, 0, 3), printed[3]!, 1e-3)
  close(cell(answer, 2, 2, 5), printed[4]!, 1e-4)
})

test('recovery and rates: R finds the same tests', needs(), () => {
  const problems: InquiryChoices = { figure: ['overall.satisfaction'], without: ['branch=north'], recovered: ['branch=south'], unsolved: ['branch=east'] }
  const { answer, printed } = inBoth('recovery', problems, 'found$statistic, p.adjust(c(found$p.value, other$p.value))[1], same')
  close(cell(answer, 1, 0, 4), printed[0]!, 1e-10)
  close(cell(answer, 1, 0, 6), printed[1]!, 1e-9)
  close(cell(answer, 1, 1, 6), printed[2]!, 1e-9)
  const rates = inBoth('complaint-rates', { unit: ['branch'], events: ['a.months'] }, 'units$rate[units$unit == "north"], units$adjusted[units$unit == "north"]')
  const row = rates.answer.tables[0]!.rows.find(([unit]) => (unit as { en: string }).en === 'north')!
  close((row[3] as number) / 10 ** Math.round(Math.log10((row[3] as number) / rates.printed[0]!)), rates.printed[0]!, 1e-10)
  close(row[7] as number, rates.printed[1]!, 1e-7)
})

test('drivers of the share of best answers: R finds the same odds and the same weights', needs(), () => {
  const { answer, printed } = inBoth('drivers', { weights: ['top'] }, 'r2(names), weights[1], exp(coef(fit))[2]')
  const first = answer.tables[0]!.rows.find(([title]) => (title as { en: string }).en === 'Reliability')!
  close(answer.tables[0]!.rows.reduce((sum, row) => sum + (row[2] as number), 0), printed[0]!, 1e-6)
  close(first[2] as number, printed[1]!, 1e-6)
  close(first[5] as number, printed[2]!, 1e-6)
  assert.match(answer.conclusion.text.en, /^Reliability matters most for who answers “All in all” with 9 or more/)
})

test('the chain by the centroid scheme: seminr finds the same link and the same R²', needs('seminr'), () => {
  const { answer, printed } = inBoth('chain', { scheme: ['centroid'], resamples: ['100'], interval: ['bca'], paths: ['reliability>overall-satisfaction', 'empathy>overall-satisfaction'] }, 'model$path_coef["reliability", "overall_satisfaction"], model$rSquared["Rsq", "overall_satisfaction"]')
  close(cell(answer, 0, 0, 2), printed[0]!, 1e-5)
  close(answer.tables[2]!.rows.find(([title]) => (title as { en: string }).en === 'Overall satisfaction')![6] as number, printed[1]!, 1e-5)
})

test('units: R finds the same slope, a quarter later and in per cent, and lpSolve the same efficiency', needs('lpSolve'), () => {
  const quarters = { id: 'quarter', title: { en: 'Quarter', zh: '季度' }, groups: ['late', 'early'].map((value) => ({ value, title: { en: value, zh: value } })), codes: Int32Array.from({ length: bench.respondents }, (_, i) => (i % 7 < 3 ? 0 : 1)) }
  const both = { ...bench, labels: [...bench.labels, quarters] }
  const choices: InquiryChoices = { unit: ['branch'], period: ['quarter'], cause: ['score.reliability'], effect: ['overall.satisfaction'], lag: ['1'], form: ['logs'] }
  const { answer, printed } = inBoth('linkage', choices, 'coef(fit)[2], confint(fit)[2, ]', both)
  for (const at of [0, 1, 2]) close(cell(answer, 0, 0, 1 + at), printed[at]!, 1e-8)
  const made = inBoth('efficiency', { unit: ['branch'], inputs: ['a.months'], outputs: ['score.reliability', 'score.empathy'] }, 'sort(1 / growth)')
  for (const [at, share] of made.printed.entries()) close(cell(made.answer, 0, at, 1), share, 1e-7)
  assert.equal(made.printed.length, 6)
})
