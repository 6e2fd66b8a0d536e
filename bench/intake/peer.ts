/**
 * What a program without any of this would do: an HTTP server that puts each body into one table, one INSERT and one
 * commit a request, and answers. `node peer.ts DATABASE_URL`; prints its port.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.argv[2], max: 20 })
await pool.query('create table naive_answer (id uuid primary key, body jsonb not null, at timestamptz not null default now())')
const server = createServer((asked, answer) => {
  void keep(asked).then(
    (id) => answer.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ id })),
    (error: unknown) => answer.writeHead(500).end(String(error)),
  )
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))

async function keep(asked: AsyncIterable<Buffer>): Promise<string> {
  const body = JSON.parse(await text(asked)) as { externalId: string }
  await pool.query('insert into naive_answer (id, body) values ($1, $2) on conflict do nothing', [body.externalId, JSON.stringify(body)])
  return body.externalId
}
