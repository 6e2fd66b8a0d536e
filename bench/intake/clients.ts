/**
 * Clients that send answers over keep-alive connections, each its next when the one before is acknowledged. What is not
 * answered or refused for the moment is sent again under the same id. A process of its own, so that the server's
 * measurements are its own: reads an `Order` from stdin, stops at its end or when stdin closes, writes a `Report`.
 */
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { createInterface } from 'node:readline'

export type Order = {
  port: number
  path: string
  headers: Record<string, string>
  /** With `%ID%` where the sender's id goes, a UUID, and `%R0%` to `%R29%` where a rating from 1 to 9 does. */
  body: string
  clients: number
  /** Until stdin says `stop` where it is null. */
  seconds: number | null
}

/** `acknowledged`: sender's id → what the server answered. */
export type Report = { acknowledged: [string, string][]; milliseconds: number[]; seconds: number; cpuMilliseconds: number; again: number }

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const order = JSON.parse((await lines.next()).value as string) as Order
const agent = new Agent({ keepAlive: true, maxSockets: order.clients })
const acknowledged: [string, string][] = []
const milliseconds: number[] = []
let again = 0
const over = new AbortController()
void lines.next().then(() => over.abort())
const begin = performance.now()
const cpuBefore = process.cpuUsage()
await Promise.all(Array.from({ length: order.clients }, client))
const seconds = (performance.now() - begin) / 1000
const { user, system } = process.cpuUsage(cpuBefore)
const cpuMilliseconds = (user + system) / 1000
agent.destroy()
process.stdout.write(JSON.stringify({ acknowledged, milliseconds, seconds, cpuMilliseconds, again } satisfies Report), () => process.exit())

async function client(): Promise<void> {
  while (!over.signal.aborted && (order.seconds === null || performance.now() - begin < order.seconds * 1000)) {
    const id = crypto.randomUUID()
    const start = performance.now()
    acknowledged.push([id, await deliver(id)])
    milliseconds.push(performance.now() - start)
  }
}

/** Sends until it is acknowledged. A refusal for good is a mistake of the benchmark. */
async function deliver(id: string): Promise<string> {
  const digits = id.replaceAll('-', '')
  const body = order.body.replaceAll('%ID%', id).replaceAll(/"?%R(\d+)%"?/g, (_, at) => String(1 + (parseInt(digits[Number(at)]!, 16) % 9)))
  for (;;) {
    const answer = await post(body).catch(() => null)
    if (answer !== null && answer.status < 300) return answer.said
    if (answer !== null && answer.status < 500) throw new Error(`${answer.status} ${answer.said.slice(0, 900)}`)
    again++
    await setTimeout(20)
  }
}

function post(body: string): Promise<{ status: number; said: string }> {
  return new Promise((answered, failed) => {
    const headers = { ...order.headers, 'Content-Length': Buffer.byteLength(body) }
    const sent = request({ agent, host: '127.0.0.1', port: order.port, path: order.path, method: 'POST', headers }, (answer) => {
      text(answer).then((said) => answered({ status: answer.statusCode ?? 0, said }), failed)
    })
    sent.once('error', failed)
    sent.end(body)
  })
}
