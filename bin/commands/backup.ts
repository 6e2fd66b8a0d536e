import { figure, say, type Text } from '@gap5/contract/language.ts'
import { backUp, type BackedUp } from '@gap5/server/backup/back-up.ts'
import { recordRun } from '@gap5/server/backup/runs.ts'
import { readConfig } from '@gap5/server/config.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import { keptSecret } from '@gap5/server/secret.ts'
import { resolve } from 'node:path'
import type { Command } from './command.ts'
import { withOwner } from './with-owner.ts'

export const command: Command = {
  summary: { en: 'Write everything into one file, while the system runs or not', zh: '将全部数据备份到一个文件，系统运行与否均可' },
  usage: 'FILE',
  async run(args, language) {
    const [name] = args
    if (name === undefined || args.length > 1) throw oneFile
    const config = readConfig(process.env)
    const file = resolve(name)
    const secret = config.secret === null ? keptSecret(config) : null
    const made = await withOwner(config, { alone: false }, (url) =>
      recordRun(url, { file, isScheduled: false }, () => backUp(url, file, { secret, now: new Date() })),
    )
    console.log(say(done(file, made), language))
    return 0
  },
}

const done = (file: string, { tables, rows, bytes }: BackedUp): Text => ({
  en: `${file} is whole: ${figure(rows, 'en', 0)} rows of ${tables} tables in ${figure(bytes / 2 ** 20, 'en', 1)} MB. It holds personal data and the secret of this system: keep it as safe as the system.`,
  zh: `${file} 已完成：${tables} 张表共 ${figure(rows, 'zh', 0)} 行，${figure(bytes / 2 ** 20, 'zh', 1)} MB。其中含个人数据和本系统的密钥，请与系统同等妥善保管。`,
})

const oneFile = new Refusal({ en: 'Tell one file, as in: gap5 backup gap5.backup', zh: '请给出一个文件名，例如：gap5 backup gap5.backup' })
