import { createRoute, z } from '@hono/zod-openapi'
import { confirmationOptionsSchema, confirmationReadingSchema } from '@gap5/contract/measure/readings/confirmation.ts'
import { importanceOptionsSchema, importanceReadingSchema } from '@gap5/contract/measure/readings/importance-performance.ts'
import { kanoOptionsSchema, kanoReadingSchema } from '@gap5/contract/measure/readings/kano.ts'
import { blocksReadingSchema, byOptionsSchema, levelsReadingSchema, outcomeProcessReadingSchema } from '@gap5/contract/measure/readings/others.ts'
import { readingOffersSchema, type ReadingKey } from '@gap5/contract/measure/readings/readings.ts'
import { satisfactionOptionsSchema, satisfactionReadingSchema } from '@gap5/contract/measure/readings/satisfaction.ts'
import { sideBySideOptionsSchema, sideBySideReadingSchema } from '@gap5/contract/measure/readings/side-by-side.ts'
import { everything, type Selection } from '@gap5/contract/measure/selection.ts'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { authorise } from '../../access/authorise.ts'
import { createRoutes, json, problemResponse, type Routes } from '../../http/routes.ts'
import { readLibrary } from '../../listen/library.ts'
import { parsed } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { readingOf } from '../reading.ts'
import { oneStudy, readSelection, selectionQuery } from '../selection-query.ts'
import { ask, askPersons, askImportance, askKano, askSatisfaction, type Asked } from './ask.ts'
import { blocksNeeds, blocksReading } from './blocks.ts'
import { confirmationNeeds, confirmationReading } from './confirmation.ts'
import { levelsNeeds, levelsReading } from './levels.ts'
import { readingOffers } from './offers.ts'
import { outcomeProcessNeeds, outcomeProcessReading } from './outcome-process.ts'
import { sideBySide, sideNeeds, sideOf } from './side-by-side.ts'
import { transitionsOf } from './transitions.ts'

const offersRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/readings',
  tags: ['measure'],
  summary: 'Which readings the study’s instrument gives, and what it would have to ask for the others',
  request: { params: oneStudy },
  responses: { 200: json(readingOffersSchema, 'All readings'), default: problemResponse },
})

/** A reading at its own address; its choices are told in the query beside the selection. */
export function readingRoute<const Key extends ReadingKey, Schema extends z.ZodType>(key: Key, answer: Schema, choices: z.ZodRawShape, summary: string) {
  const query = selectionQuery.extend(Object.fromEntries(Object.entries(choices).map(([name, schema]) => [name, z.any().optional().openapi({ description: describedAs(schema) })])))
  return createRoute({
    ...authorise('results:read'),
    method: 'get',
    path: `/api/o/{org}/studies/{study}/results/${key}`,
    tags: ['measure'],
    summary,
    request: { params: oneStudy, query },
    responses: { 200: json(answer, 'The reading, up to the last committed answer'), default: problemResponse },
  })
}

function describedAs(schema: unknown): string {
  const inner = schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? schema.unwrap() : schema
  return inner instanceof z.ZodEnum ? `One of ${inner.options.join(', ')}` : ''
}

/** The choices an address makes, several values of one name as a list. */
export function choicesIn(url: string): Record<string, string | string[]> {
  const query = new URL(url).searchParams
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).length > 1 ? query.getAll(name) : (query.get(name) ?? '')]))
}

