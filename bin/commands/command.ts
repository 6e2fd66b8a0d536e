import type { Language, Text } from '@gap5/contract/language.ts'

/** One command of `gap5`. `run` returns the exit code: 0 done, 1 refused or failed, 2 called wrongly. */
export type Command = {
  summary: Text
  /** What follows the name, as in `FILE.csv [--json]`. */
  usage?: string
  run(args: string[], language: Language): Promise<number>
}
