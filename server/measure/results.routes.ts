import { createRoute, z } from '@hono/zod-openapi'
import { comparisonSchema, type Comparison } from '@gap5/contract/measure/comparison.ts'
import { measureSchema } from '@gap5/contract/measure/measures.ts'
import { pulseSchema } from '@gap5/contract/measure/pulse.ts'
import { studyResultSchema, type StudyResult } from '@gap5/contract/measure/results.ts'
import { markPolicies, selectionOf, selectionSchema, type Selection } from '@gap5/contract/measure/selection.ts'
import { authorise } from '../access/authorise.ts'
import { inThisOrganisation } from '../access/path.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import { readStudy } from '../listen/studies.ts'
import { parsed, Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { AnswerCache } from './answer-cache.ts'
import { isValueOf, timeKey, type TitledAttribute } from './attribute-classes.ts'
import { compare } from './comparison.ts'
import { ResultCache } from './result-cache.ts'
import { readPulse } from './pulse.ts'
import { findStudy } from './study-frame.ts'
import { studyResult, type StudyFrame } from './study-result.ts'

const oneStudy = inThisOrganisation.extend({
  study: z.string().max(60).openapi({ description: 'Id or handle of a published study', example: 'after-service' }),
})

/** Attributes have names of their own, so they are read from the address itself (`selectionOf`). */
const selectionQuery = z.looseObject({
  from: z.iso.date().optional().openapi({ description: 'First day, in the organisation’s time zone', example: '2026-07-01' }),
  to: z.iso.date().optional().openapi({ description: 'Last day, included', example: '2026-09-30' }),
  marks: z.enum(markPolicies).optional().openapi({
    description: 'Responses with quality marks: `usual` leaves out honeypot, duplicate and attention; `clean` all but incomplete; `all` nothing',
  }),
  'a.attribute': z.union([z.string(), z.array(z.string())]).optional().openapi({
    description:
      'Narrow to a value of an attribute, as in `a.branch=north`. Say it again for alternatives. Numbers may be a class (`20..30`), dates a month, quarter or year (`2026-03`, `2026-Q1`, `2026`).',
  }),
})

const resultRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results',
  tags: ['measure'],
  summary: 'The result of a study: conclusions, gaps, zone of tolerance, indicators, reliability, distributions',
  request: { params: oneStudy, query: selectionQuery },
  responses: { 200: json(studyResultSchema, 'The result, up to the last committed answer'), default: problemResponse },
})

const comparisonRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/comparison',
  tags: ['measure'],
  summary: 'One measure, compared between the values of an attribute',
  request: {
    params: oneStudy,
    query: selectionQuery.extend({
      attribute: z.string().openapi({ description: `Key of an attribute, or \`${timeKey}\` for the time of answer`, example: 'branch' }),
      measure: z.string().openapi({ description: 'One of `measures` in the result', example: 'dimension.responsiveness.adequacy' }),
    }),
  },
  responses: { 200: json(comparisonSchema, 'The comparison'), default: problemResponse },
})

const pulseRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/pulse',
  tags: ['measure'],
  summary: 'Whether anything changed: cheap enough to ask every second',
  request: { params: oneStudy },
  responses: { 200: json(pulseSchema, 'The pulse'), default: problemResponse },
})

export function resultRoutes({ db, clock }: Dependencies): Routes {
  const answers = new AnswerCache()
  const results = new ResultCache<StudyResult>()
  const comparisons = new ResultCache<Comparison | null>()
  return createRoutes()
    .openapi(resultRoute, async (c) => {
      const { organisation } = c.var.actor
      const selection = readSelection(c.req.url)
      const { frame, table } = await inOrganisation(db, organisation.id, async (trx) => {
        const { studyId, frame, variables } = await findStudy(trx, organisation, c.req.valid('param').study, clock.now())
        requireAttributes(selection, frame.attributes)
        return { frame, table: await answers.answers(trx, { orgId: organisation.id, studyId }, variables) }
      })
      const question = { version: table.version, frame: withoutDefinition(frame), selection }
      return c.json(results.answer(question, () => studyResult(frame, table, selection)), 200)
    })
    .openapi(comparisonRoute, async (c) => {
      const { organisation } = c.var.actor
      const selection = readSelection(c.req.url)
      const { attribute, measure } = c.req.valid('query')
      const question = { attribute, measure: parsed(z.object({ measure: measureSchema }), { measure }).measure }
      const { frame, table } = await inOrganisation(db, organisation.id, async (trx) => {
        const { studyId, frame, variables } = await findStudy(trx, organisation, c.req.valid('param').study, clock.now())
        requireAttributes(selection, frame.attributes)
        if (attribute !== timeKey) attributeOf(attribute, frame.attributes)
        return { frame, table: await answers.answers(trx, { orgId: organisation.id, studyId }, variables) }
      })
      const comparison = comparisons.answer({ version: table.version, frame: withoutDefinition(frame), selection, question }, () =>
        compare(frame, table, selection, question),
      )
      if (comparison === null) throw new Problem('measure.measure-unknown', { measure })
      return c.json(comparison, 200)
    })
    .openapi(pulseRoute, async (c) => {
      const orgId = c.var.actor.orgId
      const pulse = await inOrganisation(db, orgId, async (trx) => {
        const { id } = await readStudy(trx, orgId, c.req.valid('param').study, clock.now())
        return readPulse(trx, { orgId, studyId: id })
      })
      return c.json(pulse, 200)
    })
}

/** The definition is frozen and told by the version of the answers; the rest of a study may be renamed. */
function withoutDefinition({ definition: _, ...rest }: StudyFrame): Omit<StudyFrame, 'definition'> {
  return rest
}

function readSelection(url: string): Selection {
  return parsed(selectionSchema, selectionOf(new URL(url).searchParams))
}

function requireAttributes(selection: Selection, attributes: readonly TitledAttribute[]): void {
  for (const [key, values] of Object.entries(selection.attributes)) {
    const { type } = attributeOf(key, attributes)
    const unfit = values.find((value) => !isValueOf(type, value))
    if (unfit === undefined) continue
    throw new Problem('measure.value-unfit', { attribute: key, value: unfit, type: type === 'number' ? 'number' : 'date' })
  }
}

function attributeOf(key: string, attributes: readonly TitledAttribute[]): TitledAttribute {
  const found = attributes.find((attribute) => attribute.key === key)
  if (found) return found
  throw new Problem('measure.attribute-unknown', { attribute: key, known: attributes.map((attribute) => attribute.key) })
}
