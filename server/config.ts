import { z } from 'zod'
import { readMailHosts, type MailHosts } from './mail-hosts.ts'
import { Refusal } from './refusal.ts'

const flag = z.enum(['on', 'off']).transform((value) => value === 'on')

/** What the operator decides, read from the environment once. docs/deploy tells about each. */
const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4005),
  GAP5_HOST: z.string().default('0.0.0.0'),
  GAP5_URL: z.url({ protocol: /^https?$/ }).optional(),
  GAP5_DATA: z.string().default('data'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//).optional(),
  GAP5_SECRET: z.string().min(32).optional(),
  GAP5_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  GAP5_RATE_LIMITS: flag.default(true),
  GAP5_SIGN_UP: z.enum(['open', 'invited']).default('open'),
  GAP5_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  GAP5_SMTP_FROM: z.string().regex(/^([^<>]*<)?[^<>\s]+@[^<>\s]+>?$/).optional(),
  /** Room is left for who it is about: 64 signs are what stands before the @ at most. */
  GAP5_BOUNCES: z.string().regex(/^[A-Za-z0-9._-]{1,19}@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+$/).optional(),
  GAP5_MAIL_HOSTS: z.string().default('public').transform(readMailHosts).pipe(z.custom<MailHosts>((hosts) => hosts !== null)),
  GAP5_METRICS_TOKEN: z.string().min(16).optional(),
  GAP5_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
  GAP5_WORKER: flag.default(true),
  GAP5_DEMO: flag.default(true),
  GAP5_BACKUP_FOLDER: z.string().optional(),
  GAP5_BACKUP_TIME: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).default('03:30'),
  GAP5_BACKUP_KEEP: z.string().regex(/^\d{1,3},\d{1,3},\d{1,3}$/).default('7,4,12'),
})

export type Config = {
  port: number
  host: string
  /** Address under which people reach the system, without a slash at the end. */
  publicUrl: string
  dataFolder: string
  /** `null`: the embedded PostgreSQL in the data folder. */
  databaseUrl: string | null
  /** `null`: one is made and kept in the data folder. */
  secret: string | null
  /** How many proxies in front add to `X-Forwarded-For`. */
  trustedProxies: number
  rateLimits: boolean
  /** Whether anybody may make an account and an organisation, or only who was invited an account. */
  signUp: 'open' | 'invited'
  /** The mail server for organisations without one of their own, and its sender; both or neither. */
  smtpUrl: string | null
  smtpFrom: string | null
  /** Where mails by the operator's server come back to when they cannot be delivered; `null`: to their sender. */
  bounces: string | null
  /** Where organisations may have mail servers of their own. */
  mailHosts: MailHosts
  metricsToken: string | null
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Whether this process also works off the job queue. */
  worker: boolean
  /** Whether the demo organisation is loaded at the first start. */
  demo: boolean
  /** `null`: no backups but those asked for. */
  backups: BackupPlan | null
}

export type BackupPlan = {
  folder: string
  /** Of every day, in the time zone of the machine: `03:30`. */
  time: string
  /** How many are kept: one a day, one a week, one a month. */
  keep: { days: number; weeks: number; months: number }
}

/** A person at a terminal is spared the line for each request. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, isTerminal = process.stderr.isTTY): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = environment.safeParse(given)
  if (!read.success) throw wrongSetting(read.error)
  const e = read.data
  return {
    port: e.PORT,
    host: e.GAP5_HOST,
    publicUrl: (e.GAP5_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    dataFolder: e.GAP5_DATA,
    databaseUrl: e.DATABASE_URL ?? null,
    secret: e.GAP5_SECRET ?? null,
    trustedProxies: e.GAP5_TRUSTED_PROXIES,
    rateLimits: e.GAP5_RATE_LIMITS,
    signUp: e.GAP5_SIGN_UP,
    smtpUrl: e.GAP5_SMTP_URL ?? null,
    smtpFrom: e.GAP5_SMTP_FROM ?? null,
    bounces: e.GAP5_BOUNCES ?? null,
    mailHosts: e.GAP5_MAIL_HOSTS,
    metricsToken: e.GAP5_METRICS_TOKEN ?? null,
    logLevel: e.GAP5_LOG ?? (isTerminal ? 'warn' : 'info'),
    worker: e.GAP5_WORKER,
    demo: e.GAP5_DEMO,
    backups: e.GAP5_BACKUP_FOLDER === undefined ? null : { folder: e.GAP5_BACKUP_FOLDER, time: e.GAP5_BACKUP_TIME, keep: readKeep(e.GAP5_BACKUP_KEEP) },
  }
}

function readKeep(text: string): BackupPlan['keep'] {
  const [days = 0, weeks = 0, months = 0] = text.split(',').map(Number)
  return { days: Math.max(1, days), weeks, months }
}

const accepted: Record<string, { en: string; zh: string }> = {
  PORT: { en: 'a port number from 0 to 65535', zh: '0 至 65535 之间的端口号' },
  GAP5_URL: { en: 'an http(s) address', zh: 'http(s) 地址' },
  DATABASE_URL: { en: 'an address like postgresql://user:password@host/database', zh: '形如 postgresql://user:password@host/database 的地址' },
  GAP5_SECRET: { en: 'at least 32 characters', zh: '至少 32 个字符' },
  GAP5_TRUSTED_PROXIES: { en: 'a number from 0 to 10', zh: '0 至 10 之间的数' },
  GAP5_RATE_LIMITS: { en: 'on or off', zh: 'on 或 off' },
  GAP5_SIGN_UP: { en: 'open or invited', zh: 'open 或 invited' },
  GAP5_SMTP_URL: { en: 'an address like smtps://user:password@mail.example.com', zh: '形如 smtps://user:password@mail.example.com 的地址' },
  GAP5_SMTP_FROM: { en: 'a sender like Gap5 <surveys@example.com>', zh: '形如 Gap5 <surveys@example.com> 的发件人' },
  GAP5_BOUNCES: { en: 'an address like bounces@example.org, at most 19 characters before the @', zh: '形如 bounces@example.org 的地址，@ 之前至多 19 个字符' },
  GAP5_MAIL_HOSTS: { en: 'public, any, or hosts and networks like public,relay.internal:2525,10.1.0.0/16', zh: 'public、any，或主机与网段，如 public,relay.internal:2525,10.1.0.0/16' },
  GAP5_METRICS_TOKEN: { en: 'at least 16 characters', zh: '至少 16 个字符' },
  GAP5_LOG: { en: 'debug, info, warn, error or silent', zh: 'debug、info、warn、error 或 silent' },
  GAP5_WORKER: { en: 'on or off', zh: 'on 或 off' },
  GAP5_DEMO: { en: 'on or off', zh: 'on 或 off' },
  GAP5_BACKUP_TIME: { en: 'a time of day like 03:30', zh: '形如 03:30 的时刻' },
  GAP5_BACKUP_KEEP: { en: 'days, weeks and months to keep, like 7,4,12', zh: '保留的天数、周数和月数，如 7,4,12' },
}

function wrongSetting(error: z.ZodError): Refusal {
  const names = [...new Set(error.issues.map((issue) => String(issue.path[0])))]
  return new Refusal({
    en: names.map((name) => `${name} must be ${accepted[name]?.en ?? 'a text'}.`).join(' '),
    zh: names.map((name) => `${name} 应为${accepted[name]?.zh ?? '文本'}。`).join(''),
  })
}
