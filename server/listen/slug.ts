import { randomInt } from 'node:crypto'

/** No l, o, 0 or 1: an address is also typed from paper. 31^10 addresses cannot be guessed one by one. */
const letters = '23456789abcdefghijkmnpqrstuvwxyz'
const length = 10

export function newSlug(): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}
