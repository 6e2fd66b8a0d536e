/** What happens in this room that others react to. */
import { z } from 'zod'
import { eventKind } from '../events.ts'

/**
 * Responses of one study and collector became part of it; one event for all that came in together. `lastAt` is when the last of
 * them was submitted, so that they can be counted without reading them; older events lack it.
 */
export const responsesAccepted = eventKind(
  'listen.responses.accepted',
  z.object({ studyId: z.uuid(), collectorId: z.uuid(), responseIds: z.array(z.uuid()).min(1), lastAt: z.iso.datetime().optional() }),
)

/** A newer revision counts from now on. */
export const responseRevised = eventKind(
  'listen.response.revised',
  z.object({ studyId: z.uuid(), responseId: z.uuid(), from: z.int(), to: z.int() }),
)

/** An import was taken back: these responses have a revision without answers from now on. */
export const responsesWithdrawn = eventKind(
  'listen.responses.withdrawn',
  z.object({ studyId: z.uuid(), responses: z.array(z.object({ responseId: z.uuid(), from: z.int(), to: z.int() })).min(1) }),
)

/** The person behind a response was erased: values of free text went, the scores stay. */
export const responseErased = eventKind('listen.response.erased', z.object({ studyId: z.uuid(), responseId: z.uuid() }))
