/** Work that takes much of the machine: `atOnce` at a time, the others in line; `null` where the line is full. */
export function turns({ atOnce, inLine }: { atOnce: number; inLine: number }): <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T> | null {
  const waiting: (() => void)[] = []
  let under = 0
  const next = () => {
    const go = waiting.shift()
    if (go === undefined) under--
    else go()
  }
  const inTurn = async <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    if (under < atOnce) under++
    else await new Promise<void>((go) => waiting.push(go))
    try {
      signal?.throwIfAborted()
      return await work()
    } finally {
      next()
    }
  }
  return (work, signal) => (waiting.length >= inLine ? null : inTurn(work, signal))
}
