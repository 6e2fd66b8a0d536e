/**
 * Links in mails. Neither is kept: both are made anew from the server's secret whenever a mail is written, so that a
 * reminder holds the same link as the invitation and a stolen database none.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { hashOf } from '../../access/tokens.ts'

/** Token of a personal link, as `/s/<slug>/<token>` takes it. */
export function linkToken(secret: string, orgId: string, linkId: string): string {
  return createHmac('sha256', secret).update(`mail link ${orgId} ${linkId}`).digest('hex').slice(0, 40)
}

export function linkHash(secret: string, orgId: string, linkId: string): Buffer {
  return hashOf(linkToken(secret, orgId, linkId))
}

/** Tells organisation and recipient, and cannot be made up. */
export function unsubscribeToken(secret: string, { orgId, recipientId }: { orgId: string; recipientId: string }): string {
  const ids = Buffer.from((orgId + recipientId).replaceAll('-', ''), 'hex')
  return Buffer.concat([ids, sealOf(secret, ids)]).toString('base64url')
}

export function readUnsubscribeToken(secret: string, token: string): { orgId: string; recipientId: string } | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 48) return null
  const ids = bytes.subarray(0, 32)
  if (!timingSafeEqual(bytes.subarray(32), sealOf(secret, ids))) return null
  return { orgId: uuid(ids.subarray(0, 16)), recipientId: uuid(ids.subarray(16)) }
}

function sealOf(secret: string, ids: Buffer): Buffer {
  return createHmac('sha256', secret).update('unsubscribe ').update(ids).digest().subarray(0, 16)
}

function uuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
