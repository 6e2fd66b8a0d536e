/**
 * The address a mail comes back to when it cannot be delivered: of its own for each recipient (a variable envelope return path), so
 * that a report tells whom it is about whatever it quotes. `bounces@example.org` becomes `bounces+<recipient and seal>@example.org`.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export function returnPath(secret: string, bounces: string, recipientId: string): string {
  const at = bounces.lastIndexOf('@')
  const id = recipientId.replaceAll('-', '')
  return `${bounces.slice(0, at)}+${id}${sealOf(secret, id)}${bounces.slice(at)}`
}

/** The recipient a return path was made for; null where it was not made here. Servers may have changed capital letters. */
export function recipientOf(secret: string, address: string): string | null {
  const [, id = '', seal = ''] = /\+([0-9a-f]{32})([0-9a-f]{12})@/i.exec(address)?.map((part) => part.toLowerCase()) ?? []
  if (id === '' || !timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(secret, id)))) return null
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function sealOf(secret: string, id: string): string {
  return createHmac('sha256', secret).update(`return path ${id}`).digest('hex').slice(0, 12)
}
