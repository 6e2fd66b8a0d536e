/**
 * Speaks to a mail server, one message after the other over one connection. What the server answers is told apart from a
 * line that breaks: only a message of which something had gone out when the line broke may have arrived.
 */
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { mailAddress, type MailHosts } from '../../mail-hosts.ts'

export type MailServer = {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  auth: { user: string; pass: string } | null
  /** How far it may be: an organisation's is where the operator allows. */
  within: MailHosts
}

export type Outgoing = { from: string; to: string; message: Buffer }

/**
 * `sent`: the server took it. `later`: not now (4xx), or the line broke before anything went out. `refused`: never (5xx).
 * `trouble`: the server does not take us, whoever the recipient. `unsure`: the line broke while it went out.
 */
export type Outcome =
  | { kind: 'sent'; said: string }
  | { kind: 'later' | 'refused' | 'unsure' | 'trouble'; said: string }

export type MailLine = { send(mail: Outgoing): Promise<Outcome>; isOpen(): boolean; close(): void }

const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000, dnsTimeout: 10_000 }

/** Connects and signs in. Throws what the server or the network said; nothing has been sent then. */
export async function openMailLine({ host, port, security, auth, within }: MailServer): Promise<MailLine> {
  const address = await mailAddress(within, host, port)
  if (address === null) throw new Error(notAllowed)
  const connection = new SMTPConnection({
    host: address,
    ...(isIP(host) === 0 && { servername: host }),
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2' },
    ...patience,
  })
  let broken: ((error: Error) => void) | null = null
  let isOpen = true
  const breaks = new Promise<never>((_, reject) => (broken = reject))
  breaks.catch(() => {})
  connection.on('error', (error: Error) => ((isOpen = false), broken?.(error)))
  connection.on('end', () => ((isOpen = false), broken?.(new Error('The connection was closed.'))))
  const step = (begin: (done: (error?: Error | null) => void) => void) =>
    Promise.race([breaks, new Promise<void>((resolve, reject) => begin((error) => (error ? reject(error) : resolve())))])
  try {
    await step((done) => connection.connect(done))
    if (auth !== null) await step((done) => connection.login({ user: auth.user, pass: auth.pass }, done))
  } catch (error) {
    connection.close()
    throw error
  }
  return {
    isOpen: () => isOpen,
    close: () => connection.quit(),
    async send({ from, to, message }) {
      let hasBegun = false
      const stream = Readable.from(bytesOf(message, () => (hasBegun = true)))
      try {
        const said = await Promise.race([
          breaks,
          new Promise<string>((resolve, reject) =>
            connection.send({ from, to: [to], size: message.length }, stream, (error, info) => (error ? reject(error) : resolve(info.response))),
          ),
        ])
        return { kind: 'sent', said }
      } catch (error) {
        if (isOpen) await step((done) => connection.reset(done)).catch(() => connection.close())
        return { kind: kindOf(error, hasBegun), said: saidBy(error) }
      }
    },
  }
}

async function* bytesOf(message: Buffer, onBegin: () => void): AsyncGenerator<Buffer> {
  onBegin()
  yield message
}

function kindOf(error: unknown, hasBegun: boolean): Exclude<Outcome['kind'], 'sent'> {
  const { responseCode, command, code } = fieldsOf(error)
  if (responseCode === undefined) return code === 'EENVELOPE' ? 'refused' : hasBegun ? 'unsure' : 'later'
  if (responseCode < 500) return 'later'
  return command === 'MAIL FROM' || code === 'EAUTH' ? 'trouble' : 'refused'
}

/**
 * What the server said, on one line; a person reads it. What else answers at an address somebody typed in stays untold: it may
 * be a service within the network that is none of their business.
 */
export function saidBy(error: unknown): string {
  const { response } = fieldsOf(error)
  if (typeof response === 'string' && !isReply.test(response)) return noMailServer
  const said = typeof response === 'string' ? response : error instanceof Error ? error.message : String(error)
  return said.replaceAll(/\p{Cc}+/gu, ' ').trim().slice(0, 500)
}

/** RFC 5321, 4.2: three digits, then a blank or, where more lines follow, a hyphen. */
const isReply = /^[2-5]\d\d(?:[ -]|$)/
const notAllowed = 'There is no such host, or mail may not go there: whoever runs this system decides (GAP5_MAIL_HOSTS). 主机不存在，或不允许经该地址发送邮件；允许的地址由系统管理员设定（GAP5_MAIL_HOSTS）。'
const noMailServer = 'No mail server answers there. 该地址没有邮件服务器应答。'

function fieldsOf(error: unknown): { responseCode?: number; command?: string; code?: string; response?: unknown } {
  return error instanceof Error ? (error as Error & { responseCode?: number; command?: string; code?: string; response?: unknown }) : {}
}
