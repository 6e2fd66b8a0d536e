/** Why a backup cannot be made or used, said to the person at the terminal. */
import { Refusal } from '../refusal.ts'

export const notABackup = (file: string) =>
  new Refusal({ en: `${file} is not a backup of Gap5.`, zh: `${file} 不是 Gap5 的备份文件。` })

export const tooNew = (file: string) =>
  new Refusal({
    en: `${file} was made by a newer version of Gap5. Update this one first.`,
    zh: `${file} 由更新版本的 Gap5 生成，请先升级本程序。`,
  })

export const truncated = (file: string) =>
  new Refusal({
    en: `${file} ends too early: the backup or its copy was broken off. Use another one; nothing was changed.`,
    zh: `${file} 不完整：备份或拷贝过程曾中断。请改用其他备份；未作任何更改。`,
  })

export const damaged = (file: string) =>
  new Refusal({
    en: `${file} is damaged: its content does not fit its checksum. Use another one; nothing was changed.`,
    zh: `${file} 已损坏：内容与校验和不符。请改用其他备份；未作任何更改。`,
  })

export const fileIsThere = (file: string) =>
  new Refusal({ en: `${file} is there already. Choose another name.`, zh: `${file} 已存在，请换一个文件名。` })

export const notEmpty = new Refusal({
  en: 'There are organisations or accounts here already. A backup is restored into an empty system only: choose another folder with GAP5_DATA, or another database.',
  zh: '此系统中已有组织或账户。备份只能恢复到空系统：请用 GAP5_DATA 另选目录，或另选数据库。',
})

export const mayNotReadAll = new Refusal({
  en: 'The role of DATABASE_URL may not read past row-level security. Let an administrator run: ALTER ROLE it BYPASSRLS; or use pg_dump with a superuser.',
  zh: 'DATABASE_URL 的角色无权越过行级安全读取全部数据。请由管理员执行：ALTER ROLE 该角色 BYPASSRLS；或以超级用户使用 pg_dump。',
})

export const mayNotRestore = new Refusal({
  en: 'To restore, the role of DATABASE_URL must be a superuser, or an administrator must run: GRANT SET ON PARAMETER session_replication_role TO it; ALTER ROLE it BYPASSRLS.',
  zh: '恢复备份时，DATABASE_URL 的角色须为超级用户，或由管理员执行：GRANT SET ON PARAMETER session_replication_role TO 该角色；ALTER ROLE 该角色 BYPASSRLS。',
})

export const otherLevel = new Refusal({
  en: 'This database has the empty tables of another version of Gap5. Restore into a database that was never used.',
  zh: '该数据库中已有其他版本 Gap5 的空表。请恢复到从未使用过的数据库。',
})
