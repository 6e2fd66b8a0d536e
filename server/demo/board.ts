/** The board that the demo organisation looks at on Mondays: one card of each kind that its first study can fill. */
import { randomUUID } from 'node:crypto'
import { boardDraftSchema, type NewCard } from '@gap5/contract/measure/boards.ts'
import type { AuditActor } from '../access/actor.ts'
import type { Trx } from '../database.ts'
import { createBoard } from '../measure/boards/boards.ts'
import { demoStudies } from './studies.ts'

export async function fillBoard(trx: Trx, actor: AuditActor, now: Date): Promise<void> {
  const studies = await trx.selectFrom('study').select(['handle', 'title']).where('org_id', '=', actor.orgId).execute()
  const handleOf = (place: number) => studies.find(({ title }) => title.en === demoStudies[place]?.title.en)?.handle
  const [service, pulse] = [handleOf(0), handleOf(1)]
  if (service === undefined || pulse === undefined) return
  const cards = cardsOf(service, pulse).map((card) => ({ ...card, id: randomUUID() }))
  const draft = boardDraftSchema.parse({ title: { en: 'Monday round', zh: '周一例会' }, period: '12-months', cards })
  await createBoard(trx, actor, draft, now)
}

function cardsOf(service: string, pulse: string): NewCard[] {
  return [
    { kind: 'figure', study: service, measure: 'overall.adequacy', size: 'small' },
    { kind: 'figure', study: service, measure: 'dimension.responsiveness.adequacy', size: 'small' },
    { kind: 'progress', study: pulse, size: 'small' },
    { kind: 'levels', study: service, size: 'wide' },
    {
      kind: 'note',
      size: 'small',
      title: { en: 'Promise of the year', zh: '今年的承诺' },
      text: { en: 'Every customer hears within an hour when somebody will come.', zh: '每位顾客在一小时内得知何时有人上门。' },
    },
    { kind: 'comparison', study: service, attribute: 'branch', measure: 'dimension.responsiveness.adequacy', size: 'wide' },
    { kind: 'levels', study: service, dimension: 'responsiveness', size: 'full' },
    { kind: 'verbatims', study: service, size: 'full' },
  ]
}
