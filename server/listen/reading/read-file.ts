/**
 * Files that people bring are read here. What they unpack to is read in a thread of its own, with limits, so that nobody
 * else waits for it; what is small in any case is read at once, for a thread takes half a second to start.
 */
import { Problem } from '../../problem.ts'
import { inThread, ThreadStopped } from '../../thread.ts'
import { turns } from '../../turns.ts'
import { fileKind } from '../import/file-kind.ts'
import { openZip } from '../import/zip.ts'
import { problemFrom, refusalOf, type FileRefusal } from './refusal.ts'
import { readingTasks, type Known, type ReadingTask, type Understood } from './tasks.ts'

export type ReadWork = { task: ReadingTask; bytes: Uint8Array; known: unknown }
type Read<Name extends ReadingTask> = { understood: Understood<Name> } | { refusal: FileRefusal }

/** Ample for a million rows; a file that needs more of it was made to. */
export const readingLimits = { seconds: 180, megabytes: 1024 } as const
const smallBytes = 256 * 1024

const inTurn = turns({ atOnce: 2, inLine: 20 })

/** What a file says, or the problem why it cannot be read. `signal`: whoever brought it waits no longer. */
export async function readFile<Name extends ReadingTask>(
  task: Name,
  bytes: Uint8Array,
  known: Known<Name>,
  { signal, limits = readingLimits }: { signal?: AbortSignal; limits?: { seconds: number; megabytes: number } } = {},
): Promise<Understood<Name>> {
  const read = sized(bytes) > smallBytes ? await apart(task, bytes, known, { signal, limits }) : here(task, bytes, known)
  if ('refusal' in read) throw problemFrom(read.refusal)
  return read.understood
}

function here<Name extends ReadingTask>(task: Name, bytes: Uint8Array, known: Known<Name>): Read<Name> {
  try {
    return { understood: readingTasks[task](bytes, known as never) as Understood<Name> }
  } catch (error) {
    return { refusal: refusalOf(error) }
  }
}

type Apart = { signal: AbortSignal | undefined; limits: { seconds: number; megabytes: number } }

async function apart<Name extends ReadingTask>(task: Name, bytes: Uint8Array, known: Known<Name>, { signal, limits }: Apart): Promise<Read<Name>> {
  const work: ReadWork = { task, bytes, known }
  const reading = inTurn(() => inThread<Read<Name>>(new URL('./read-thread.ts', import.meta.url), work, { signal, ...limits }), signal)
  if (reading === null) throw new Problem('import.many-at-once')
  try {
    return await reading
  } catch (error) {
    throw error instanceof ThreadStopped ? stopped(error, limits) : error
  }
}

export function stopped({ because }: ThreadStopped, { seconds, megabytes }: { seconds: number; megabytes: number }): Problem {
  return because === 'time' ? new Problem('import.reading-too-long', { seconds }) : new Problem('import.reading-too-large', { megabytes })
}

/** How much there is to read at most; refused files weigh nothing. */
function sized(bytes: Uint8Array): number {
  try {
    const kind = fileKind(bytes)
    if (kind === 'spss') return Infinity
    if (kind === 'separated') return bytes.length
    return [...openZip(bytes).entries.values()].reduce((sum, { unpacked }) => sum + unpacked, 0)
  } catch {
    return 0
  }
}
