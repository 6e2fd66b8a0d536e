import type { Context, MiddlewareHandler } from 'hono'
import type { CronItem } from 'graphile-worker'
import type { ProblemCode } from '@gap5/contract/problems.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Db, Trx } from './database.ts'
import type { EventHandler } from './events.ts'
import type { Env, Routes } from './http/routes.ts'
import type { Log } from './log.ts'
import type { PersonalSource } from './personal-data.ts'

/** What every part of the server is given. */
export type Dependencies = { db: Db; clock: Clock; config: Config; secret: string; log: Log }

/** Work off the queue, asked for by `addJob`. It may run twice, so it must bear that. */
export type Task = (payload: unknown) => Promise<void>

/** What a room brings. `server/<room>/room.ts` exports one, `server/rooms.ts` lists them from left to right. */
export type Room = {
  name: string
  /** Runs before all routes of all rooms; for what a request carries (the caller). */
  middleware?: (deps: Dependencies) => MiddlewareHandler<Env>
  /** Routes with their whole path, `/api/…` for the API. */
  routes?: ((deps: Dependencies, rooms: readonly Room[]) => Routes)[]
  handlers?: (deps: Dependencies) => EventHandler[]
  tasks?: (deps: Dependencies) => Record<string, Task>
  crons?: Pick<CronItem, 'task' | 'match'>[]
  /** What it keeps that can tell who somebody is. */
  personalData?: PersonalSource[]
  /** Whether something it keeps names a unit by its code, which has to stay then. */
  namesUnit?: (trx: Trx, orgId: string, code: string) => Promise<boolean>
  /** Names of database constraints and the problem each of them means to a person. */
  constraints?: Record<string, ProblemCode>
  /** Paths that accept more than a megabyte, and how many bytes. */
  bodyLimits?: Record<string, number>
  /** Path → the answer to what is refused before any route of the room is reached, where people read pages, not problems. */
  refusalPages?: Record<string, (error: unknown, c: Context<Env>) => Response | Promise<Response>>
}
