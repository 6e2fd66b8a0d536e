import type { Text } from '@gap5/contract/language.ts'

/** A handle made from a name: its Latin letters and digits; where there are too few of them, `organisation`. */
export function handleFrom(name: Text): string {
  const [made = ''] = [name.en, name.zh].map(latin).filter((handle) => handle.length >= 2)
  return made === '' ? 'organisation' : made
}

function latin(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30)
    .replace(/^-+|-+$/g, '')
}
