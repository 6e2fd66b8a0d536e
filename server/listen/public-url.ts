import type { Context } from 'hono'
import type { Config } from '../config.ts'
import { isLoopback, lanAddress } from '../lan-address.ts'

/**
 * Under which address people answer: where the operator says, else where this caller is. A caller on the machine itself
 * gets its address in the network, where there is one, so that a phone can follow the link.
 */
export function publicUrl(c: Context, config: Config): string {
  if (!isLoopback(new URL(config.publicUrl).hostname)) return config.publicUrl
  const here = new URL(c.req.url)
  const address = isLoopback(here.hostname) ? lanAddress(config.host) : null
  if (address !== null) here.hostname = address
  return here.origin
}
