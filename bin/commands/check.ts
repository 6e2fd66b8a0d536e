import { counted, figure, say, type Language } from '@gap5/contract/language.ts'
import { findOrganisation } from '@gap5/server/access/organisations.ts'
import { systemClock } from '@gap5/server/clock.ts'
import { readConfig } from '@gap5/server/config.ts'
import type { Db } from '@gap5/server/database.ts'
import { createLog } from '@gap5/server/log.ts'
import type { CheckedStudy } from '@gap5/server/measure/cells/check.ts'
import { checkEach, organisations } from '@gap5/server/measure/cells/tasks.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

export const command: Command = {
  summary: {
    en: 'Compare all sums that results are made of with the responses, and put right what differs',
    zh: '将生成结果所用的全部汇总与答卷核对，并修复不一致之处',
  },
  usage: '[--org HANDLE]',
  async run(args, language) {
    const handle = read(args)
    return withDatabase(readConfig(process.env), async (db) => {
      const orgIds = handle === null ? await organisations(db) : [await organisation(db, handle)]
      const deps = { db, clock: systemClock, log: createLog('silent') }
      let [studies, responses, differences] = [0, 0, 0]
      for await (const checked of checkEach(deps, orgIds)) {
        studies++
        responses += checked.responses
        differences += checked.differences
        if (checked.differences > 0) for (const line of told(checked, language)) console.log(line)
      }
      console.log(say(summary(studies, responses, differences), language))
      return differences > 0 ? 1 : 0
    })
  },
}

function read(args: string[]): string | null {
  if (args.length === 0) return null
  const [flag, handle] = args
  if (flag !== '--org' || handle === undefined || args.length > 2) throw wrongCall
  return handle
}

async function organisation(db: Db, handle: string): Promise<string> {
  const id = await findOrganisation(db, handle)
  if (id === null) throw new Refusal({ en: `There is no organisation with the short name ${handle}.`, zh: `没有短名称为 ${handle} 的组织。` })
  return id
}

const mostTold = 10

function told({ studyId, differences, found }: CheckedStudy, language: Language): string[] {
  const head = {
    en: `Study ${studyId}: ${counted(differences, 'sum', 'sums')} differed and ${differences === 1 ? 'was' : 'were'} put right:`,
    zh: `调查 ${studyId}：${figure(differences, 'zh')} 处汇总不一致，已修复：`,
  }
  const lines = found.slice(0, mostTold).map(({ what, attribute, value, grain, start, stored, counted }) => {
    const where = [what, attribute, value, grain, start].filter((part) => part !== '').join(' ')
    return say({ en: `  ${where}: held ${stored}, is ${counted}`, zh: `  ${where}：原为 ${stored}，应为 ${counted}` }, language)
  })
  return [say(head, language), ...lines]
}

function summary(studies: number, responses: number, differences: number) {
  const found = differences === 0 ? { en: 'nothing differs', zh: '未发现不一致' } : { en: `${figure(differences, 'en')} differed and were put right`, zh: `发现并修复 ${figure(differences, 'zh')} 处不一致` }
  return {
    en: `${counted(studies, 'study', 'studies')} with ${counted(responses, 'response', 'responses')} compared: ${found.en}.`,
    zh: `已核对 ${figure(studies, 'zh')} 个调查、${figure(responses, 'zh')} 份答卷：${found.zh}。`,
  }
}

const wrongCall = new Refusal({ en: 'Call it as: gap5 check, or gap5 check --org HANDLE', zh: '用法：gap5 check，或 gap5 check --org 短名称' })
