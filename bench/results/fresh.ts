/** The first request to a process that has just begun: nothing is in its memory. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { startServer } from './server.ts'
import { timed } from './timing.ts'

type Order = { databaseUrl: string; path: string; headers: Record<string, string> }

export async function measureFresh(databaseUrl: string, path: string, headers: Record<string, string>): Promise<number> {
  const order: Order = { databaseUrl, path, headers }
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
  return Number(await text(child.stdout))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { databaseUrl, path, headers } = JSON.parse(process.argv[2] ?? '{}') as Order
  const { app, end } = await startServer(databaseUrl)
  console.log(await timed(() => app.fetch(path, { headers })))
  await end()
}
