import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * When somebody began, as the form carries it before there is a draft: milliseconds and a seal over them and the
 * collector. A time made up or carried over from another survey has no seal that fits.
 */
export function sealStart(secret: string, collectorId: string, startedAt: Date): string {
  const milliseconds = String(startedAt.getTime())
  return `${milliseconds}.${sealOf(secret, collectorId, milliseconds).toString('base64url')}`
}

/** Null where nothing was sealed by us. */
export function readStart(secret: string, collectorId: string, told: string | undefined): Date | null {
  const [, milliseconds = '', seal = ''] = /^(\d{1,16})\.([\w-]{43})$/.exec(told ?? '') ?? []
  if (milliseconds === '') return null
  const isOurs = timingSafeEqual(Buffer.from(seal, 'base64url'), sealOf(secret, collectorId, milliseconds))
  return isOurs ? new Date(Number(milliseconds)) : null
}

function sealOf(secret: string, collectorId: string, milliseconds: string): Buffer {
  return createHmac('sha256', secret).update(`survey start ${collectorId} ${milliseconds}`).digest()
}
