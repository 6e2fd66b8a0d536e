import { say, type Language, type Text } from '@gap5/contract/language.ts'
import type { Running } from '@gap5/server/main.ts'

/** Settles at the first Ctrl-C. Asked for before anything starts, so that a start half-way is stopped cleanly too. */
export function stopAsked(): Promise<void> {
  return new Promise((heard) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => heard())
  })
}

/** Waits for Ctrl-C or a part that fails, stops everything and returns the exit code. A second Ctrl-C waits no longer. */
export async function untilEnd(running: Running, asked: Promise<void>, language: Language): Promise<number> {
  const reason = await Promise.race([
    asked.then(() => 'asked' as const),
    running.failed.then(() => 'failed' as const, () => 'failed' as const),
    uncaught(running).then(() => 'uncaught' as const),
  ])
  if (reason !== 'asked') console.error(say(sentences[reason], language))
  void stopAsked().then(() => process.exit(130))
  await running.stop()
  return reason === 'asked' ? 0 : 1
}

/** A mistake of ours that nothing caught, also in a promise. What it left behind nobody knows; so it is told, and all stops in order. */
function uncaught({ deps: { log } }: Running): Promise<void> {
  return new Promise((heard) => {
    process.once('uncaughtException', (error) => {
      log.error({ err: error }, 'nothing caught this')
      heard()
    })
  })
}

const sentences: Record<'failed' | 'uncaught', Text> = {
  failed: { en: 'The database or the worker ended unexpectedly; stopping.', zh: '数据库或后台任务意外终止，系统正在停止。' },
  uncaught: { en: 'Something went wrong that was not foreseen; stopping. The log says what. What was acknowledged is safe.', zh: '发生了未预料的错误，系统正在停止，原因见日志。已确认的数据不受影响。' },
}
