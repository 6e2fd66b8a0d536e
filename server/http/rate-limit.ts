import type { MiddlewareHandler } from 'hono'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import type { Env } from './routes.ts'

/** `burst` requests at once from one address, then `perMinute` on average. */
export type Rate = { burst: number; perMinute: number }

type Bucket = { tokens: number; at: number }

const remembered = 20_000

/**
 * A token bucket for each address. Every use of it counts on its own, so a route group (sign-in, survey answers) that
 * needs a tighter limit than the whole puts another in front of its routes.
 */
export function rateLimit({ clock, config }: Pick<Dependencies, 'clock' | 'config'>, rate: Rate): MiddlewareHandler<Env> {
  const buckets = new Map<string, Bucket>()
  return async (c, next) => {
    if (config.rateLimits) {
      const waitSeconds = take(buckets, networkOf(c.get('clientAddress')), rate, clock.now().getTime())
      if (waitSeconds > 0) {
        const headers = { 'Retry-After': String(waitSeconds) }
        throw new Problem('request.too-many', { retryAfterSeconds: waitSeconds }, { headers })
      }
    }
    await next()
  }
}

/** Takes a token, or tells in how many seconds there will be one. */
function take(buckets: Map<string, Bucket>, key: string, { burst, perMinute }: Rate, now: number): number {
  const bucket = buckets.get(key) ?? { tokens: burst, at: now }
  const tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 60_000) * perMinute)
  const isAllowed = tokens >= 1
  // Taken out and put back, a bucket moves to the end: the first one is always the one unused for longest.
  buckets.delete(key)
  buckets.set(key, { tokens: isAllowed ? tokens - 1 : tokens, at: now })
  if (buckets.size > remembered) buckets.delete(buckets.keys().next().value ?? key)
  return isAllowed ? 0 : Math.ceil(((1 - tokens) / perMinute) * 60)
}

/** An IPv6 subscriber holds a whole /64, so that is what counts as one address. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = ''] = address.split('::')
  return head.split(':').slice(0, 4).join(':')
}
