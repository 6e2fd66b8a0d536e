import { useRef, useState } from 'react'
import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import { importLimits } from '@gap5/contract/listen/recipe.ts'
import { useOrganisation } from '../../access/me.ts'
import { Callout } from '../../kit/Callout.tsx'
import { FileDrop } from '../../kit/FileDrop.tsx'
import type { Words } from '../../kit/language.tsx'
import { Progress } from '../../kit/Progress.tsx'
import { sentenceOf } from '../../problem.ts'
import { uploadFile } from './importsData.ts'

/** Takes a survey file and hands on the import it became. */
export function UploadCard({ label, after, onUploaded }: { label: Words; after?: string; onUploaded: (record: ImportRecord) => void }) {
  const { org } = useOrganisation()
  const [share, setShare] = useState<number | null>(null)
  const [failure, setFailure] = useState<Words | null>(null)
  const cancel = useRef<AbortController>(null)
  const send = async (file: File) => {
    setFailure(null)
    setShare(0)
    cancel.current = new AbortController()
    const { signal } = cancel.current
    try {
      onUploaded(await uploadFile(org, file, { ...(after ? { after } : {}), signal, progress: setShare }))
    } catch (error) {
      if (!signal.aborted) setFailure(sentenceOf(error))
    } finally {
      setShare(null)
    }
  }
  return (
    <div className="flex flex-col gap-3">
      <FileDrop
        label={label}
        hint={{ en: 'CSV in any encoding and with any separator, Excel (.xlsx) or SPSS (.sav); up to 64 MB', zh: 'CSV（任意编码与分隔符）、Excel（.xlsx）或 SPSS（.sav），最大 64 MB' }}
        accept=".csv,.tsv,.txt,.xlsx,.xlsm,.dat,.sav,.zsav"
        maxBytes={importLimits.bytes}
        onFile={(file) => void send(file)}
        disabled={share !== null}
      />
      {share !== null && <Progress label={share < 1 ? { en: 'Sending', zh: '正在上传' } : { en: 'Reading the file', zh: '正在读取文件' }} share={share < 1 ? share : null} onCancel={() => cancel.current?.abort()} />}
      {failure && <Callout tone="bad" title={failure} announce />}
    </div>
  )
}
