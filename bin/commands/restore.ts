import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { figure, say, type Text } from '@gap5/contract/language.ts'
import { verifyArchive } from '@gap5/server/backup/archive.ts'
import { restore, type Restored } from '@gap5/server/backup/restore.ts'
import { readConfig, type Config } from '@gap5/server/config.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import type { Command } from './command.ts'
import { withOwner } from './with-owner.ts'

export const command: Command = {
  summary: { en: 'Fill an empty system from a backup', zh: '用备份恢复到空系统' },
  usage: 'FILE [--check]',
  async run(args, language) {
    const isCheck = args.includes('--check')
    const [name, ...others] = args.filter((arg) => arg !== '--check')
    if (name === undefined || others.length > 0) throw oneFile
    const file = resolve(name)
    if (isCheck) {
      const { head, tables } = await verifyArchive(file)
      console.log(say(whole(file, head.madeAt, tables.reduce((sum, { rows }) => sum + rows, 0)), language))
      return 0
    }
    const config = readConfig(process.env)
    const restored = await withOwner(config, { alone: true }, (url) => restore(url, file, { isOurs: config.databaseUrl === null }))
    putSecret(config, restored)
    console.log(say(done(restored), language))
    return 0
  },
}

/** Links that were signed with it go on working. */
function putSecret(config: Config, { head: { secret } }: Restored): void {
  if (secret === null || config.secret !== null) return
  mkdirSync(config.dataFolder, { recursive: true })
  writeFileSync(join(config.dataFolder, 'secret'), secret, { mode: 0o600 })
}

const whole = (file: string, madeAt: string, rows: number): Text => ({
  en: `${file} is whole: made at ${madeAt}, ${figure(rows, 'en', 0)} rows.`,
  zh: `${file} 完整：生成于 ${madeAt}，共 ${figure(rows, 'zh', 0)} 行。`,
})

const done = ({ head, tables, rows }: Restored): Text => ({
  en: `Restored ${figure(rows, 'en', 0)} rows of ${tables} tables, as they were at ${head.madeAt}. Start the system: npm start`,
  zh: `已恢复 ${tables} 张表共 ${figure(rows, 'zh', 0)} 行，为 ${head.madeAt} 时的状态。请启动系统：npm start`,
})

const oneFile = new Refusal({ en: 'Tell one file, as in: gap5 restore gap5.backup', zh: '请给出一个文件名，例如：gap5 restore gap5.backup' })
