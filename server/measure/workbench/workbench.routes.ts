import { createRoute, z } from '@hono/zod-openapi'
import { stream } from 'hono/streaming'
import type { Context } from 'hono'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { csvOf } from '@gap5/contract/csv.ts'
import { exportOptions } from '@gap5/contract/measure/exports.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { benchAnswerSchema, choicesOf, inquiriesSchema, inquiryChoicesSchema, inquiryKeys, type BenchAnswer, type BenchLine, type InquiryChoices, type InquiryKey } from '@gap5/contract/measure/workbench.ts'
import { authorise, type AuthorisedEnv } from '../../access/authorise.ts'
import { bytes, createRoutes, json, problemResponse, type Routes } from '../../http/routes.ts'
import type { Field } from '../../listen/export/fields.ts'
import { parsed, Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { exportAnswers } from '../export-answers.ts'
import { readingOf, type Reading } from '../reading.ts'
import { ResultCache } from '../result-cache.ts'
import { selectRows } from '../selected-rows.ts'
import { oneStudy, readSelection, selectionQuery } from '../selection-query.ts'
import { sent } from '../sent-file.ts'
import { benchData, type BenchData } from './bench-data.ts'
import { runInThread, scoresInThread } from './bench-run.ts'
import { answerInquiry, checkChoices, inquiriesOf, UnfitChoice, usedIn } from './inquiries.ts'
import type { ScoreColumn } from './inquiry.ts'
import { dataFile, dataRows } from './r-script.ts'

const choosing = selectionQuery.extend({
  inquiry: z.enum(inquiryKeys).openapi({ description: 'Key of an inquiry', example: 'drivers' }),
  input: z.string().optional().openapi({ description: 'Inputs by their key, as in `outcome=overall.satisfaction`; say one again for several', example: 'outcome' }),
})

const listRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/workbench',
  tags: ['measure'],
  summary: 'The questions that can be asked of a study’s answers, with what there is to choose',
  request: { params: oneStudy, query: selectionQuery },
  responses: { 200: json(inquiriesSchema, 'The inquiries'), default: problemResponse },
})

const answerRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/workbench/answer',
  tags: ['measure'],
  summary: 'One question answered; asked for as application/x-ndjson it comes line by line, with its progress',
  request: { params: oneStudy, query: choosing },
  responses: { 200: json(benchAnswerSchema, 'The answer'), default: problemResponse },
})

const dataRoute = createRoute({
  ...authorise('responses:write'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/workbench/data',
  tags: ['measure'],
  summary: 'The answers an inquiry used, one row a respondent, as its script for R reads them',
  request: { params: oneStudy, query: choosing },
  responses: { 200: { description: 'Comma-separated values', content: { 'text/csv': { schema: z.string() } } }, default: problemResponse },
})

const scoresRoute = createRoute({
  ...authorise('answers:export'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/workbench/scores/{file}',
  tags: ['measure'],
  summary: 'The answers with the scores that an inquiry finds of each respondent as further columns: CSV or SPSS',
  description: 'Of path models, confirmed dimensions and found factors. Narrowed as the inquiry is; noted in the audit trail like any export.',
  request: { params: oneStudy.extend({ file: z.enum(['wide', 'spss']) }), query: choosing.extend({ language: exportOptions.language, mark: exportOptions.mark }) },
  responses: { 200: bytes('The file'), default: problemResponse },
})

export function workbenchRoutes(deps: Dependencies): Routes {
  const reading = readingOf(deps)
  const answers = new ResultCache<BenchAnswer>(200)
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { organisation } = c.var.actor
      const inquiries = await reading.findings(organisation, c.req.valid('param').study, { selection: readSelection(c.req.url), question: 'workbench' }, (frame, table) => {
        const data = benchData(frame, table, readSelection(c.req.url))
        return { studyTitle: frame.studyTitle, simulated: frame.simulated, responses: data.respondents, inquiries: inquiriesOf(data) }
      })
      return c.json(inquiries, 200)
    })
    .openapi(answerRoute, async (c) => {
      const asked = { ...c.req.valid('param'), inquiry: c.req.valid('query').inquiry, selection: readSelection(c.req.url), choices: readChoices(c.req.url) }
      const { data, question } = await dataOf(reading, c.var.actor.organisation, asked)
      const inquiry = inquiriesOf(data).find(({ key }) => key === asked.inquiry)!
      if (inquiry.unavailable !== null) throw new Problem('measure.inquiry-unavailable', { why: inquiry.unavailable })
      checked(() => checkChoices(inquiry.inputs, asked.choices))
      const known = answers.known(question)
      if (known !== undefined || !inquiry.long) {
        const answer = known ?? answers.answer(question, () => answerInquiry(data, asked.inquiry, asked.choices))
        return wantsLines(c) ? lines(c, async (write) => write({ kind: 'answer', answer })) : c.json(answer, 200)
      }
      const run = (progress: (share: number) => void, signal: AbortSignal) =>
        runInThread({ data, key: asked.inquiry, choices: asked.choices }, { progress, signal }).then((answer) => answers.answer(question, () => answer))
      if (!wantsLines(c)) return c.json(await run(() => {}, c.req.raw.signal), 200)
      return lines(c, async (write, signal) => {
        const answer = await run((share) => void write({ kind: 'progress', share }), signal)
        await write({ kind: 'answer', answer })
      })
    })
    .openapi(dataRoute, async (c) => {
      const asked = { ...c.req.valid('param'), inquiry: c.req.valid('query').inquiry, selection: readSelection(c.req.url), choices: readChoices(c.req.url) }
      const { data } = await dataOf(reading, c.var.actor.organisation, asked)
      const inquiry = inquiriesOf(data).find(({ key }) => key === asked.inquiry)!
      const { columns, labels } = usedIn(data, inquiry, asked.choices)
      return c.body(csvOf(dataRows(data, columns, labels)), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${dataFile}"`,
      })
    })
    .openapi(scoresRoute, async (c) => {
      const { actor } = c.var
      const { study, file } = c.req.valid('param')
      const { inquiry, language = c.var.language, mark } = c.req.valid('query')
      const asked = { study, inquiry, selection: readSelection(c.req.url), choices: readChoices(c.req.url) }
      const { data, ids } = await dataOf(reading, actor.organisation, asked)
      const { inputs, title } = inquiriesOf(data).find(({ key }) => key === inquiry)!
      checked(() => checkChoices(inputs, asked.choices))
      const scores = await scoresInThread({ data, key: inquiry, choices: asked.choices }, c.req.raw.signal)
      if (scores === null) throw new Problem('measure.no-scores', { question: title })
      const computed = { from: inquiry, fields: scoreFields(scores, ids()) }
      return sent(c, await exportAnswers(deps, actor, { organisation: actor.organisation, study }, { file, selection: asked.selection, language, words: 'none', mark: mark === 'yes', computed })) as never
    })
}

