import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { createRoutes, type Routes } from './routes.ts'

/** `GET /healthz`: whether this process can answer and reach its database. */
export function healthRoutes({ db }: Dependencies): Routes {
  const routes = createRoutes()
  routes.get('/healthz', async (c) => {
    const isReached = await Promise.race([
      sql`select 1`.execute(db).then(() => true, () => false),
      setTimeout(2000, false, { ref: false }),
    ])
    if (!isReached) throw new Problem('system.busy')
    return c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' })
  })
  return routes
}
