import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { Refusal } from './refusal.ts'
import type { Routes } from './http/routes.ts'

export type HttpServer = {
  port: number
  /** Takes no more requests, lets running ones finish within the time given, then cuts them. */
  close(graceMilliseconds?: number): Promise<void>
}

export function listenHttp(app: Routes, { port, host }: { port: number; host: string }): Promise<HttpServer> {
  return new Promise((ready, failed) => {
    const server = serve({ fetch: app.fetch, port, hostname: host }, (address: AddressInfo) =>
      ready({ port: address.port, close: (grace) => close(server, grace) }),
    )
    server.once('error', (error) => failed(whyNot(error, port)))
  })
}

function close(server: ServerType, graceMilliseconds = 5000): Promise<void> {
  return new Promise((done) => {
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), graceMilliseconds)
    server.close(() => {
      clearTimeout(cut)
      done()
    })
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
}

function whyNot(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new Refusal({
      en: `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`,
      zh: `端口 ${port} 已被其他程序占用。请另选一个端口：PORT=${port + 1} npm start`,
    })
  }
  if (code === 'EACCES') {
    return new Refusal({
      en: `This user may not open port ${port}. Choose one above 1023: PORT=4005 npm start`,
      zh: `当前用户无权使用端口 ${port}。请选用 1023 以上的端口：PORT=4005 npm start`,
    })
  }
  return error
}
