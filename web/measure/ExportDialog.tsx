import { useEffect, useRef, useState } from 'react'
import { Download } from 'lucide-react'
import type { Language } from '@gap5/contract/language.ts'
import type { AnswerFile, ExportOutlook, WordsTaken } from '@gap5/contract/measure/exports.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { addressed } from '../kit/address.ts'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { Checkbox } from '../kit/Checkbox.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Progress } from '../kit/Progress.tsx'
import { RadioGroup } from '../kit/RadioGroup.tsx'
import { saveFromAddress } from '../kit/save.ts'
import { Select, type Option } from '../kit/Select.tsx'
import { notify } from '../kit/Toast.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { sentenceOf } from '../problem.ts'
import { exportPath, sizeSaid } from './exporting.ts'
import { selectionIn, type StudyPlace } from './results.ts'
import { narrowedTo } from './sourceOf.ts'

const files: readonly Option<AnswerFile>[] = [
  { value: 'workbook', label: { en: 'Excel workbook', zh: 'Excel 工作簿' }, hint: { en: 'Answers, codebook, results, and how they came about (.xlsx)', zh: '答卷、变量表、结果与说明（.xlsx）' } },
  { value: 'spss', label: { en: 'For SPSS', zh: '用于 SPSS' }, hint: { en: 'Labels, missing codes, boxes as sets (.sav); also PSPP, Stata, R', zh: '含标签、缺失码与多选集（.sav），亦可用于 PSPP、Stata、R' } },
  { value: 'r', label: { en: 'For R', zh: '用于 R' }, hint: { en: 'CSV, codebook and a script that reads them (.zip)', zh: 'CSV、变量表与读取脚本（.zip）' } },
  { value: 'wide', label: { en: 'CSV, one row a response', zh: 'CSV，一行一份答卷' }, hint: { en: 'Can be imported again as it is', zh: '可原样重新导入' } },
  { value: 'long', label: { en: 'CSV, one row a rating', zh: 'CSV，一行一个评分' }, hint: { en: 'For mixed models and plotting', zh: '用于混合模型与作图' } },
  { value: 'codebook', label: { en: 'Codebook only', zh: '仅变量表' }, hint: { en: 'What each variable means, both languages (.csv)', zh: '各变量的含义，中英文对照（.csv）' } },
]

/** Chooses what the answers are taken away as. */
export function ExportDialog({ place, result, onClose }: { place: StudyPlace; result: StudyResult; onClose: () => void }) {
  const { say, figure, language: own } = useLanguage()
  const { query } = useAddress()
  const [file, setFile] = useState<AnswerFile>('workbook')
  const [words, setWords] = useState<WordsTaken>('none')
  const [language, setLanguage] = useState<Language>(own)
  const [marked, setMarked] = useState(true)
  const { isAsking, failure, start, cancel } = useSaving(onClose)
  const asked = { ...selectionIn(query), words: words === 'none' ? null : words, language, mark: marked ? null : 'no' }
  return (
    <Dialog
      open
      onOpenChange={() => (cancel(), onClose())}
      title={{ en: 'Export answers', zh: '导出答卷' }}
      description={counted(result, narrowedTo(result, query), figure)}
      actions={
        <Button look="primary" icon={<Download size={15} aria-hidden />} busy={isAsking} onClick={() => start(exportPath(place, `answers/${file}`), asked)}>
          {say({ en: 'Save file', zh: '保存文件' })}
        </Button>
      }
    >
      <div className="grid gap-4">
        <RadioGroup look="cards" label={{ en: 'As', zh: '格式' }} value={file} onValueChange={setFile} options={files} disabled={isAsking} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select label={{ en: 'What people wrote', zh: '文字内容' }} value={words} onValueChange={setWords} options={useWordOptions()} disabled={isAsking || file === 'long'} />
          <Select label={{ en: 'Labels in', zh: '标签语言' }} value={language} onValueChange={setLanguage} options={languageOptions} disabled={isAsking} />
        </div>
        {(file === 'wide' || file === 'long') && <Checkbox label={{ en: 'Mark the file as UTF-8, so that Excel shows Chinese', zh: '标记为 UTF-8，以便 Excel 正确显示中文' }} checked={marked} onCheckedChange={setMarked} />}
        <div aria-live="polite">
          {isAsking && <Progress label={{ en: 'Preparing the file', zh: '正在准备文件' }} share={null} onCancel={cancel} />}
          {failure && <Callout tone="bad" title={failure} announce />}
        </div>
      </div>
    </Dialog>
  )
}

const languageOptions: readonly Option<Language>[] = [
  { value: 'en', label: 'English' },
  { value: 'zh', label: '中文' },
]

/** What one may not read is shown, and why it cannot be had. */
function useWordOptions(): Option<WordsTaken>[] {
  const { may } = useOrganisation()
  const [texts, contacts] = [may('verbatims:read'), may('verbatims:read') && may('contacts:read')]
  return [
    { value: 'none', label: { en: 'Leave out', zh: '不包含' }, hint: { en: 'Nobody can be told from scores alone', zh: '仅凭分数无法识别个人' } },
    { value: 'texts', label: { en: 'With texts', zh: '包含文字' }, disabled: !texts },
    {
      value: 'contacts',
      label: { en: 'With texts and contacts', zh: '包含文字与联系方式' },
      disabled: !contacts,
      ...(contacts ? {} : { hint: { en: 'Only for those who may see contacts', zh: '仅限可查看联系方式的成员' } }),
    },
  ]
}

function counted({ responses }: StudyResult, narrowed: { en: string; zh: string }, figure: (value: number) => string): Words {
  return {
    en: `${figure(responses)} ${responses === 1 ? 'response' : 'responses'} · ${narrowed.en}. Who exported what is noted.`,
    zh: `${figure(responses)} 份答卷 · ${narrowed.zh}。导出会留下记录。`,
  }
}

/** Asks whether the file can be had, and leaves the rest to the browser. Leaving the page lets go of it. */
function useSaving(done: () => void) {
  const { figure } = useLanguage()
  const [isAsking, setAsking] = useState(false)
  const [failure, setFailure] = useState<Words | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const start = (path: string, asked: Parameters<typeof addressed>[1]) => {
    const own = new AbortController()
    running.current = own
    setFailure(null)
    setAsking(true)
    api
      .get<ExportOutlook>(addressed(`${path}/outlook`, asked), { signal: own.signal })
      .then(({ name, bytes }) => {
        saveFromAddress(addressed(path, asked))
        const size = bytes > 0 ? sizeSaid(bytes, figure) : null
        notify({
          title: {
            en: `Saving ${name}${size ? `, about ${size}` : ''}. Your browser shows how far it is.`,
            zh: `正在保存 ${name}${size ? `（约 ${size}）` : ''}，进度见浏览器的下载列表。`,
          },
        })
        done()
      })
      .catch((error: unknown) => !own.signal.aborted && setFailure(sentenceOf(error)))
      .finally(() => setAsking(false))
  }
  return { isAsking, failure, start, cancel: () => running.current?.abort() }
}