const importanceRoute = readingRoute('importance-performance', importanceReadingSchema, importanceOptionsSchema.shape, 'Importance against performance, stated and derived')
const kanoRoute = readingRoute('kano', kanoReadingSchema, kanoOptionsSchema.shape, 'Kano’s analysis: categories, coefficients, tests, segments')
const confirmationRoute = readingRoute('confirmation', confirmationReadingSchema, confirmationOptionsSchema.shape, 'Delighted, satisfied, regret, disappointed: shares and shifts')
const satisfactionRoute = readingRoute('satisfaction', satisfactionReadingSchema, satisfactionOptionsSchema.shape, 'The satisfaction index in its simple forms')
const levelsRoute = readingRoute('levels', levelsReadingSchema, {}, 'How far up the levels of expectation perception reaches')
const outcomeRoute = readingRoute('outcome-process', outcomeProcessReadingSchema, byOptionsSchema.shape, 'Outcome quality, process quality and image (Grönroos)')
const blocksRoute = readingRoute('blocks', blocksReadingSchema, {}, 'Blocks on one scale from 0 to 100, compared')
const sideRoute = readingRoute('side-by-side', sideBySideReadingSchema, sideBySideOptionsSchema.shape, 'The items of several studies next to each other')

function of(c: { var: { actor: { organisation: Organisation } }; req: { url: string; valid(from: 'param'): { study: string } } }): Asked {
  return { organisation: c.var.actor.organisation, study: c.req.valid('param').study, selection: readSelection(c.req.url) }
}

export function readingRoutes(deps: Dependencies): Routes {
  const reading = readingOf(deps)
  return createRoutes()
    .openapi(offersRoute, async (c) => {
      const library = (await readLibrary()).map(({ key }) => key)
      const offers = await reading.figures(c.var.actor.organisation, c.req.valid('param').study, { selection: everything, grain: null, question: { reading: 'offers', library } }, ({ definition }) => readingOffers(definition, [...library, 'kano-pairs']))
      return c.json(offers, 200)
    })
    .openapi(importanceRoute, async (c) => {
      const options = parsed(importanceOptionsSchema, choicesIn(c.req.url))
      return c.json(await askImportance(deps, of(c), options), 200)
    })
    .openapi(kanoRoute, async (c) => {
      const options = parsed(kanoOptionsSchema, choicesIn(c.req.url))
      return c.json(await askKano(deps, of(c), options), 200)
    })
    .openapi(confirmationRoute, async (c) => {
      const options = parsed(confirmationOptionsSchema, choicesIn(c.req.url))
      const { person } = options
      const transitions = person === undefined ? null : await askPersons(deps, of(c), { transitions: options }, (input) => transitionsOf(input, person, options))
      return c.json(await ask(deps, of(c), confirmationNeeds(options), { reading: 'confirmation', options }, (parts) => confirmationReading(parts, options, transitions)), 200)
    })
    .openapi(satisfactionRoute, async (c) => {
      const options = parsed(satisfactionOptionsSchema, choicesIn(c.req.url))
      return c.json(await askSatisfaction(deps, of(c), options), 200)
    })
    .openapi(levelsRoute, async (c) =>
      c.json(await ask(deps, of(c), levelsNeeds(), { reading: 'levels' }, levelsReading), 200),
    )
    .openapi(outcomeRoute, async (c) => {
      const options = parsed(byOptionsSchema, choicesIn(c.req.url))
      return c.json(await ask(deps, of(c), outcomeProcessNeeds(options), { reading: 'outcome-process', options }, outcomeProcessReading), 200)
    })
    .openapi(blocksRoute, async (c) =>
      c.json(await ask(deps, of(c), blocksNeeds(), { reading: 'blocks' }, blocksReading), 200),
    )
    .openapi(sideRoute, async (c) => {
      const options = parsed(sideBySideOptionsSchema, choicesIn(c.req.url))
      const selection = readSelection(c.req.url)
      const side = (study: string, selection: Selection) =>
        ask(deps, { organisation: c.var.actor.organisation, study, selection }, sideNeeds(), { reading: 'side', study }, (parts) => sideOf(study, parts))
      // Attributes are each study's own; days and the rule on marks hold for all.
      const shared: Selection = { ...selection, attributes: {} }
      const [own, ...others] = await Promise.all([side(c.req.valid('param').study, selection), ...options.with.map((study) => side(study, shared))])
      return c.json(sideBySide(own!, others, options), 200)
    })
}
