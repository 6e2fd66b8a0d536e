import { say, type Language } from '@gap5/contract/language.ts'
import { readConfig } from '@gap5/server/config.ts'
import { checkDatabase } from '../doctor/database.ts'
import { checkBackups } from '../doctor/backups.ts'
import type { Finding } from '../doctor/finding.ts'
import { checkChromium, checkDisk, checkMemory, checkNode, checkPort, checkWebApp } from '../doctor/machine.ts'
import type { Command } from './command.ts'

export const command: Command = {
  summary: { en: 'Look whether this machine has what the system needs', zh: '检查本机是否满足系统运行条件' },
  async run(_args, language) {
    const config = readConfig(process.env)
    const findings = [
      checkNode(),
      checkMemory(),
      checkDisk(config),
      ...(await checkDatabase(config)),
      ...(await checkBackups(config)),
      await checkPort(config),
      checkWebApp(),
      checkChromium(),
    ]
    for (const finding of findings) console.log(line(finding, language))
    return findings.some(({ verdict }) => verdict === 'problem') ? 1 : 0
  },
}

const verdicts = {
  ok: { en: 'ok     ', zh: '正常' },
  noted: { en: 'note   ', zh: '注意' },
  problem: { en: 'PROBLEM', zh: '问题' },
}

function line({ verdict, said, advice }: Finding, language: Language): string {
  const more = advice === undefined ? '' : say({ en: ` — ${advice.en}`, zh: `：${advice.zh}` }, language)
  return `${say(verdicts[verdict], language)}  ${say(said, language)}${more}`
}
