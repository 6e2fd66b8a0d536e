import { parseArgs } from 'node:util'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import { emailSchema } from '@gap5/contract/access/accounts.ts'
import { handleSchema } from '@gap5/contract/access/organisations.ts'
import { organisationRoles, organisationRoleSchema, type OrganisationRole } from '@gap5/contract/access/roles.ts'
import { addUser, findUserByEmail } from '@gap5/server/access/accounts.ts'
import { createOneTimeLink } from '@gap5/server/access/entry-links.ts'
import { addMember } from '@gap5/server/access/members.ts'
import { findOrganisation } from '@gap5/server/access/organisations.ts'
import { systemClock } from '@gap5/server/clock.ts'
import { readConfig } from '@gap5/server/config.ts'
import type { Db } from '@gap5/server/database.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

type Asked = { email: string; name: string; language: Language; membership: { org: string; role: OrganisationRole } | null }

export const command: Command = {
  summary: { en: 'Add a user, or let one in whose password is lost; prints a one-time link', zh: '添加用户，或为遗失密码的用户生成一次性登录链接' },
  usage: 'EMAIL [--name NAME] [--language zh|en] [--org HANDLE --role owner|manager|researcher|agent|viewer]',
  async run(args, language) {
    const config = readConfig(process.env)
    const asked = read(args, language)
    const { path, isNew } = await withDatabase(config, (db) => letIn(db, asked))
    console.log(say(isNew ? added(asked.email) : known(asked.email), language))
    console.log(config.publicUrl + path)
    return 0
  },
}

function read(args: string[], language: Language): Asked {
  const { values, positionals } = parse(args)
  const email = emailSchema.safeParse(positionals[0])
  if (!email.success || positionals.length !== 1) throw wrongAddress
  const spoken = values.language ?? language
  if (spoken !== 'en' && spoken !== 'zh') throw wrongLanguage
  return { email: email.data, name: values.name ?? email.data.split('@')[0] ?? email.data, language: spoken, membership: readMembership(values) }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ args, allowPositionals: true, options: { name: text, language: text, org: text, role: text } })
  } catch {
    throw wrongAddress
  }
}

function readMembership({ org, role = 'viewer' }: { org?: string | undefined; role?: string | undefined }): Asked['membership'] {
  if (org === undefined) return null
  const [handle, known] = [handleSchema.safeParse(org), organisationRoleSchema.safeParse(role)]
  if (!known.success) throw wrongRole
  if (!handle.success) throw noOrganisation(org)
  return { org: handle.data, role: known.data }
}

async function letIn(db: Db, { email, name, language, membership }: Asked): Promise<{ path: string; isNew: boolean }> {
  const now = new Date()
  const organisation = membership && (await findOrganisation(db, membership.org))
  if (membership !== null && organisation === null) throw noOrganisation(membership.org)
  const before = await findUserByEmail(db, email)
  const userId = before ?? (await addUser(db, { name, email, language, password: null }, now))
  if (organisation && membership) await addMember(db, { orgId: organisation, userId, role: membership.role, now })
  return { path: await createOneTimeLink(db, userId, systemClock, '/account'), isNew: before === null }
}

const added = (email: string): Text => ({
  en: `${email} is added. This link signs in once, within 15 minutes; then set a password:`,
  zh: `已添加 ${email}。以下链接可登录一次，15 分钟内有效；登录后请设置密码：`,
})

const known = (email: string): Text => ({
  en: `${email} has an account already. This link signs in once, within 15 minutes; then a new password can be set:`,
  zh: `${email} 已有账户。以下链接可登录一次，15 分钟内有效；登录后可设置新密码：`,
})

const wrongAddress = new Refusal({
  en: 'Tell one e-mail address, as in: gap5 user add someone@example.org --name Someone',
  zh: '请给出一个邮箱地址，例如：gap5 user add someone@example.org --name 某人',
})
const wrongLanguage = new Refusal({ en: '--language is zh or en.', zh: '--language 应为 zh 或 en。' })
const wrongRole = new Refusal({
  en: `--role is one of: ${organisationRoles.join(', ')}.`,
  zh: `--role 应为以下之一：${organisationRoles.join('、')}。`,
})
const noOrganisation = (handle: string) =>
  new Refusal({ en: `There is no organisation with the short name ${handle}.`, zh: `没有短名称为 ${handle} 的组织。` })
