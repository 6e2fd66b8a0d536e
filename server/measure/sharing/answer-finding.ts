import type { Actor } from '../../access/actor.ts'
import type { InProcess } from '../../access/authorise.ts'
import { createRoutes, type Routes } from '../../http/routes.ts'
import type { Dependencies } from '../../room.ts'
import { findingRoutes } from '../findings.ts'
import type { Holder } from './holder.ts'

const readers = new WeakMap<Dependencies, Routes>()

/** What the routes of findings answer, asked within this process as the holder of a link; whether it may be asked was decided before. */
export async function answerFinding(deps: Dependencies, { organisation, linkId }: Pick<Holder, 'organisation' | 'linkId'>, ask: string): Promise<unknown> {
  const actor: Actor = { kind: 'apiKey', id: linkId, orgId: organisation.id, role: 'viewer', organisation }
  const bindings: InProcess = { actor }
  const answer = await readerOf(deps).request(`http://in-process/api/o/${encodeURIComponent(organisation.handle)}/${ask}`, {}, bindings)
  return answer.json()
}

/** The routes by themselves; what they throw goes on to whoever asked. */
function readerOf(deps: Dependencies): Routes {
  const known = readers.get(deps)
  if (known) return known
  const routes = createRoutes()
  routes.onError((error) => {
    throw error
  })
  for (const finding of findingRoutes) routes.route('/', finding(deps))
  readers.set(deps, routes)
  return routes
}