/** Scores as columns beside the answers, found by the id of the response. */
function scoreFields(scores: readonly ScoreColumn[], ids: readonly string[]): Field[] {
  const at = new Map(ids.map((id, i) => [id, i]))
  return scores.map(({ id, title, values }): Field => ({
    kind: 'number',
    name: id,
    label: title,
    of: (row) => {
      const value = values[at.get(row.id) ?? -1]
      return value === undefined || Number.isNaN(value) ? null : value
    },
  }))
}

type Asked = { study: string; inquiry: InquiryKey; selection: Selection; choices: InquiryChoices }

function readChoices(url: string): InquiryChoices {
  return parsed(inquiryChoicesSchema, choicesOf(new URL(url).searchParams))
}

/** The data of an inquiry, and the question that tells whether its answer is still the same. */
async function dataOf(reading: Reading, organisation: Organisation, { study, inquiry, selection, choices }: Asked): Promise<{ data: BenchData; question: unknown; ids: () => string[] }> {
  const { frame, table } = await reading.answers(organisation, study, selection)
  return { data: benchData(frame, table, selection), question: { version: table.version, minimumN: frame.minimumN, selection, inquiry, choices }, ids: () => [...selectRows(table, selection, frame).rows].map((row) => table.keyOf(row)) }
}

function checked(check: () => void): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof UnfitChoice)) throw error
    const { input, received } = error
    const some = input.options.slice(0, 8).map(({ value }) => value)
    throw new Problem('request.invalid', undefined, {
      errors: [
        {
          field: input.key,
          expected: {
            en: input.kind === 'number' ? 'a number' : `${input.least === input.most ? input.least : `at least ${input.least}`} of ${some.join(', ')}${input.options.length > some.length ? ', …' : ''}`,
            zh: input.kind === 'number' ? '一个数字' : `${input.least === input.most ? '' : '至少'}${input.least}项，取自：${some.join('、')}${input.options.length > some.length ? '……' : ''}`,
          },
          received,
        },
      ],
    })
  }
}

const lineType = 'application/x-ndjson'

function wantsLines(c: Context<AuthorisedEnv>): boolean {
  return c.req.header('accept')?.includes(lineType) ?? false
}

/** A stream of lines. Whoever hangs up ends the work. */
function lines(c: Context<AuthorisedEnv>, work: (write: (line: BenchLine) => Promise<unknown>, signal: AbortSignal) => Promise<unknown>): never {
  c.header('content-type', lineType)
  const answer = stream(
    c,
    async (out) => {
      const cancel = new AbortController()
      out.onAbort(() => cancel.abort(new Error('cancelled')))
      try {
        await work((line) => out.write(`${JSON.stringify(line)}\n`), cancel.signal)
      } catch (error) {
        if (cancel.signal.aborted) return
        c.var.log.error({ err: error }, 'an inquiry failed')
        await out.write(`${JSON.stringify({ kind: 'problem', title: { en: 'This could not be computed. The mistake is ours, and has been noted.', zh: '计算未能完成。这是我们的错误，已记录。' } } satisfies BenchLine)}\n`)
      }
    },
  )
  return answer as never // the route's description knows the answer as JSON only
}
