import { networkInterfaces } from 'node:os'

type Interfaces = ReturnType<typeof networkInterfaces>

const everywhere = new Set(['0.0.0.0', '::', ''])
const isPrivate = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/
/** Networks inside this machine, of containers and virtual machines: no phone is in them. */
const isInside = /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|lxc)/

/**
 * Address by which others in the local network, a phone for instance, reach a server that listens on `host`: the first
 * private IPv4 of the machine. Null when it listens to this machine only, or no such network is known.
 */
export function lanAddress(host: string, interfaces: Interfaces = networkInterfaces()): string | null {
  if (!everywhere.has(host)) return isPrivate.test(host) ? host : null
  const outside = Object.entries(interfaces).filter(([name]) => !isInside.test(name))
  const addresses = outside.flatMap(([, found = []]) => found.filter(({ family, internal }) => family === 'IPv4' && !internal))
  return addresses.find(({ address }) => isPrivate.test(address))?.address ?? null
}

/** `http://localhost:4005` is of use on this machine only. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}
