import { Problem } from '../../problem.ts'
import { Unreadable } from './unreadable.ts'

/** What reading a file gives, or the problem that says why it cannot be read. */
export async function readable<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof Unreadable ? new Problem(error.code, error.details as never) : error
  }
}
