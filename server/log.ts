import { pino, type Logger } from 'pino'
import type { Config } from './config.ts'

export type Log = Logger

/**
 * The structured log: one JSON line each, to stderr. It tells which route was asked and how it went, never who asked or what was
 * said: no bodies, no addresses, no query strings, and paths only as patterns (`/s/:token`).
 */
export function createLog(level: Config['logLevel']): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}
