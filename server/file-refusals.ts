/** What the file system says of a file, as a sentence to the person at the terminal. */
import { say, type Text } from '@gap5/contract/language.ts'
import { Refusal } from './refusal.ts'

const reasons: Record<string, Text> = {
  EACCES: { en: 'no permission', zh: '没有权限' },
  EISDIR: { en: 'it is a folder', zh: '它是文件夹' },
  ENOENT: { en: 'there is no such file or folder', zh: '文件或文件夹不存在' },
  ENOSPC: { en: 'the disk is full', zh: '磁盘已满' },
  ENOTDIR: { en: 'part of the path is a file', zh: '路径中有一段是文件，不是文件夹' },
  EROFS: { en: 'it is read-only', zh: '位置为只读' },
}

/** Why a file cannot be written; anything but the file system's word is a mistake of ours and stays as it is. */
export function unwritable(file: string, error: unknown): unknown {
  return because(error, (reason) => ({ en: `${file} cannot be written: ${say(reason, 'en')}.`, zh: `无法写入 ${file}：${say(reason, 'zh')}。` }))
}

export function unreadable(file: string, error: unknown): unknown {
  return because(error, (reason) => ({ en: `${file} cannot be read: ${say(reason, 'en')}.`, zh: `无法读取 ${file}：${say(reason, 'zh')}。` }))
}

function because(error: unknown, sentence: (reason: Text) => Text): unknown {
  if (error instanceof Refusal || !(error instanceof Error) || !('code' in error)) return error
  const reason = reasons[String(error.code)]
  return reason === undefined ? error : new Refusal(sentence(reason), { cause: error })
}
