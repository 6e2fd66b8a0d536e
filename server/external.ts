import { Client } from 'pg'
import type { Text } from '@gap5/contract/language.ts'
import { Refusal } from './refusal.ts'

const oldest = 180000

/** Refuses a `DATABASE_URL` that cannot be used, with the reason. */
export async function checkServer(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'gap5 check' })
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string; text: string }>(
      `select current_setting('server_version_num') as version, current_setting('server_version') as text`,
    )
    if (Number(rows[0]?.version) < oldest) throw tooOld(rows[0]?.text ?? '?')
  } catch (error) {
    throw error instanceof Refusal ? error : unusable(url, error)
  } finally {
    await client.end().catch(() => {})
  }
}

function tooOld(version: string): Refusal {
  return new Refusal({
    en: `The PostgreSQL of DATABASE_URL is version ${version}; version 18 or newer is needed.`,
    zh: `DATABASE_URL 指向的 PostgreSQL 版本为 ${version}，需要 18 或更高版本。`,
  })
}

function unusable(url: string, error: unknown): Refusal {
  const where = withoutPassword(url)
  const reason = reasons[codeOf(error)] ?? { en: messageOf(error), zh: messageOf(error) }
  return new Refusal(
    { en: `DATABASE_URL (${where}) cannot be used: ${reason.en}.`, zh: `无法使用 DATABASE_URL（${where}）：${reason.zh}。` },
    { cause: error },
  )
}

const reasons: Record<string, Text> = {
  ECONNREFUSED: { en: 'nobody answers there', zh: '该地址无响应' },
  ENOENT: { en: 'nobody answers there', zh: '该地址无响应' },
  ETIMEDOUT: { en: 'no answer in time', zh: '连接超时' },
  ENOTFOUND: { en: 'there is no such host', zh: '找不到该主机' },
  EAI_AGAIN: { en: 'there is no such host', zh: '找不到该主机' },
  ERR_INVALID_URL: { en: 'it is no address', zh: '地址格式不正确' },
  '28P01': { en: 'user or password is wrong', zh: '用户名或密码错误' },
  '28000': { en: 'this user is not let in', zh: '该用户无权登录' },
  '3D000': { en: 'there is no such database', zh: '数据库不存在' },
  '53300': { en: 'it has no connection left', zh: '连接数已用尽' },
}

function codeOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  return first instanceof Error && 'code' in first ? String(first.code) : ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function withoutPassword(url: string): string {
  const parts = URL.parse(url)
  return parts === null ? '?' : `${parts.host}${parts.pathname}`
}
