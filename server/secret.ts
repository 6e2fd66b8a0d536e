import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

/** What signatures are made with: the operator's `GAP5_SECRET`, or one made at the first start and kept beside the data. */
export function keptSecret(config: Config): string {
  if (config.secret !== null) return config.secret
  const file = join(config.dataFolder, 'secret')
  mkdirSync(config.dataFolder, { recursive: true })
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8').trim()
}
