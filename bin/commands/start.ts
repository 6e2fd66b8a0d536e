import { say, type Text } from '@gap5/contract/language.ts'
import { hasOwnOrganisation } from '@gap5/server/access/organisations.ts'
import { createOneTimeLink } from '@gap5/server/access/entry-links.ts'
import { readConfig, type Config } from '@gap5/server/config.ts'
import { isLoopback, lanAddress } from '@gap5/server/lan-address.ts'
import { startSystem, type Running } from '@gap5/server/main.ts'
import type { Command } from './command.ts'
import { stopAsked, untilEnd } from './until-end.ts'

export const command: Command = {
  summary: { en: 'Start the system on this machine', zh: '在本机启动系统' },
  async run(_args, language) {
    const config = readConfig(process.env)
    const asked = stopAsked()
    const running = await startSystem(config, { http: true, worker: config.worker })
    const address = addressOf(running, config.publicUrl)
    const tell = (text: Text) => console.log(say(text, language))
    tell({ en: `Gap5 is ready: ${address}`, zh: `Gap5 已就绪：${address}` })
    const onPhone = phoneAddress(address, config)
    if (onPhone !== null) tell({ en: `On a phone in the same network: ${onPhone}`, zh: `同一局域网内的手机可访问：${onPhone}` })
    if (config.demo) void showDemo(running, address, tell)
    if (config.signUp === 'invited' && !(await hasOwnOrganisation(running.deps.db))) tell(firstOne)
    tell({ en: 'Ctrl-C stops it.', zh: '按 Ctrl-C 停止。' })
    return untilEnd(running, asked, language)
  },
}

const firstOne: Text = {
  en: 'Sign-up is by invitation and there is no organisation yet. Make the first: npx gap5 organisation add "NAME" --owner you@example.org',
  zh: '当前仅凭邀请注册，且尚无组织。创建首个组织：npx gap5 organisation add "名称" --owner you@example.org',
}

/** With `PORT=0` the operating system chose the port. */
function addressOf({ port, deps }: Running, publicUrl: string): string {
  return deps.config.port === 0 ? `http://localhost:${port}` : publicUrl
}

/** Null where the operator named an address, or none is known by which a phone gets here. */
function phoneAddress(address: string, { host, publicUrl }: Config): string | null {
  const known = isLoopback(new URL(publicUrl).hostname) ? lanAddress(host) : null
  if (known === null) return null
  const url = new URL(address)
  url.hostname = known
  return url.origin
}

/** The first start fills the demo organisation, while people can already come in. */
async function showDemo({ deps }: Running, address: string, tell: (text: Text) => void): Promise<void> {
  try {
    const { loadDemo } = await import('@gap5/server/demo/load.ts') // late: nobody waits for it to listen
    const begin = () => tell({ en: 'Loading the demo organisation …', zh: '正在载入演示组织……' })
    const userId = await loadDemo(deps, begin)
    const link = `${address}${await createOneTimeLink(deps.db, userId, deps.clock)}`
    tell({ en: `Look at the demo (this link signs you in once): ${link}`, zh: `查看演示（一次性登录链接）：${link}` })
  } catch (error) {
    deps.log.error({ err: error }, 'the demo organisation could not be loaded')
    tell({ en: 'The demo organisation could not be loaded; the log says why.', zh: '演示组织未能载入，原因见日志。' })
  }
}
