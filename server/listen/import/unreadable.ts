import { importProblems } from '@gap5/contract/listen/import-problems.ts'
import type { Text } from '@gap5/contract/language.ts'

type Kinds = typeof importProblems
export type UnreadableCode = keyof Kinds
type DetailsOf<Code extends UnreadableCode> = Kinds[Code] extends { detail: (details: infer D) => Text } ? D : undefined

/** A file that cannot be imported as it is: the one kind of error the reading functions throw. */
export class Unreadable extends Error {
  readonly code: UnreadableCode
  readonly text: Text
  readonly details: unknown

  private constructor(code: UnreadableCode, text: Text, details: unknown) {
    super(text.en)
    this.code = code
    this.text = text
    this.details = details
  }

  static because<Code extends UnreadableCode>(code: Code, details?: DetailsOf<Code>): Unreadable {
    const kind: { title: Text; detail?: (details: never) => Text } = importProblems[code]
    const detail = kind.detail?.(details as never)
    const text = detail ? { en: `${kind.title.en} ${detail.en}`, zh: `${kind.title.zh}${detail.zh}` } : kind.title
    return new Unreadable(code, text, details)
  }
}
