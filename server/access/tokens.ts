import { createHash, randomBytes } from 'node:crypto'

/** 160 random bits as 40 hexadecimal digits: beyond guessing, and selected whole by a double click. */
export function newSecret(): string {
  return randomBytes(20).toString('hex')
}

/** What is kept of a secret. A plain hash does: nobody can try 2^160 of them. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** A secret that tells its organisation, so that it is looked for behind that organisation's row-level security only. */
export type OrganisationSecret = { orgId: string; secret: string }

const shape = /^([0-9a-f]{32})_([0-9a-f]{40})$/

export function writeOrganisationSecret({ orgId, secret }: OrganisationSecret): string {
  return `${orgId.replaceAll('-', '')}_${secret}`
}

/** `null` where the text is no such secret. */
export function readOrganisationSecret(text: string): OrganisationSecret | null {
  const [, hex, secret] = shape.exec(text) ?? []
  if (hex === undefined || secret === undefined) return null
  return { orgId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), secret }
}
