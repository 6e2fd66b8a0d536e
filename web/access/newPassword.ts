import { passwordLength } from '@gap5/contract/access/accounts.ts'
import type { Text } from '@gap5/contract/language.ts'

export const newPasswordHint: Text = {
  en: `At least ${passwordLength.min} characters; a short sentence is easy to remember.`,
  zh: `至少 ${passwordLength.min} 个字符；一句短话既安全又好记。`,
}

/** What is wrong with a new password, before the server is asked. */
export function passwordProblem(password: string): Text | null {
  const { length } = password
  if (length < passwordLength.min) return { en: `${passwordLength.min - length} more characters, please.`, zh: `还差 ${passwordLength.min - length} 个字符。` }
  if (length > passwordLength.max) return { en: `At most ${passwordLength.max} characters.`, zh: `最多 ${passwordLength.max} 个字符。` }
  return null
}
