import { createRoute, z } from '@hono/zod-openapi'
import { allows } from '@gap5/contract/access/roles.ts'
import { boardDataSchema, boardDraftSchema, boardListSchema, boardPulseSchema, boardSchema, boardSwitchSchema } from '@gap5/contract/measure/boards.ts'
import { authorise } from '../../access/authorise.ts'
import { inThisOrganisation } from '../../access/path.ts'
import { inOrganisation } from '../../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../../http/routes.ts'
import { etagOf, ifMatch, seenRevision } from '../../listen/if-match.ts'
import type { Dependencies } from '../../room.ts'
import { boardData } from './board-data.ts'
import { boardPulse } from './board-pulse.ts'
import { changeBoard, createBoard, deleteBoard, listBoards, readBoard } from './boards.ts'

const one = inThisOrganisation.extend({ board: z.uuid() })
const answered = { 200: json(boardSchema, 'The board; its ETag is its revision'), default: problemResponse }

const listRoute = createRoute({
  ...authorise('boards:read'),
  method: 'get',
  path: '/api/o/{org}/boards',
  tags: ['measure'],
  summary: 'Boards, the last changed first',
  request: { params: inThisOrganisation },
  responses: { 200: json(boardListSchema, 'Boards'), default: problemResponse },
})

const createOne = createRoute({
  ...authorise('boards:write'),
  method: 'post',
  path: '/api/o/{org}/boards',
  tags: ['measure'],
  summary: 'Make a board',
  request: { params: inThisOrganisation, body: { required: true, ...json(boardDraftSchema, 'The board') } },
  responses: { 201: json(boardSchema, 'The new board'), default: problemResponse },
})

const readRoute = createRoute({
  ...authorise('boards:read'),
  method: 'get',
  path: '/api/o/{org}/boards/{board}',
  tags: ['measure'],
  summary: 'One board with its cards, as they are arranged',
  request: { params: one },
  responses: answered,
})

const changeRoute = createRoute({
  ...authorise('boards:write'),
  method: 'put',
  path: '/api/o/{org}/boards/{board}',
  tags: ['measure'],
  summary: 'Rename and rearrange a board',
  request: { params: one, headers: ifMatch, body: { required: true, ...json(boardDraftSchema, 'The board as it shall be') } },
  responses: answered,
})

const deleteRoute = createRoute({
  ...authorise('boards:write'),
  method: 'delete',
  path: '/api/o/{org}/boards/{board}',
  tags: ['measure'],
  summary: 'Delete a board; its studies stay',
  request: { params: one },
  responses: { 204: { description: 'Deleted' }, default: problemResponse },
})

const dataRoute = createRoute({
  ...authorise('boards:read'),
  method: 'get',
  path: '/api/o/{org}/boards/{board}/data',
  tags: ['measure'],
  summary: 'What all cards show, switched to a period and a unit',
  request: { params: one, query: boardSwitchSchema },
  responses: { 200: json(boardDataSchema, 'One entry a card; notes have none'), default: problemResponse },
})

const pulseRoute = createRoute({
  ...authorise('boards:read'),
  method: 'get',
  path: '/api/o/{org}/boards/{board}/pulse',
  tags: ['measure'],
  summary: 'Whether the board or an answer behind it changed: cheap enough to ask every few seconds',
  request: { params: one },
  responses: { 200: json(boardPulseSchema, 'The pulse'), default: problemResponse },
})

export function boardRoutes(deps: Dependencies): Routes {
  const { db, clock } = deps
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listBoards(trx, orgId)), 200)
    })
    .openapi(createOne, async (c) => {
      const { actor } = c.var
      const board = await inOrganisation(db, actor.orgId, (trx) => createBoard(trx, actor, c.req.valid('json'), clock.now()))
      return c.json(board, 201, { ETag: etagOf(board) })
    })
    .openapi(readRoute, async (c) => {
      const { orgId } = c.var.actor
      const board = await inOrganisation(db, orgId, (trx) => readBoard(trx, orgId, c.req.valid('param').board))
      return c.json(board, 200, { ETag: etagOf(board) })
    })
    .openapi(changeRoute, async (c) => {
      const { actor } = c.var
      const [revision, draft] = [seenRevision(c), c.req.valid('json')]
      const board = await inOrganisation(db, actor.orgId, (trx) => changeBoard(trx, actor, c.req.valid('param').board, revision, draft, clock.now()))
      return c.json(board, 200, { ETag: etagOf(board) })
    })
    .openapi(deleteRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, (trx) => deleteBoard(trx, actor, c.req.valid('param').board))
      return c.body(null, 204)
    })
    .openapi(dataRoute, async (c) => {
      const { orgId, organisation, role } = c.var.actor
      const board = await inOrganisation(db, orgId, (trx) => readBoard(trx, orgId, c.req.valid('param').board))
      const reader = { organisation, mayReadVerbatims: allows(role, 'verbatims:read') }
      return c.json(await boardData(deps, reader, board, c.req.valid('query')), 200)
    })
    .openapi(pulseRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => boardPulse(trx, orgId, c.req.valid('param').board, clock.now())), 200)
    })
}
