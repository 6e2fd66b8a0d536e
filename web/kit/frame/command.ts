import type { Words } from '../speech.ts'

/** One line of the palette. */
export type Command = {
  key: string
  group: Words
  label: Words
  /** Found by this too: an address, another name. */
  also?: string
  run: () => void
}

/** Whether what is typed is in the command's name in either language, or in what else it is found by. */
export function answers(command: Command, typed: string): boolean {
  const names = typeof command.label === 'string' ? [command.label] : [command.label.en, command.label.zh]
  const held = [...names, command.also ?? ''].map((name) => name.toLocaleLowerCase())
  return typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => held.some((name) => name.includes(word)))
}
