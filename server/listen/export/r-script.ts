import type { Language } from '@gap5/contract/language.ts'
import { absentWords } from './cells.ts'
import type { Field } from './fields.ts'

/** A script that reads the answers beside it: figures as numbers, choices as factors, labels kept. Needs base R alone. */
export function rScript(fields: readonly Field[], language: Language): string {
  const lines = fields.flatMap((field): string[] => {
    const label = `attr(answers[[${text(field.name)}]], "label") <- ${text(field.label[language])}`
    if (field.kind === 'moment') return [`answers[[${text(field.name)}]] <- moment(answers[[${text(field.name)}]])`, label]
    const isFactor = (field.kind === 'attribute' || (field.kind === 'choice' && !field.multiple) || field.name === 'language') && 'values' in field && field.values.length > 0
    if (!isFactor) return [label]
    const levels = field.values.map(({ value }) => text(value)).join(', ')
    const labels = distinct(field.values.map(({ title }) => title[language])).map(text).join(', ')
    return [`answers[[${text(field.name)}]] <- factor(answers[[${text(field.name)}]], levels = c(${levels}), labels = c(${labels}))`, label]
  })
  return `${head[language]}
read <- function(file, ...) read.csv(file, fileEncoding = "UTF-8-BOM", check.names = FALSE, stringsAsFactors = FALSE, ...)
moment <- function(x) as.POSIXct(sub("([+-][0-9]{2}):([0-9]{2})$", "\\\\1\\\\2", x), format = "%Y-%m-%dT%H:%M:%S%z", tz = "UTC")

answers <- read("answers.csv", na.strings = c("", ${text(absentWords.na)}, ${text(absentWords.dk)}))
# ${kept[language]}
for (name in names(answers)) if (is.character(answers[[name]])) answers[[name]] <- sub("^'(?=[=+@-])", "", answers[[name]], perl = TRUE)
codebook <- read("codebook.csv")

${lines.join('\n')}
`
}

const head: Record<Language, string> = {
  en: `# Run this where the files lie: source("read.R", encoding = "UTF-8")
# ${absentWords.na} (not applicable), ${absentWords.dk} (don't know) and empty cells become NA. Negatively worded items are not turned round.`,
  zh: `# 在文件所在目录运行：source("read.R", encoding = "UTF-8")
# ${absentWords.na}（不适用）、${absentWords.dk}（不知道）与空白均读为 NA；反向题未反转。`,
}
const kept: Record<Language, string> = {
  en: 'The apostrophe that keeps spreadsheets from taking text for a formula is none of the text.',
  zh: '防止电子表格把文字当作公式的撇号并非原文。',
}

/** A factor's labels must differ. */
function distinct(titles: readonly string[]): string[] {
  return titles.map((title, at) => (titles.indexOf(title) < at ? `${title} (${at + 1})` : title))
}

function text(words: string): string {
  return `"${words.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replace(/\s+/g, ' ')}"`
}
