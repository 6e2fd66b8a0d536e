import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { csvOf } from '@gap5/contract/csv.ts'
import type { Language } from '@gap5/contract/language.ts'
import type { Inquiry, InquiryChoices } from '@gap5/contract/measure/workbench.ts'
import { unwritable } from '@gap5/server/file-refusals.ts'
import type { BenchData } from '@gap5/server/measure/workbench/bench-data.ts'
import { answerInquiry, checkChoices, inquiriesOf, scoresOf, UnfitChoice, usedIn } from '@gap5/server/measure/workbench/inquiries.ts'
import { dataFile, dataRows, rName } from '@gap5/server/measure/workbench/r-script.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import { benchReport, inquiryList } from '../report/bench-report.ts'

type Asked = { question: string; set: readonly string[]; script: string | null; scores: string | null; json: boolean }

/** Asks a question of the workbench of a file's answers, and prints the answer; `list` for the questions there are. */
export async function answerQuestion(data: BenchData, { question, set, script, scores, json }: Asked, language: Language): Promise<number> {
  const inquiries = inquiriesOf(data)
  if (question === 'list') {
    for (const line of inquiryList(inquiries, language)) console.log(line)
    return 0
  }
  const inquiry = inquiries.find(({ key }) => key === question)
  if (inquiry === undefined) {
    const known = inquiries.map(({ key }) => key)
    throw new Refusal({ en: `There is no question “${question}”. There is: ${known.join(', ')}.`, zh: `没有名为“${question}”的问题。可问：${known.join('、')}。` })
  }
  if (inquiry.unavailable !== null) throw new Refusal(inquiry.unavailable)
  const choices = choicesFrom(set)
  refuseUnfit(inquiry, choices)
  const answer = answerInquiry(data, inquiry.key, choices)
  if (script !== null) await writeScript(script, data, inquiry, choices, answer.script)
  if (scores !== null) await writeScores(scores, data, inquiry, choices)
  if (json) console.log(JSON.stringify(answer, null, 2))
  else for (const line of benchReport(answer, language)) console.log(line)
  return 0
}

/** `outcome=overall.satisfaction`, `predictors=t1.perception,t2.perception`. */
function choicesFrom(set: readonly string[]): InquiryChoices {
  return Object.fromEntries(
    set.map((one) => {
      const at = one.indexOf('=')
      return [at < 0 ? one : one.slice(0, at), at < 0 ? [] : one.slice(at + 1).split(',').filter((value) => value !== '')]
    }),
  )
}

function refuseUnfit({ inputs }: Inquiry, choices: InquiryChoices): void {
  const unknown = Object.keys(choices).find((key) => !inputs.some((input) => input.key === key))
  if (unknown !== undefined) {
    const known = inputs.map(({ key }) => key)
    throw new Refusal({ en: `There is nothing to set called “${unknown}”. There is: ${known.join(', ')}.`, zh: `没有可设置的“${unknown}”。可设置：${known.join('、')}。` })
  }
  try {
    checkChoices(inputs, choices)
  } catch (error) {
    if (!(error instanceof UnfitChoice)) throw error
    const offered = error.input.options.map(({ value }) => value).join(' ')
    throw new Refusal({ en: `“${error.received}” does not fit ${error.input.key}. Options: ${offered || 'a number'}.`, zh: `“${error.received}”不适用于${error.input.key}。可选：${offered || '数字'}。` }, { cause: error })
  }
}

/** The columns the question used, and at their end what it finds of each respondent. */
async function writeScores(file: string, data: BenchData, inquiry: Inquiry, choices: InquiryChoices): Promise<void> {
  const scores = scoresOf(data, inquiry.key, choices)
  if (scores === null) throw new Refusal({ en: `“${inquiry.key}” gives no scores of single respondents here. Path models (chain), confirmed dimensions (dimensions) and found factors (number-of-factors) do, where they can be estimated.`, zh: `“${inquiry.key}”在此不给出每位受访者的得分。路径模型（chain）、验证的维度（dimensions）与探索的因子（number-of-factors）在可估计时给出。` })
  const { columns, labels } = usedIn(data, inquiry, choices)
  const rows = dataRows(data, columns, labels)
  const added = [scores.map(({ id }) => rName(id)), ...Array.from({ length: data.respondents }, (_, i) => scores.map(({ values }) => (Number.isFinite(values[i]) ? values[i]! : null)))]
  await writeFile(file, csvOf(rows.map((row, at) => [...row, ...added[at]!]))).catch((error: unknown) => Promise.reject(unwritable(file, error)))
}

async function writeScript(folder: string, data: BenchData, inquiry: Inquiry, choices: InquiryChoices, script: string): Promise<void> {
  const { columns, labels } = usedIn(data, inquiry, choices)
  try {
    await writeFile(join(folder, `gap5-${inquiry.key}.R`), script)
    await writeFile(join(folder, dataFile), csvOf(dataRows(data, columns, labels)))
  } catch (error) {
    throw unwritable(folder, error)
  }
}
