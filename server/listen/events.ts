/** What happens in this room that others react to. */
import { z } from 'zod'
import { eventKind } from '../events.ts'

/** Responses of one study and collector became part of it; one event for all that came in together. */
export const responsesAccepted = eventKind(
  'listen.responses.accepted',
  z.object({ studyId: z.uuid(), collectorId: z.uuid(), responseIds: z.array(z.uuid()).min(1) }),
)

/** A newer revision counts from now on, or attributes went away with the person. */
export const responseRevised = eventKind(
  'listen.response.revised',
  z.object({ studyId: z.uuid(), responseId: z.uuid(), from: z.int(), to: z.int() }),
)
