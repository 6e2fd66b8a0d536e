import type { Room } from '../room.ts'
import { surveyRoutes } from './survey/survey.routes.ts'
import { tallyResponses } from './tally.ts'

/** Instruments, studies, collectors, responses and statements. */
export const listen: Room = {
  name: 'listen',
  routes: [surveyRoutes],
  bodyLimits: { '/s': 4 * 1024 * 1024 },
  handlers: () => [tallyResponses],
  constraints: {
    instrument_version_frozen: 'listen.instrument-frozen',
    instrument_version_one_draft: 'listen.changed-meanwhile',
    study_handle: 'listen.handle-taken',
    study_instrument: 'listen.instrument-in-use',
    study_frozen: 'listen.study-frozen',
    study_period: 'listen.period-reversed',
  },
}
