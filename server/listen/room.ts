import type { Room } from '../room.ts'
import { collectorRoutes } from './collectors.routes.ts'
import { deadLetterRoutes } from './dead-letters.routes.ts'
import { forgetPrints, forgetPrintsTask, markDuplicates } from './duplicates.ts'
import { forgetTask, runForgetting } from './import/files.ts'
import { importBodyLimits, importRoutes } from './import/imports.routes.ts'
import { importTask, runImport } from './import/run.ts'
import { instrumentDraftRoutes, itemTableLimits } from './instrument-drafts.routes.ts'
import { instrumentRoutes } from './instruments.routes.ts'
import { mailingBodyLimits, mailingRoutes } from './mail/mailings.routes.ts'
import { dueMailTask, findDueMail, sendMail, sendMailTask } from './mail/send-mail.ts'
import { mailSettingsRoutes } from './mail/settings.routes.ts'
import { unsubscribeRoutes } from './mail/unsubscribe.routes.ts'
import { tallyQuotas } from './quota-tally.ts'
import { personalData } from './person/personal-data.ts'
import { responseRoutes } from './responses.routes.ts'
import { studyRoutes } from './studies.routes.ts'
import { forgetDrafts, forgetDraftsTask } from './survey/forget-drafts.ts'
import { answerRefusal, surveyRoutes } from './survey/survey.routes.ts'
import { startWaves, startWavesTask } from './start-waves.ts'
import { moveTally, tallyResponses } from './tally.ts'
import { namesUnit } from './unit-uses.ts'
import { waveRoutes } from './waves.routes.ts'

/** Instruments, studies, collectors, responses and statements. */
export const listen: Room = {
  name: 'listen',
  routes: [
    instrumentDraftRoutes,
    instrumentRoutes,
    studyRoutes,
    collectorRoutes,
    responseRoutes,
    deadLetterRoutes,
    importRoutes,
    surveyRoutes,
    waveRoutes,
    mailSettingsRoutes,
    mailingRoutes,
    unsubscribeRoutes,
  ],
  bodyLimits: { ...importBodyLimits, ...itemTableLimits, ...mailingBodyLimits, '/s': 4 * 1024 * 1024 },
  refusalPages: { '/s': answerRefusal },
  tasks: (deps) => ({
    [importTask]: (payload) => runImport(deps, payload),
    [forgetTask]: (payload) => runForgetting(deps, payload),
    [forgetDraftsTask]: () => forgetDrafts(deps),
    [forgetPrintsTask]: () => forgetPrints(deps),
    [startWavesTask]: () => startWaves(deps),
    [dueMailTask]: () => findDueMail(deps),
    [sendMailTask]: (payload) => sendMail(deps, payload),
  }),
  crons: [{ task: forgetDraftsTask, match: '17 3 * * *' }, { task: forgetPrintsTask, match: '27 3 * * *' }, { task: startWavesTask, match: '5 * * * *' }, { task: dueMailTask, match: '* * * * *' }],
  handlers: ({ clock }) => [tallyResponses, moveTally, tallyQuotas, markDuplicates(clock)],
  personalData,
  namesUnit,
  constraints: {
    instrument_version_frozen: 'listen.instrument-frozen',
    instrument_version_working: 'listen.instrument-frozen',
    instrument_version_one_draft: 'listen.changed-meanwhile',
    study_handle: 'listen.handle-taken',
    study_instrument: 'listen.instrument-in-use',
    study_frozen: 'listen.study-frozen',
    study_period: 'listen.period-reversed',
    collector_period: 'listen.period-reversed',
  },
}
