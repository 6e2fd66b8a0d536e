import { Refusal } from '../refusal.ts'

/** Whether a message of PostgreSQL or of the operating system says that the disk is full. */
export function diskIsFull(message: string): boolean {
  return /no space left on device|ENOSPC|disk quota exceeded|EDQUOT/i.test(message)
}

export function fullDisk(path: string): Refusal {
  return new Refusal({
    en: `The disk that holds ${path} is full: free some space and start again. What was saved is safe.`,
    zh: `${path} 所在的磁盘已满：请腾出空间后重新启动。已保存的数据不受影响。`,
  })
}
