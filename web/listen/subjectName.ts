import type { Text } from '@gap5/contract/language.ts'

/** Who is judged is called as it was entered; our own service bears our name until it is called otherwise, a competitor never does. */
export function subjectName(kind: 'own' | 'competitor', entered: Text, ours: Text): Text {
  if (kind === 'own') return entered.en === '' && entered.zh === '' ? ours : entered
  return entered.en === ours.en && entered.zh === ours.zh ? { en: '', zh: '' } : entered
}
