import type { Text } from '@gap5/contract/language.ts'

/** What one check found. `advice` says what to do; a finding that is only `noted` keeps nobody from starting. */
export type Finding = { verdict: 'ok' | 'noted' | 'problem'; said: Text; advice?: Text }

export function ok(en: string, zh: string): Finding {
  return { verdict: 'ok', said: { en, zh } }
}

export function noted(said: Text, advice: Text): Finding {
  return { verdict: 'noted', said, advice }
}

export function problem(said: Text, advice: Text): Finding {
  return { verdict: 'problem', said, advice }
}
