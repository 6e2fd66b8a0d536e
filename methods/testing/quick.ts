import assert from 'node:assert/strict'

/** Runs `work` and fails when it took longer than `seconds` of this process: what others do on the machine meanwhile does not count. */
export function assertQuick<Result>(seconds: number, what: string, work: () => Result): Result {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  const took = (user + system) / 1e6
  assert.ok(took < seconds, `${what} took ${took.toFixed(1)} s of the processor, more than ${seconds} s`)
  return result
}
