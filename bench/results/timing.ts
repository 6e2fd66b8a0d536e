export async function timed(ask: () => Promise<Response>): Promise<number> {
  const start = performance.now()
  const response = await ask()
  await response.text()
  if (!response.ok) throw new Error(`Answered ${response.status}`)
  return performance.now() - start
}

export async function repeated(rounds: number, ask: () => Promise<Response>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push(await timed(ask))
  return times
}

/** `first`: how long the first request took, before the others. */
export function row(what: string, times: readonly number[], first: number | null = null): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => String(Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)).padStart(6)
  const begun = first === null ? '' : `   first ${String(Math.round(first)).padStart(6)} ms`
  console.log(times.length === 1 ? `${what.padEnd(32)} ${at(1)} ms` : `${what.padEnd(32)} p50 ${at(0.5)} ms   p95 ${at(0.95)} ms${begun}`)
}
