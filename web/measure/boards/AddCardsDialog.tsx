import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Card } from '@gap5/contract/measure/boards.ts'
import { Button } from '../../kit/Button.tsx'
import { Combobox } from '../../kit/Combobox.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { newId } from '../../kit/newId.ts'
import { RadioGroup } from '../../kit/RadioGroup.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { TextArea } from '../../kit/TextArea.tsx'
import { studiesQuery } from '../../listen/studiesData.ts'
import { resultQuery } from '../results.ts'
import { withCards } from './arrange.ts'
import type { BoardPlace } from './boardsData.ts'
import { CandidateList, newCards } from './CandidateList.tsx'
import type { Candidate } from './candidates.ts'
import { useBoardEdit } from './useBoardEdit.ts'

/** Chooses cards of any study, or writes a note. */
export function AddCardsDialog({ place, onClose }: { place: BoardPlace; onClose: () => void }) {
  const { say } = useLanguage()
  const edit = useBoardEdit(place)
  const [from, setFrom] = useState<'study' | 'note'>('study')
  const [study, setStudy] = useState<string | null>(null)
  const [chosen, setChosen] = useState<Candidate[]>([])
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const add = async () => {
    setBusy(true)
    const written: Card = { id: newId(), kind: 'note', size: 'small', title: null, text: { en: note, zh: note } }
    const cards = from === 'note' ? [written] : newCards(chosen)
    if (await edit(withCards(cards))) onClose()
    else setBusy(false)
  }
  const nothing = from === 'note' ? note.trim() === '' : chosen.length === 0
  const count = from === 'note' ? 1 : chosen.length
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={{ en: 'Add cards', zh: '添加卡片' }}
      actions={
        <Button look="primary" busy={busy} onClick={() => void add()} disabledBecause={nothing && { en: 'Choose a card first.', zh: '请先选择卡片。' }}>
          {say(count > 1 ? { en: `Add ${count} cards`, zh: `添加${count}张卡片` } : { en: 'Add card', zh: '添加卡片' })}
        </Button>
      }
    >
      <div className="grid gap-4">
        <RadioGroup
          label={{ en: 'From', zh: '来源' }}
          value={from}
          onValueChange={setFrom}
          options={[
            { value: 'study', label: { en: 'A study', zh: '一项调查' } },
            { value: 'note', label: { en: 'A note of your own', zh: '自己写的备注' } },
          ]}
        />
        {from === 'note' ? (
          <TextArea label={{ en: 'Note', zh: '备注' }} value={note} onValueChange={setNote} maxLength={2000} />
        ) : (
          <OfStudy org={place.org} study={study} onStudy={(handle) => (setStudy(handle), setChosen([]))} chosen={chosen} onChange={setChosen} />
        )}
      </div>
    </Dialog>
  )
}

type OfStudyProps = { org: string; study: string | null; onStudy: (study: string | null) => void; chosen: readonly Candidate[]; onChange: (chosen: Candidate[]) => void }

function OfStudy({ org, study, onStudy, chosen, onChange }: OfStudyProps) {
  const { say } = useLanguage()
  const studies = useQuery(studiesQuery(org, { limit: '200' })).data?.studies.filter(({ state }) => state !== 'draft')
  const result = useQuery({ ...resultQuery({ org, study: study ?? '' }, {}), enabled: study !== null, placeholderData: undefined }).data
  if (studies === undefined) return <Skeleton lines={4} />
  if (studies.length === 0) return <p className="text-mute">{say({ en: 'Publish a study first; its figures can then stand here.', zh: '请先发布一项调查，其数据即可放到这里。' })}</p>
  return (
    <>
      <Combobox label={{ en: 'Study', zh: '调查' }} value={study} onValueChange={onStudy} options={studies.map(({ handle, title }) => ({ value: handle, label: title }))} />
      {study !== null && (result === undefined ? <Skeleton lines={5} /> : <CandidateList study={study} result={result} query={{}} chosen={chosen} onChange={onChange} />)}
    </>
  )
}
