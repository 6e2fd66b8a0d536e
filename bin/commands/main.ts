import { existsSync } from 'node:fs'
import { preferredLanguage, say, type Language, type Text } from '@gap5/contract/language.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import type { Command } from './command.ts'

/** Every command and the file that holds it. */
const files: Record<string, string> = {
  start: 'start.ts',
  worker: 'worker.ts',
  doctor: 'doctor.ts',
  backup: 'backup.ts',
  restore: 'restore.ts',
  'user add': 'user-add.ts',
  'organisation add': 'organisation-add.ts',
  import: 'import.ts',
  analyze: 'analyze.ts',
  check: 'check.ts',
  report: 'report.ts',
  export: 'export.ts',
  bounce: 'bounce.ts',
}

export async function main(args: string[]): Promise<number> {
  const language = languageOfTerminal()
  try {
    return await dispatch(args, language)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(say(error.text, language))
    return 1
  }
}

/** `LC_ALL`, `LC_MESSAGES`, `LANG`: the first that is set counts, as everywhere in the terminal. */
export function languageOfTerminal(env: NodeJS.ProcessEnv = process.env): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']
  return preferredLanguage(locale?.replace('_', '-'))
}

async function dispatch(args: string[], language: Language): Promise<number> {
  const [first] = args
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') return help(language)
  const name = available().find((name) => name === args.slice(0, name.split(' ').length).join(' '))
  if (name === undefined) return unknown(first, language)
  const rest = args.slice(name.split(' ').length)
  const command = await load(name)
  if (rest.includes('--help') || rest.includes('-h')) return helpOn(name, command, language)
  return command.run(rest, language)
}

function available(): string[] {
  return Object.keys(files).filter((name) => existsSync(new URL(files[name] ?? '', import.meta.url)))
}

async function load(name: string): Promise<Command> {
  const { command } = (await import(new URL(files[name] ?? '', import.meta.url).href)) as { command: Command }
  return command
}

async function help(language: Language): Promise<number> {
  const rows = await Promise.all(available().map(async (name) => [name, (await load(name)).summary] as const))
  console.log(say({ en: 'Gap5, a service quality information system', zh: 'Gap5 服务质量信息系统' }, language))
  console.log(say({ en: '\nUsage: gap5 COMMAND [--help]\n', zh: '\n用法：gap5 命令 [--help]\n' }, language))
  for (const [name, summary] of rows) console.log(`  ${name.padEnd(16)}  ${say(summary, language)}`)
  return 0
}

function helpOn(name: string, { summary, usage = '' }: Command, language: Language): number {
  console.log(say(summary, language))
  console.log(`\n  gap5 ${name} ${usage}`)
  return 0
}

function unknown(name: string, language: Language): number {
  const sentence: Text = {
    en: `There is no command “${name}”. “gap5 --help” lists them all.`,
    zh: `没有名为“${name}”的命令。运行“gap5 --help”可查看全部命令。`,
  }
  console.error(say(sentence, language))
  return 2
}
