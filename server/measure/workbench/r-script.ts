/** Scripts for R that read the exported data and compute what the workbench shows. */
import type { BenchColumn, BenchData, BenchLabels } from './bench-data.ts'

/** File name under which the data of an inquiry are exported; the scripts read it. */
export const dataFile = 'gap5-data.csv'

/** The name of a column in R and in the exported file: letters, digits, dots and underscores. */
export function rName(id: string): string {
  const name = id.replace(/[^A-Za-z0-9._]/g, '_')
  return /^[A-Za-z]/.test(name) ? name : `x${name}`
}

/** `c("a", "b")`. */
export function rNames(columns: readonly { id: string }[]): string {
  return `c(${columns.map(({ id }) => JSON.stringify(rName(id))).join(', ')})`
}

/** Lines that load packages and data, with a word on where the data come from. */
export function rHead(packages: readonly string[]): string[] {
  return [
    `# Made by Gap5. Save the data beside this script as ${dataFile} ("Data for this script" on the same page).`,
    ...packages.map((name) => `library(${name})`),
    `data <- read.csv(${JSON.stringify(dataFile)}, fileEncoding = "UTF-8-BOM", na.strings = "")`,
  ]
}

export function script(packages: readonly string[], lines: readonly string[]): string {
  return `${[...rHead(packages), '', ...lines].join('\n')}\n`
}

/** The data as the scripts read them: one row a respondent, names as `rName` makes them, groups by their value. */
export function dataRows({ respondents }: BenchData, columns: readonly BenchColumn[], labels: readonly BenchLabels[]): (string | number | null)[][] {
  const head = [...columns, ...labels].map(({ id }) => rName(id))
  const rows = Array.from({ length: respondents }, (_, i) => [
    ...columns.map(({ values }) => (Number.isFinite(values[i]) ? values[i]! : null)),
    ...labels.map(({ groups, codes }) => groups[codes[i] ?? -1]?.value ?? null),
  ])
  return [head, ...rows]
}
