import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.ts'

export type Log = Logger

/**
 * The structured log: one JSON line each, to stderr. It tells which route was asked and how it went, never who asked or what was
 * said: no bodies, no addresses, no query strings, and paths only as patterns (`/s/:token`).
 */
export function createLog(level: Config['logLevel'], destination: DestinationStream = pino.destination(2)): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: withoutRow } }, destination)
}

/** PostgreSQL quotes the row it refused: "Failing row contains (…)" may be somebody's answers. */
function withoutRow(error: unknown): unknown {
  return error instanceof Error ? untold({ ...stdSerializers.err(error) }) : error
}

function untold(serialized: Record<string, unknown>): Record<string, unknown> {
  const { detail, where, internalQuery, aggregateErrors, ...told } = serialized
  return Array.isArray(aggregateErrors) ? { ...told, aggregateErrors: aggregateErrors.map(untold) } : told
}
