/**
 * Reads delivery status notifications (RFC 3464, and RFC 6533 for addresses in UTF-8): mails by which mail servers tell what became
 * of a mail. Anything else, an answer from a holiday too, is none. Whatever the bytes, it ends quickly and throws nothing.
 */

/** Of one recipient of the mail that is reported on. */
export type ReportedRecipient = {
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'
  /** `5.1.1` */
  status: string | null
  /** What the last server said. */
  said: string | null
  address: string | null
}

export type DeliveryReport = {
  recipients: ReportedRecipient[]
  /** Of the mail that is reported on, as far as it was returned. */
  messageId: string | null
  /** Addresses to which the report itself was sent: the return path of the mail. */
  sentTo: string[]
}

/** Reports are small; what follows is the mail that came back, which nobody needs. */
const mostBytes = 1024 * 1024
const mostParts = 20
const mostRecipients = 50

/** Null where it is no report. */
export function readDeliveryReport(message: Uint8Array): DeliveryReport | null {
  const whole = entityOf(Buffer.from(message.subarray(0, mostBytes)).toString('utf8').replaceAll('\r\n', '\n').replaceAll('\r', '\n'))
  const { type, parameters } = contentType(whole.fields)
  if (type !== 'multipart/report' || parameters.get('report-type')?.toLowerCase() !== 'delivery-status') return null
  const parts = partsOf(whole.body, parameters.get('boundary') ?? '').map(entityOf)
  const status = parts.find(({ fields }) => /^message\/(?:global-)?delivery-status$/.test(contentType(fields).type))
  if (!status) return null
  const recipients = recipientsIn(decoded(status))
  if (recipients.length === 0) return null
  const returned = parts.find(({ fields }) => /^(?:message\/(?:rfc822|global|global-headers)|text\/rfc822-headers)$/.test(contentType(fields).type))
  const original = returned ? entityOf(decoded(returned)).fields : new Map<string, string[]>()
  return { recipients, messageId: first(original, 'message-id'), sentTo: [...addressesIn(whole.fields), ...addressesIn(original, ['return-path'])] }
}

type Fields = Map<string, string[]>
type Entity = { fields: Fields; body: string }

/** A head of fields, a blank line, a body. */
function entityOf(text: string): Entity {
  const begin = text.startsWith('\n') ? 0 : text.indexOf('\n\n')
  const head = begin < 0 ? text : text.slice(0, begin)
  return { fields: fieldsIn(head), body: begin < 0 ? '' : text.slice(begin === 0 ? 1 : begin + 2) }
}

const mostFields = 300

/** Fields by their names in small letters; a line that begins with a blank goes on with the one before. */
function fieldsIn(head: string): Fields {
  const fields: Fields = new Map()
  let last: string[] | null = null
  let count = 0
  for (const line of head.split('\n')) {
    if (/^[ \t]/.test(line)) {
      if (last !== null) last.push(`${last.pop()!} ${line.trim()}`.slice(0, 4000))
      continue
    }
    const colon = line.indexOf(':')
    if (colon < 1 || ++count > mostFields) {
      last = null
      continue
    }
    const name = line.slice(0, colon).trim().toLowerCase()
    last = fields.get(name) ?? []
    last.push(line.slice(colon + 1).trim().slice(0, 4000))
    fields.set(name, last)
  }
  return fields
}

function first(fields: Fields, name: string): string | null {
  return fields.get(name)?.[0]?.trim() || null
}

/** `text/plain` where nothing is told, as RFC 2045 has it. */
function contentType(fields: Fields): { type: string; parameters: Map<string, string> } {
  const [type = '', ...rest] = (first(fields, 'content-type') ?? 'text/plain').split(';')
  const parameters = rest.flatMap((part): [string, string][] => {
    const at = part.indexOf('=')
    return at < 1 ? [] : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim().replace(/^"(.*)"$/, '$1')]]
  })
  return { type: type.trim().toLowerCase(), parameters: new Map(parameters) }
}

function partsOf(body: string, boundary: string): string[] {
  if (boundary === '') return []
  const parts: string[] = []
  let lines: string[] | null = null
  for (const line of body.split('\n')) {
    const isEnd = line.trimEnd() === `--${boundary}--`
    if (isEnd || line.trimEnd() === `--${boundary}`) {
      if (lines !== null) parts.push(lines.join('\n'))
      if (isEnd || parts.length >= mostParts) return parts
      lines = []
    } else lines?.push(line)
  }
  return lines === null ? parts : [...parts, lines.join('\n')]
}

function decoded({ fields, body }: Entity): string {
  const encoding = first(fields, 'content-transfer-encoding')?.toLowerCase()
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n')
  if (encoding !== 'quoted-printable') return body
  const bytes = body.replaceAll(/=[ \t]*\n/g, '').replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Groups of fields parted by blank lines: the first is of the report, each further one of a recipient. */
function recipientsIn(text: string): ReportedRecipient[] {
  const groups = text.split(/\n[ \t]*\n+/).map(fieldsIn)
  return groups.flatMap((fields): ReportedRecipient[] => {
    const action = first(fields, 'action')?.toLowerCase().replace(/[^a-z].*$/, '') ?? ''
    if (!isAction(action)) return []
    const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(first(fields, 'status') ?? '')?.[0] ?? null
    return [{ action, status, said: afterType(first(fields, 'diagnostic-code')), address: afterType(first(fields, 'original-recipient') ?? first(fields, 'final-recipient')) }]
  }).slice(0, mostRecipients)
}

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const

function isAction(text: string): text is ReportedRecipient['action'] {
  return (actions as readonly string[]).includes(text)
}

/** "smtp; 550 no such user" without what kind of text it is. */
function afterType(text: string | null): string | null {
  const said = text?.replace(/^[\w-]{1,40};/, '').replaceAll(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, 500)
  return said ? said : null
}

/** Where mail servers note for whom a mail was. */
const targets = ['to', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-forwarded-to']

function addressesIn(fields: Fields, names: readonly string[] = targets): string[] {
  return names.flatMap((name) => fields.get(name) ?? []).flatMap((value) => value.slice(0, 2000).match(/[^\s<>,;:"()]{1,64}@[^\s<>,;:"()]{1,255}/g) ?? []).slice(0, 40)
}
