import type { Text } from '@gap5/contract/language.ts'

/** Why the program cannot start or go on, said to the person at the terminal: one sentence, never a stack trace. */
export class Refusal extends Error {
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}
