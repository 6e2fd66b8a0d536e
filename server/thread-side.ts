import { parentPort, type Transferable } from 'node:worker_threads'

export type FromThread = { kind: 'said' | 'asked'; said: unknown } | { kind: 'answer'; answer: unknown }

function post(message: FromThread, transfer: Transferable[] = []): void {
  parentPort?.postMessage(message, transfer)
}

/** Tells how far it is, and goes on. */
export function say(said: unknown): void {
  post({ kind: 'said', said })
}

/** Hands something over and waits until it was dealt with. One question at a time. */
export function ask<Reply>(said: unknown): Promise<Reply> {
  return new Promise((resolve) => {
    parentPort?.once('message', resolve)
    post({ kind: 'asked', said })
  })
}

/** What the thread was for; it ends with it. */
export function answer(value: unknown, transfer?: Transferable[]): void {
  post({ kind: 'answer', answer: value }, transfer)
}
