import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP's advice for scrypt: 32 MB and three passes a try, about 0.2 s of one core. */
const present = { logN: 15, r: 8, p: 3 } as const
const length = 32
type Cost = { logN: number; r: number; p: number }

/** `scrypt$15$8$3$<salt>$<hash>`: the cost stands in the hash, so that it can rise without locking anybody out. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, present)
  return ['scrypt', present.logN, present.r, present.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Without a hash (no such account) it takes as long and says no, so that the time of the answer tells nothing. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const { cost, salt, expected } = read(hash ?? nobody)
  const derived = await derive(password, salt, cost)
  return timingSafeEqual(derived, expected) && hash !== null
}

export function isOutdated(hash: string): boolean {
  const { cost } = read(hash)
  return cost.logN !== present.logN || cost.r !== present.r || cost.p !== present.p
}

const nobody = `scrypt$${present.logN}$${present.r}$${present.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

function read(hash: string): { cost: Cost; salt: Buffer; expected: Buffer } {
  const [name, logN, r, p, salt = '', expected = ''] = hash.split('$')
  if (name !== 'scrypt') throw new Error('The stored password hash is of an unknown kind')
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    expected: Buffer.from(expected, 'base64url'),
  }
}

/** Normalised, because input methods write the same character in several ways (full width, composed). */
function derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  const options = { N: 2 ** logN, r, p, maxmem: 2 ** 27 }
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => (error === null ? resolve(key) : reject(error))),
  )
}
