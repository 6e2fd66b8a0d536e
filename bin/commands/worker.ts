import { say } from '@gap5/contract/language.ts'
import { readConfig } from '@gap5/server/config.ts'
import { startSystem } from '@gap5/server/main.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import type { Command } from './command.ts'
import { stopAsked, untilEnd } from './until-end.ts'

export const command: Command = {
  summary: { en: 'Work off background jobs only, beside servers on the same DATABASE_URL', zh: '仅处理后台任务，与同一 DATABASE_URL 上的服务器并行' },
  async run(_args, language) {
    const config = readConfig(process.env)
    if (config.databaseUrl === null) throw needsServer
    const asked = stopAsked()
    const running = await startSystem(config, { http: false, worker: true })
    console.log(say({ en: 'The worker runs. Ctrl-C stops it.', zh: '后台任务进程已启动。按 Ctrl-C 停止。' }, language))
    return untilEnd(running, asked, language)
  },
}

const needsServer = new Refusal({
  en: 'A worker of its own needs DATABASE_URL: the embedded database belongs to one process, which works off the jobs itself.',
  zh: '独立的后台任务进程需要 DATABASE_URL：内嵌数据库只属于一个进程，由它自行处理任务。',
})
