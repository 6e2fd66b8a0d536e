/** The mail server that the operator of this system offers to organisations without one of their own. */
import type { Config } from '../../config.ts'
import { anyMailHost } from '../../mail-hosts.ts'
import type { MailServer } from './smtp.ts'

export function operatorServer({ smtpUrl }: Pick<Config, 'smtpUrl'>): MailServer | null {
  if (smtpUrl === null) return null
  const { protocol, hostname, port, username, password, searchParams } = new URL(smtpUrl)
  const isTls = protocol === 'smtps:'
  return {
    host: hostname,
    port: Number(port) || (isTls ? 465 : 587),
    security: isTls ? 'tls' : searchParams.get('tls') === 'off' ? 'none' : 'starttls',
    auth: username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    within: anyMailHost,
  }
}

/** `Name <address>` or the address alone. */
export function operatorSender({ smtpUrl, smtpFrom }: Pick<Config, 'smtpUrl' | 'smtpFrom'>): { name: string | null; address: string } | null {
  if (smtpUrl === null || smtpFrom === null) return null
  const [, name = '', address = ''] = /^(?:(.*?)\s*<)?([^<>\s]+@[^<>\s]+)>?$/.exec(smtpFrom) ?? []
  return address === '' ? null : { name: name.replaceAll('"', '').trim() || null, address }
}
