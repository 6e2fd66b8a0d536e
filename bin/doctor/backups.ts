import { statSync } from 'node:fs'
import type { Config } from '@gap5/server/config.ts'
import { readState, type BackupRun } from '@gap5/server/backup/runs.ts'
import { runningUrl } from '../commands/with-owner.ts'
import { isWritable } from './machine.ts'
import { noted, problem, type Finding } from './finding.ts'

const hour = 60 * 60_000
/** A day and some room for the time it takes. */
const overdue = 26 * hour

/** Whether backups are planned, and when the last one was made; what the database knows is known while it runs. */
export async function checkBackups(config: Config, now = new Date()): Promise<Finding[]> {
  const url = await runningUrl(config)
  const state = url === null ? null : await readState(url)
  return [checkPlan(config), ...(state === null ? [] : [checkLast(config, state.lastSuccess, state.lastFailure, now)])]
}

function checkPlan({ backups }: Config): Finding {
  if (backups === null) {
    return noted({ en: 'no backups by themselves', zh: '未设置自动备份' }, { en: 'set GAP5_BACKUP_FOLDER to a folder on another disk', zh: '请将 GAP5_BACKUP_FOLDER 设为另一磁盘上的目录' })
  }
  const { folder, time, keep } = backups
  if (!isWritable(folder)) return problem({ en: `backups: ${folder} cannot be written`, zh: `备份：无法写入 ${folder}` }, { en: 'make it yours, or choose another with GAP5_BACKUP_FOLDER', zh: '请取得其权限，或用 GAP5_BACKUP_FOLDER 另选目录' })
  return {
    verdict: 'ok',
    said: {
      en: `backups every day at ${time} into ${folder}, kept: ${keep.days} days, ${keep.weeks} weeks, ${keep.months} months`,
      zh: `每天 ${time} 备份到 ${folder}，保留 ${keep.days} 天、${keep.weeks} 周、${keep.months} 个月`,
    },
  }
}

function checkLast({ backups }: Config, success: BackupRun | null, failure: BackupRun | null, now: Date): Finding {
  if (failure !== null && (success === null || failure.startedAt > success.startedAt)) {
    return problem(
      { en: `the last backup failed at ${failure.startedAt.toISOString()}: ${failure.failure}`, zh: `最近一次备份失败（${failure.startedAt.toISOString()}）：${failure.failure}` },
      failure.isScheduled
        ? { en: 'mend the cause; it is tried again every hour', zh: '请排除原因；系统每小时会重试' }
        : { en: 'it was made by hand: mend the cause and run gap5 backup FILE again', zh: '该备份为手工执行：请排除原因后重新运行 gap5 backup 文件' },
    )
  }
  if (success === null) return noted({ en: 'no backup was made yet', zh: '尚未做过备份' }, { en: 'gap5 backup FILE makes one now', zh: '运行 gap5 backup FILE 可立即备份' })
  const said = {
    en: `last backup: ${success.startedAt.toISOString()}, ${success.file}`,
    zh: `最近一次备份：${success.startedAt.toISOString()}，${success.file}`,
  }
  if (statSync(success.file, { throwIfNoEntry: false }) === undefined) return noted(said, { en: 'the file is no longer there; was it moved?', zh: '该文件已不在原处，是否已移走？' })
  if (backups !== null && now.getTime() - success.startedAt.getTime() > overdue) return problem(said, { en: 'that is more than a day ago: does the worker run?', zh: '已超过一天：后台任务是否在运行？' })
  return { verdict: 'ok', said }
}
