import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublic, mailAddress, readMailHosts, type MailHosts } from './mail-hosts.ts'

const hosts = (text: string): MailHosts => readMailHosts(text) ?? assert.fail(`${text} is refused`)

test('addresses within a network, of the machine itself or of a cloud are not public, however they are written', () => {
  for (const address of ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.100.100.200', '0.0.0.0', '224.0.0.1', '255.255.255.255']) assert.ok(!isPublic(address), address)
  for (const address of ['::', '::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'fe80::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1', 'nonsense']) assert.ok(!isPublic(address), address)
  for (const address of ['8.8.8.8', '114.114.114.114', '172.32.0.1', '2400:3200::1', '2606:4700::1111']) assert.ok(isPublic(address), address)
})

test('without a word of the operator mail goes to mail ports of public addresses', async () => {
  const usual = hosts('public')
  assert.equal(await mailAddress(usual, '114.114.114.114', 587), '114.114.114.114')
  for (const [host, port] of [['114.114.114.114', 22], ['127.0.0.1', 25], ['localhost', 25], ['LOCALHOST.', 465], ['2130706433', 25], ['0x7f.1', 25], ['::1', 25], ['no-such-name.invalid', 25]] as const) {
    assert.equal(await mailAddress(usual, host, port), null, `${host}:${port}`)
  }
})

test('the operator allows hosts, networks and ports by name', async () => {
  const some = hosts('localhost:1025, 10.1.0.0/16, [fd00::]/8:2526, *.example.org')
  const to = (host: string, port: number) => mailAddress(some, host, port)
  assert.equal(await to('localhost', 1025), '127.0.0.1')
  assert.equal(await to('localhost', 25), null)
  assert.deepEqual(await Promise.all([to('10.1.200.3', 25), to('10.2.0.1', 25), to('10.1.2.3', 26)]), ['10.1.200.3', null, null])
  assert.deepEqual(await Promise.all([to('fd12::1', 2526), to('fd12::1', 25)]), ['fd12::1', null])
  assert.equal(await to('114.114.114.114', 25), null, 'what is named is all there is')
  assert.equal(await mailAddress(hosts('any'), '127.0.0.1', 1), '127.0.0.1')
})

test('what is no host is refused at the start', () => {
  for (const text of ['', 'public,', 'a b', '10.0.0.0/33', 'name/8', 'https://x', '*.']) assert.equal(readMailHosts(text), null, text)
})
