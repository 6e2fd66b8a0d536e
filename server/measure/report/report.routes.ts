import { createRoute, z } from '@hono/zod-openapi'
import { reportQuerySchema } from '@gap5/contract/measure/report.ts'
import { authorise, requirePermission } from '../../access/authorise.ts'
import { bytes, createRoutes, problemResponse, type Routes } from '../../http/routes.ts'
import { parsed } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { oneStudy, readSelection, selectionQuery } from '../selection-query.ts'
import { reportContent } from './content.ts'
import { renderReport } from './render.ts'

const reportRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/report.pdf',
  tags: ['measure'],
  summary: 'The report of a study as PDF, in one language',
  request: {
    params: oneStudy,
    query: selectionQuery.extend({
      language: z.string().optional().openapi({ description: '`en` or `zh`', example: 'zh' }),
      sections: z.string().optional().openapi({ description: 'Sections joined by commas; all but what people said unless told', example: 'conclusions,levels,comparison' }),
      by: z.string().optional().openapi({ description: 'Attribute that is compared by', example: 'branch' }),
      measure: z.string().optional().openapi({ description: 'Figure that is compared and followed, of `measures` in the result' }),
    }),
  },
  responses: { 200: bytes('The report', 'application/pdf'), default: problemResponse },
})

export function reportRoutes(deps: Dependencies): Routes {
  return createRoutes().openapi(reportRoute, async (c) => {
    const { actor } = c.var
    const { language, sections, by, measure } = parsed(reportQuerySchema, c.req.valid('query'))
    if (sections.includes('words')) requirePermission(actor, 'verbatims:read')
    const { study } = c.req.valid('param')
    const content = await reportContent(deps, { organisation: actor.organisation, study, selection: readSelection(c.req.url), language, sections, by, measure })
    const pdf = await renderReport(content, c.req.raw.signal)
    return c.body(new Uint8Array(pdf), 200, { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${fileName(study, language)}"`, 'Cache-Control': 'no-store' })
  })
}

function fileName(study: string, language: string): string {
  return `${study.replaceAll(/[^\w.-]/g, '-')}-report-${language}.pdf`
}
