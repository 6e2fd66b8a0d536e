import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { totalmem } from 'node:os'
import { figure } from '@gap5/contract/language.ts'
import type { Config } from '@gap5/server/config.ts'
import { webFolder } from '@gap5/server/http/web-app.ts'
import { findInstalledChromium } from '../testing/chromium.ts'
import { noted, ok, problem, type Finding } from './finding.ts'

const gigabyte = 1024 ** 3

export function checkNode(): Finding {
  const { node } = process.versions
  if (Number(node.split('.')[0]) >= 24) return ok(`Node ${node}`, `Node ${node}`)
  return problem({ en: `Node ${node} is too old`, zh: `Node ${node} 版本过低` }, { en: 'run npm install, which brings Node 24', zh: '请运行 npm install，它会附带 Node 24' })
}

export function checkMemory(): Finding {
  const free = Number(/MemAvailable:\s+(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0) * 1024
  const said = { en: `${gigabytes(free)} of ${gigabytes(totalmem())} GB memory free`, zh: `可用内存 ${gigabytes(free)} GB，共 ${gigabytes(totalmem())} GB` }
  if (free >= gigabyte) return { verdict: 'ok', said }
  return noted(said, { en: '1 GB free is comfortable', zh: '建议至少有 1 GB 可用内存' })
}

export function checkDisk({ dataFolder }: Config): Finding {
  const { bavail, bsize } = statfsSync(existing(resolve(dataFolder)))
  const free = bavail * bsize
  const said = { en: `${gigabytes(free)} GB free for ${dataFolder}`, zh: `${dataFolder} 所在磁盘可用 ${gigabytes(free)} GB` }
  if (free >= 2 * gigabyte) return { verdict: 'ok', said }
  const advice = { en: 'free some space; PostgreSQL needs room for its journal', zh: '请腾出空间；PostgreSQL 需要空间写日志' }
  return free >= gigabyte / 2 ? noted(said, advice) : problem(said, advice)
}

export async function checkPort({ port, host }: Config): Promise<Finding> {
  const isFree = await new Promise<boolean>((tell) => {
    const server = createServer()
    server.once('error', () => tell(false))
    server.listen(port, host, () => server.close(() => tell(true)))
  })
  if (isFree) return ok(`port ${port} is free`, `端口 ${port} 可用`)
  return noted({ en: `port ${port} is in use`, zh: `端口 ${port} 已被占用` }, { en: 'if it is not Gap5 itself, choose another: PORT=4006', zh: '如占用者不是 Gap5 本身，请另选端口：PORT=4006' })
}

export function checkWebApp(): Finding {
  if (existsSync(`${webFolder}/index.html`)) return ok('the web app is built', '网页应用已构建')
  return problem({ en: 'the web app is not built', zh: '网页应用尚未构建' }, { en: 'run node bin/prepare.js', zh: '请运行 node bin/prepare.js' })
}

export function checkChromium(): Finding {
  const path = findInstalledChromium()
  if (path !== null) return ok(`Chromium for tests: ${path}`, `测试用 Chromium：${path}`)
  return noted({ en: 'no Chromium', zh: '没有 Chromium' }, { en: 'only tests need it: apt-get install chromium', zh: '仅测试需要：apt-get install chromium' })
}

export function isWritable(folder: string): boolean {
  try {
    accessSync(existing(folder), constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The folder itself, or the nearest one above that is there. */
function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder))
}

function gigabytes(bytes: number): string {
  return figure(bytes / gigabyte, 'en', 1)
}
