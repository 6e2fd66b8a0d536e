import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { sql } from 'kysely'
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Db } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { createRoutes, type Env, type Routes } from './routes.ts'

export type Metrics = {
  registry: Registry
  observe(labels: { method: string; route: string; status: number }, seconds: number): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'gap5_http_request_duration_seconds',
    help: 'Time from a request to the start of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return {
    registry,
    observe: ({ method, route, status }, seconds) => duration.observe({ method, route, status: String(status) }, seconds),
  }
}

/** `GET /metrics` for Prometheus: from this machine, or with the token of `GAP5_METRICS_TOKEN`. */
export function metricsRoutes({ db, config }: Dependencies, { registry }: Metrics): Routes {
  backupGauges(db, registry)
  checkGauges(db, registry)
  const routes = createRoutes()
  routes.get('/metrics', async (c) => {
    const isAllowed = config.metricsToken === null ? isLocal(c) : carries(c, config.metricsToken)
    if (!isAllowed) throw new Problem('resource.unknown')
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  })
  return routes
}

/** What comparing sums with responses found so far, and when it was last done; 0 for never. */
function checkGauges(db: Db, registry: Registry): void {
  const gauge = (name: string, help: string, valueOf: (totals: CheckTotals) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const { rows } = await sql<CheckTotals>`select differences, last_at as "lastAt" from cell_check_totals()`.execute(db)
        this.set(rows[0] ? valueOf(rows[0]) : 0)
      },
    })
  gauge('gap5_sums_repaired', 'Sums that differed from the responses and were put right', ({ differences }) => differences)
  gauge('gap5_sums_last_check_timestamp_seconds', 'When the sums of a study were last compared with its responses', ({ lastAt }) => (lastAt?.getTime() ?? 0) / 1000)
}

type CheckTotals = { differences: number; lastAt: Date | null }

/** When backups last worked and last failed, as Unix times; 0 for never. */
function backupGauges(db: Db, registry: Registry): void {
  const gauge = (name: string, help: string, isFailure: boolean) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const last = await db
          .selectFrom('backup_run')
          .select((run) => run.fn.max('finished_at').as('at'))
          .where('failure', isFailure ? 'is not' : 'is', null)
          .executeTakeFirst()
        this.set((last?.at?.getTime() ?? 0) / 1000)
      },
    })
  gauge('gap5_backup_last_success_timestamp_seconds', 'When the last backup that worked was finished', false)
  gauge('gap5_backup_last_failure_timestamp_seconds', 'When the last backup that failed was broken off', true)
}

/** A proxy on this machine passes strangers on, and tells so. */
function isLocal(c: Context<Env>): boolean {
  const isForwarded = ['X-Forwarded-For', 'Forwarded', 'X-Real-IP'].some((name) => c.req.header(name) !== undefined)
  return !isForwarded && /^(::ffff:)?127\.|^::1$/.test(c.get('clientAddress'))
}

function carries(c: Context<Env>, token: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(c.req.header('Authorization') ?? ''), digest(`Bearer ${token}`))
}
