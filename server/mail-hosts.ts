/**
 * Where organisations may have their mail servers. Whoever names a host and a port makes this machine connect to it, so the
 * operator says how far that reaches: without a word, to mail ports of public addresses, and nowhere within the network.
 */
import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { setTimeout } from 'node:timers/promises'

type Rule = (host: string, address: string, port: number) => boolean
export type MailHosts = { rules: readonly Rule[] }

const mailPorts = [25, 465, 587, 2525]
const patience = 10_000

/** Addresses nobody has on the public net (IANA special-purpose registries), and those that lead to others. */
const inner = new BlockList()
for (const network of ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3']) add(inner, network)
for (const network of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) add(inner, network)
const global6 = new BlockList()
add(global6, '2000::/3')

export const anyMailHost: MailHosts = { rules: [() => true] }

/** `public, relay.internal, 10.1.0.0/16:2525`; null where a part is none. */
export function readMailHosts(text: string): MailHosts | null {
  const rules = text.split(',').map((part) => readRule(part.trim().toLowerCase()))
  return rules.every((rule) => rule !== null) ? { rules } : null
}

function readRule(part: string): Rule | null {
  if (part === 'any') return () => true
  if (part === 'public') return (_, address, port) => isPublic(address) && mailPorts.includes(port)
  const [, written = '', prefix, only] = /^(\[[0-9a-f:.]+\]|[^[\]:/]+)(?:\/(\d{1,3}))?(?::(\d{1,5}))?$/.exec(part) ?? []
  const name = written.replace(/^\[(.*)\]$/, '$1')
  const isPort = (port: number) => (only === undefined ? mailPorts.includes(port) : port === Number(only))
  const family = isIP(name)
  if (family !== 0) {
    const bits = family === 4 ? 32 : 128
    if (Number(prefix ?? bits) > bits) return null
    const network = new BlockList()
    add(network, `${name}/${prefix ?? bits}`)
    return (_, address, port) => isPort(port) && network.check(address, familyOf(address))
  }
  if (prefix !== undefined || !/^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name)) return null
  return (host, _, port) => isPort(port) && (name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name)
}

function add(list: BlockList, network: string): void {
  const [address = '', prefix] = network.split('/')
  list.addSubnet(address, Number(prefix), familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

/** An IPv4 address written as an IPv6 one is no public one of IPv6. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !inner.check(address)
  return isIP(address) === 6 && global6.check(address, 'ipv6') && !inner.check(address, 'ipv6')
}

/**
 * The address to connect to, which has to be this one: asked for again, the name may lead elsewhere. Null where there is
 * none, or none that is allowed; which of the two is told to nobody, for names within the network are not theirs to learn.
 */
export async function mailAddress({ rules }: MailHosts, named: string, port: number): Promise<string | null> {
  const host = named.toLowerCase().replace(/\.$/, '')
  const addresses = isIP(host) === 0 ? await addressesOf(host) : [host]
  return addresses.find((address) => rules.some((allows) => allows(host, address, port))) ?? null
}

async function addressesOf(host: string): Promise<string[]> {
  const found = lookup(host, { all: true, order: 'ipv4first' }).then((all) => all.map(({ address }) => address), () => [])
  return Promise.race([found, setTimeout(patience, [], { ref: false })])
}
