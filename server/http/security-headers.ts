import type { MiddlewareHandler } from 'hono'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import type { Config } from '../config.ts'
import type { Env } from './routes.ts'

/**
 * Nothing is loaded from elsewhere and no script stands in a page, except one that carries the nonce of this answer
 * (`c.get('secureHeadersNonce')`). A route that sets one of these headers itself keeps its own.
 */
export function securityHeaders(config: Config): MiddlewareHandler<Env> {
  const page = headersOf(config, [NONCE])
  // Answers of an organisation's API are data, never a page; to make a nonce for each costs as much as to check its answers.
  const data = headersOf(config, [])
  return async (c, next) => {
    await (c.req.path.startsWith('/api/o/') ? data : page)(c, next)
    if (c.get('isFramed')) c.res.headers.delete('X-Frame-Options') // its policy says by whom
  }
}

function headersOf(config: Config, nonce: (typeof NONCE)[]): MiddlewareHandler<Env> {
  const isSecure = config.publicUrl.startsWith('https://')
  return secureHeaders({
    overwrite: false,
    strictTransportSecurity: isSecure ? 'max-age=31536000' : false,
    crossOriginOpenerPolicy: isSecure, // browsers ignore it on plain http and complain
    originAgentCluster: isSecure,
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", ...nonce],
      styleSrc: ["'self'", ...nonce],
      styleSrcAttr: ["'unsafe-inline'"], // charts place their parts with style attributes
      imgSrc: ["'self'", 'data:', 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  })
}
