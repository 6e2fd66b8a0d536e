import { say, type Language } from '@gap5/contract/language.ts'
import type { Running } from '@gap5/server/main.ts'

/** Waits for Ctrl-C or a part that fails, stops everything and returns the exit code. A second Ctrl-C waits no longer. */
export async function untilEnd(running: Running, language: Language): Promise<number> {
  const reason = await Promise.race([
    signalled().then(() => 'asked' as const),
    running.failed.then(() => 'failed' as const, () => 'failed' as const),
  ])
  if (reason === 'failed') {
    const sentence = { en: 'The database or the worker ended unexpectedly; stopping.', zh: '数据库或后台任务意外终止,系统正在停止。' }
    console.error(say(sentence, language))
  }
  signalled().then(() => process.exit(130))
  await running.stop()
  return reason === 'asked' ? 0 : 1
}

function signalled(): Promise<void> {
  return new Promise((heard) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => heard())
  })
}
