import { after } from 'node:test'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type ReceivedMail = { /** Where it goes back to: the sender of the envelope. */ from: string; to: string; raw: string; headers: Map<string, string>; text: string; html: string }

export type TestMailServer = {
  port: number
  received: ReceivedMail[]
  /** How often somebody connected. */
  connections: number
  /** What is said to a recipient in place of "welcome": `451 later`, `550 5.1.1 no such user`; or a function that breaks the line. */
  refuse: Map<string, string>
  /** Runs when a message has come in whole, before it is acknowledged. */
  onMessage: ((mail: ReceivedMail) => void | Promise<void>) | null
  /** Connections cut in the middle of the next message. */
  cutNext: boolean
  stop(): Promise<void>
}

/** A real mail server on this machine, closed when the file's tests end. */
export async function testMailServer(options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const state: TestMailServer = { port: 0, received: [], connections: 0, refuse: new Map(), onMessage: null, cutNext: false, stop: () => Promise.resolve() }
  const sockets = new Set<Socket>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo({ address }, _, done) {
      const said = state.refuse.get(address)
      if (said === undefined) return done()
      done(Object.assign(new Error(said.slice(4)), { responseCode: Number(said.slice(0, 3)) }))
    },
    onData(stream, session, done) {
      stream.on('error', () => {})
      if (state.cutNext) {
        state.cutNext = false
        stream.once('data', () => sockets.forEach((socket) => socket.destroy()))
        stream.resume()
        return
      }
      receive(stream, session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address, session.envelope.rcptTo[0]?.address ?? '', done).catch(() => {})
    },
    ...options,
  })
  async function receive(stream: NodeJS.ReadableStream, from: string, to: string, done: (error?: Error | null) => void): Promise<void> {
    const mail = read(from, to, await text(stream as never))
    await state.onMessage?.(mail)
    state.received.push(mail)
    done()
  }
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    state.connections++
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  state.port = (server.server.address() as AddressInfo).port
  state.stop = () => new Promise((resolve) => server.close(() => resolve()))
  after(() => state.stop())
  return state
}

function read(from: string, to: string, raw: string): ReceivedMail {
  const [head = ''] = raw.split('\r\n\r\n')
  const headers = new Map(head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n').map((line): [string, string] => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
  return { from, to, raw, headers, text: part(raw, 'text/plain'), html: part(raw, 'text/html') }
}

/** The decoded part of this type. */
function part(raw: string, type: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? ''
  const found = raw.split(`\r\n--${boundary}`).map((one) => one.replace(/^\r\n/, '')).find((one) => new RegExp(`content-type: ${type}`, 'i').test(one.split('\r\n\r\n')[0] ?? ''))
  if (found === undefined) return ''
  const at = found.indexOf('\r\n\r\n')
  const [head, body] = [found.slice(0, at), found.slice(at + 4)]
  if (/encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/encoding: quoted-printable/i.test(head)) return body
  const bytes = body.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
