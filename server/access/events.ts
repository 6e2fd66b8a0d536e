/** What happens in this room that others react to. */
import { z } from 'zod'
import { eventKind } from '../events.ts'

/** An organisation has its days elsewhere from now on. */
export const timeZoneChanged = eventKind('access.time-zone.changed', z.object({ from: z.string(), to: z.string() }))
