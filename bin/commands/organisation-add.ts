import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { languages, say, type Language, type Text } from '@gap5/contract/language.ts'
import { emailSchema } from '@gap5/contract/access/accounts.ts'
import { organisationDraftSchema, type OrganisationDraft } from '@gap5/contract/access/organisations.ts'
import { addUser, findUserByEmail } from '@gap5/server/access/accounts.ts'
import { createOneTimeLink } from '@gap5/server/access/entry-links.ts'
import { createOrganisation, findOrganisation } from '@gap5/server/access/organisations.ts'
import { systemClock } from '@gap5/server/clock.ts'
import { readConfig } from '@gap5/server/config.ts'
import type { Db } from '@gap5/server/database.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

type Asked = { draft: OrganisationDraft; email: string; language: Language }

export const command: Command = {
  summary: { en: 'Make an organisation and its owner; prints a one-time link', zh: '创建组织及其所有者，并生成一次性登录链接' },
  usage: 'NAME --owner EMAIL [--handle HANDLE] [--time-zone Asia/Shanghai] [--language zh|en]',
  async run(args, language) {
    const config = readConfig(process.env)
    const asked = read(args, language)
    const { handle, path } = await withDatabase(config, (db) => make(db, asked))
    console.log(say(made(asked, handle), language))
    console.log(config.publicUrl + path)
    return 0
  },
}

function read(args: string[], language: Language): Asked {
  const { values, positionals } = parse(args)
  const [name = '', ...others] = positionals
  const email = emailSchema.safeParse(values.owner)
  const spoken = languages.find((known) => known === (values.language ?? language))
  if (spoken === undefined) throw wrongLanguage
  const timeZone = values['time-zone'] ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
  const draft = organisationDraftSchema.safeParse({
    name: { en: name, zh: name },
    ...(values.handle !== undefined && { handle: values.handle }),
    timeZone,
    language: spoken,
  })
  if (draft.success && email.success && others.length === 0) return { draft: draft.data, email: email.data, language: spoken }
  const wrong = draft.error?.issues.map(({ path }) => path[0])
  if (wrong?.includes('handle')) throw wrongHandle
  throw wrong?.includes('timeZone') ? wrongTimeZone(timeZone) : nameAndOwner
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ args, allowPositionals: true, options: { owner: text, handle: text, 'time-zone': text, language: text } })
  } catch {
    throw nameAndOwner
  }
}

/** An owner who has an account keeps it. */
async function make(db: Db, { draft, email, language }: Asked): Promise<{ handle: string; path: string }> {
  const now = new Date()
  if (draft.handle !== undefined && (await findOrganisation(db, draft.handle)) !== null) throw handleTaken(draft.handle)
  const name = email.split('@')[0] ?? email
  const ownerId = (await findUserByEmail(db, email)) ?? (await addUser(db, { name, email, language, password: null }, now))
  const { handle } = await db.transaction().execute((trx) => createOrganisation(trx, { draft, ownerId, now, id: randomUUID() }))
  return { handle, path: await createOneTimeLink(db, ownerId, systemClock, '/account') }
}

const made = ({ email }: Asked, handle: string): Text => ({
  en: `The organisation ${handle} is made; ${email} owns it. This link signs in once, within 15 minutes; then a password can be set:`,
  zh: `已创建组织 ${handle}，所有者为 ${email}。以下链接可登录一次，15 分钟内有效；登录后可设置密码：`,
})

const nameAndOwner = new Refusal({
  en: 'Tell the name and its owner, as in: gap5 organisation add "North Lift Service" --owner someone@example.org',
  zh: '请给出名称及所有者，例如：gap5 organisation add "北方电梯服务" --owner someone@example.org',
})
const wrongLanguage = new Refusal({ en: '--language is zh or en.', zh: '--language 应为 zh 或 en。' })
const wrongHandle = new Refusal({
  en: '--handle is 2 to 40 small letters, digits and single hyphens, as in north-lifts.',
  zh: '--handle 应为 2 至 40 个小写字母、数字和单个连字符，如 north-lifts。',
})
const wrongTimeZone = (given: string) =>
  new Refusal({ en: `“${given}” is no time zone; one is Asia/Shanghai.`, zh: `“${given}”不是有效的时区；例如 Asia/Shanghai。` })
const handleTaken = (handle: string) =>
  new Refusal({ en: `There is an organisation with the short name ${handle} already.`, zh: `短名称 ${handle} 已被使用。` })
