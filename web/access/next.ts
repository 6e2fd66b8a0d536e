import { valueOf, type Query } from '../kit/address.ts'
import { paths } from '../paths.ts'

/** Where to go after coming in: an address of this app from `?next=`, else the start. What could lead elsewhere is ignored. */
export function nextFrom(query: Query): string {
  const wanted = valueOf(query, 'next') ?? ''
  return /^\/(?![/\\])/.test(wanted) ? wanted : paths.home()
}
