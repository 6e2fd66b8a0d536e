import { createRoute, z } from '@hono/zod-openapi'
import type { Language } from '@gap5/contract/language.ts'
import { answerFiles, exportOptions, exportOutlookSchema, resultFiles, rowsHeader, sizeHeader, type AnswerFile } from '@gap5/contract/measure/exports.ts'
import { measureSchema } from '@gap5/contract/measure/measures.ts'
import { csvOf } from '@gap5/contract/csv.ts'
import { gaps } from '@gap5/contract/measure/result-tables.ts'
import type { Actor } from '../access/actor.ts'
import { authorise, requirePermission } from '../access/authorise.ts'
import { bytes, createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import { parsed } from '../problem.ts'
import { workbook } from '../listen/export/workbook.ts'
import type { Dependencies } from '../room.ts'
import { exportAnswers, outlookOnExport, xlsx, type AnswerExport, type MadeFile } from './export-answers.ts'
import { aboutSheet, resultSheets } from './export-parts.ts'
import { readingOf } from './reading.ts'
import { oneStudy, readSelection, selectionQuery } from './selection-query.ts'
import { sent } from './sent-file.ts'

const file = bytes('The file')

const answersRoute = createRoute({
  ...authorise('answers:export'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/export/answers/{file}',
  tags: ['measure'],
  summary: 'The answers of a study as a file: CSV (wide, long), codebook, workbook, SPSS, for R',
  description: `Narrowed as results are. Comes row by row, in constant memory; \`${rowsHeader}\` tells how many responses it holds, \`${sizeHeader}\` about how many bytes. Texts and contacts come only when asked for, to those who may read them. Noted in the audit trail.`,
  request: { params: oneStudy.extend({ file: z.enum(answerFiles) }), query: selectionQuery.extend(exportOptions) },
  responses: { 200: file, default: problemResponse },
})

const outlookRoute = createRoute({
  ...authorise('answers:export'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/export/answers/{file}/outlook',
  tags: ['measure'],
  summary: 'What a file of answers would be (name, responses, about how many bytes), or why it cannot be had; takes nothing',
  request: answersRoute.request,
  responses: { 200: json(exportOutlookSchema, 'What it would be'), default: problemResponse },
})

const resultsRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/export/results/{file}',
  tags: ['measure'],
  summary: 'The figures of a study as a file: the gap table as CSV, or a workbook of all tables',
  request: {
    params: oneStudy.extend({ file: z.enum(resultFiles) }),
    query: selectionQuery.extend({
      language: exportOptions.language,
      by: z.string().optional().openapi({ description: 'Also the comparison by this attribute, in a workbook' }),
      measure: z.string().optional().openapi({ description: 'The figure compared' }),
    }),
  },
  responses: { 200: file, default: problemResponse },
})

export function exportRoutes(deps: Dependencies): Routes {
  const reading = readingOf(deps)
  return createRoutes()
    .openapi(answersRoute, async (c) => {
      const { actor } = c.var
      return sent(c, await exportAnswers(deps, actor, { organisation: actor.organisation, study: c.req.valid('param').study }, askedIn(c.var, c.req.url, c.req.valid('param'), c.req.valid('query')))) as never
    })
    .openapi(outlookRoute, async (c) => {
      const { actor } = c.var
      const asked = askedIn(c.var, c.req.url, c.req.valid('param'), c.req.valid('query'))
      return c.json(await outlookOnExport(deps, { organisation: actor.organisation, study: c.req.valid('param').study }, asked), 200)
    })
    .openapi(resultsRoute, async (c) => {
      const { organisation } = c.var.actor
      const { study, file } = c.req.valid('param')
      const { language = c.var.language, by, measure } = c.req.valid('query')
      const selection = readSelection(c.req.url)
      const result = await reading.result(organisation, study, selection)
      const question = by === undefined || measure === undefined ? null : { attribute: by, measure: parsed(z.object({ measure: measureSchema }), { measure }).measure }
      const comparison = question && (await reading.comparison(organisation, study, selection, question))
      const name = `${result.studyTitle[language]}${{ en: ', results', zh: '（结果）' }[language]}`
      const at = deps.clock.now()
      const about = aboutSheet({ result, selection, rows: null, at, timeZone: organisation.timeZone, language })
      const made: MadeFile =
        file === 'table'
          ? { name, ending: 'csv', type: 'text/csv; charset=utf-8', rows: result.gaps.length, size: 0, bytes: whole(csvOf(gaps(result, language).rows)) }
          : { name, ...xlsx, rows: result.responses, size: 0, bytes: workbook([...resultSheets(result, comparison, language), about], { at, title: name, source: null }) }
      return sent(c, made) as never
    })
}

type Options = z.infer<z.ZodObject<typeof exportOptions>>

/** Throws where what people wrote is asked for by somebody who may not read it. */
function askedIn({ actor, language: own }: { actor: Actor; language: Language }, url: string, { file }: { file: AnswerFile }, { language = own, words, mark }: Options): AnswerExport {
  if (words !== 'none') requirePermission(actor, 'verbatims:read')
  if (words === 'contacts') requirePermission(actor, 'contacts:read')
  return { file, selection: readSelection(url), language, words, mark: mark === 'yes' }
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text
}
