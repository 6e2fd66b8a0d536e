#!/usr/bin/env node
// Plain JavaScript, for whatever Node is here: finds the Node the system needs and hands over to the commands.
import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const needed = 24

if (Number(process.versions.node.split('.')[0]) >= needed) {
  // Compiled code is kept between starts: half a second less each time.
  module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/gap5', import.meta.url)))
  const { main } = await import('./commands/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  handOver()
}

function handOver() {
  const node = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  if (!existsSync(node)) {
    console.error(`Node ${needed} is needed and not here: run "npm install" first. 需要 Node ${needed}：请先运行 npm install。`)
    process.exitCode = 1
    return
  }
  // If this process is killed outright, the kernel tells the other one to stop.
  const guard = isThere('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'TERM', '--'] : []
  const [command, ...rest] = [...guard, node, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  const child = spawn(command, rest, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => (process.exitCode = code ?? (signal === null ? 1 : 130)))
}

function isThere(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
