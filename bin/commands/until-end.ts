import { say, type Language } from '@gap5/contract/language.ts'
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
  ])
  if (reason === 'failed') {
    const sentence = { en: 'The database or the worker ended unexpectedly; stopping.', zh: '数据库或后台任务意外终止，系统正在停止。' }
    console.error(say(sentence, language))
  }
  void stopAsked().then(() => process.exit(130))
  await running.stop()
  return reason === 'asked' ? 0 : 1
}
