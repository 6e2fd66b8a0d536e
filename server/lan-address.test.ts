import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import { isLoopback, lanAddress } from './lan-address.ts'

type Interfaces = ReturnType<typeof networkInterfaces>

function machine(addresses: Record<string, string>): Interfaces {
  const of = (address: string) => ({ address, netmask: '255.255.255.0', mac: '00:00:00:00:00:00', cidr: null })
  return Object.fromEntries(
    Object.entries(addresses).map(([name, address]) => [
      name,
      [address.includes(':') ? { ...of(address), family: 'IPv6', internal: false, scopeid: 0 } : { ...of(address), family: 'IPv4', internal: address.startsWith('127.') }],
    ]),
  )
}

test('phones reach the first private address that is not inside the machine', () => {
  const cases: [string, Record<string, string>, string | null][] = [
    ['0.0.0.0', { lo: '127.0.0.1', docker0: '172.17.0.1', wlan0: '192.168.1.20', eth0: '10.0.0.5' }, '192.168.1.20'],
    ['::', { lo: '127.0.0.1', en0: '172.20.10.2' }, '172.20.10.2'],
    ['0.0.0.0', { lo: '127.0.0.1', eth0: '203.0.113.9', eth1: 'fd00::1' }, null],
    ['0.0.0.0', { lo: '127.0.0.1', eth0: '172.32.0.1', eth1: '110.0.0.1' }, null],
    ['127.0.0.1', { eth0: '10.0.0.5' }, null],
    ['localhost', { eth0: '10.0.0.5' }, null],
    ['192.168.7.7', { eth0: '10.0.0.5', eth1: '192.168.7.7' }, '192.168.7.7'],
  ]
  for (const [host, addresses, expected] of cases) assert.equal(lanAddress(host, machine(addresses)), expected, `${host} ${JSON.stringify(addresses)}`)
})

test('addresses of this machine alone are known', () => {
  assert.deepEqual(['localhost', '127.0.0.1', '[::1]', '10.0.0.1', 'localhost.example'].map(isLoopback), [true, true, true, false, false])
})
