import { useEffect, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ImportProgress, ImportRecord } from '@gap5/contract/listen/imports.ts'
import { counted, figure as spoken, type Text } from '@gap5/contract/language.ts'
import { api } from '../../api.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx'
import { KeyFigure, KeyFigures } from '../../kit/KeyFigure.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { ButtonLink } from '../../kit/Link.tsx'
import { Progress } from '../../kit/Progress.tsx'
import { notify } from '../../kit/Toast.tsx'
import { paths } from '../../paths.ts'
import { sentenceOf } from '../../problem.ts'
import { importPath, importQuery, isUnderWay, progressQuery } from './importsData.ts'
import { Refused } from './Refused.tsx'

/** What is coming or came of an import: how far, how many, what was refused and what can be done about it. */
export function Outcome({ org, record }: { org: string; record: ImportRecord }) {
  const queries = useQueryClient()
  const { data } = useQuery(progressQuery(org, record.id))
  const progress = data ?? record.progress
  const act = async (part: string) => {
    try {
      queries.setQueryData(importQuery(org, record.id).queryKey, await api.post<ImportRecord>(importPath(org, record.id, part)))
      await queries.invalidateQueries({ queryKey: progressQuery(org, record.id).queryKey })
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    }
  }
  // The record tells the study only once the run has begun.
  useEffect(() => {
    if (data && data.state !== record.state) void queries.invalidateQueries({ queryKey: importQuery(org, record.id).queryKey, exact: true })
  }, [data, record.state, record.id, org, queries])
  return (
    <div className="flex flex-col gap-4">
      <State progress={progress} onCancel={() => void act('/cancellation')} />
      <Counts progress={progress} />
      {progress.notices.map(({ notice, sentence }) => (
        <Callout key={notice} title={sentence} />
      ))}
      <Actions org={org} record={record} progress={progress} onAct={act} />
      {progress.refused > 0 && !isUnderWay(progress.state) && <Refused org={org} record={record} progress={progress} />}
    </div>
  )
}

function State({ progress, onCancel }: { progress: ImportProgress; onCancel: () => void }) {
  const { figure } = useLanguage()
  const { state, read, total, failure } = progress
  if (isUnderWay(state)) {
    const detail = { en: `${figure(read)} of ${figure(total)} rows`, zh: `${figure(read)} / ${figure(total)} 行` }
    const label = state === 'queued' ? { en: 'Waiting for its turn', zh: '等待处理' } : { en: 'Importing', zh: '正在导入' }
    return (
      <Card>
        <Progress label={label} share={state === 'queued' ? null : read / Math.max(total, 1)} detail={detail} onCancel={onCancel} />
      </Card>
    )
  }
  return <Callout announce tone={state === 'done' ? (progress.refused > 0 ? 'caution' : 'good') : state === 'withdrawn' ? 'neutral' : 'bad'} title={failure ?? conclusion(progress)} />
}

function conclusion({ state, accepted, refused, repeated }: ImportProgress): Text {
  const said = spoken(accepted, 'zh')
  const rows = counted(accepted, 'row', 'rows')
  if (state === 'withdrawn') return { en: 'The import was withdrawn. Its answers count no more; their history stays readable.', zh: '该次导入已撤回，其答卷不再计入结果，历史记录仍可查阅。' }
  if (state === 'cancelled') return { en: `Stopped. ${rows} had been imported and ${accepted === 1 ? 'stays' : 'stay'}; you can go on or withdraw them.`, zh: `已停止。此前已导入 ${said} 行并予以保留，可继续导入或撤回。` }
  if (accepted === 0 && repeated > 0) return { en: 'Nothing was added: all these rows had been imported before.', zh: '没有新增：这些行此前均已导入。' }
  if (refused > 0) return { en: `${rows} imported; some wait to be fixed.`, zh: `已导入 ${said} 行，另有部分行待修正。` }
  return { en: `All done: ${rows} imported.`, zh: `导入完成：共 ${said} 行。` }
}

function Counts({ progress }: { progress: ImportProgress }) {
  const { figure } = useLanguage()
  return (
    <KeyFigures>
      <KeyFigure label={{ en: 'Imported', zh: '已导入' }} value={figure(progress.accepted)} />
      <KeyFigure label={{ en: 'There already', zh: '已存在' }} value={figure(progress.repeated)} />
      <KeyFigure label={{ en: 'With problems', zh: '有问题' }} value={figure(progress.refused)} />
    </KeyFigures>
  )
}

type ActionsProps = { org: string; record: ImportRecord; progress: ImportProgress; onAct: (part: string) => Promise<void> }

function Actions({ org, record, progress: { state, accepted }, onAct }: ActionsProps) {
  const { say } = useLanguage()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  if (isUnderWay(state)) return null
  return (
    <div className="flex flex-wrap gap-2">
      {record.studyHandle && (
        <ButtonLink look="primary" to={paths.results(org, record.studyHandle)}>
          {say({ en: 'See the results', zh: '查看结果' })}
        </ButtonLink>
      )}
      {(state === 'cancelled' || state === 'failed') && record.fileKeptUntil && <Button onClick={() => void onAct('/run')}>{say({ en: 'Go on', zh: '继续导入' })}</Button>}
      <Button onClick={() => void navigate({ href: paths.newImport(org) })}>{say({ en: 'Import another file', zh: '导入其他文件' })}</Button>
      {state !== 'withdrawn' && accepted > 0 && (
        <Button look="quiet" onClick={() => setAsking(true)}>
          {say({ en: 'Withdraw this import…', zh: '撤回本次导入…' })}
        </Button>
      )}
      <ConfirmDialog open={asking} onOpenChange={setAsking} danger title={{ en: 'Withdraw this import?', zh: '撤回本次导入？' }} confirmLabel={{ en: 'Withdraw', zh: '撤回' }} onConfirm={() => onAct('/withdrawal')}>
        {say(withdrawal)}
      </ConfirmDialog>
    </div>
  )
}

const withdrawal: Words = {
  en: 'Its answers will count in no result any more. Nothing is deleted: each response gets a new, empty revision marked as withdrawn, and the old one stays readable. The rows can be imported again.',
  zh: '其答卷将不再计入任何结果。数据不会被删除：每份答卷新增一个标记为“已撤回”的空白版本，旧版本仍可查阅；这些行可以重新导入。',
}
