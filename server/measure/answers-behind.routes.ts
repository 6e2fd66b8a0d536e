import { createRoute, z } from '@hono/zod-openapi'
import { allows } from '@gap5/contract/access/roles.ts'
import { behindQuerySchema, frequentWordsSchema, responsesBehindSchema, statementsBehindSchema, wordsQuerySchema, type BehindQuery } from '@gap5/contract/measure/answers-behind.ts'
import { measureSchema, type Measure } from '@gap5/contract/measure/measures.ts'
import type { Actor } from '../access/actor.ts'
import { authorise } from '../access/authorise.ts'
import { inOrganisation, inSnapshot } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import { parsed } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { rankedStatements, rankSpeakers, responsesBehind, statementsBehind, type Behind } from './answers-behind.ts'
import { frequentWords } from './frequent-words.ts'
import type { RankedPersons } from './ranked-persons.ts'
import { ResultCache } from './result-cache.ts'
import { oneStudy, readSelection, selectionQuery } from './selection-query.ts'

const responsesRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/responses',
  tags: ['measure'],
  summary: 'The responses behind a figure: those of the selection, by the person’s own score where one is asked for',
  request: { params: oneStudy, query: selectionQuery.extend(behindQuerySchema.omit({ order: true }).shape) },
  responses: { 200: json(responsesBehindSchema, 'A page of responses, the last submitted first'), default: problemResponse },
})

const statementsRoute = createRoute({
  ...authorise('verbatims:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/statements',
  tags: ['measure'],
  summary: 'What people of the selection said in words: searched, by score, newest or lowest or highest first',
  request: { params: oneStudy, query: selectionQuery.extend({ ...behindQuerySchema.shape, ...wordsQuerySchema.shape }) },
  responses: { 200: json(statementsBehindSchema, 'A page of statements'), default: problemResponse },
})

const wordsRoute = createRoute({
  ...authorise('verbatims:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/words',
  tags: ['measure'],
  summary: 'Which words stand in how many of those statements',
  request: { params: oneStudy, query: selectionQuery.extend({ ...behindQuerySchema.omit({ order: true, after: true, limit: true }).shape, ...wordsQuerySchema.shape }) },
  responses: { 200: json(frequentWordsSchema, 'Words by frequency'), default: problemResponse },
})

/** Statements whose words are counted: the newest. */
const mostCounted = 2_000

export function answersBehindRoutes(deps: Dependencies): Routes {
  const { db, clock } = deps
  const ranked = new ResultCache<RankedPersons>(4)
  const behindOf = ({ organisation }: Actor, study: string, url: string, query: BehindQuery): Behind => {
    return { organisation, study, selection: readSelection(url), measure: measureOf(query), query, now: clock.now() }
  }
  return createRoutes()
    .openapi(responsesRoute, async (c) => {
      const { actor } = c.var
      const behind = behindOf(actor, c.req.valid('param').study, c.req.url, { ...c.req.valid('query'), order: 'newest' })
      return c.json(await inOrganisation(db, actor.orgId, (trx) => responsesBehind(trx, behind)), 200)
    })
    .openapi(statementsRoute, async (c) => {
      const { actor } = c.var
      const query = c.req.valid('query')
      const behind = behindOf(actor, c.req.valid('param').study, c.req.url, query)
      const { measure } = behind
      const may = { contacts: allows(actor.role, 'contacts:read') }
      const words = wordsQuerySchema.parse(query)
      if (query.order !== 'newest') parsed(z.object({ measure: z.string() }), { measure: query.measure })
      if (query.order === 'newest' || measure === null) {
        return c.json(await inOrganisation(db, actor.orgId, (trx) => statementsBehind(trx, behind, words, may)), 200)
      }
      const found = await inSnapshot(db, actor.orgId, async (trx) => rankedStatements(trx, behind, words, may, await rankSpeakers(trx, { ...behind, measure }, words, ranked)))
      return c.json(found, 200)
    })
    .openapi(wordsRoute, async (c) => {
      const { actor } = c.var
      const query = c.req.valid('query')
      const behind = behindOf(actor, c.req.valid('param').study, c.req.url, { ...query, order: 'newest', limit: mostCounted })
      const { statements, next } = await inOrganisation(db, actor.orgId, (trx) => statementsBehind(trx, behind, wordsQuerySchema.parse(query), { contacts: false }))
      return c.json(frequentWords(statements.flatMap(({ text }) => text ?? []), next !== null), 200)
    })
}

function measureOf({ measure }: BehindQuery): Measure | null {
  return measure === undefined ? null : parsed(z.object({ measure: measureSchema }), { measure }).measure
}
