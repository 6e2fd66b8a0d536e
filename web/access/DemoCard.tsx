import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx'
import { useLanguage } from '../kit/language.tsx'
import { notify } from '../kit/Toast.tsx'

/** Says that the organisation is made up, and puts it back as it was. Shown in the demo organisation only. */
export function DemoCard({ organisation, mayReset }: { organisation: Organisation; mayReset: boolean }) {
  const { say } = useLanguage()
  const queries = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const reset = async () => {
    await api.post(`/api/o/${organisation.handle}/demo/reset`)
    await queries.invalidateQueries()
    notify({ title: { en: 'The demo is as on the first day', zh: '演示数据已恢复如初' } })
  }
  return (
    <Card className="mt-4 max-w-3xl" title={{ en: 'Demo organisation', zh: '演示组织' }}>
      <p className="mb-3">
        {say({
          en: 'This organisation is fictional and its answers are simulated. Try whatever you like; it can be put back as it was.',
          zh: '本组织纯属虚构，其答卷由程序模拟生成。您可以随意尝试，随时都能恢复原状。',
        })}
      </p>
      <Button
        disabledBecause={!mayReset && { en: 'Only an owner resets the demo.', zh: '只有所有者可以重置演示数据。' }}
        onClick={() => setIsAsking(true)}
      >
        {say({ en: 'Reset the demo', zh: '重置演示数据' })}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={{ en: 'Reset the demo?', zh: '重置演示数据？' }}
        confirmLabel={{ en: 'Reset the demo', zh: '重置演示数据' }}
        danger
        onConfirm={reset}
      >
        {say({
          en: 'Studies, questionnaires, units and answers are replaced by those of the first day. Members stay. This cannot be undone.',
          zh: '调查、问卷、机构与答卷将恢复为最初的内容，成员保留。此操作无法撤销。',
        })}
      </ConfirmDialog>
    </Card>
  )
}
